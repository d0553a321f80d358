// What officers do at their steps: take in, ask for what is missing, give an opinion, mend what came back, attend on
// site, decide, deliver.

import { legalDateOf } from '../calendar/plain-date.ts'
import { fieldAt } from '../form/form.ts'
import { type Refusal, refusal } from '../refusal.ts'
import type { AllStep, EachStep } from '../service/step.ts'
import { act } from './act.ts'
import { checkAnswer, mergeMaterials } from './answer.ts'
import { spanEnd } from './due.ts'
import type { Asked, Deferral } from './event.ts'
import {
  clockTime,
  DEEDS,
  firstOf,
  hasReason,
  isAt,
  isHolder,
  isNotSuspended,
  isOpen,
  mayAtStep,
  stepOf,
} from './guard.ts'
import type { Turn } from './turn.ts'

export const accept = act<'accept'>({
  may: (turn, command) => mayAtStep(turn, ['intake'], command),
  act: (turn, command) => {
    const deferral = command.deferral ?? null
    const refused = (deferral && checkDeferral(turn, deferral)) ?? turn.guard('accepted')
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
  const { deferral: promised } = turn.definition.across
  if (deferral.materials.length === 0) return refusal('SUPPLEMENT_EMPTY')
  const allowed = promised?.materials ?? []
  const barred = deferral.materials.find((kind) => !allowed.includes(kind))
  if (barred !== undefined || !promised)
    return refusal('DEFERRAL_BARRED', { material: turn.definition.materials[barred ?? '']?.title ?? barred ?? '' })
  const lastDay = spanEnd(promised.within, turn.today, turn.context.calendar)
  const inTime = deferral.until > turn.today && deferral.until <= lastDay
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
      () => (turn.definition.across.supplement ? null : refusal('SUPPLEMENT_NONE')),
      () =>
        turn.state.supplement ? refusal('SUPPLEMENT_USED', { on: legalDateOf(turn.state.supplement.act.at) }) : null,
    ),
  act: (turn, command) => {
    if (!isCompleteList(turn, command.asked)) return refusal('SUPPLEMENT_EMPTY')
    const { supplement } = turn.definition.across
    if (!supplement) return refusal('SUPPLEMENT_NONE')
    const until = spanEnd(supplement.answer, turn.today, turn.context.calendar)
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
          : field !== undefined && fieldAt(turn.definition.form, field.replace(/\.\d+(?=\.|$)/g, '')) !== undefined),
    )
  )
}

export const opine = act<'opine'>({
  may: (turn, command) =>
    firstOf(
      () => mayAtStep(turn, ['review', 'all', 'each'], command),
      () =>
        turn.step.kind === 'all' || turn.step.kind === 'each' ? mayOnBranches(turn, turn.step, command.branch) : null,
    ),
  act: (turn, command) => {
    const { step } = turn
    const refused = command.verdict === 'agree' ? null : hasReason(command.opinion)
    if (refused) return refused
    const asked = command.asked ?? []
    if (step.kind === 'review') {
      const { verdict, opinion } = command
      if (verdict === 'return') return refusal('NOT_AT_THIS_STEP', { at: step.title, command: '退回修改' })
      const broken = turn.guard(verdict === 'agree' ? 'agreed' : 'disagreed')
      if (broken) return broken
      turn.record({ type: 'opined', branch: null, verdict, opinion, asked: [], silent: false }, turn.stopping('opined'))
      turn.leave(verdict === 'agree' ? 'agreed' : 'disagreed')
      return null
    }
    if (command.branch === undefined) return refusal('BRANCH_UNKNOWN', { branch: '' })
    if (step.kind === 'each' && command.verdict === 'return')
      return refusal('NOT_AT_THIS_STEP', { at: step.title, command: '退回修改' })
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

/** On the named branch; when none is named yet, on any of them. */
function mayOnBranches(turn: Turn, step: AllStep | EachStep, named: string | undefined): Refusal | null {
  if (named !== undefined) return mayOnBranch(turn, step, named)
  const answers = Object.keys(turn.state.branches).map((name) => mayOnBranch(turn, step, name))
  return answers.includes(null) ? null : (answers.find((one) => one?.code !== 'NOT_YOURS') ?? answers[0] ?? null)
}

function mayOnBranch(turn: Turn, step: AllStep | EachStep, name: string): Refusal | null {
  const by = step.kind === 'each' ? step.by : step.branches[name]?.by
  const state = turn.state.branches[name]
  if (!by || !state) return refusal('BRANCH_UNKNOWN', { branch: name })
  if (state.phase === 'spoken' && state.act) {
    return refusal('BRANCH_DONE', {
      by: state.act.name,
      at: clockTime(state.act.at),
      verdict: state.opinion || DEEDS.opined,
    })
  }
  if (state.phase === 'returned') return refusal('SUPPLEMENT_OPEN')
  const own = isHolder(turn, by, step.kind === 'each' ? name : undefined)
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
    const { type: _, seen: __, ...attendance } = command
    turn.record({ type: 'attended', ...attendance })
    turn.leave(command.result === 'pass' ? 'passed' : 'failed')
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
    const broken = turn.guard(command.verdict === 'approve' ? 'approved' : 'rejected')
    if (broken) return broken
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
