// What a service declares, and `defineService`, which checks every reference of a declaration while it is typed: an
// unknown step, field, material or entry does not compile. compile.ts turns a declaration and a district's overlay into
// the definition that cases run on.

import { type FormFields, fieldAt } from '../form/form.ts'
import type { Rule } from '../material/declared-rule.ts'
import type { MaterialSpec } from '../material/material.ts'
import type { Role } from '../unit/role.ts'
import { type Expression, type Num, num, type Table, table } from './expression.ts'
import type { Source, Span, Step } from './step.ts'

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

/** Something true outside the case that rules may ask: how many other live cases share an identity number with it. */
export interface Fact {
  readonly kind: 'casesSharing'
  readonly title: string
  /** List-free path pattern of the shared value (`members.idNumber`). */
  readonly path: string
}

/** What an `issue` step writes: a numbered, verifiable entry of a register. */
export interface EntrySpec {
  readonly title: string
  /** Document number; `{year}` and `{serial}` (gap-free per year) are filled in. */
  readonly number: string
  /** Printed rows: title and where the value comes from. */
  readonly content: readonly { readonly title: string; readonly value: Expression; readonly unit?: string }[]
  readonly legalText: string
  readonly valid: Span | null
}

/** The service's one clock: when it starts, stops and stands still. */
export interface Limits<StepName extends string = string> {
  readonly legal: Span
  readonly promised: Span
  /** Runs from the acceptance at this intake step … */
  readonly starts: StepName
  /** … until the decision at this step. */
  readonly stops: StepName
  /** Steps during which it stands still; a suspension always stops it. */
  readonly pausedAt: readonly StepName[]
}

/** What can happen across the steps. Outcomes name `end` steps. */
export interface Across<StepName extends string = string, MaterialName extends string = string> {
  /** 补正: one complete list, asked within `ask` of receipt; silence until then is acceptance. */
  readonly supplement: { readonly ask: Span; readonly answer: Span; readonly lapsed: StepName }
  readonly withdrawal: { readonly to: StepName }
  readonly termination: { readonly by: Role; readonly to: StepName }
  readonly extension: { readonly by: Role; readonly for: Span }
  /** 特别程序: the only grounds on which the clock may be stopped by an officer. */
  readonly suspension: {
    readonly by: Role
    readonly grounds: Readonly<Record<string, { title: string; source: Source }>>
  }
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
  readonly applicant: 'person' | 'firm'
  readonly agent: 'allowed' | 'barred'
  readonly guide: Guide
  readonly form: FormFields
  readonly sections: readonly Section[]
  /** Form path of the village the case lies in. */
  readonly place: string
  /** Form path of the applicant's own row: name, identity number and phone are read relative to the form. */
  readonly subject: { readonly name: string; readonly id: string; readonly phone: string }
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
    readonly across: Across<NoInfer<keyof S & string>, NoInfer<keyof M & string>>
  },
): ServiceDeclaration {
  return declaration
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

/** Typed references to a service's facts; each is a number. */
export function factsOf<F extends Readonly<Record<string, Fact>>>(facts: F): { readonly [K in keyof F]: Num } {
  return Object.fromEntries(Object.keys(facts).map((name) => [name, num(['fact', name])])) as never
}

/** The declared title of a form path, for texts that name a field. */
export function titleAt(form: FormFields, path: string): string {
  return fieldAt(form, path.replace(/\.\d+/g, ''))?.title ?? path
}
