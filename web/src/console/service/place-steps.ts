// Gives every step of a service its place in the drawing: row, column, on the usual way or beside it; and lists the ways
// between them.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { usualWay } from '#kernel/service/model.ts'
import type { Step } from '#kernel/service/step.ts'

const MOST_IN_ROW = 6

/** Where a step stands. Side steps stand beneath the usual way. */
export interface Spot {
  readonly row: number
  readonly column: number
  readonly side: boolean
}
/** A line to draw: the outcomes that lead from one place to another. */
export interface Way {
  readonly from: string
  readonly to: string
  readonly outcomes: readonly string[]
}

/** Rows of at most six; a row ends where the clock stops when that lies inside the way. */
function rowsOf(definition: ServiceDefinition): string[][] {
  const way = usualWay(definition)
  const stop = way.indexOf(definition.limits.stops) + 1
  const parts =
    way.length > MOST_IN_ROW && stop > 1 && stop < way.length ? [way.slice(0, stop), way.slice(stop)] : [way]
  return parts.flatMap((part) => {
    const count = Math.ceil(part.length / MOST_IN_ROW)
    const size = Math.ceil(part.length / count)
    return Array.from({ length: count }, (_, index) => part.slice(index * size, (index + 1) * size))
  })
}

/** Rows of the usual way, the place of everything drawn, and the ways between. Deterministic. */
export function placeSteps(definition: ServiceDefinition): { rows: string[][]; spots: Map<string, Spot>; ways: Way[] } {
  const rows = rowsOf(definition)
  const spots = new Map<string, Spot>()
  for (const [row, names] of rows.entries())
    for (const [column, name] of names.entries()) spots.set(name, { row, column, side: false })
  const ways: Way[] = []
  // Map iteration visits what is added while it runs, so steps reached only from side steps are placed too.
  for (const [name, spot] of spots) {
    const step = definition.steps[stepOf(name)]
    if (!step || name !== stepOf(name)) continue
    for (const [target, outcomes] of targetsOf(definition, step)) {
      ways.push({ from: name, to: placeTarget(rows, spots, target, spot), outcomes })
    }
  }
  return { rows, spots, ways }
}

/** The drawn place of a target: an end is drawn again in every row that leads to it, a step of another row as a pointer. */
function placeTarget(rows: readonly string[][], spots: Map<string, Spot>, target: string, from: Spot): string {
  const known = spots.get(target)
  const isNextRow =
    known &&
    !known.side &&
    known.row === from.row + 1 &&
    known.column === 0 &&
    from.column === (rows[from.row]?.length ?? 0) - 1
  if (known && (known.row === from.row || (isNextRow && !from.side))) return target
  const id = known ? `${target}@${from.row}` : target
  if (!spots.has(id)) spots.set(id, { row: from.row, column: freeColumn(spots, from), side: true })
  return id
}

function freeColumn(spots: ReadonlyMap<string, Spot>, { row, column }: Spot): number {
  const taken = new Set([...spots.values()].filter((spot) => spot.side && spot.row === row).map((spot) => spot.column))
  for (let distance = 0; ; distance += 1) {
    if (!taken.has(column + distance)) return column + distance
    if (column - distance >= 0 && !taken.has(column - distance)) return column - distance
  }
}

function targetsOf(definition: ServiceDefinition, step: Step): Map<string, string[]> {
  const targets = new Map<string, string[]>()
  for (const [outcome, target] of Object.entries(step.on as Record<string, string>)) {
    if (definition.steps[target]) targets.set(target, [...(targets.get(target) ?? []), outcome])
  }
  return targets
}

/** `terminated@1` is drawn for the step `terminated`. */
export const stepOf = (id: string): string => id.replace(/@\d+$/, '')

/** The roads of a parallel review, in order of declaration. */
export const roadsOf = (step: Step | undefined): string[] => (step?.kind === 'all' ? Object.keys(step.branches) : [])
