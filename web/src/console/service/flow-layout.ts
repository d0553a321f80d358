// Places the steps of a service on paper: the usual way in rows from left to right, side ways and ends beneath it, the
// roads of a parallel review above one another before the bar where they join. Orthogonal lines, none through a box.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Step } from '#kernel/service/step.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** A drawn step, road of a parallel review, end, or a pointer to a step of another row. */
export interface FlowNode extends Box {
  readonly id: string
  readonly step: string
  readonly branch: string | null
  readonly shape: 'step' | 'road' | 'end' | 'pointer'
}

export type Point = readonly [x: number, y: number]

export interface FlowEdge {
  readonly from: string
  readonly to: string
  /** The outcomes that lead this way. */
  readonly outcomes: readonly string[]
  readonly points: readonly Point[]
  /** Where its words stand. */
  readonly label: Point
}

export interface Flow {
  readonly width: number
  readonly height: number
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
  /** Where parallel roads join. */
  readonly joins: readonly (Box & { readonly step: string })[]
  /** The stretch of each row on which the clock can run. */
  readonly clock: readonly { readonly x: number; readonly w: number; readonly y: number }[]
}

const W = 140
const H = 56
const END_H = 40
const GAP = 44
const PAD = 12
const ROAD_GAP = 12
/** Room above a row: the clock's bracket, lines that go back. */
const HEAD = 64
const CHANNEL = 64
const LANE = 12
const MOST_IN_ROW = 6

interface Spot {
  readonly row: number
  readonly column: number
  readonly side: boolean
}
interface Way {
  readonly from: string
  readonly to: string
  readonly outcomes: readonly string[]
}

/** The drawing of a definition. Deterministic; cost grows with the number of steps. */
export function layoutFlow(definition: ServiceDefinition): Flow {
  const { rows, spots, ways } = placeSteps(definition)
  const geometry = measure(definition, rows, spots)
  const nodes = [...spots].flatMap(([id, spot]) => nodesOf(definition, id, spot, geometry))
  const joins = rows.flat().flatMap((name) => joinOf(definition, name, geometry))
  const router = new Router(definition, spots, geometry)
  const edges = ways.flatMap((way) => router.route(way))
  return {
    width: geometry.width,
    height: geometry.height,
    nodes,
    edges,
    joins,
    clock: clockSpans(definition, rows, geometry),
  }
}

