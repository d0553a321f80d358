// The kinds of steps a service can be made of, with their outcomes, and the builders a declaration uses. Each kind's
// exact semantics lives in case/; what the compiler must prove of it, in flow-proofs.ts and its neighbours. Adding a
// kind is a kernel change.

import type { FormFields } from '../form/form.ts'
import type { Rule } from '../material/declared-rule.ts'
import type { Role } from '../unit/role.ts'
import type { Among } from './among.ts'
import type { Expression, List, Num, Text, Truth } from './expression.ts'
import type { Differing, Limit, Span } from './limit.ts'
import type { Opens } from './opening.ts'

export * from './limit.ts'
export { type Opens, opens, opensEach } from './opening.ts'

/** The outcomes each kind of step can have; a declaration must send every one somewhere. `task`, `choose`: its own. */
export const OUTCOMES = {
  intake: ['accepted', 'refused'],
  review: ['agreed', 'disagreed'],
  all: ['joined'],
  publicity: ['closed', 'objected'],
  visit: ['passed', 'failed'],
  await: ['fulfilled', 'lapsed'],
  decide: ['approved', 'rejected'],
  issue: ['issued'],
  deliver: ['delivered'],
  task: [],
  choose: [],
  route: ['routed', 'unrouted'],
  each: ['joined'],
  compare: ['matched', 'differing'],
  pay: ['paid', 'unpaid'],
  draw: ['drawn', 'undrawn'],
  allocate: ['placed', 'unplaced'],
  end: [],
} as const satisfies Record<string, readonly string[]>

export type StepKind = keyof typeof OUTCOMES
export type OutcomeOf<K extends StepKind> = K extends 'task' | 'choose' ? string : (typeof OUTCOMES)[K][number]

/** Every outcome a step can have, the one it is passed over by first. */
export function outcomesOf(step: Step): readonly string[] {
  if (step.kind === 'task') return Object.keys(step.outcomes)
  return step.kind === 'choose' ? Object.keys(step.on) : OUTCOMES[step.kind]
}

interface StepCommon<K extends StepKind, Target extends string> {
  readonly kind: K
  readonly title: string
  /** Where each outcome leads. */
  readonly on: Readonly<Record<OutcomeOf<K>, Target>>
  /** The step is passed over, by its first outcome, when this is false. */
  readonly when?: Expression
  readonly within?: Limit
  readonly withinWhen?: readonly Differing[]
  /** Rules that must not be broken when the step is left by an outcome. */
  readonly guards?: Readonly<Record<string, readonly Rule[]>>
  /** Cases of an office that leaving the step by an outcome opens. */
  readonly opens?: Readonly<Record<string, Opens>>
}

/** Materials an officer examines at a step; together the steps must examine every material asked for. */
interface Examining {
  readonly by: Role
  readonly examines: readonly string[]
}

/** 收件受理: look the application over; accept it (the clock may start), refuse it, or ask once for what is missing. */
export interface IntakeStep<Target extends string = string> extends StepCommon<'intake', Target>, Examining {
  readonly within: Span
}

/** One office gives its opinion. */
export interface ReviewStep<Target extends string = string> extends StepCommon<'review', Target>, Examining {
  readonly within: Limit
  readonly notSameAs: readonly Target[]
}

/** One road of a parallel review. */
export interface Branch extends Examining {
  readonly title: string
  readonly when?: Expression
}

/**
 * 联审: several offices at once; the case goes on when every branch has spoken.
 * onReturn — what a branch that sends the case back re-opens once it is mended: that branch only, or all of them.
 * silence — what a branch that lets the limit pass means: it is escalated to `escalateTo` (the duty stays), or it
 * counts as agreement.
 */
export interface AllStep<Target extends string = string> extends StepCommon<'all', Target> {
  readonly within: Span
  readonly branches: Readonly<Record<string, Branch>>
  readonly returnTo: Role
  readonly onReturn: 'onlyReturned' | 'allBranches'
  readonly silence: 'escalate' | 'agree'
  readonly escalateTo?: Role
}

