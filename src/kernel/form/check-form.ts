// Checks a filled form against its declaration: what is missing, of the wrong shape, or fails its format. The same
// function answers the citizen while typing, the server on every command, and the importer on every line.

import { type PlainDate, parsePlainDate } from '../calendar/plain-date.ts'
import { isMainlandPhone } from '../party/phone.ts'
import { verifyResidentId } from '../party/resident-id.ts'
import { parseTravelPermit } from '../party/travel-permit.ts'
import { verifyUnifiedCreditCode } from '../party/unified-credit-code.ts'
import { type Data, evaluate } from '../service/evaluate.ts'
import { keptAs, parseFormula, writtenFormula } from '../service/formula.ts'
import type { Field, FormFields, NumberField, TextField } from './form.ts'

export interface FormProblem {
  /** Dotted path with list positions (`members.2.idNumber`). */
  readonly path: string
  readonly code: FormProblemCode
  /** One sentence for the person who fills the form. */
  readonly message: string
}

export type FormProblemCode =
  | 'FIELD_MISSING'
  | 'WRONG_SHAPE'
  | 'OUT_OF_RANGE'
  | 'ID_INVALID'
  | 'CODE_INVALID'
  | 'PHONE_INVALID'
  | 'UNKNOWN_VILLAGE'

/** What the check needs beside the form: the legal date of receipt and the villages of the district. */
export interface FormContext {
  readonly on: PlainDate
  readonly isVillage: (code: string) => boolean
  /** Whether an office of this level exists; every code passes where it is not given. */
  readonly isUnit?: (code: string, level: string) => boolean
}

/** What conditions of fields are judged by: the whole form, and in a list the element they stand in. */
interface Place {
  readonly context: FormContext
  readonly form: Data
  readonly element?: Data
}

/** Every problem of the filled form, in order of declaration; none means that its types can be trusted from here on. */
export function checkForm(form: FormFields, filled: Data, context: FormContext): FormProblem[] {
  return [...checkFields(form, filled, { context, form: filled }, '')]
}

/** Whether a field is asked: `no` only when its condition is known not to hold. */
export function isAsked(field: Field, form: Data, element?: Data): 'yes' | 'no' | 'unknown' {
  if (field.when === undefined) return 'yes'
  const holds = evaluate(field.when, { form, params: {}, facts: {} }, element)
  return holds === true ? 'yes' : holds === false ? 'no' : 'unknown'
}

function* checkFields(fields: FormFields, filled: Data, place: Place, prefix: string): Generator<FormProblem> {
  if (typeof filled !== 'object' || filled === null || Array.isArray(filled)) {
    yield problem(prefix.slice(0, -1), 'WRONG_SHAPE', '这里应当是一组填写项')
    return
  }
  const values = filled as { readonly [name: string]: Data }
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(fields, name)) yield problem(prefix + name, 'WRONG_SHAPE', '表里没有这一项')
  }
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    const asked = isAsked(field, place.form, place.element)
    if (isBlank(value)) {
      if (!field.optional && asked === 'yes') yield problem(prefix + name, 'FIELD_MISSING', `请填写${field.title}`)
    } else if (asked === 'no') yield problem(prefix + name, 'WRONG_SHAPE', `${field.title}：这种情形不用填`)
    else yield* checkField(field, value, place, prefix + name)
  }
}

function isBlank(value: Data): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

function* checkField(field: Field, value: Data, place: Place, path: string): Generator<FormProblem> {
  switch (field.kind) {
    case 'group':
      yield* checkFields(field.fields, value, place, `${path}.`)
      return
    case 'list':
      yield* checkList(field, value, place, path)
      return
    case 'boolean':
      if (typeof value !== 'boolean') yield problem(path, 'WRONG_SHAPE', `${field.title}：请选是或否`)
      return
    case 'integer':
    case 'decimal':
    case 'money':
      yield* checkNumber(field, value, path)
      return
    case 'choice':
      if (typeof value !== 'string' || !Object.hasOwn(field.options, value)) {
        yield problem(path, 'WRONG_SHAPE', `${field.title}：请从列出的选项里选一个`)
      }
      return
    default:
      if (typeof value !== 'string') yield problem(path, 'WRONG_SHAPE', `${field.title}：这里应当是文字`)
      else yield* checkText(field, value, place.context, path)
  }
}

