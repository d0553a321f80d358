import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServiceDefinition } from '../../../../src/kernel/service/declaration.ts'
import type { Box } from './flow-geometry.ts'
import type { Flow } from './flow-layout.ts'
import '../../../dev/kernel-imports.ts'

const { compileService } = await import('../../../../src/kernel/service/compile.ts')
const { usualWay } = await import('../../../../src/kernel/service/model.ts')
const { SERVICES } = await import('../../../../src/services/index.ts')
const { layoutFlow } = await import('./flow-layout.ts')

const flows: readonly [ServiceDefinition, Flow][] = SERVICES.map(({ declaration, overlays }) => {
  const definition = compileService(declaration, overlays[0]!, () => 'v')
  return [definition, layoutFlow(definition)]
})
const holds = (box: Box, x: number, y: number) => x > box.x && x < box.x + box.w && y > box.y && y < box.y + box.h

test('every step that a case can go to is drawn, and nothing else', () => {
  for (const [definition, flow] of flows) {
    const drawn = new Set(flow.nodes.map(({ step }) => step))
    const reached = new Set([
      definition.start,
      ...Object.values(definition.steps).flatMap((step) => Object.values(step.on)),
    ])
    assert.deepEqual([...drawn].sort(), [...reached].sort(), definition.slug)
  }
})

test('every outcome is on a line from its step to its target', () => {
  for (const [definition, flow] of flows) {
    for (const [name, step] of Object.entries(definition.steps)) {
      for (const [outcome, target] of Object.entries(step.on as Record<string, string>)) {
        const line = flow.edges.find((edge) => edge.from === name && edge.outcomes.includes(outcome))
        assert.equal(line?.to.replace(/@\d+$/, ''), target, `${definition.slug} ${name} ${outcome}`)
      }
    }
  }
})

test('no two boxes overlap, and all lie inside the drawing', () => {
  for (const [, { nodes, width, height }] of flows) {
    for (const [index, a] of nodes.entries()) {
      assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.w <= width && a.y + a.h <= height, a.id)
      for (const b of nodes.slice(index + 1))
        assert.ok(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y, `${a.id} over ${b.id}`)
    }
  }
})

test('lines run along the axes and through no box', () => {
  for (const [definition, { nodes, edges }] of flows) {
    for (const { points, from, to } of edges) {
      for (const [index, [x, y]] of points.entries()) {
        const [nextX, nextY] = points[index + 1] ?? [x, y]
        assert.ok(x === nextX || y === nextY, `${definition.slug} ${from}→${to} slants`)
        const steps = Math.ceil(Math.abs(nextX - x) + Math.abs(nextY - y))
        for (let at = 0; at <= steps; at += 1) {
          const [px, py] = [x + ((nextX - x) * at) / (steps || 1), y + ((nextY - y) * at) / (steps || 1)]
          const hit = nodes.find((node) => holds(node, px, py))
          assert.equal(hit, undefined, `${definition.slug} ${from}→${to} runs through ${hit?.id}`)
        }
      }
    }
  }
})

test('no two lines lie on each other', () => {
  for (const [definition, { edges }] of flows) {
    const seen = new Map<string, string>()
    for (const edge of edges.filter(({ outcomes }) => outcomes.length > 0)) {
      for (const [index, [x, y]] of edge.points.slice(0, -1).entries()) {
        const [nextX, nextY] = edge.points[index + 1]!
        if (Math.abs(nextX - x) + Math.abs(nextY - y) < 20) continue
        const key = `${(x + nextX) / 2},${(y + nextY) / 2}`
        assert.equal(seen.get(key), undefined, `${definition.slug} ${edge.from}→${edge.to} over ${seen.get(key)}`)
        seen.set(key, `${edge.from}→${edge.to}`)
      }
    }
  }
})

test('the usual way of a homestead leads from intake to acceptance of the house; the clock covers intake to decision', () => {
  const [definition, flow] = flows.find(([one]) => one.slug === 'homestead')!
  const way = usualWay(definition)
  assert.deepEqual([way[0], way.at(-1)], ['intake', 'done'])
  const box = (step: string) => flow.nodes.find((node) => node.id === step)!
  assert.equal(flow.clock[0]!.x, box('intake').x)
  assert.equal(flow.clock[0]!.x + flow.clock[0]!.w, box('decide').x + box('decide').w)
})