/** 公示: anyone may object until the last day is over; then the case goes on by itself. */
export interface PublicityStep<Target extends string = string> extends StepCommon<'publicity', Target> {
  readonly for: Span
  readonly by: Role
  /** Form paths and their titles as published; none of them may be personal beyond what the notice needs. */
  readonly shows: readonly string[]
  /** An entry that this case has issued, published with them: its printed rows as they were last written. */
  readonly entry?: string
}

/** 到场: an officer attends on site and hands in position, photos and findings. */
export interface VisitStep<Target extends string = string> extends StepCommon<'visit', Target> {
  readonly by: Role
  readonly within: Span
  readonly photos: number
}

/** Waits for something outside: the applicant's act, another authority's paper. */
export interface AwaitStep<Target extends string = string> extends StepCommon<'await', Target> {
  readonly by: Role | 'applicant'
  readonly within: Span
  readonly asks: string
  /** How many files must be handed in with it, at least. */
  readonly files?: number
  /** Goes on by itself as soon as this holds; nobody can say it does. Asked again when a linked case has moved. */
  readonly until?: Expression
  /** A day (`2024-09-01`) on which it is asked again. */
  readonly onDay?: Expression
}

/** 决定: a person approves or rejects, never one who handled the steps named in `notSameAs`. */
export interface DecideStep<Target extends string = string> extends StepCommon<'decide', Target>, Examining {
  readonly within: Span
  readonly notSameAs: readonly Target[]
}

/** 制证: writes the named entries into their registers; happens by itself as soon as it is reached. */
export interface IssueStep<Target extends string = string> extends StepCommon<'issue', Target> {
  readonly entries: readonly string[]
  /** Existing entries whose standing changes with it: all of a register whose data match. */
  readonly changes?: readonly EntryChange[]
}

/** What happens to entries of a register that match: no longer counted (`frozen`, `revoked`), or counted again. */
export interface EntryChange {
  readonly register: string
  readonly to: 'frozen' | 'revoked' | 'valid'
  /** Data name, or `number`, → value. */
  readonly match: Readonly<Record<string, Expression>>
}

/** 送达: hands the result over, with proof. */
export interface DeliverStep<Target extends string = string> extends StepCommon<'deliver', Target> {
  readonly by: Role
  readonly within: Span
}

/**
 * Somebody fills a small form and takes one of the named outcomes. By the applicant it is a page; by a role a card in the
 * console. `lapses`: the outcome that time takes when the limit is over. `assigns`: paths in the form of the unit that
 * leads the case from then on, and of those that take part.
 */
export interface TaskStep<Target extends string = string> extends StepCommon<'task', Target> {
  readonly by: Role | 'applicant'
  readonly within: Limit
  readonly examines: readonly string[]
  readonly notSameAs: readonly Target[]
  readonly form: FormFields
  /** What the applicant reads of what was filled in. */
  readonly tells?: readonly string[]
  /** What an outcome fills in of the form, where that is not all of it. */
  readonly fills?: Readonly<Record<string, readonly string[]>>
  /** What the form is filled with before anybody types: path → value. */
  readonly given?: Readonly<Record<string, Expression>>
  /** Title by outcome, in the order of the cards. */
  readonly outcomes: Readonly<Record<string, string>>
  /** Outcomes that must say why. */
  readonly reasoned: readonly string[]
  readonly lapses?: string
  readonly assigns?: { readonly lead?: string; readonly co?: string }
  /** What the citizen reads while it waits for them. */
  readonly asks?: string
}

/** What somebody who takes an outcome of a task fills in. */
export function formAt({ form, fills }: TaskStep, outcome: string): FormFields {
  const names = fills && Object.hasOwn(fills, outcome) ? fills[outcome] : undefined
  return names ? Object.fromEntries(Object.entries(form).filter(([name]) => names.includes(name))) : form
}

