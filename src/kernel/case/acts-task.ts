// The general act: whoever a task is for fills its form and takes one of its outcomes. And what comes in from outside the
// case: the registries' answers to a comparison, the findings of a draw or of the seat allocation.

import { checkForm } from '../form/check-form.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { at, type Data } from '../service/evaluate.ts'
import { formAt, outcomesOf, type Step, type TaskStep } from '../service/step.ts'
import { act } from './act.ts'
import { formContext } from './answer.ts'
import { comparedAs, compareFields } from './compare.ts'
import type { Assigned } from './event.ts'
import {
  firstOf,
  hasReason,
  isAt,
  isHash,
  isHolder,
  isNotSuspended,
  isOpen,
  isSystem,
  mayAtStep,
  stepOf,
} from './guard.ts'
import type { Turn } from './turn.ts'

export const complete = act<'complete'>({
  may: (turn, command) => mayAtStep(turn, ['task'], command),
  act: (turn, command) => {
    const step = stepOf(turn, 'task')
    const { outcome, form, note } = command
    // What time takes nobody takes, but where an officer may say why it comes early.
    const isTimes = step.lapses === outcome && (step.by === 'applicant' || !step.reasoned.includes(outcome))
    if (!Object.hasOwn(step.outcomes, outcome) || isTimes)
      return refusal('OUTCOME_UNKNOWN', { outcome, step: step.title })
    const refused = step.reasoned.includes(outcome) ? hasReason(note) : null
    if (refused) return refused
    const faults = checkForm(formAt(step, outcome), form, formContext(turn, turn.today))
    if (faults.length > 0) return refusal('TASK_INVALID', {}, faults)
    const broken = turn.guard(outcome, form)
    if (broken) return broken
    const assigned = assignedBy(turn, step, form)
    turn.record({ type: 'completed', outcome, form, note, ...(assigned && { assigned }) }, turn.stopping(outcome))
    turn.leave(outcome)
    return null
  },
})

/** The units that the form of a task assigns the case to. */
function assignedBy({ state, context }: Turn, { assigns }: TaskStep, form: Data): Assigned | undefined {
  if (!assigns) return undefined
  const lead = assigns.lead === undefined ? undefined : at(form, assigns.lead)
  const co = assigns.co === undefined ? undefined : at(form, assigns.co)
  const known = (code: Data): code is string => typeof code === 'string' && context.units.has(code)
  const named = Array.isArray(co) ? co.map((one: Data) => (known(one) ? one : at(one, 'unit'))).filter(known) : []
  const leads = known(lead) ? lead : state.assigned.lead
  return {
    lead: leads,
    co: co === undefined ? state.assigned.co : [...new Set(named)].filter((code) => code !== leads),
  }
}

/** The outcome that time takes at a task nobody answered. */
export function lapseTask(turn: Turn): void {
  const outcome = stepOf(turn, 'task').lapses as string
  turn.record({ type: 'completed', outcome, form: {}, note: '', lapsed: true }, turn.stopping(outcome))
  turn.leave(outcome)
}

export const compare = act<'compare'>({
  may: (turn, command) =>
    firstOf(
      () => isSystem(turn),
      () => isOpen(turn),
      () => isAt(turn, ['compare'], command),
    ),
  act: (turn, command) => {
    const { definition, state, today } = turn
    const results = Object.fromEntries(
      stepOf(turn, 'compare').comparisons.flatMap((name) => {
        const declared = definition.comparisons?.[name]
        if (!declared || !turn.holds(declared.when)) return []
        return [[name, compareFields(declared, state.form, command.answers[name], today)]]
      }),
    )
    turn.record({ type: 'compared', results })
    turn.leave(comparedAs(results))
    return null
  },
})

export const find = act<'find'>({
  may: (turn, command) =>
    firstOf(
      () => isOpen(turn),
      () => isAt(turn, ['draw', 'allocate'], command),
      () => isNotSuspended(turn),
      () => (turn.context.actor.kind === 'system' ? null : mayFind(turn)),
    ),
  act: (turn, command) => {
    const { name, hash, chosen, succeeded, reason } = command
    const refused = succeeded ? checkFinding(hash, chosen) : hasReason(reason)
    if (refused) return refused
    const outcome = foundAs(turn.step, succeeded)
    const broken = turn.guard(outcome)
    if (broken) return broken
    const unit =
      succeeded && turn.step.kind === 'allocate' ? chosen.find((one) => turn.context.units.has(one)) : undefined
    const assigned = unit === undefined ? {} : { assigned: { lead: unit, co: turn.state.assigned.co } }
    turn.record({ type: 'found', name, hash, chosen, succeeded, reason, ...assigned }, turn.stopping(outcome))
    turn.leave(outcome)
    return null
  },
})

/** The outcome of a draw or an allocation that found something, or did not. */
export const foundAs = (step: Step, succeeded: boolean): string => outcomesOf(step)[succeeded ? 0 : 1] as string

/** Seats come from a run, and what is drawn over a list of the case from its draw, which their desks record as the system: no officer gives one by hand. */
function mayFind(turn: Turn): Refusal | null {
  if (turn.step.kind === 'allocate' && (turn.step.places || turn.step.leads)) return isSystem(turn)
  if (turn.step.kind === 'draw' && turn.step.among) return isSystem(turn)
  return turn.step.kind === 'draw' || turn.step.kind === 'allocate' ? isHolder(turn, turn.step.by) : null
}

/** A result names what it found and the SHA-256 of what proves it. */
function checkFinding(hash: string, chosen: readonly string[]): Refusal | null {
  return isHash(hash) && chosen.length > 0 ? null : refusal('FINDING_INVALID')
}
