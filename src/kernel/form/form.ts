// What a declared form can ask for: the kinds of fields, their builders, and typed references to them for expressions.
// The renderer (web/src/fields), the check (check-form.ts) and the posted-form decoder all read these declarations.

import {
  type Expression,
  type ExpressionType,
  type List,
  list as listOf,
  type Num,
  num,
  type Text,
  type Truth,
  text as textOf,
  truth,
} from '../service/expression.ts'
import type { FormulaNames } from '../service/formula.ts'
import type { UnitLevel } from '../unit/role.ts'

/** Why a personal field may be asked (个人信息保护法 Arts. 6, 13, 17, 19): shown to the citizen, demanded by the compiler. */
export interface Personal {
  readonly purpose: string
  readonly basis: string
  readonly retain: string
}

interface FieldCommon {
  readonly title: string
  readonly hint?: string
  readonly personal?: Personal
  /** May be left blank. */
  readonly optional?: boolean
  /** Asked only when this holds of the form; in a list, `beside` reads the same element. */
  readonly when?: Expression
}

export interface TextField extends FieldCommon {
  readonly kind:
    | 'text'
    | 'longText'
    | 'personName'
    | 'date'
    | 'residentId'
    | 'anyId'
    | 'creditCode'
    | 'phone'
    | 'village'
    | 'unit'
    | 'entry'
    | 'formula'
    | 'case'
  readonly maxLength?: number
  /** Of a `unit`: the level of office to choose from. */
  readonly level?: UnitLevel
  /** Of an `entry`: the register whose valid entries are the choices; the value is an entry's number, or its data `by`. */
  readonly register?: string
  readonly by?: string
  /** Of a `case`: whose cases; the value is which case it is, put in by the case that opened this one. */
  readonly service?: string
  /** Of a `formula`: what its writer may name, and what it must give. */
  readonly names?: FormulaNames
  readonly gives?: 'number' | 'truth'
}
/** `money` is whole cents; people write and read yuan. */
export interface NumberField extends FieldCommon {
  readonly kind: 'integer' | 'decimal' | 'money'
  readonly unit: string
  readonly min: number
  readonly max: number
}
export interface TruthField extends FieldCommon {
  readonly kind: 'boolean'
  readonly yes?: string
  readonly no?: string
}
export interface ChoiceField<Value extends string = string> extends FieldCommon {
  readonly kind: 'choice'
  readonly options: Readonly<Record<Value, string>>
}
export interface GroupField<F extends FormFields = FormFields> extends FieldCommon {
  readonly kind: 'group'
  readonly fields: F
}
export interface ListField<F extends FormFields = FormFields> extends FieldCommon {
  readonly kind: 'list'
  readonly fields: F
  /** What one element is called (`家庭成员`). */
  readonly of: string
  readonly min: number
  readonly max: number
}

export type Field = TextField | NumberField | TruthField | ChoiceField | AnyGroup | AnyList
// Interfaces break the recursion that `GroupField<FormFields>` would be inside its own definition.
export interface AnyGroup extends GroupField<FormFields> {}
export interface AnyList extends ListField<FormFields> {}
export interface FormFields {
  readonly [name: string]: Field
}

/** What a builder takes: a condition is written as such and kept as its expression. */
type Options<F> = Partial<Omit<F, 'kind' | 'title' | 'when'>> & { readonly when?: Truth }
const kept = <O extends { readonly when?: Truth }>({ when, ...options }: O) => ({
  ...options,
  ...(when && { when: when.expression }),
})
const textKind =
  <K extends TextField['kind']>(kind: K) =>
  (title: string, options: Options<TextField> = {}): TextField & { readonly kind: K } => ({
    kind,
    title,
    ...kept(options),
  })
const numberKind =
  <K extends NumberField['kind']>(kind: K) =>
  (title: string, options: { unit: string } & Options<NumberField>): NumberField & { readonly kind: K } => ({
    kind,
    title,
    min: 0,
    max: 1_000_000,
    ...kept(options),
  })

export const text = textKind('text')
export const longText = textKind('longText')
export const personName = textKind('personName')
export const date = textKind('date')
export const residentId = textKind('residentId')
export const phone = textKind('phone')
/** A citizen number, a residence permit of Hong Kong, Macau or Taiwan, or a travel permit of a Taiwan resident. */
export const anyId = textKind('anyId')
/** The unified social credit code of a firm (GB 32100). */
export const creditCode = textKind('creditCode')
export const village = textKind('village')
export const unit = (title: string, level: UnitLevel, options: Options<TextField> = {}): TextField =>
  textKind('unit')(title, { ...options, level })
export const entry = (title: string, register: string, options: Options<TextField> = {}): TextField =>
  textKind('entry')(title, { ...options, register })