/** Sends the case on by itself: the first outcome whose condition holds, else `otherwise`. */
export interface ChooseStep<Target extends string = string> extends StepCommon<'choose', Target> {
  readonly cases: readonly { readonly when: Expression; readonly outcome: string }[]
  readonly otherwise: string
}

/**
 * 分派: assigns the lead unit by a table of rules that is the newest valid entry of a register. A row fits when each of
 * its columns is empty, equal to the case's text, or (`contains`) found in it; the first that fits counts. Or to the unit
 * that the case itself names.
 */
export interface RouteStep<Target extends string = string> extends StepCommon<'route', Target> {
  /** A fact of kind `entry` that reads the rows of the table. */
  readonly table?: string
  /** The code of the unit, where no table says it. */
  readonly to?: Expression
  readonly columns: Readonly<Record<string, { readonly of: Expression; readonly fits: 'equal' | 'contains' }>>
}

/** Several units at once, those that take part in this case; passed over when none does. */
export interface EachStep<Target extends string = string> extends StepCommon<'each', Target>, Examining {
  readonly within: Limit
  readonly silence: 'escalate' | 'agree'
  readonly escalateTo?: Role
}

/** 比对: fields of the form against registries; happens by itself when the registries have answered. */
export interface CompareStep<Target extends string = string> extends StepCommon<'compare', Target> {
  readonly comparisons: readonly string[]
}

/**
 * 付款: prepared in a batch by one person, released by another, then the bank's answer. The amount is computed when the
 * step is entered, in cents, and stays; nobody types it.
 */
export interface PayStep<Target extends string = string> extends StepCommon<'pay', Target> {
  readonly by: Role
  readonly releasedBy: Role
  readonly within: Limit
  readonly amount: Expression
  readonly to: { readonly name: Expression; readonly account: Expression; readonly bank: Expression }
}

/** 抽选: waits for the result of a draw, recorded with the hash of its bundle. */
export interface DrawStep<Target extends string = string> extends StepCommon<'draw', Target> {
  readonly by: Role
  readonly within: Limit
  /** Held at the desk of draws over a list of this case; without it the desk of its own kind finds the result. */
  readonly among?: Among
}

/** 派位: waits for a place given by a run of the seat allocation, recorded with the hash of the run. */
export interface AllocateStep<Target extends string = string> extends StepCommon<'allocate', Target> {
  readonly by: Role
  readonly within: Limit
  /** How the case takes part in a run that another case leads … */
  readonly places?: Places
  /** … or how it leads one. */
  readonly leads?: Leads
}

/** How a case takes part in a run of the seat allocation: the desk that runs it reads nothing else of the service. */
export interface Places {
  /** Form path of the plan's number: the cases of one plan run together. */
  readonly plan: string
  /** Form paths of the units wished for, most wanted first. */
  readonly wishes: readonly string[]
  /** Place of the home: whom no wish takes goes to the nearest with seats left. */
  readonly home: Expression
  /** Form paths of the own number and of the twin's. */
  readonly twin: { readonly own: string; readonly names: string }
  /** Of several classes the lowest number counts; `at`: only at the units whose range holds all these places. */
  readonly classes: readonly {
    readonly title: string
    readonly number: Expression
    readonly when: Expression
    readonly at: readonly Expression[]
  }[]
}

/** How a case leads runs: over a list of its form with unit, seats, position and range, and which plan it is. */
export interface Leads {
  /** Form path of the list; each element has `school`, `seats`, `longitude`, `latitude` and `catchment`, a list of `place`. */
  readonly offers: string
  readonly plan: Expression
  /** A run that binds nobody when this does not hold. */
  readonly binding: Expression
}

/** How a case ends. `result` groups outcomes for statistics and decides whether the household keeps its place. */
export interface EndStep {
  readonly kind: 'end'
  readonly title: string
  readonly on: Readonly<Record<never, never>>
  readonly result: 'granted' | 'refused' | 'returned' | 'withdrawn' | 'terminated'
  readonly when?: never
  readonly within?: never
  readonly withinWhen?: never
  readonly guards?: never
  readonly opens?: never
}

