// What stops, lengthens or ends the course of a case, wherever it stands: a special procedure and its end, the one
// extension, termination.

import { modeNow } from '../calendar/clock.ts'
import { refusal } from '../refusal.ts'
import { act } from './act.ts'
import { promiseOf } from './due.ts'
import { firstOf, hasReason, isAt, isHolder, isNotSuspended, isOpen } from './guard.ts'

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
