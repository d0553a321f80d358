// What the applicant, or an agent inside a mandate, can do: submit, supplement, keep a promise, withdraw, tell that the
// house is built, rate; and what anyone can do: object to a publicity.

import { modeNow } from '../calendar/clock.ts'
import { advise } from '../material/rule.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { at } from '../service/evaluate.ts'
import { sayPost } from '../unit/role.ts'
import { rootOf, unitFor } from '../unit/tree.ts'
import { act } from './act.ts'
import { checkAnswer, formContext, materialFaults, mergeMaterials } from './answer.ts'
import { spanEnd } from './due.ts'
import {
  actsFor,
  firstOf,
  hasReason,
  isApplicant,
  isAt,
  isDoer,
  isNotSupplementing,
  isNotSuspended,
  isOpen,
  stepOf,
} from './guard.ts'
import type { Turn } from './turn.ts'

export const submit = act<'submit'>({
  may: () => null,
  act: (turn, command) => {
    const { definition, context, today } = turn
    const mine = mayOpen(turn, command.applicant.id)
    if (mine) return mine
    const takenDownOn = command.takenDownOn ?? today
    const advice = advise(definition, command, context.facts, formContext(turn, takenDownOn))
    const faults = [
      ...advice.findings.filter((one) => one.group === 'invalid'),
      ...materialFaults(turn, command.materials),
    ]
    if (faults.length > 0) return refusal('APPLICATION_INVALID', {}, faults)
    const { mandate } = context.actor.kind === 'person' ? context.actor : {}
    turn.record({
      type: 'submitted',
      place: definition.place === null ? rootOf(context.units) : (at(command.form, definition.place) as string),
      applicant: command.applicant,
      agent: mandate ? { id: context.actor.id, name: context.actor.name } : null,
      form: command.form,
      materials: command.materials,
      advice,
      takenDownOn,
    })
    turn.enter(definition.start)
    return null
  },
})

/** The applicant, whoever acts for them, or a counter; a case of an office whoever holds the post that opens it. */
function mayOpen(turn: Turn, applicant: string): Refusal | null {
  const { definition } = turn
  const { actor, units } = turn.context
  if (definition.applicant !== 'office') {
    if (actor.kind === 'public') return refusal('NOT_APPLICANT')
    return actor.kind === 'person' ? actsFor(turn, applicant, 'submit') : null
  }
  if (actor.kind === 'system') return null
  const role = definition.opensBy
  const isPost = actor.kind === 'officer' && role !== undefined && actor.posts.some((post) => post.role === role)
  const unit = role === undefined ? null : unitFor(units, role, rootOf(units))
  return isPost
    ? null
    : refusal('NOT_YOURS', { role: role ? sayPost((unit && units.get(unit)?.name) || '', role) : '经办人员' })
}

export const supplement = act<'supplement'>({
  may: (turn) =>
    firstOf(
      () => isOpen(turn),
      () => isApplicant(turn, 'supplement'),
      () => (turn.state.supplement?.phase === 'open' ? null : refusal('NOTHING_ASKED')),
    ),
  act: (turn, command) => {
    const asked = turn.state.supplement?.asked ?? []
    const refused = checkAnswer(turn, asked, command)
    if (refused) return refused
    turn.record({
      type: 'supplemented',
      form: command.form,
      materials: mergeMaterials(turn.state.materials, command.materials),
    })
    return null
  },
})

export const keepDeferral = act<'keepDeferral'>({
  may: (turn) =>
    firstOf(
      () => isOpen(turn),
      () => isApplicant(turn, 'supplement'),
      () => (turn.state.deferral ? null : refusal('NOTHING_ASKED')),
    ),
  act: (turn, command) => {
    const owed = turn.state.deferral?.materials ?? []
    const asked = owed.map((material) => ({ material, reason: '容缺承诺' }))
    const refused = checkAnswer(turn, asked, { form: turn.state.form, materials: command.materials })
    if (refused) return refused
    turn.record({ type: 'deferralKept', materials: mergeMaterials(turn.state.materials, command.materials) })
    return null
  },
})

export const withdraw = act<'withdraw'>({
  may: (turn) =>
    firstOf(
      () => isOpen(turn),
      () => isApplicant(turn, 'own'),
      () => (turn.state.decision ? refusal('DECIDED_ALREADY', { on: turn.state.decision.on }) : null),
      () =>
        modeNow(turn.state.clock) === 'stopped'
          ? refusal('DECIDED_ALREADY', { on: turn.state.clock.at(-1)?.on ?? turn.today })
          : null,
    ),
  act: (turn, command) => {
    turn.record({ type: 'withdrawn', reason: command.reason })
    turn.end(turn.definition.across.withdrawal.to)
    return null
  },
})

export const object = act<'object'>({
  may: (turn, command) =>
    firstOf(
      () => isOpen(turn),
      () => isAt(turn, ['publicity'], command),
      () => isNotSuspended(turn),
      () => isPublished(turn),
    ),
  act: (turn, command) => {
    if (command.reason.trim() === '') return refusal('OBJECTION_EMPTY')
    turn.record({ type: 'objected', objector: command.objector, contact: command.contact, reason: command.reason })
    turn.leave('objected')
    return null
  },
})

/** The last day is the last day, also while nothing has closed the publicity yet. */
function isPublished(turn: Turn): Refusal | null {
  const until = spanEnd(stepOf(turn, 'publicity').for, turn.state.enteredOn, turn.context.calendar)
  return turn.today > until ? refusal('OBJECTION_LATE', { until }) : null
}

export const fulfil = act<'fulfil'>({
  may: (turn, command) =>
    firstOf(
      () => isOpen(turn),
      () => isNotSupplementing(turn),
      () => isAt(turn, ['await'], command),
      () => isNotSuspended(turn),
      () =>
        stepOf(turn, 'await').until === undefined
          ? null
          : refusal('COMES_ELSEWHERE', { asks: stepOf(turn, 'await').asks }),
      () => isDoer(turn, stepOf(turn, 'await').by),
    ),
  act: (turn, command) => {
    const { by, asks, files = 0 } = stepOf(turn, 'await')
    const isBare = by !== 'applicant' && command.files.length === 0 && hasReason(command.note) !== null
    if (isBare || command.files.length < files) {
      return refusal('EVIDENCE_MISSING', { missing: asks })
    }
    const broken = turn.guard('fulfilled')
    if (broken) return broken
    turn.record({ type: 'fulfilled', note: command.note, files: command.files })
    turn.leave('fulfilled')
    return null
  },
})

export const rate = act<'rate'>({
  may: (turn) =>
    firstOf(
      () => isApplicant(turn, 'own'),
      () => (turn.state.decision || turn.state.ended ? null : refusal('RATING_TOO_EARLY')),
      () => (turn.state.rating ? refusal('RATED_ALREADY') : null),
    ),
  act: (turn, command) => {
    const low = command.level <= 2
    if (
      ![1, 2, 3, 4, 5].includes(command.level) ||
      (low && command.reasons.length === 0 && command.text.trim() === '')
    ) {
      return refusal('RATING_INVALID')
    }
    turn.record({ type: 'rated', level: command.level, reasons: command.reasons, text: command.text })
    return null
  },
})
