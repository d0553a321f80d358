// The kinds of steps a service can be made of, with their outcomes, and the builders a declaration uses. Each kind's
// exact semantics lives in case/; what the compiler must prove of it, in flow-proofs.ts and its neighbours. Adding a
// kind is a kernel change.

import type { Role } from '../unit/role.ts'
import type { Expression, Truth } from './expression.ts'

/** Where a limit or duty comes from: a law's article, or for a district's own value the document it stands in. */
export interface Source {
  readonly law: string
  readonly article?: string
}
export const law = (name: string, article?: string): Source => ({ law: name, ...(article && { article }) })

/** A length of time. Working days follow the official calendar; natural days count every day. */
export interface Span {
  readonly days: number
  readonly unit: 'workingDays' | 'naturalDays'
  readonly source?: Source
}
export const workingDays = (days: number, source?: Source): Span => ({
  days,
  unit: 'workingDays',
  ...(source && { source }),
})
export const naturalDays = (days: number, source?: Source): Span => ({
  days,
  unit: 'naturalDays',
  ...(source && { source }),
})

/** The outcomes each kind of step can have; a declaration must send every one somewhere. */
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
  end: [],
} as const satisfies Record<string, readonly string[]>

export type StepKind = keyof typeof OUTCOMES
export type OutcomeOf<K extends StepKind> = (typeof OUTCOMES)[K][number]

interface StepCommon<K extends StepKind, Target extends string> {
  readonly kind: K
  readonly title: string
  /** Where each outcome leads. */
  readonly on: Readonly<Record<OutcomeOf<K>, Target>>
  /** The step is passed over, by its first outcome, when this is false. */
  readonly when?: Expression
  readonly within?: Span
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
  readonly within: Span
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
}

/** 决定: a person approves or rejects, never one who handled the steps named in `notSameAs`. */
export interface DecideStep<Target extends string = string> extends StepCommon<'decide', Target>, Examining {
  readonly within: Span
  readonly notSameAs: readonly Target[]
}

/** 制证: writes the named entries into their registers; happens by itself as soon as it is reached. */
export interface IssueStep<Target extends string = string> extends StepCommon<'issue', Target> {
  readonly entries: readonly string[]
}

/** 送达: hands the result over, with proof. */
export interface DeliverStep<Target extends string = string> extends StepCommon<'deliver', Target> {
  readonly by: Role
  readonly within: Span
}

/** How a case ends. `result` groups outcomes for statistics and decides whether the household keeps its place. */
export interface EndStep {
  readonly kind: 'end'
  readonly title: string
  readonly on: Readonly<Record<never, never>>
  readonly result: 'granted' | 'refused' | 'returned' | 'withdrawn' | 'terminated'
  readonly when?: never
  readonly within?: never
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
  | EndStep

/** What a builder takes: the step without kind and title; `when` is written as a condition, kept as its expression. */
type Input<S> = Omit<S, 'kind' | 'title' | 'when'> & { readonly when?: Truth }

const step =
  <K extends StepKind>(kind: K) =>
  (title: string, rest: object) => {
    const { when, ...others } = rest as { when?: Truth }
    return { kind, title, ...others, ...(when && { when: when.expression }) }
  }

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
  rest: Input<AwaitStep<T>>,
) => AwaitStep<T>
export const decide = step('decide') as <const T extends string>(
  title: string,
  rest: Input<DecideStep<T>>,
) => DecideStep<T>
export const issue = step('issue') as <const T extends string>(title: string, rest: Input<IssueStep<T>>) => IssueStep<T>
export const deliver = step('deliver') as <const T extends string>(
  title: string,
  rest: Input<DeliverStep<T>>,
) => DeliverStep<T>
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
      return step.by === 'applicant' ? [] : [step.by]
    case 'issue':
    case 'end':
      return []
    default:
      return [step.by]
  }
}
