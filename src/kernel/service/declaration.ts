// What a service declares, and `defineService`, which checks every reference of a declaration while it is typed: an
// unknown step, field, material or entry does not compile. compile.ts turns a declaration and a district's overlay into
// the definition that cases run on.

import { type FormFields, fieldAt } from '../form/form.ts'
import type { Rule } from '../material/declared-rule.ts'
import type { MaterialSpec } from '../material/material.ts'
import type { Role } from '../unit/role.ts'
import {
  type Expression,
  type ExpressionType,
  type List,
  list,
  type Num,
  num,
  type Table,
  type Text,
  type Truth,
  table,
  text,
  truth,
} from './expression.ts'
import type { Differing, EndStep, Source, Span, Step } from './step.ts'

/** What the public guide says beyond what follows from the rest of the declaration. */
export interface Guide {
  /** One sentence: what the citizen gets. */
  readonly gives: string
  /** One sentence: who may apply. */
  readonly eligibility: string
  readonly basis: readonly Source[]
  readonly fee: number
  /** On-site visits the applicant must make. */
  readonly onsiteVisits: number
  readonly channels: readonly ('mobile' | 'kiosk' | 'window' | 'village')[]
  readonly faqs: readonly { readonly question: string; readonly answer: string }[]
  /** Form paths whose answers shrink the material list on the guide page. */
  readonly situations: readonly string[]
  readonly review: string
}

/** One page of the form on a phone. */
export interface Section {
  readonly title: string
  readonly fields: readonly string[]
}

/** A value that a district sets in its overlay, with the document it comes from. Tables are `[[from, value], …]`. */
export interface Parameter {
  readonly type: 'number' | 'table'
  readonly title: string
  readonly unit: string
}

export type ParameterValue = number | readonly (readonly [from: number, value: number])[]

/** Something true outside the case that rules may ask. Only `casesSharing` is asked at submission alone. */
export type Fact = SharingFact | CasesFact | ListedFact | EntryFact | EntriesFact

/** How many other live cases of this service share an identity number with it. */
export interface SharingFact {
  readonly kind: 'casesSharing'
  readonly title: string
  /** List-free path pattern of the shared value (`members.idNumber`). */
  readonly path: string
}

/** How many other cases of a service share a linked value: both declare the value in `links`, under any path. */
export interface CasesFact {
  readonly kind: 'cases'
  readonly title: string
  readonly service: string
  /** Form path of the value in this case, several joined by `+` for values that must all be shared; or which case it is. */
  readonly path: string
  /** Only those received in the last so many days. */
  readonly days?: number
  /** `live`: not ended; otherwise how they ended, or all of them. */
  readonly where: 'live' | EndStep['result'] | 'any'
  /** Only those standing at one of these steps. */
  readonly at?: readonly string[]
}

/** In place of a path: the value shared is which case this is. Another case holds it in a `case` field. */
export const SELF = 'self:'

/** The running cases of a service at some of its steps, oldest first, each with values of its form; at most 200. */
export interface ListedFact {
  readonly kind: 'listed'
  readonly title: string
  readonly service: string
  readonly at: readonly string[]
  /** Name → form path there. Beside them stand `case`, `caseNo` and `lead`, the unit in charge. */
  readonly reads: Readonly<Record<string, string>>
}
/** What every row of a listed fact holds beside what it reads. */
export const LISTED = ['case', 'caseNo', 'lead'] as const

/** The newest valid entry of a register whose data match, with the values it reads; not known when there is none. */
export interface EntryFact {
  readonly kind: 'entry'
  readonly title: string
  readonly register: string
  /** Data name, or `number`, → value. */
  readonly match: Readonly<Record<string, Expression>>
  readonly reads: Readonly<Record<string, ExpressionType>>
}

/** How many valid entries of a register match, or the sum of one of their numbers; `days`: only of the last so many. */
export interface EntriesFact {
  readonly kind: 'entries'
  readonly title: string
  readonly register: string
  readonly match: Readonly<Record<string, Expression>>
  readonly sum?: string
  readonly days?: number
  /** Also those no longer valid: a number that never falls, for `unique`. */
  readonly ever?: boolean
  /** The entries themselves, oldest first, with these values of theirs: a list to compute over, shown where it is true. */
  readonly columns?: Readonly<Record<string, Column>>
  /** The applicant sees the list too, not officers alone. */
  readonly open?: boolean
  /** Looked up only when this holds: what nobody is to see yet is not there. Asks nothing but the case itself. */
  readonly when?: Expression
}

/** A value of the entries that a list fact is made of, and what a table of them calls it. */
export interface Column {
  readonly type: 'number' | 'text'
  readonly title: string
  /** Of a number: `分` is cents, shown as yuan. */
  readonly unit?: string
}

