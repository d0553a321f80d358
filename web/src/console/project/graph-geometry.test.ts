import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BOX, layGraph, type Point } from './graph-geometry.ts'

const LANES = [
  ['A', 'B', 'C', 'D'],
  ['E', 'F'],
  ['G', 'H', 'I', 'J', 'K'],
]
const EDGES = [
  { from: 'A', to: 'B' },
  { from: 'A', to: 'D' },
  { from: 'C', to: 'E' },
  { from: 'D', to: 'J' },
  { from: 'A', to: 'H' },
  { from: 'K', to: 'J' },
  { from: 'F', to: 'G' },
]
const layout = layGraph(LANES, EDGES)

/** Whether a stretch of a line runs through a box, its edges apart. */
function crosses(a: Point, b: Point, box: Point): boolean {
  const [x1, x2] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
  const [y1, y2] = [Math.min(a.y, b.y), Math.max(a.y, b.y)]
  return x1 < box.x + BOX.width && x2 > box.x && y1 < box.y + BOX.height && y2 > box.y
}

test('every link runs at right angles, from its node to its node, and through no other', () => {
  assert.equal(layout.lines.length, EDGES.length)
  for (const { from, to, points } of layout.lines) {
    for (const [index, a] of points.slice(0, -1).entries()) {
      const b = points[index + 1] as Point
      assert.ok(a.x === b.x || a.y === b.y, `${from}${to} is slanted`)
      for (const [node, box] of layout.boxes) assert.ok(!crosses(a, b, box), `${from}${to} runs through ${node}`)
    }
  }
})

test('nodes of a lane stand beside each other and lanes below each other', () => {
  const { boxes, lanes, width, height } = layout
  assert.equal(boxes.get('A')?.y, boxes.get('D')?.y)
  assert.ok((boxes.get('E')?.y ?? 0) > (boxes.get('A')?.y ?? 0) + BOX.height)
  assert.equal(lanes.length, 3)
  for (const { x, y } of boxes.values()) assert.ok(x + BOX.width <= width && y + BOX.height <= height)
})

test('links that share a channel do not lie on each other', () => {
  const flat = layout.lines.flatMap(({ from, to, points }) =>
    points.slice(0, -1).flatMap((a, index) => {
      const b = points[index + 1] as Point
      return a.y === b.y ? [{ name: from + to, y: a.y, from: Math.min(a.x, b.x), to: Math.max(a.x, b.x) }] : []
    }),
  )
  for (const [index, a] of flat.entries())
    for (const b of flat.slice(index + 1))
      if (a.y === b.y) assert.ok(a.to <= b.from || b.to <= a.from, `${a.name} on ${b.name}`)
})
