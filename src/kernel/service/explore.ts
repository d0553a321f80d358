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
    const came = explored.cameFrom.get(here)
    lines.unshift(lineOf(definition, explored.situations.get(here) as Situation, came?.says))
    here = came?.before
  }
  return lines
}

/**
 * The shortest story that satisfies `done`, along the moves that `follow` allows. `follow` carries what it must remember
 * of the way so far (`begin` at submission) and answers null where the story may not go; undefined when there is none.
 * Cost: one visit a situation and memory.
 */
export function storyWhere<Memory extends boolean | string>(
  definition: ServiceDefinition,
  explored: Explored,
  search: {
    readonly begin: Memory
    readonly follow: (memory: Memory, from: Situation, move: Move) => Memory | null
    readonly done: (at: Situation, memory: Memory) => boolean
  },
): StoryLine[] | undefined {
  interface Visit {
    readonly key: string
    readonly memory: Memory
    readonly says?: string
    readonly before?: Visit
  }
  const [first = ''] = explored.situations.keys()
  const visits = new Map<string, Visit>([[`${first}#${search.begin}`, { key: first, memory: search.begin }]])
  for (const visit of visits.values()) {
    const here = explored.situations.get(visit.key) as Situation
    if (search.done(here, visit.memory)) {
      const lines: StoryLine[] = []
      for (let at: Visit | undefined = visit; at; at = at.before)
        lines.unshift(lineOf(definition, explored.situations.get(at.key) as Situation, at.says))
      return lines
    }
    for (const move of explored.moves.get(visit.key) ?? []) {
      const memory = search.follow(visit.memory, here, move)
      const key = keyOf(move.to)
      const seen = `${key}#${memory}`
      if (memory !== null && !visits.has(seen)) visits.set(seen, { key, memory, says: move.says, before: visit })
    }
  }
  return undefined
}

function lineOf(definition: ServiceDefinition, { at, clock }: Situation, says = '提交申请'): StoryLine {
  return { step: at, title: definition.steps[at]?.title ?? at, says, clock }
}

/** Keys of situations from which some situation in `goals` can be reached. Cost: one look at each move. */
export function canReach(explored: Explored, goals: ReadonlySet<string>): Set<string> {
  const backwards = new Map<string, string[]>()
  for (const [key, moves] of explored.moves) {
    for (const move of moves) {
      const next = keyOf(move.to)
      const before = backwards.get(next)
      if (before) before.push(key)
      else backwards.set(next, [key])
    }
  }
  const reached = new Set(goals)
  for (const key of reached) for (const before of backwards.get(key) ?? []) reached.add(before)
  return reached
}