export const formula = (
  title: string,
  gives: 'number' | 'truth',
  names: FormulaNames,
  options: Options<TextField> = {},
): TextField => textKind('formula')(title, { ...options, gives, names })
/** Another case: not typed, but filled in by what opened this one. */
export const caseOf = (title: string, service: string, options: Options<TextField> = {}): TextField =>
  textKind('case')(title, { ...options, service })
export const integer = numberKind('integer')
export const decimal = numberKind('decimal')
/** Whole cents, at most a hundred million yuan unless said otherwise. */
export const money = (title: string, options: Options<NumberField> = {}): NumberField =>
  numberKind('money')(title, { max: 10_000_000_000, ...options, unit: '元' })

export const yesNo = (title: string, options: Options<TruthField> = {}): TruthField => ({
  kind: 'boolean',
  title,
  ...kept(options),
})

export const choice = <const Value extends string>(
  title: string,
  options: Readonly<Record<Value, string>>,
  more: Options<FieldCommon> = {},
): ChoiceField<Value> => ({ kind: 'choice', title, options, ...kept(more) })

export const group = <const F extends FormFields>(
  title: string,
  fields: F,
  more: Options<FieldCommon> = {},
): GroupField<F> => ({
  kind: 'group',
  title,
  fields,
  ...kept(more),
})

export const list = <const F extends FormFields>(
  title: string,
  fields: F,
  more: { of: string; min?: number; max?: number } & Options<FieldCommon>,
): ListField<F> => ({ kind: 'list', title, fields, min: 0, max: 30, ...kept(more) })

/** References by path, for conditions of fields: the form they stand in is not there yet. The compiler checks them. */
export const answer = {
  text: (path: string): Text => textOf(['field', path]),
  number: (path: string): Num => num(['field', path]),
  truth: (path: string): Truth => truth(['field', path]),
}
/** The same within an element of a list. */
export const beside = {
  text: (path: string): Text => textOf(['item', path]),
  number: (path: string): Num => num(['item', path]),
  truth: (path: string): Truth => truth(['item', path]),
}

/** Typed references to the fields of a form, for writing expressions: `f.planned.plotAreaM2.gt(120)`. */
export type Refs<F> = { readonly [K in keyof F]: Ref<F[K]> }
type Ref<T> =
  T extends GroupField<infer F>
    ? Refs<F>
    : T extends ListField<infer F>
      ? List<Refs<F>>
      : T extends ChoiceField<infer V>
        ? Text<V>
        : T extends NumberField
          ? Num
          : T extends TruthField
            ? Truth
            : Text

/** References to the fields of `form`, typed by it. */
export function fieldsOf<F extends FormFields>(form: F): Refs<F> {
  return refs(form, (path) => ['field', path], '') as Refs<F>
}

/** References to what is filled in at a step: `filledOf('reply', replyForm).result.is('solved')`. */
export function filledOf<F extends FormFields>(step: string, form: F): Refs<F> {
  return refs(form, (path) => ['filled', `${step}.${path}`], '') as Refs<F>
}

/** References to fields by whatever `read` makes of their paths. */
export const refsOf = (fields: FormFields, read: (path: string) => Expression) => refs(fields, read, '')

function refs(fields: FormFields, read: (path: string) => Expression, prefix: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const path = prefix + name
      switch (field.kind) {
        case 'group':
          return [name, refs(field.fields, read, `${path}.`)]
        case 'list':
          return [
            name,
            listOf(
              read(path),
              refs(field.fields, (inner) => ['item', inner], ''),
            ),
          ]
        case 'integer':
        case 'decimal':
        case 'money':
          return [name, num(read(path))]
        case 'boolean':
          return [name, truth(read(path))]
        default:
          return [name, textOf(read(path))]
      }
    }),
  )
}

/** The declared field at a dotted path without list positions (`members.idNumber`), or undefined. */
export function fieldAt(form: FormFields, path: string): Field | undefined {
  const [head, ...rest] = path.split('.')
  const field = Object.hasOwn(form, head as string) ? form[head as string] : undefined
  if (rest.length === 0 || !field) return field
  return field.kind === 'group' || field.kind === 'list' ? fieldAt(field.fields, rest.join('.')) : undefined
}

/** The expression type of a field's value; a group has none. */
export function typeOfField(field: Field | undefined): ExpressionType | undefined {
  switch (field?.kind) {
    case undefined:
    case 'group':
      return undefined
    case 'list':
      return 'list'
    case 'integer':
    case 'decimal':
    case 'money':
      return 'number'
    case 'boolean':
      return 'truth'
    default:
      return 'text'
  }
}

/** Every leaf field with its dotted path, in order of declaration. */
export function* leavesOf(form: FormFields, prefix = ''): Generator<[path: string, field: Field]> {
  for (const [name, field] of Object.entries(form)) {
    if (field.kind === 'group' || field.kind === 'list') yield* leavesOf(field.fields, `${prefix}${name}.`)
    else yield [prefix + name, field]
  }
}