/** A value of an entry that others may look up. `personal`: kept as a blind index; it can be matched, not read. */
export interface EntryValue {
  readonly value: Expression
  readonly personal?: boolean
}

/** Fields of the form held against a registry, by the columns of its row; also what the registry can fill in. */
export interface Comparison {
  readonly title: string
  /** Name of the registry in the district's directory. */
  readonly registry: string
  /** What the row is found by: identity number, credit code, project code. */
  readonly key: Expression
  /** Asked only when this holds. */
  readonly when?: Expression
  /** Form path → column. */
  readonly fields: Readonly<Record<string, string>>
  /** Column with the number of the person whose row it is, where that is not the key: to them alone it is filled in. */
  readonly owner?: string
}

/** One rung of supervision on the promise: when it is reached, whose duty it then also is, whether the public sees it. */
export interface Rung {
  readonly title: string
  /** Part of the limit that is used up (1: the due day is over), or working days after the due day. */
  readonly at: { readonly part: number } | { readonly after: number }
  readonly to?: Role
  readonly published?: boolean
}

/** What an `issue` step writes: a numbered, verifiable entry of a register. */
export interface EntrySpec {
  readonly title: string
  /** Document number; `{year}` and `{serial}` (gap-free per year) are filled in. */
  readonly number: string
  /** Anyone may read it in the public list of its register, and whether it still stands. Its rows are nobody's secret. */
  readonly published?: boolean
  /** Printed rows: title and where the value comes from. */
  readonly content: readonly { readonly title: string; readonly value: Expression; readonly unit?: string }[]
  readonly legalText: string
  readonly valid: Span | null
  /** A day after which it is not valid, where the case itself knows it (`2026-12-31`). */
  readonly validUntil?: Expression
  readonly data?: Readonly<Record<string, EntryValue>>
  /** No two valid entries of the register have the same values here. */
  readonly unique?: readonly Expression[]
}

/** The service's one clock: when it starts, stops and stands still. */
export interface Limits<StepName extends string = string> {
  /** What the law gives; null where no law sets a limit. */
  readonly legal: Span | null
  readonly promised: Span
  /** A promise for a class of cases instead of the ordinary one. */
  readonly promisedWhen?: readonly Differing<Span>[]
  /** Runs from the acceptance at this intake step, or from entering another kind of step … */
  readonly starts: StepName
  /** … until the decision at this step; of a step that is no decision, until it is left by one of `stopsBy`. */
  readonly stops: StepName
  readonly stopsBy?: readonly string[]
  readonly ladder?: readonly Rung[]
  /** Steps during which it stands still; a suspension always stops it. */
  readonly pausedAt: readonly StepName[]
}

/** What can happen across the steps. Outcomes name `end` steps. */
export interface Across<StepName extends string = string, MaterialName extends string = string> {
  /** 补正: one complete list, asked within `ask` of receipt; silence until then is acceptance. */
  readonly supplement: { readonly ask: Span; readonly answer: Span; readonly lapsed: StepName } | null
  readonly withdrawal: { readonly to: StepName }
  readonly termination: { readonly by: Role; readonly to: StepName }
  /** `askedBy`: whoever handles the case asks with a reason, `by` grants or declines. */
  readonly extension: {
    readonly by: Role
    /** Who grants it for a class of cases instead. */
    readonly byWhen?: readonly { readonly when: Expression; readonly by: Role }[]
    readonly for: Span
    readonly forWhen?: readonly Differing<Span>[]
    /** There is none where this does not hold. */
    readonly when?: Expression
    readonly askedBy?: Role
  } | null
  /** 特别程序: the only grounds on which the clock may be stopped by an officer. */
  readonly suspension: {
    readonly by: Role
    readonly grounds: Readonly<Record<string, { title: string; source: Source }>>
  } | null
  /** 容缺受理: materials that may follow by a promised day; a broken promise ends the case. */
  readonly deferral: {
    readonly materials: readonly MaterialName[]
    readonly within: Span
    readonly broken: StepName
  } | null
}

