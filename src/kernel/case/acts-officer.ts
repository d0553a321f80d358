// What officers do at their steps: take in, ask for what is missing, give an opinion, mend what came back, attend on
// site, decide, deliver; and what stops, lengthens or ends a case.

import { modeNow } from '../calendar/clock.ts'
import { addDays } from '../calendar/plain-date.ts'
import { type Refusal, refusal } from '../refusal.ts'
import type { AllStep, StepKind } from '../service/step.ts'
import { act } from './act.ts'
import { checkAnswer, lastPromiseDay, mergeMaterials } from './acts-applicant.ts'
import type { CommandType } from './command.ts'
import { promiseOf } from './due.ts'
import type { Asked, Deferral } from './event.ts'
import {
  DEEDS,
  firstOf,
  hasReason,
  isAnother,
  isAt,
  isHolder,
  isNotSupplementing,
  isNotSuspended,
  isOpen,
  stepOf,
} from './guard.ts'
import type { Turn } from './turn.ts'

/** The questions common to every act of the officer at a step. */
function mayAtStep(
  turn: Turn,
  kinds: readonly StepKind[],
  command: { readonly type: CommandType; readonly seen?: string },
): Refusal | null {
  return firstOf(
    () => isOpen(turn),
    () => isAt(turn, kinds, command),
    () => isNotSuspended(turn),
    () => isNotSupplementing(turn),
    () => ('by' in turn.step && turn.step.by !== 'applicant' ? isHolder(turn, turn.step.by) : null),
    () => ('notSameAs' in turn.step ? isAnother(turn, turn.step.notSameAs) : null),
  )
}

export const accept = act<'accept'>({
  may: (turn, command) => mayAtStep(turn, ['intake'], command),
  act: (turn, command) => {
    const deferral = command.deferral ?? null
    const refused = deferral && checkDeferral(turn, deferral)
    if (refused) return refused
    acceptCase(turn, 'explicit', command.note, deferral)
    return null
  },
})

/** Accepts and goes on; the clock starts on the day of acceptance, for a deemed one on the day of receipt. */
export function acceptCase(turn: Turn, how: 'explicit' | 'deemed', note: string, deferral: Deferral | null): void {
  const starts = turn.state.at === turn.definition.limits.starts
  const on = how === 'deemed' ? turn.state.receivedOn : turn.today
  turn.record({ type: 'accepted', how, deferral, note }, starts ? { mode: 'running', why: 'accepted', on } : undefined)
  turn.leave('accepted')
}

function checkDeferral(turn: Turn, deferral: Deferral): Refusal | null {
  const allowed = turn.definition.across.deferral?.materials ?? []
  const barred = deferral.materials.find((kind) => !allowed.includes(kind))
  if (barred !== undefined)
    return refusal('DEFERRAL_BARRED', { material: turn.definition.materials[barred]?.title ?? barred })
  const inTime = deferral.until > turn.today && deferral.until <= lastPromiseDay(turn)
  return inTime ? null : refusal('PROMISE_DATE_WRONG')
}

export const refuse = act<'refuse'>({
  may: (turn, command) => mayAtStep(turn, ['intake'], command),
  act: (turn, command) => {
    const refused = hasReason(command.reason)
    if (refused) return refused
    turn.record({ type: 'notAccepted', ground: command.ground, reason: command.reason })
    turn.leave('refused')
    return null
  },
})

export const requestSupplement = act<'requestSupplement'>({
  may: (turn, command) =>
    firstOf(
      () => mayAtStep(turn, ['intake'], command),
      () =>
        turn.state.supplement ? refusal('SUPPLEMENT_USED', { on: turn.state.supplement.act.at.slice(0, 10) }) : null,
    ),
  act: (turn, command) => {
    if (!isCompleteList(turn, command.asked)) return refusal('SUPPLEMENT_EMPTY')
    const until = addDays(turn.today, turn.definition.across.supplement.answer.days)
    turn.record({ type: 'supplementRequested', asked: command.asked, until })
    return null
  },
})

