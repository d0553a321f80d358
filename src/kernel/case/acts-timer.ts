// What happens by itself when its time has come: silence becomes acceptance, publicity closes, what was not answered
// lapses, a silent branch is escalated or counts as agreement, a promise not kept ends the case, a duty is recalled.

import { act } from './act.ts'
import { acceptCase, joinWhenAllSpoke } from './acts-officer.ts'
import { lapseTask } from './acts-task.ts'
import { type Timer, timersOf } from './due.ts'
import { isSystem } from './guard.ts'
import type { Turn } from './turn.ts'

/** Acts on every timer that is due, earliest first; waking a case too early or twice does nothing. */
export const wake = act<'wake'>({
  may: (turn) => isSystem(turn),
  act: (turn) => {
    turn.ask()
    for (let timer = dueTimer(turn); timer !== undefined; timer = dueTimer(turn)) ring(turn, timer)
    return null
  },
})

function dueTimer(turn: Turn): Timer | undefined {
  return timersOf(turn.definition, turn.state, turn.context.calendar).find(
    ({ at, kind }) => at <= turn.context.now && kind !== 'compare',
  )
}

function ring(turn: Turn, timer: Timer): void {
  const { across } = turn.definition
  switch (timer.kind) {
    case 'remind':
      turn.record({ type: 'reminded', timer: timer.key })
      return
    case 'deem':
      acceptCase(turn, 'deemed', '五个工作日内没有告知补正，视为自收到之日起受理', null)
      return
    case 'lapseSupplement':
      turn.record({ type: 'supplementLapsed' })
      turn.end(across.supplement?.lapsed ?? across.termination.to)
      return
    case 'closePublicity':
      turn.record({ type: 'publicityClosed' })
      turn.leave('closed')
      return
    case 'lapseAwait':
      turn.record({ type: 'awaitLapsed' })
      turn.leave('lapsed')
      return
    case 'breakDeferral':
      turn.record({ type: 'terminated', reason: '承诺的材料没有按时补交' })
      turn.end(across.deferral?.broken ?? across.termination.to)
      return
    case 'silence':
      beSilent(turn)
      return
    case 'lapseTask':
      lapseTask(turn)
      return
    case 'rung':
      turn.record({ type: 'rungReached', rung: Number(timer.key.slice('rung:'.length)) })
      return
    case 'ask':
      turn.record({ type: 'reminded', timer: timer.key })
      turn.ask()
      return
    case 'compare':
      throw new Error('the answers of registries come as a command of their own')
  }
}

function beSilent(turn: Turn): void {
  const { step } = turn
  if (step.kind !== 'all' && step.kind !== 'each') return
  const silent = Object.entries(turn.state.branches)
    .filter(([, { phase, escalated }]) => phase === 'pending' && !escalated)
    .map(([name]) => name)
  if (step.silence === 'escalate') {
    turn.record({ type: 'escalated', branches: silent })
    return
  }
  for (const branch of silent) {
    turn.record({
      type: 'opined',
      branch,
      verdict: 'agree',
      opinion: '到期没有答复，视为同意',
      asked: [],
      silent: true,
    })
  }
  joinWhenAllSpoke(turn)
}