/** A service as its bureau declares it; values of the district are missing until an overlay gives them. */
export interface ServiceDeclaration {
  readonly slug: string
  readonly title: string
  readonly short: string
  readonly kind: 'permit' | 'service' | 'reward'
  readonly taskCode: string
  /** `office`: an office opens the case itself; `opensBy` says who. */
  readonly applicant: 'person' | 'firm' | 'office'
  readonly opensBy?: Role
  readonly agent: 'allowed' | 'barred'
  readonly guide: Guide
  readonly form: FormFields
  readonly sections: readonly Section[]
  /** Form path of the village the case lies in; null when it lies in none. */
  readonly place: string | null
  /** Form path of the applicant's own row: name, identity number and phone are read relative to the form. */
  readonly subject: { readonly name: string; readonly id?: string; readonly phone?: string }
  /** Form paths of values that tie this case to others: the project, the child; several joined by `+` tie together. */
  readonly links?: readonly string[]
  readonly comparisons?: Readonly<Record<string, Comparison>>
  /**
   * 免申即享: offered on the citizen's own page, filled in from the comparisons' registries, for each valid entry that the
   * `entry` field at this path can choose and by which no rule is broken.
   */
  readonly offered?: { readonly each: string }
  /** Form paths of choices that the public record counts its cases by; what they say of one case is shown to nobody. */
  readonly counted?: readonly string[]
  /** Value shown beside the name in queues. */
  readonly summary: string
  readonly parameters: Readonly<Record<string, Parameter>>
  readonly facts: Readonly<Record<string, Fact>>
  readonly materials: Readonly<Record<string, MaterialSpec>>
  readonly rules: readonly Rule[]
  readonly limits: Limits
  readonly across: Across
  readonly start: string
  readonly steps: Readonly<Record<string, Step>>
  readonly entries: Readonly<Record<string, EntrySpec>>
  readonly ratings: readonly string[]
  /** Words by which the unit's budget names what funds this service; its targets find their evidence here by them. */
  readonly fundedAs: readonly string[]
}

/** What a district sets for a service: parameter values with sources, and its own promised limit, spans and contacts. */
export interface Overlay {
  readonly district: string
  readonly parameters: Readonly<Record<string, { readonly value: ParameterValue; readonly source: string }>>
  readonly promised?: Span
  readonly within?: Readonly<Record<string, Span>>
  readonly contacts: {
    readonly hall: string
    readonly hours: string
    readonly phone: string
    readonly complaint: string
  }
}

/** The definition a case is pinned to: a declaration with its district's values; `version` is its content hash. */
export interface ServiceDefinition extends ServiceDeclaration {
  readonly district: string
  readonly values: Overlay['parameters']
  readonly contacts: Overlay['contacts']
  readonly version: string
}

type TargetsOf<S> = S extends { on: infer On } ? On[keyof On] : never
type NotSameAsOf<S> = S extends { notSameAs: readonly (infer N)[] } ? N : never

/** What of `across` a declaration may leave out where there is none of it. */
type Rare = 'supplement' | 'extension' | 'suspension' | 'deferral'
type DeclaredAcross<A extends Across<string, string>> = Omit<A, Rare> & Partial<Pick<A, Rare>>

/** The step itself when the steps it names exist; otherwise an object whose key is what the editor shows at the step. */
type CheckedStep<S, StepName> = [TargetsOf<S> | NotSameAsOf<S>] extends [StepName]
  ? S
  : { 'no such step': Exclude<TargetsOf<S> | NotSameAsOf<S>, StepName> }

/**
 * Declares a service. Every step and material it names must be one it declares;
 * what types cannot see (paths, expressions, examined materials) the compiler checks.
 */
export function defineService<
  const F extends FormFields,
  const M extends Readonly<Record<string, MaterialSpec>>,
  const S extends Readonly<Record<string, Step>>,
>(
  declaration: Omit<ServiceDeclaration, 'form' | 'materials' | 'steps' | 'limits' | 'across' | 'start'> & {
    readonly form: F
    readonly materials: M
    readonly steps: { readonly [K in keyof S]: CheckedStep<S[K], keyof S> } & S
    readonly start: NoInfer<keyof S & string>
    readonly limits: Limits<NoInfer<keyof S & string>>
    readonly across: DeclaredAcross<Across<NoInfer<keyof S & string>, NoInfer<keyof M & string>>>
  },
): ServiceDeclaration {
  const { across } = declaration
  const none = <Part extends Rare>(part: Part) =>
    (across[part] === undefined ? { [part]: null } : {}) as Pick<Across, Part>
  // What is filled in has its place too: the order is part of a definition's version.
  return {
    ...declaration,
    across: { ...none('supplement'), ...across, ...none('extension'), ...none('suspension'), ...none('deferral') },
  }
}

/** Typed references to a service's parameters, for expressions. */
export function parametersOf<P extends Readonly<Record<string, Parameter>>>(
  parameters: P,
): { readonly [K in keyof P]: P[K]['type'] extends 'table' ? Table : Num } {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { type }]) => [
      name,
      type === 'table' ? table(['param', name]) : num(['param', name]),
    ]),
  ) as never
}

type Ref<T> = T extends 'number'
  ? Num
  : T extends 'truth'
    ? Truth
    : T extends 'list'
      ? List<Record<string, Text>>
      : Text