/** At least one thing is asked, each is declared and says why. */
function isCompleteList(turn: Turn, asked: readonly Asked[]): boolean {
  return (
    asked.length > 0 &&
    asked.every(
      ({ field, material, reason }) =>
        reason.trim() !== '' &&
        (material !== undefined
          ? Object.hasOwn(turn.definition.materials, material)
          : field !== undefined && Object.hasOwn(turn.definition.form, field.split('.')[0] as string)),
    )
  )
}

export const opine = act<'opine'>({
  may: (turn, command) =>
    firstOf(
      () => mayAtStep(turn, ['review', 'all'], command),
      () =>
        turn.step.kind === 'all' && command.branch !== undefined ? mayOnBranch(turn, turn.step, command.branch) : null,
    ),
  act: (turn, command) => {
    const { step } = turn
    const refused = command.verdict === 'agree' ? null : hasReason(command.opinion)
    if (refused) return refused
    const asked = command.asked ?? []
    if (step.kind === 'review') {
      const verdict = command.verdict === 'agree' ? 'agree' : 'disagree'
      turn.record({ type: 'opined', branch: null, verdict, opinion: command.opinion, asked: [], silent: false })
      turn.leave(verdict === 'agree' ? 'agreed' : 'disagreed')
      return null
    }
    if (command.branch === undefined) return refusal('BRANCH_UNKNOWN', { branch: '' })
    if (command.verdict === 'return' && !isCompleteList(turn, asked)) return refusal('SUPPLEMENT_EMPTY')
    turn.record({
      type: 'opined',
      branch: command.branch,
      verdict: command.verdict,
      opinion: command.opinion,
      asked,
      silent: false,
    })
    joinWhenAllSpoke(turn)
    return null
  },
})

function mayOnBranch(turn: Turn, step: AllStep, name: string): Refusal | null {
  const branch = step.branches[name]
  const state = turn.state.branches[name]
  if (!branch || !state) return refusal('BRANCH_UNKNOWN', { branch: name })
  if (state.phase === 'spoken' && state.act) {
    return refusal('BRANCH_DONE', {
      by: state.act.name,
      at: state.act.at.slice(0, 16).replace('T', ' '),
      verdict: state.opinion || DEEDS.opined,
    })
  }
  if (state.phase === 'returned') return refusal('SUPPLEMENT_OPEN')
  const own = isHolder(turn, branch.by)
  return own && state.escalated && step.escalateTo ? isHolder(turn, step.escalateTo) : own
}

export function joinWhenAllSpoke(turn: Turn): void {
  if (Object.values(turn.state.branches).every(({ phase }) => phase === 'spoken')) turn.leave('joined')
}

export const mend = act<'mend'>({
  may: (turn, command) =>
    firstOf(
      () => isOpen(turn),
      () => isAt(turn, ['all'], command),
      () => isNotSuspended(turn),
      () => isHolder(turn, stepOf(turn, 'all').returnTo),
      () =>
        Object.entries(turn.state.branches).some(
          ([name, { phase }]) => phase === 'returned' && (command.branch === undefined || command.branch === name),
        )
          ? null
          : refusal('NOT_RETURNED'),
    ),
  act: (turn, command) => {
    const { branches } = turn.state
    const refused = checkAnswer(turn, branches[command.branch]?.asked ?? [], command)
    if (refused) return refused
    const reopened = stepOf(turn, 'all').onReturn === 'onlyReturned' ? [command.branch] : Object.keys(branches)
    const materials = mergeMaterials(turn.state.materials, command.materials)
    turn.record({ type: 'mended', branch: command.branch, reopened, form: command.form, materials, note: command.note })
    return null
  },
})

export const attend = act<'attend'>({
  may: (turn, command) => mayAtStep(turn, ['visit'], command),
  act: (turn, command) => {
    const { photos } = stepOf(turn, 'visit')
    const located = Math.abs(command.longitude) <= 180 && Math.abs(command.latitude) <= 90
    const missing = [...(located ? [] : ['定位']), ...(command.photos.length < photos ? [`${photos} 张照片`] : [])]
    if (missing.length > 0) return refusal('EVIDENCE_MISSING', { missing: missing.join('、') })
    if (command.result === 'fail' && hasReason(command.note)) return refusal('REASON_MISSING')
    const { result, longitude, latitude, note } = command
    turn.record({ type: 'attended', result, longitude, latitude, photos: command.photos, note })
    turn.leave(result === 'pass' ? 'passed' : 'failed')
    return null
  },
})