export type Step =
  | IntakeStep
  | ReviewStep
  | AllStep
  | PublicityStep
  | VisitStep
  | AwaitStep
  | DecideStep
  | IssueStep
  | DeliverStep
  | TaskStep
  | ChooseStep
  | RouteStep
  | EachStep
  | CompareStep
  | PayStep
  | DrawStep
  | AllocateStep
  | EndStep

/** What a builder takes: the step without kind and title; `when` is written as a condition, kept as its expression. */
type Input<S> = Omit<S, 'kind' | 'title' | 'when'> & { readonly when?: Truth }

/** A part of a declaration as data: typed expressions anywhere in it become what they stand for. */
const plain = (part: unknown): unknown => {
  if (typeof part !== 'object' || part === null) return part
  if ('expression' in part && 'toJSON' in part) return part.expression
  if (Array.isArray(part)) return part.map(plain)
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, plain(one)]))
}

/** What is common to the builders; each says by its own type what it takes and gives. */
const step =
  (kind: StepKind) =>
  (title: string, { when: condition, ...rest }: { readonly when?: Truth }): never =>
    ({ kind, title, ...(plain(rest) as object), ...(condition && { when: condition.expression }) }) as never

/** The builders: `intake('村级收件', { by: 'village.agent', on: { accepted: 'notice', refused: 'notAccepted' }, … })`. */
export const intake = step('intake') as <const T extends string>(
  title: string,
  rest: Input<IntakeStep<T>>,
) => IntakeStep<T>
export const review = step('review') as <const T extends string>(
  title: string,
  rest: Input<ReviewStep<T>>,
) => ReviewStep<T>
export const all = step('all') as <const T extends string>(title: string, rest: Input<AllStep<T>>) => AllStep<T>
export const publicity = step('publicity') as <const T extends string>(
  title: string,
  rest: Input<PublicityStep<T>>,
) => PublicityStep<T>
export const visit = step('visit') as <const T extends string>(title: string, rest: Input<VisitStep<T>>) => VisitStep<T>
export const awaiting = step('await') as <const T extends string>(
  title: string,
  rest: Omit<Input<AwaitStep<T>>, 'until' | 'onDay'> & { readonly until?: Truth; readonly onDay?: Text },
) => AwaitStep<T>
export const decide = step('decide') as <const T extends string>(
  title: string,
  rest: Input<DecideStep<T>>,
) => DecideStep<T>
export const issue = step('issue') as <const T extends string>(
  title: string,
  rest: Omit<Input<IssueStep<T>>, 'changes'> & {
    readonly changes?: readonly (Omit<EntryChange, 'match'> & {
      readonly match: Readonly<Record<string, Text | Num>>
    })[]
  },
) => IssueStep<T>
export const deliver = step('deliver') as <const T extends string>(
  title: string,
  rest: Input<DeliverStep<T>>,
) => DeliverStep<T>
/** `task('签收', { by: 'department.handler', within: workingHours(4), outcomes: { signed: '签收', refused: '退签' }, on: … })` */
export const task = <
  const O extends Readonly<Record<string, string>>,
  const On extends { readonly [K in keyof O]: string },
  const N extends string = never,
>(
  title: string,
  rest: Omit<
    Input<TaskStep>,
    | 'outcomes'
    | 'on'
    | 'form'
    | 'examines'
    | 'notSameAs'
    | 'reasoned'
    | 'lapses'
    | 'guards'
    | 'opens'
    | 'fills'
    | 'given'
  > & {
    readonly outcomes: O
    readonly on: On
    readonly form?: FormFields
    readonly examines?: readonly string[]
    readonly notSameAs?: readonly N[]
    readonly reasoned?: readonly (keyof O & string)[]
    readonly lapses?: keyof O & string
    readonly guards?: { readonly [K in keyof O]?: readonly Rule[] }
    readonly opens?: { readonly [K in keyof O]?: Opens }
    readonly fills?: { readonly [K in keyof O]?: readonly string[] }
    readonly given?: Readonly<Record<string, Text | Num | Truth | List<unknown>>>
  },
): TaskStep<(On[keyof On] & string) | N> =>
  step('task')(title, { form: {}, examines: [], notSameAs: [], reasoned: [], ...rest })