type FactRef<F> = F extends { kind: 'entry'; reads: infer R }
  ? { readonly [K in keyof R]: Ref<R[K]> } & { readonly exists: Truth; readonly number: Text }
  : F extends { kind: 'listed' }
    ? List<Record<string, Text>>
    : F extends { columns: infer C extends Readonly<Record<string, Column>> }
      ? List<{ readonly [K in keyof C]: Ref<C[K]['type']> } & { readonly number: Text }>
      : Num

/** Typed references to a service's facts: numbers, and of an entry its values and whether it `exists`. */
export function factsOf<F extends Readonly<Record<string, Fact>>>(
  facts: F,
): { readonly [K in keyof F]: FactRef<F[K]> } {
  const ref = (path: string, type: ExpressionType) => {
    if (type === 'number') return num(['fact', path])
    if (type === 'list') return list(['fact', path], {})
    return type === 'truth' ? truth(['fact', path]) : text(['fact', path])
  }
  const refOf = (name: string, fact: Fact) =>
    fact.kind === 'listed'
      ? list(['fact', name], rowsOf(Object.keys(fact.reads)))
      : fact.kind === 'entry'
        ? {
            ...Object.fromEntries(Object.entries(fact.reads).map(([key, type]) => [key, ref(`${name}.${key}`, type)])),
            exists: truth(['known', ['fact', `${name}.number`]]),
            number: text(['fact', `${name}.number`]),
          }
        : fact.kind === 'entries' && fact.columns
          ? list(['fact', name], {
              ...Object.fromEntries(
                Object.entries(fact.columns).map(([key, { type }]) => [
                  key,
                  type === 'number' ? num(['item', key]) : text(['item', key]),
                ]),
              ),
              number: text(['item', 'number']),
            })
          : num(['fact', name])
  return Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, refOf(name, fact)])) as never
}

/** What a row holds, as references. */
const rowsOf = (names: readonly string[]): Record<string, Text> =>
  Object.fromEntries([...LISTED, ...names].map((name) => [name, text(['item', name])]))

type Matched = Readonly<Record<string, Text | Num>>
const matchOf = (match: Matched) =>
  Object.fromEntries(Object.entries(match).map(([name, value]) => [name, value.expression]))

/** A fact: the newest valid entry of `register` that matches, with the values it reads. `number` can be matched and read. */
export const entryWhere = <const R extends Readonly<Record<string, ExpressionType>>>(
  register: string,
  match: Matched,
  reads: R,
  title: string,
): EntryFact & { readonly reads: R } => ({ kind: 'entry', title, register, match: matchOf(match), reads })

/** A fact: how many valid entries match, or the `sum` of a number of theirs, of all time or of the last `days`. */
export const entriesWhere = (
  register: string,
  match: Matched,
  title: string,
  more: { readonly sum?: string; readonly days?: number; readonly ever?: boolean } = {},
): EntriesFact => ({ kind: 'entries', title, register, match: matchOf(match), ...more })

/** A fact: the valid entries that match, oldest first, with `columns` of theirs; at most 500. */
export const eachEntry = <const C extends Readonly<Record<string, Column>>>(
  register: string,
  match: Matched,
  columns: C,
  title: string,
  {
    when,
    ...more
  }: { readonly days?: number; readonly ever?: boolean; readonly open?: boolean; readonly when?: Truth } = {},
): EntriesFact & { readonly columns: C } => ({
  kind: 'entries',
  title,
  register,
  match: matchOf(match),
  columns,
  ...more,
  ...(when && { when: when.expression }),
})

/** A fact: how many other cases of `service` share the value at `path`. */
export const casesWhere = (
  service: string,
  path: string,
  title: string,
  more: { readonly where?: CasesFact['where']; readonly at?: readonly string[]; readonly days?: number } = {},
): CasesFact => ({ kind: 'cases', title, service, path, where: 'any', ...more })

/** A fact: the cases of `service` that stand at these steps, with values of their forms. */
export const casesListed = (
  service: string,
  at: readonly string[],
  reads: Readonly<Record<string, string>>,
  title: string,
): ListedFact => ({ kind: 'listed', title, service, at, reads })

/** A comparison of form fields with a registry. */
export const comparison = (
  title: string,
  registry: string,
  key: Text,
  fields: Readonly<Record<string, string>>,
  when?: Truth,
): Comparison => ({ title, registry, key: key.expression, fields, ...(when && { when: when.expression }) })

/** A value of an entry that others may look up. */
export const shared = (value: Text | Num | Truth): EntryValue => ({ value: value.expression })
/** The same, personal: it can be matched and not read. */
export const sealed = (value: Text): EntryValue => ({ value: value.expression, personal: true })

/** The declared title of a form path, for texts that name a field. */
export function titleAt(form: FormFields, path: string): string {
  return fieldAt(form, path.replace(/\.\d+/g, ''))?.title ?? path
}
