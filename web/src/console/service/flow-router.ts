// Finds the lines of the drawing of a service: along the axes, through channels between the rows, through no box.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { type Box, FIRST_LANE, type Geometry, H, HEAD, LANE, PAD, ROAD_GAP } from './flow-geometry.ts'
import { roadsOf, type Spot, type Way } from './place-steps.ts'

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

/** Finds the lines. Every line through a channel gets a lane of its own, every end at a box a port of its own. */
export class Router {
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
    const lane = this.#lane(`channel${from.row}`, this.#geometry.rows[from.row]!.bottom + FIRST_LANE)
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
