// The questions every act asks before it acts: is the case open, is it at such a step, is this the holder of the office,
// the applicant, or somebody who already had a hand in it? Each answers with a refusal, or null.

import { type Refusal, refusal } from '../refusal.ts'
import type { Step, StepKind } from '../service/step.ts'
import { type Role, sayPost } from '../unit/role.ts'
import { type UnitCode, unitFor } from '../unit/tree.ts'
import { type MandatedAction, postOf } from './actor.ts'
import { COMMAND_TITLES, type CommandType } from './command.ts'
import type { EventType } from './event.ts'
import type { Turn } from './turn.ts'

/** What was done, as told to whoever came too late. */
export const DEEDS: Readonly<Record<EventType, string>> = {
  submitted: '提交了申请',
  entered: '办到下一步',
  accepted: '受理了这件',
  notAccepted: '决定不予受理',
  supplementRequested: '发出了补正告知',
  supplemented: '交来了补正',
  supplementLapsed: '补正逾期',
  opined: '给出了意见',
  mended: '改好了退回的内容',
  escalated: '上报催办',
  objected: '提出了异议',
  publicityClosed: '公示期满',
  attended: '记录了到场',
  fulfilled: '登记了结果',
  awaitLapsed: '等待逾期',
  awaited: '等到了别处的结果',
  completed: '办了这一步',
  chosen: '按条件分流',
  opened: '另开了件',
  routed: '自动分派了这件',
  compared: '自动比对了登记信息',
  paymentDue: '等待付款',
  paymentPrepared: '编入了付款批次',
  paymentReleased: '复核放款',
  paymentReturned: '退回了付款批次',
  paymentAnswered: '登记了银行回执',
  found: '登记了结果',
  rungReached: '到了督办的一级',
  extensionAsked: '申请了延期',
  extensionDeclined: '没有同意延期',
  decided: '作出了决定',
  issued: '制了证',
  delivered: '送达了',
  suspended: '启动了特别程序',
  resumed: '恢复了办理',
  extended: '批准了延期',
  deferralKept: '补交了容缺材料',
  withdrawn: '撤回了申请',
  terminated: '终止了办理',
  reminded: '发出了提醒',
  ended: '办结了',
  rated: '作了评价',
}

/** The first refusal of several questions, asked in order. */
export function firstOf(...questions: readonly (() => Refusal | null)[]): Refusal | null {
  for (const question of questions) {
    const answer = question()
    if (answer) return answer
  }
  return null
}

export function isOpen({ state, definition }: Turn): Refusal | null {
  return state.ended
    ? refusal('CASE_ENDED', { outcome: definition.steps[state.ended.outcome]?.title ?? state.ended.outcome })
    : null
}

export function isNotSuspended({ state, definition }: Turn): Refusal | null {
  if (!state.suspension) return null
  return refusal('SUSPENDED', {
    ground: definition.across.suspension?.grounds[state.suspension.ground]?.title ?? state.suspension.ground,
  })
}

export function isNotSupplementing({ state }: Turn): Refusal | null {
  return state.supplement?.phase === 'open' ? refusal('SUPPLEMENT_OPEN') : null
}

/** The case is at a step of this kind; when the sender saw another step, says who moved it since. */
export function isAt(
  turn: Turn,
  kinds: readonly StepKind[],
  command: { readonly type: CommandType; readonly seen?: string },
): Refusal | null {
  const { state, step } = turn
  if (command.seen !== undefined && command.seen !== state.at) {
    return refusal('CASE_MOVED', {
      by: state.last.name,
      at: clockTime(state.last.at),
      did: DEEDS[state.last.did as EventType] ?? '办理',
    })
  }
  if (kinds.includes(step.kind)) return null
  return refusal('NOT_AT_THIS_STEP', { at: step.title, command: COMMAND_TITLES[command.type] })
}

