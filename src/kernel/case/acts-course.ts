// What stops, lengthens or ends the course of a case, wherever it stands: a special procedure and its end, the one
// extension, termination.

import { modeNow } from '../calendar/clock.ts'
import { type Refusal, refusal } from '../refusal.ts'
import { act } from './act.ts'
import { extenderOf, limitFor, promiseOf } from './due.ts'
import { firstOf, hasReason, isAt, isHolder, isNotSuspended, isOpen } from './guard.ts'
import type { Turn } from './turn.ts'

export const suspend = act<'suspend'>({
  may: (turn, command) =>
    firstOf(
      () => isOpen(turn),
      () => (command.seen === undefined ? null : isAt(turn, [turn.step.kind], command)),
      () => suspender(turn),
      () => isNotSuspended(turn),
      () => (modeNow(turn.state.clock) === 'running' ? null : refusal('CLOCK_NOT_RUNNING')),
    ),
  act: (turn, command) => {
    if (!Object.hasOwn(turn.definition.across.suspension?.grounds ?? {}, command.ground))
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
      () => suspender(turn),
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
      () => extender(turn, 'by'),
      () => (turn.state.extension ? refusal('EXTENSION_USED', { dueOn: promise().dueOn ?? '（计时停着）' }) : null),
      () => (modeNow(turn.state.clock) === 'running' ? null : refusal('CLOCK_NOT_RUNNING')),
      () => (promise().late > 0 ? refusal('EXTENSION_LATE') : null),
    )
  },
  act: (turn, command) => {
    const { extension } = turn.definition.across
    const refused = hasReason(command.reason)
    if (refused || !extension) return refused ?? refusal('EXTENSION_NONE')
    const { days } = limitFor(turn.definition, turn.state, extension.for, extension.forWhen)
    turn.record({ type: 'extended', days, reason: command.reason })
    return null
  },
})

/** Whoever handles the case asks the head for more time; the clock goes on until it is granted. */
export const askExtension = act<'askExtension'>({
  may: (turn) =>
    firstOf(
      () => isOpen(turn),
      () => extender(turn, 'askedBy'),
      () => (turn.state.extension || turn.state.extensionAsked ? refusal('EXTENSION_ASKED') : null),
      () => (modeNow(turn.state.clock) === 'running' ? null : refusal('CLOCK_NOT_RUNNING')),
    ),
  act: (turn, command) => {
    const refused = hasReason(command.reason)
    if (refused) return refused
    turn.record({ type: 'extensionAsked', reason: command.reason })
    return null
  },
})

export const declineExtension = act<'declineExtension'>({
  may: (turn) =>
    firstOf(
      () => isOpen(turn),
      () => extender(turn, 'by'),
      () => (turn.state.extensionAsked ? null : refusal('EXTENSION_NOT_ASKED')),
    ),
  act: (turn, command) => {
    const refused = hasReason(command.reason)
    if (refused) return refused
    turn.record({ type: 'extensionDeclined', reason: command.reason })
    return null
  },
})

function suspender(turn: Turn): Refusal | null {
  const { suspension } = turn.definition.across
  return suspension ? isHolder(turn, suspension.by) : refusal('SUSPENSION_NONE')
}

function extender(turn: Turn, who: 'by' | 'askedBy'): Refusal | null {
  const granter = extenderOf(turn.definition, turn.state)
  const role = granter && (who === 'by' ? granter : turn.definition.across.extension?.askedBy)
  return role ? isHolder(turn, role) : refusal('EXTENSION_NONE')
}

export const terminate = act<'terminate'>({
  may: (turn) =>
    firstOf(
      () => isOpen(turn),
      () => isHolder(turn, turn.definition.across.termination.by),
      // What was granted is taken back in a case of its own.
      () => (turn.state.entries.length > 0 ? refusal('ISSUED_ALREADY') : null),
    ),
  act: (turn, command) => {
    const refused = hasReason(command.reason)
    if (refused) return refused
    turn.record({ type: 'terminated', reason: command.reason })
    turn.end(turn.definition.across.termination.to)
    return null
  },
})