export const decideCase = act<'decide'>({
  may: (turn, command) => mayAtStep(turn, ['decide'], command),
  act: (turn, command) => {
    if (command.verdict === 'reject' && hasReason(command.reason)) return refusal('REASON_MISSING')
    if (command.verdict === 'approve' && turn.state.deferral) {
      return refusal('SUPPLEMENT_INCOMPLETE', {
        missing: turn.state.deferral.materials.map((kind) => turn.definition.materials[kind]?.title ?? kind).join('、'),
      })
    }
    const stops = turn.state.at === turn.definition.limits.stops
    turn.record(
      { type: 'decided', verdict: command.verdict, reason: command.reason },
      stops ? { mode: 'stopped', why: 'decided' } : undefined,
    )
    turn.leave(command.verdict === 'approve' ? 'approved' : 'rejected')
    return null
  },
})

export const deliver = act<'deliver'>({
  may: (turn, command) => mayAtStep(turn, ['deliver'], command),
  act: (turn, command) => {
    turn.record({ type: 'delivered', how: command.how })
    turn.leave('delivered')
    return null
  },
})

export const suspend = act<'suspend'>({
  may: (turn, command) =>
    firstOf(
      () => isOpen(turn),
      () => (command.seen === undefined ? null : isAt(turn, [turn.step.kind], command)),
      () => isHolder(turn, turn.definition.across.suspension.by),
      () => isNotSuspended(turn),
      () => (modeNow(turn.state.clock) === 'running' ? null : refusal('CLOCK_NOT_RUNNING')),
    ),
  act: (turn, command) => {
    if (!Object.hasOwn(turn.definition.across.suspension.grounds, command.ground))
      return refusal('GROUND_UNKNOWN', { ground: command.ground })
    const refused = hasReason(command.notice)
    if (refused) return refused
    turn.record(
      { type: 'suspended', ground: command.ground, notice: command.notice },
      { mode: 'paused', why: command.ground },
    )
    return null
  },
})

export const resume = act<'resume'>({
  may: (turn) =>
    firstOf(
      () => isOpen(turn),
      () => isHolder(turn, turn.definition.across.suspension.by),
      () => (turn.state.suspension ? null : refusal('NOT_SUSPENDED')),
    ),
  act: (turn) => {
    turn.record({ type: 'resumed' }, { mode: 'running', why: 'resumed' })
    return null
  },
})

export const extend = act<'extend'>({
  may: (turn) => {
    const promise = () => promiseOf(turn.definition, turn.state, turn.context.calendar, turn.today)
    return firstOf(
      () => isOpen(turn),
      () => isHolder(turn, turn.definition.across.extension.by),
      () => (turn.state.extension ? refusal('EXTENSION_USED', { dueOn: promise().dueOn ?? '（计时停着）' }) : null),
      () => (modeNow(turn.state.clock) === 'running' ? null : refusal('CLOCK_NOT_RUNNING')),
      () => (promise().late > 0 ? refusal('EXTENSION_LATE') : null),
    )
  },
  act: (turn, command) => {
    const refused = hasReason(command.reason)
    if (refused) return refused
    turn.record({ type: 'extended', days: turn.definition.across.extension.for.days, reason: command.reason })
    return null
  },
})

export const terminate = act<'terminate'>({
  may: (turn) =>
    firstOf(
      () => isOpen(turn),
      () => isHolder(turn, turn.definition.across.termination.by),
    ),
  act: (turn, command) => {
    const refused = hasReason(command.reason)
    if (refused) return refused
    turn.record({ type: 'terminated', reason: command.reason })
    turn.end(turn.definition.across.termination.to)
    return null
  },
})
