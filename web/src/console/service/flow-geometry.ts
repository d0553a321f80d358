// The measures of the drawing of a service, in pixels: boxes, gaps, lanes, and where each place lies.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Step } from '#kernel/service/step.ts'
import { roadsOf, type Spot, stepOf, type Way } from './place-steps.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

const W = 140
export const H = 56
const END_H = 40
const GAP = 44
export const PAD = 12
export const ROAD_GAP = 12
/** Room above a row: the clock's bracket, lines that go back. */
export const HEAD = 64
const CHANNEL = 64
/** The first lane of a channel, below the row; the last keeps CLEAR above the side lane. */
export const FIRST_LANE = 18
export const LANE = 12
const CLEAR = 10

/** Height of the channel between a row and its side lane: a lane for every line that may run there. */
const channelOf = (lines: number): number => Math.max(CHANNEL, FIRST_LANE + (lines - 1) * LANE + CLEAR)

/** Height of a step on the main lane. */
function heightOf(step: Step | undefined): number {
  if (step?.kind === 'end') return END_H
  const roads = roadsOf(step).length
  return roads > 0 ? roads * H + (roads - 1) * ROAD_GAP : H
}

/** Where the drawing's parts lie. */
export interface Geometry {
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

/** Measures rows and columns; side lanes lie beneath the row they belong to, as far as its lines need. */
export function measure(
  definition: ServiceDefinition,
  rows: readonly string[][],
  spots: ReadonlyMap<string, Spot>,
  ways: readonly Way[],
): Geometry {
  const isAside = (id: string) => spots.get(id)?.side === true
  let y = 0
  const measured = rows.map((names, row) => {
    const main = Math.max(...names.map((name) => heightOf(definition.steps[name])))
    const top = y + HEAD
    const bottom = top + main
    const hasSide = [...spots.values()].some((spot) => spot.side && spot.row === row)
    const lines = ways.filter(({ from, to }) => spots.get(from)?.row === row && (isAside(from) || isAside(to))).length
    const side = bottom + channelOf(lines)
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