function* checkList(field: Field & { kind: 'list' }, value: Data, place: Place, path: string): Generator<FormProblem> {
  if (!Array.isArray(value)) {
    yield problem(path, 'WRONG_SHAPE', `${field.title}：这里应当是一列${field.of}`)
    return
  }
  if (value.length < field.min)
    yield problem(path, 'FIELD_MISSING', `${field.title}：至少填 ${field.min} 个${field.of}`)
  if (value.length > field.max) yield problem(path, 'OUT_OF_RANGE', `${field.title}：最多填 ${field.max} 个${field.of}`)
  for (const [index, element] of value.entries())
    yield* checkFields(field.fields, element, { ...place, element }, `${path}.${index}.`)
}

function* checkNumber(field: NumberField, value: Data, path: string): Generator<FormProblem> {
  const isWhole = field.kind !== 'decimal'
  if (typeof value !== 'number' || !Number.isFinite(value) || (isWhole && !Number.isSafeInteger(value))) {
    yield problem(path, 'WRONG_SHAPE', `${field.title}：${WANTED[field.kind]}`)
  } else if (value < field.min || value > field.max) {
    const [min, max] = field.kind === 'money' ? [field.min / 100, field.max / 100] : [field.min, field.max]
    yield problem(path, 'OUT_OF_RANGE', `${field.title}：应在 ${min} 到 ${max} ${field.unit}之间`)
  }
}

const WANTED = { integer: '请填整数', decimal: '请填数字', money: '请填金额，最多两位小数' } as const

const ID_REASONS = {
  characters: '应是 18 位，前 17 位是数字，最后一位是数字或大写 X',
  date: '第 7 到 14 位不是真实的出生日期',
  future: '出生日期在收件日之后',
  'check-digit': '校验位对不上，请逐位核对',
} as const

function* checkText(field: TextField, value: string, context: FormContext, path: string): Generator<FormProblem> {
  if (value.length > (field.maxLength ?? 500)) {
    yield problem(path, 'OUT_OF_RANGE', `${field.title}：最多 ${field.maxLength ?? 500} 个字`)
    return
  }
  switch (field.kind) {
    case 'residentId': {
      const verdict = verifyResidentId(value, context.on)
      if (!verdict.ok) yield problem(path, 'ID_INVALID', `${field.title}：${ID_REASONS[verdict.reason]}`)
      return
    }
    case 'anyId': {
      const verdict = verifyResidentId(value, context.on)
      if (verdict.ok || parseTravelPermit(value) !== null) return
      const reason = verdict.reason === 'characters' ? ANY_ID : ID_REASONS[verdict.reason]
      yield problem(path, 'ID_INVALID', `${field.title}：${reason}`)
      return
    }
    case 'creditCode': {
      const verdict = verifyUnifiedCreditCode(value)
      if (!verdict.ok) yield problem(path, 'CODE_INVALID', `${field.title}：${CODE_REASONS[verdict.reason]}`)
      return
    }
    case 'unit':
      if (context.isUnit && !context.isUnit(value, field.level ?? ''))
        yield problem(path, 'WRONG_SHAPE', `${field.title}：请从列出的单位里选`)
      return
    case 'case':
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value))
        yield problem(path, 'WRONG_SHAPE', `${field.title}：没有这一件`)
      return
    case 'formula':
      yield* checkFormula(field, value, path)
      return
    case 'phone':
      if (!isMainlandPhone(value)) yield problem(path, 'PHONE_INVALID', `${field.title}：应是 1 开头的 11 位手机号`)
      return
    case 'date':
      if (parsePlainDate(value) === null)
        yield problem(path, 'WRONG_SHAPE', `${field.title}：请填真实的日期，如 2024-03-01`)
      return
    case 'village':
      if (!context.isVillage(value))
        yield problem(path, 'UNKNOWN_VILLAGE', `${field.title}：本区没有代码为 ${value} 的村`)
      return
  }
}

const ANY_ID = '应是 18 位身份证号或居住证号，或 8 位的台胞证号'
const CODE_REASONS = {
  characters: '应是 18 位，只有数字和大写字母（没有 I、O、S、V、Z）',
  'check-character': '最后一位对不上，请逐位核对',
} as const

/** A formula is kept with the expression it was read into; both must still belong together. */
function* checkFormula(field: TextField, value: string, path: string): Generator<FormProblem> {
  const written = writtenFormula(value)
  const read = parseFormula(written, field.names ?? {})
  if ('problem' in read) yield problem(path, 'WRONG_SHAPE', `${field.title}：${read.problem}`)
  else if (keptAs(written, read.expression) !== value)
    yield problem(path, 'WRONG_SHAPE', `${field.title}：公式没有读过，请重新填写`)
  else if (read.type !== field.gives)
    yield problem(path, 'WRONG_SHAPE', `${field.title}：要写成${field.gives === 'truth' ? '一个条件' : '一个数'}`)
}

const problem = (path: string, code: FormProblemCode, message: string): FormProblem => ({ path, code, message })
