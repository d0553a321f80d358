// Where the nodes of a project's graph stand and how the links between them run: one lane a phase, nodes in their order,
// links at right angles, never through a node. Pure; the picture is drawn from it.

export const BOX = { width: 144, height: 94 } as const
const GAP = { x: 22, y: 52 } as const
/** Room for links above the first lane. */
const TOP = 20
const SPREAD = 7

export interface Point {
  readonly x: number
  readonly y: number
}
export interface Line {
  readonly from: string
  readonly to: string
  readonly points: readonly Point[]
}
export interface Layout {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<string, Point>
  /** Top of each lane. */
  readonly lanes: readonly number[]
  readonly lines: readonly Line[]
}

interface Place {
  readonly lane: number
  readonly column: number
}

/** Lays out a graph: `lanes` are the nodes of each phase in order. */
export function layGraph(
  lanes: readonly (readonly string[])[],
  edges: readonly { readonly from: string; readonly to: string }[],
): Layout {
  const places = new Map<string, Place>()
  for (const [lane, nodes] of lanes.entries())
    for (const [column, node] of nodes.entries()) places.set(node, { lane, column })
  const top = (lane: number): number => TOP + lane * (BOX.height + GAP.y)
  const left = (column: number): number => column * (BOX.width + GAP.x)
  const boxes = new Map([...places].map(([node, { lane, column }]) => [node, { x: left(column), y: top(lane) }]))
  const used = new Map<number, number>()
  /** Links that share a channel run beside each other. */
  const channel = (above: number): number => {
    const n = used.get(above) ?? 0
    used.set(above, n + 1)
    return top(above) - GAP.y / 2 + (n % 2 === 0 ? 1 : -1) * Math.ceil(n / 2) * SPREAD
  }
  const isTaken = (column: number, from: number, to: number): boolean =>
    lanes.slice(from + 1, to).some((nodes) => nodes.length > column)
  const lines = edges.flatMap(({ from, to }): Line[] => {
    const [a, b] = [places.get(from), places.get(to)]
    return a && b ? [{ from, to, points: way(a, b) }] : []
  })
  function way(a: Place, b: Place): readonly Point[] {
    const middle = BOX.width / 2
    if (a.lane === b.lane && Math.abs(a.column - b.column) === 1) {
      const y = top(a.lane) + BOX.height / 2
      return a.column < b.column
        ? [
            { x: left(a.column) + BOX.width, y },
            { x: left(b.column), y },
          ]
        : [
            { x: left(a.column), y },
            { x: left(b.column) + BOX.width, y },
          ]
    }
    if (a.lane === b.lane) {
      const y = a.lane === 0 ? top(0) - TOP / 2 : channel(a.lane)
      const from = { x: left(a.column) + middle, y: top(a.lane) }
      const to = { x: left(b.column) + middle - SPREAD, y: top(b.lane) }
      return [from, { x: from.x, y }, { x: to.x, y }, to]
    }
    const start = { x: left(a.column) + middle, y: top(a.lane) + BOX.height }
    const end = { x: left(b.column) + middle, y: top(b.lane) }
    if (start.x === end.x && !isTaken(a.column, a.lane, b.lane)) return [start, end]
    const last = channel(b.lane)
    if (!isTaken(a.column, a.lane, b.lane)) return [start, { x: start.x, y: last }, { x: end.x, y: last }, end]
    const aside = left(a.column) + BOX.width + GAP.x / 2
    const first = channel(a.lane + 1)
    return [start, { x: start.x, y: first }, { x: aside, y: first }, { x: aside, y: last }, { x: end.x, y: last }, end]
  }
  const widest = Math.max(1, ...lanes.map((nodes) => nodes.length))
  return {
    width: left(widest) - GAP.x,
    height: top(lanes.length - 1) + BOX.height + 12,
    boxes,
    lanes: lanes.map((_, lane) => top(lane)),
    lines,
  }
}

/** The line as the `d` of a path. */
export const pathOf = ({ points }: Line): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
