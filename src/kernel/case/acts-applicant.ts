// What the applicant, or an agent inside a mandate, can do: submit, supplement, keep a promise, withdraw, tell that the
// house is built, rate; and what anyone can do: object to a publicity.

import { addDays, type PlainDate } from '../calendar/plain-date.ts'
import { checkForm } from '../form/check-form.ts'
import type { HandedMaterial } from '../material/material.ts'
import { advise } from '../material/rule.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { titleAt } from '../service/declaration.ts'
import { at, type Data } from '../service/evaluate.ts'
import { act } from './act.ts'
import type { Asked } from './event.ts'
import {
  actsFor,
  firstOf,
  hasReason,
  isApplicant,
  isAt,
  isHolder,
  isNotSupplementing,
  isOpen,
  stepOf,
} from './guard.ts'
import type { Turn } from './turn.ts'

const formContext = (turn: Turn, on: PlainDate) => ({
  on,
  isVillage: (code: string) => turn.context.units.get(code)?.level === 'village',
})

export const submit = act<'submit'>({
  may: () => null,
  act: (turn, command) => {
    const { definition, context, today } = turn
    const mine = context.actor.kind === 'person' ? actsFor(turn, command.applicant.id, 'submit') : null
    if (mine) return mine
    if (context.actor.kind === 'public') return refusal('NOT_APPLICANT')
    const takenDownOn = command.takenDownOn ?? today
    const advice = advise(definition, command, context.facts, formContext(turn, takenDownOn))
    if (advice.outcome === 'invalid') {
      return refusal(
        'APPLICATION_INVALID',
        {},
        advice.findings.filter((one) => one.group === 'invalid'),
      )
    }
    const { mandate } = context.actor.kind === 'person' ? context.actor : {}
    turn.record({
      type: 'submitted',
      place: at(command.form, definition.place) as string,
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

/** The answer holds what was asked and touches nothing else; the whole form is sound again. */
export function checkAnswer(
  turn: Turn,
  asked: readonly Asked[],
  answer: { readonly form: Data; readonly materials: readonly HandedMaterial[] },
): Refusal | null {
  const { definition, state } = turn
  const handed = new Set(answer.materials.map((one) => one.kind))
  const missing = asked.filter(({ material }) => material !== undefined && !handed.has(material))
  if (missing.length > 0) {
    const names = missing.map(({ material }) => definition.materials[material as string]?.title ?? material)
    return refusal('SUPPLEMENT_INCOMPLETE', { missing: names.join('、') })
  }
  const open = new Set(asked.map(({ field }) => field))
  for (const name of changedFields(state.form, answer.form)) {
    const covered = [...open].some(
      (path) => path !== undefined && (name === path || name.startsWith(`${path}.`) || path.startsWith(`${name}.`)),
    )
    if (!covered) return refusal('SUPPLEMENT_OUTSIDE', { field: titleAt(definition.form, name) })
  }
  const faults = checkForm(definition.form, answer.form, formContext(turn, state.takenDownOn))
  return faults.length > 0 ? refusal('APPLICATION_INVALID', {}, faults) : null
}

/** Dotted paths of the leaves that differ between two forms. */
function changedFields(before: Data, after: Data, prefix = ''): string[] {
  if (typeof before === 'object' && typeof after === 'object' && before !== null && after !== null) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...names].flatMap((name) =>
      changedFields(at(before, name), at(after, name), prefix === '' ? name : `${prefix}.${name}`),
    )
  }
  return before === after ? [] : [prefix]
}

/** What was handed in, with newer pieces of the same kind in place of older ones. */
export function mergeMaterials(before: readonly HandedMaterial[], added: readonly HandedMaterial[]): HandedMaterial[] {
  const kinds = new Set(added.map((one) => one.kind))
  return [...before.filter((one) => !kinds.has(one.kind)), ...added]
}

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
    ),
  act: (turn, command) => {
    if (command.reason.trim() === '') return refusal('OBJECTION_EMPTY')
    turn.record({ type: 'objected', objector: command.objector, contact: command.contact, reason: command.reason })
    turn.leave('objected')
    return null
  },
})

export const fulfil = act<'fulfil'>({
  may: (turn, command) =>
    firstOf(
      () => isOpen(turn),
      () => isNotSupplementing(turn),
      () => isAt(turn, ['await'], command),
      () => {
        const { by } = stepOf(turn, 'await')
        return by === 'applicant' ? isApplicant(turn, 'follow') : isHolder(turn, by)
      },
    ),
  act: (turn, command) => {
    if (stepOf(turn, 'await').by !== 'applicant' && command.files.length === 0 && hasReason(command.note)) {
      return refusal('EVIDENCE_MISSING', { missing: stepOf(turn, 'await').asks })
    }
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

/** The last day a promise may name. */
export const lastPromiseDay = (turn: Turn): PlainDate =>
  addDays(turn.today, turn.definition.across.deferral?.within.days ?? 0)