/** `choose('看类别', { cases: { near: f.x.is('near') }, otherwise: 'far', on: { near: 'a', far: 'b' } })` */
export const choose = <const C extends Readonly<Record<string, Truth>>, const E extends string, const T extends string>(
  title: string,
  rest: { readonly cases: C; readonly otherwise: E; readonly on: { readonly [K in (keyof C & string) | E]: T } },
): ChooseStep<T> => ({
  kind: 'choose',
  title,
  cases: Object.entries(rest.cases).map(([outcome, condition]) => ({ when: condition.expression, outcome })),
  otherwise: rest.otherwise,
  on: rest.on,
})
export const route = (<T extends string>(title: string, rest: object): RouteStep<T> =>
  step('route')(title, { columns: {}, ...rest } as object)) as <const T extends string>(
  title: string,
  rest: Omit<Input<RouteStep<T>>, 'columns' | 'to'> & {
    readonly columns?: Readonly<Record<string, { readonly of: Text; readonly fits: 'equal' | 'contains' }>>
    readonly to?: Text
  },
) => RouteStep<T>
export const each = step('each') as <const T extends string>(title: string, rest: Input<EachStep<T>>) => EachStep<T>
export const compare = step('compare') as <const T extends string>(
  title: string,
  rest: Input<CompareStep<T>>,
) => CompareStep<T>
export const pay = step('pay') as <const T extends string>(
  title: string,
  rest: Omit<Input<PayStep<T>>, 'amount' | 'to'> & {
    readonly amount: Num
    readonly to: { readonly name: Text; readonly account: Text; readonly bank: Text }
  },
) => PayStep<T>
export const draw = step('draw') as <const T extends string>(
  title: string,
  rest: Omit<Input<DrawStep<T>>, 'among'> & { readonly among?: Among },
) => DrawStep<T>
type BuiltPlaces = Omit<Places, 'home' | 'classes'> & {
  readonly home: Text
  readonly classes: readonly {
    readonly title: string
    readonly number: Num
    readonly when: Truth
    readonly at: readonly Text[]
  }[]
}
export const allocate = step('allocate') as <const T extends string>(
  title: string,
  rest: Omit<Input<AllocateStep<T>>, 'places' | 'leads'> & {
    readonly places?: BuiltPlaces
    readonly leads?: Omit<Leads, 'plan' | 'binding'> & { readonly plan: Text; readonly binding: Truth }
  },
) => AllocateStep<T>
export const end = (result: EndStep['result'], title: string): EndStep => ({ kind: 'end', title, on: {}, result })

/** One branch of `all`. */
export const desk = (title: string, rest: Omit<Branch, 'title' | 'when'> & { when?: Truth }): Branch => {
  const { when, ...others } = rest
  return { title, ...others, ...(when && { when: when.expression }) }
}

/** Officers that act at a step, by role; a step nobody acts at has none. */
export function rolesOf(step: Step): readonly Role[] {
  switch (step.kind) {
    case 'all':
      return Object.values(step.branches).map((branch) => branch.by)
    case 'await':
      return step.by === 'applicant' || step.until !== undefined ? [] : [step.by]
    case 'task':
      return step.by === 'applicant' ? [] : [step.by]
    case 'pay':
      return [step.by, step.releasedBy]
    case 'issue':
    case 'choose':
    case 'route':
    case 'compare':
    case 'end':
      return []
    default:
      return [step.by]
  }
}
