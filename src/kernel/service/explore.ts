// Walks the whole abstract machine of a definition once, breadth first, remembering how each situation was reached, so
// that any situation has a shortest story leading to it. The proofs read the result; the counter-examples are its stories.

import type { ServiceDefinition } from './declaration.ts'
import { type ClockPhase, keyOf, type Move, movesFrom, type Situation, startOf } from './model.ts'

export interface Explored {
  readonly situations: ReadonlyMap<string, Situation>
  readonly moves: ReadonlyMap<string, readonly Move[]>
  /** For each situation but the first: the situation before it and what happened. */
  readonly cameFrom: ReadonlyMap<string, { readonly before: string; readonly says: string }>
}

/** One line of a counter-example. */
export interface StoryLine {
  readonly step: string
  readonly title: string
  readonly says: string
  readonly clock: ClockPhase
}

/** Every situation reachable from the start. Cost: one visit a situation; a service has tens to a few thousand. */
export function explore(definition: ServiceDefinition): Explored {
  const first = startOf(definition)
  const situations = new Map([[keyOf(first), first]])
  const moves = new Map<string, readonly Move[]>()
  const cameFrom = new Map<string, { before: string; says: string }>()
  for (const [key, situation] of situations) {
    const out = movesFrom(definition, situation)
    moves.set(key, out)
    for (const move of out) {
      const next = keyOf(move.to)
      if (situations.has(next)) continue
      situations.set(next, move.to)
      cameFrom.set(next, { before: key, says: move.says })
    }
  }
  return { situations, moves, cameFrom }
}

/** The shortest story from submission to a situation, one line a move. */
export function storyTo(definition: ServiceDefinition, explored: Explored, key: string): StoryLine[] {
  const lines: StoryLine[] = []
  for (let here: string | undefined = key; here !== undefined; ) {
    const situation = explored.situations.get(here) as Situation
    const came = explored.cameFrom.get(here)
    lines.unshift({
      step: situation.at,
      title: definition.steps[situation.at]?.title ?? situation.at,
      says: came?.says ?? '提交申请',
      clock: situation.clock,
    })
    here = came?.before
  }
  return lines
}

/** Keys of situations from which some situation in `goals` can be reached. */
export function canReach(explored: Explored, goals: ReadonlySet<string>): Set<string> {
  const backwards = new Map<string, string[]>()
  for (const [key, moves] of explored.moves) {
    for (const move of moves) {
      const next = keyOf(move.to)
      backwards.set(next, [...(backwards.get(next) ?? []), key])
    }
  }
  const reached = new Set(goals)
  for (const key of reached) for (const before of backwards.get(key) ?? []) reached.add(before)
  return reached
}
