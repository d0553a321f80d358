// Places the steps of a service on paper: the usual way in rows from left to right, side ways and ends beneath it, the
// roads of a parallel review above one another before the bar where they join. Called by FlowChart.vue.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { type Box, type Geometry, H, HEAD, measure, ROAD_GAP } from './flow-geometry.ts'
import { type FlowEdge, Router } from './flow-router.ts'
import { placeSteps, roadsOf, type Spot, stepOf } from './place-steps.ts'

/** A drawn step, road of a parallel review, end, or a pointer to a step of another row. */
export interface FlowNode extends Box {
  readonly id: string
  readonly step: string
  readonly branch: string | null
  readonly shape: 'step' | 'road' | 'end' | 'pointer'
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

/** The drawing of a definition. Deterministic; cost grows with the number of steps. */
export function layoutFlow(definition: ServiceDefinition): Flow {
  const { rows, spots, ways } = placeSteps(definition)
  const geometry = measure(definition, rows, spots, ways)
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