/** `9月12日 10:38`, Shanghai time. */
export function clockTime(instant: string): string {
  const local = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString()
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${local.slice(11, 16)}`
}

/**
 * The actor holds the role in the unit that this case falls to (or in `of`), and is not a party to the case (回避). Neither may
 * be the one they stand in for: a deputy may do what the absent officer might have done, and no more.
 */
export function isHolder(turn: Turn, role: Role, of?: UnitCode): Refusal | null {
  const { context, state } = turn
  const unit = of ?? unitFor(context.units, role, state.place, state.assigned.lead)
  const post = unit === null ? undefined : postOf(context.actor, role, unit)
  if (post) {
    turn.standsInFor = post.standsInFor
    const isParty = actingIds(turn).some((id) => id === state.applicant.id || id === state.agent?.id)
    return isParty && mayNotJudge(turn) ? refusal('SAME_PERSON', { step: COMMAND_TITLES.submit }) : null
  }
  return refusal('NOT_YOURS', { role: sayPost((unit && context.units.get(unit)?.name) || '', role) })
}

/** A party never acts as an officer; whoever opened a case for their office only does not judge it. */
const mayNotJudge = ({ definition, step }: Turn): boolean =>
  definition.applicant !== 'office' || step.kind === 'decide' || step.kind === 'review'

/** Whose hands an act counts as: the actor's, and those of whoever they stand in for. */
export const actingIds = ({ context, standsInFor }: Turn): string[] =>
  standsInFor ? [context.actor.id, standsInFor.id] : [context.actor.id]

/** Neither the actor nor the one they stand in for had a hand in the steps that exclude this one. */
export function isAnother(turn: Turn, notSameAs: readonly string[]): Refusal | null {
  const { state, definition } = turn
  const ids = actingIds(turn)
  const step = notSameAs.find((name) => state.handledBy[name]?.some((id) => ids.includes(id)))
  return step === undefined ? null : refusal('SAME_PERSON', { step: definition.steps[step]?.title ?? step })
}

/** The actor is the applicant, or the applicant's agent inside a mandate for this service and action, still in force. */
export function isApplicant(turn: Turn, action: MandatedAction | 'own'): Refusal | null {
  return actsFor(turn, turn.state.applicant.id, action)
}

export function actsFor(
  { context, definition, today }: Turn,
  principal: string,
  action: MandatedAction | 'own',
): Refusal | null {
  const { actor } = context
  if (definition.applicant === 'office' && actor.kind === 'officer' && actor.id === principal) return null
  if (actor.kind !== 'person') return refusal('NOT_APPLICANT')
  if (!actor.mandate) return actor.id === principal ? null : refusal('NOT_APPLICANT')
  const { mandate } = actor
  if (mandate.principal.id !== principal) return refusal('NOT_APPLICANT')
  const covers =
    action !== 'own' &&
    definition.agent === 'allowed' &&
    mandate.services.includes(definition.slug) &&
    mandate.actions.includes(action) &&
    today <= mandate.until
  return covers ? null : refusal('MANDATE_MISSING')
}

export function isSystem({ context }: Turn): Refusal | null {
  return context.actor.kind === 'system' ? null : refusal('NOT_YOURS', { role: '系统' })
}

/** Whoever a step is for: the applicant, or the holder of its office. */
export function isDoer(turn: Turn, by: Role | 'applicant'): Refusal | null {
  return by === 'applicant' ? isApplicant(turn, 'follow') : isHolder(turn, by)
}

/** The questions common to every act of whoever a step is for. */
export function mayAtStep(
  turn: Turn,
  kinds: readonly StepKind[],
  command: { readonly type: CommandType; readonly seen?: string },
): Refusal | null {
  return firstOf(
    () => isOpen(turn),
    () => isAt(turn, kinds, command),
    () => isNotSuspended(turn),
    () => isNotSupplementing(turn),
    // The roads of a parallel review are in several hands; the act that names one asks.
    () => ('by' in turn.step && turn.step.kind !== 'each' ? isDoer(turn, turn.step.by) : null),
    () => ('notSameAs' in turn.step ? isAnother(turn, turn.step.notSameAs) : null),
  )
}

/** A text that law demands is there. */
export function hasReason(text: string): Refusal | null {
  return text.trim() === '' ? refusal('REASON_MISSING') : null
}

/** A SHA-256, as hex. */
export const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** The step narrowed to a kind that `isAt` has made sure of. */
export function stepOf<K extends StepKind>(turn: Turn, kind: K): Extract<Step, { kind: K }> {
  if (turn.step.kind !== kind) throw new Error(`at ${turn.step.kind}, not ${kind}`)
  return turn.step as Extract<Step, { kind: K }>
}