/** The usual way: from the start along each step's first outcome. */
export function usualWay(definition: ServiceDefinition): string[] {
  const way: string[] = []
  for (let name: string | undefined = definition.start; name !== undefined && !way.includes(name); ) {
    if (!definition.steps[name]) break
    way.push(name)
    name = Object.values(definition.steps[name]?.on as Record<string, string>)[0]
  }
  return way
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

function placeSteps(definition: ServiceDefinition): { rows: string[][]; spots: Map<string, Spot>; ways: Way[] } {
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
const stepOf = (id: string): string => id.replace(/@\d+$/, '')

const roadsOf = (step: Step | undefined): string[] => (step?.kind === 'all' ? Object.keys(step.branches) : [])

/** Height of a step on the main lane. */
function heightOf(step: Step | undefined): number {
  if (step?.kind === 'end') return END_H
  const roads = roadsOf(step).length
  return roads > 0 ? roads * H + (roads - 1) * ROAD_GAP : H
}

interface Geometry {
  readonly width: number
  readonly height: number
  /** Middle of the main lane, bottom of it, and top of the side lane, by row. */
  readonly rows: readonly {
    readonly middle: number
    readonly bottom: number
    readonly side: number
    readonly top: number
  }[]
  readonly boxOf: (id: string) => Box
}

function measure(definition: ServiceDefinition, rows: readonly string[][], spots: ReadonlyMap<string, Spot>): Geometry {
  let y = 0
  const measured = rows.map((names, row) => {
    const main = Math.max(...names.map((name) => heightOf(definition.steps[name])))
    const top = y + HEAD
    const bottom = top + main
    const hasSide = [...spots.values()].some((spot) => spot.side && spot.row === row)
    const side = bottom + CHANNEL
    y = (hasSide ? side + H : bottom) + PAD
    return { top, middle: top + main / 2, bottom, side }
  })
  const columns = Math.max(...[...spots.values()].map(({ column }) => column)) + 1
  const boxOf = (id: string): Box => {
    const { row, column, side } = spots.get(id) as Spot
    const at = measured[row]!
    const step = definition.steps[stepOf(id)]
    const x = PAD + column * (W + GAP)
    const h = side && step?.kind !== 'end' ? H : heightOf(step)
    if (side) return { x, y: at.side, w: W, h }
    return { x, y: at.middle - h / 2, w: W, h }
  }
  return { width: PAD * 2 + columns * (W + GAP), height: y + PAD, rows: measured, boxOf }
}

function nodesOf(definition: ServiceDefinition, id: string, { side }: Spot, { boxOf }: Geometry): FlowNode[] {
  const step = stepOf(id)
  const box = boxOf(id)
  const declared = definition.steps[step]
  if (!side && declared?.kind === 'all') {
    return roadsOf(declared).map((branch, index) => ({
      id: `${id}/${branch}`,
      step,
      branch,
      shape: 'road',
      x: box.x,
      w: box.w,
      y: box.y + index * (H + ROAD_GAP),
      h: H,
    }))
  }
  const shape = declared?.kind === 'end' ? 'end' : id !== step ? 'pointer' : 'step'
  return [{ id, step, branch: null, shape, ...box }]
}

function joinOf(definition: ServiceDefinition, name: string, { boxOf }: Geometry): (Box & { step: string })[] {
  if (definition.steps[name]?.kind !== 'all') return []
  const box = boxOf(name)
  return [{ step: name, x: box.x + box.w + 16, y: box.y + 12, w: 6, h: box.h - 24 }]
}

function clockSpans(
  definition: ServiceDefinition,
  rows: readonly string[][],
  { boxOf, rows: lanes }: Geometry,
): Flow['clock'] {
  const way = rows.flat()
  const [first, last] = [way.indexOf(definition.limits.starts), way.indexOf(definition.limits.stops)]
  if (first === -1 || last < first) return []
  const covered = new Set(way.slice(first, last + 1))
  return rows.flatMap((names, row) => {
    const inside = names.filter((name) => covered.has(name)).map(boxOf)
    const [left, right] = [inside[0], inside.at(-1)]
    return left && right ? [{ x: left.x, w: right.x + right.w - left.x, y: lanes[row]!.top - HEAD + 26 }] : []
  })
}

/** Finds the lines. Every line through a channel gets a lane of its own, every end at a box a port of its own. */
class Router {
  readonly #definition: ServiceDefinition
  readonly #spots: ReadonlyMap<string, Spot>
  readonly #geometry: Geometry
  readonly #lanes = new Map<string, number>()
  readonly #ports = new Map<string, number>()

  constructor(definition: ServiceDefinition, spots: ReadonlyMap<string, Spot>, geometry: Geometry) {
    this.#definition = definition
    this.#spots = spots
    this.#geometry = geometry
  }

  route(way: Way): FlowEdge[] {
    const from = this.#spots.get(way.from) as Spot
    const to = this.#spots.get(way.to) as Spot
    const roads = roadsOf(this.#definition.steps[way.to])
    const points = this.#points(way, from, to)
    const edge = { from: way.from, to: way.to, outcomes: way.outcomes, points, label: labelAt(points) }
    if (to.side || roads.length === 0) return [...this.#leaveRoads(way.from, from), edge]
    // The line reaches the fork; from there one line a road.
    return [
      ...this.#leaveRoads(way.from, from),
      { ...edge, points: points.slice(0, -1) },
      ...this.#enterRoads(way, roads, points),
    ]
  }

  #points(way: Way, from: Spot, to: Spot): Point[] {
    const [a, b] = [this.#geometry.boxOf(way.from), this.#geometry.boxOf(way.to)]
    const fork: Point[] = this.#isForked(way.to)
      ? [
          [b.x - 20, b.y + b.h / 2],
          [b.x, b.y + b.h / 2],
        ]
      : [[b.x, b.y + b.h / 2]]
    const startX = this.#isForked(way.from) ? a.x + a.w + 22 : a.x + a.w
    const start: Point = [startX, a.y + a.h / 2]
    if (!from.side && !to.side && from.row === to.row && to.column === from.column + 1) return [start, ...fork]
    if (!from.side && !to.side && to.row === from.row + 1) {
      const [gutter, lane] = [
        this.#geometry.width - PAD,
        this.#lane(`head${to.row}`, this.#geometry.rows[to.row]!.top - HEAD + 8),
      ]
      return [start, [gutter, start[1]], [gutter, lane], [b.x - 10, lane], [b.x - 10, b.y + b.h / 2], ...fork.slice(-1)]
    }
    if (!from.side && !to.side) {
      const lane = this.#geometry.rows[from.row]!.top - LANE - (this.#lane(`back${from.row}`, 0) % (2 * LANE))
      const [x1, x2] = [this.#port(way.from, 'top', a), this.#port(way.to, 'top', b)]
      return [
        [x1, a.y],
        [x1, lane],
        [x2, lane],
        [x2, b.y],
      ]
    }
    return this.#throughChannel(way, from, to, a, b)
  }

  #throughChannel(way: Way, from: Spot, to: Spot, a: Box, b: Box): Point[] {
    const sameColumn = from.column === to.column && from.side !== to.side
    const [sideA, sideB] = [from.side ? 'top' : 'bottom', to.side ? 'top' : 'bottom'] as const
    const x1 = this.#port(way.from, sideA, a)
    const x2 = sameColumn && !this.#isTaken(way.to, sideB, b, x1) ? x1 : this.#port(way.to, sideB, b)
    const y1 = from.side ? a.y : a.y + a.h
    const y2 = to.side ? b.y : b.y + b.h
    if (x1 === x2)
      return [
        [x1, y1],
        [x2, y2],
      ]
    const lane = this.#lane(`channel${from.row}`, this.#geometry.rows[from.row]!.bottom + 18)
    return [
      [x1, y1],
      [x1, lane],
      [x2, lane],
      [x2, y2],
    ]
  }

  #isForked(id: string): boolean {
    return !this.#spots.get(id)?.side && this.#definition.steps[id]?.kind === 'all'
  }

  #enterRoads({ to }: Way, roads: readonly string[], points: readonly Point[]): FlowEdge[] {
    const box = this.#geometry.boxOf(to)
    const [x, y] = points.at(-2) as Point
    return roads.map((branch, index) => {
      const middle = box.y + index * (H + ROAD_GAP) + H / 2
      return {
        from: to,
        to: `${to}/${branch}`,
        outcomes: [],
        label: [x, middle],
        points: [
          [x, y],
          [x, middle],
          [box.x, middle],
        ],
      }
    })
  }

  /** The short lines from the roads to the bar where they join. */
  #leaveRoads(from: string, spot: Spot): FlowEdge[] {
    if (spot.side || !this.#isForked(from)) return []
    const box = this.#geometry.boxOf(from)
    return roadsOf(this.#definition.steps[from]).map((branch, index) => {
      const y = box.y + index * (H + ROAD_GAP) + H / 2
      return {
        from: `${from}/${branch}`,
        to: from,
        outcomes: [],
        label: [box.x + box.w, y],
        points: [
          [box.x + box.w, y],
          [box.x + box.w + 16, y],
        ],
      }
    })
  }

  #lane(channel: string, first: number): number {
    const used = this.#lanes.get(channel) ?? 0
    this.#lanes.set(channel, used + 1)
    return first + used * LANE
  }

  /** Ports stand at the middle first, then to its left and right in turn. */
  #port(id: string, side: 'top' | 'bottom', box: Box): number {
    const key = `${id}|${side}`
    const used = this.#ports.get(key) ?? 0
    this.#ports.set(key, used + 1)
    return portAt(box, used)
  }

  /** Takes the port at `x` when it is the next free one of the box. */
  #isTaken(id: string, side: 'top' | 'bottom', box: Box, x: number): boolean {
    const key = `${id}|${side}`
    const used = this.#ports.get(key) ?? 0
    if (x <= box.x || x >= box.x + box.w || portAt(box, used) !== x) return true
    this.#ports.set(key, used + 1)
    return false
  }
}

const portAt = (box: Box, index: number): number =>
  box.x + box.w / 2 + (index % 2 === 0 ? 1 : -1) * Math.ceil(index / 2) * 24

/** The middle of the longest stretch, where words have most room. */
function labelAt(points: readonly Point[]): Point {
  let best: Point = points[0] as Point
  let most = -1
  for (const [index, [x, y]] of points.entries()) {
    const [nextX, nextY] = points[index + 1] ?? [x, y]
    const length = Math.abs(nextX - x) + Math.abs(nextY - y)
    if (length > most) {
      most = length
      best = [(x + nextX) / 2, (y + nextY) / 2]
    }
  }
  return best
}
