// Holds what really happened to a case against the abstract machine of its service: every event must be a move the
// compiler knew of, or the proofs would be about something else.

import { modeNow } from '#kernel/calendar/clock.ts'
import type { CaseEvent, EventType } from '#kernel/case/event.ts'
import { evolve } from '#kernel/case/evolve.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Explored } from '#kernel/service/explore.ts'
import { keyOf, type Situation } from '#kernel/service/model.ts'

/** Events recorded just before the step is left; the situation in between is nobody's. */
const PASSING: ReadonlySet<EventType> = new Set<EventType>([
  'submitted',
  'accepted',
  'notAccepted',
  'supplementLapsed',
  'objected',
  'publicityClosed',
  'attended',
  'fulfilled',
  'awaitLapsed',
  'decided',
  'delivered',
  'completed',
  'chosen',
  'opened',
  'routed',
  'compared',
  'awaited',
  'found',
  'paymentAnswered',
  'withdrawn',
  'terminated',
])

/** What the machine sees of a state: the data is abstracted away. */
export function situationOf(definition: ServiceDefinition, state: CaseState): Situation {
  const step = definition.steps[state.at]
  const names = step?.kind === 'all' ? Object.keys(step.branches) : []
  const phases = Object.values(state.branches).map(({ phase }) => phase)
  // Roads chosen at run time are one to the machine: pending while any is.
  const each = step?.kind === 'each' ? ({ each: phases.includes('pending') ? 'pending' : 'spoken' } as const) : {}
  const used = state.supplement?.phase === 'open' ? 'open' : 'used'
  return {
    at: state.ended?.outcome ?? state.at,
    branches: { ...each, ...Object.fromEntries(names.map((name) => [name, state.branches[name]?.phase ?? 'skipped'])) },
    clock: modeNow(state.clock) ?? 'unstarted',
    supplement: state.supplement === null ? 'unused' : used,
    suspended: state.suspension !== null,
  }
}

/** The first event that is no move of the machine, or undefined; `visited` collects the situations met. */
export function strayEvent(
  definition: ServiceDefinition,
  explored: Explored,
  events: readonly CaseEvent[],
  visited: Set<string> = new Set(),
): CaseEvent | undefined {
  const [start = ''] = explored.situations.keys()
  let here = passedOver(explored, start)
  let state: CaseState | null = null
  for (const event of events) {
    state = evolve(state, event)
    const transient = PASSING.has(event.type) || (event.type === 'opined' && event.branch === null)
    if (transient || event.type === 'rated') continue
    const now = situationOf(definition, state)
    const next = [...here].flatMap((key) => [key, ...(explored.moves.get(key) ?? []).map(({ to }) => keyOf(to))])
    // At an end the machine keeps the clock as it was, to judge it; the case stops it.
    const isHere = (key: string) => (state?.ended ? explored.situations.get(key)?.at === now.at : key === keyOf(now))
    const met = next.flatMap((key) => [...passedOver(explored, key)]).filter(isHere)
    if (met.length === 0) return event
    here = new Set(met)
    for (const key of met) visited.add(key)
  }
  return undefined
}

/** The situations a case may be found in after reaching one: steps and branches that are not needed are passed over. */
function passedOver(explored: Explored, from: string): Set<string> {
  const reached = new Set([from])
  for (const key of reached)
    for (const { unless, to } of explored.moves.get(key) ?? []) if (unless !== undefined) reached.add(keyOf(to))
  return reached
}
