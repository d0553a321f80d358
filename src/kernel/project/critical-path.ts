// The longest way through a project's open nodes: how many working days until each milestone, and by which nodes. A
// milestone counts from the one before it; what lies between them (building) takes its own time and is not counted.

import { addWorkingDays, type Calendar } from '../calendar/calendar.ts'
import type { PlainDate } from '../calendar/plain-date.ts'
import { edgesOf, type Graph } from './graph.ts'

export interface Moment {
  readonly today: PlainDate
  readonly calendar: Calendar
}

export interface MilestoneView {
  readonly title: string
  readonly to: string
  readonly days: number
  /** The nodes on the longest way, in order, with their working days. */
  readonly path: readonly { readonly node: string; readonly days: number }[]
  /** Earliest day; null where building lies before it. */
  readonly on: PlainDate | null
}

interface Left {
  readonly code: string
  readonly isOpen: boolean
  readonly days: number
}

/** The milestones of a graph with what is left to each. Cost: linear in edges. */
export function criticalPath(graph: Graph, left: readonly Left[], { today, calendar }: Moment): MilestoneView[] {
  const days = new Map(left.map((one) => [one.code, one.isOpen ? one.days : 0]))
  const isOpen = new Map(left.map((one) => [one.code, one.isOpen]))
  const before = new Map<string, string[]>()
  for (const { from, to } of edgesOf(graph)) before.set(to, [...(before.get(to) ?? []), from])
  const counted = new Set<string>()
  return graph.milestones.map(({ title, to }, index) => {
    const best = new Map<string, { readonly days: number; readonly path: readonly string[] }>()
    const longest = (code: string): { readonly days: number; readonly path: readonly string[] } => {
      const known = best.get(code)
      if (known) return known
      const ways = (before.get(code) ?? []).filter((one) => !counted.has(one)).map(longest)
      const way = ways.reduce(
        (a, b) => (b.days > a.days || (b.days === a.days && b.path.length > a.path.length) ? b : a),
        {
          days: 0,
          path: [] as readonly string[],
        },
      )
      const own = { days: way.days + (days.get(code) ?? 0), path: [...way.path, code] }
      best.set(code, own)
      return own
    }
    const found = longest(to)
    for (const code of best.keys()) counted.add(code)
    const path = found.path.filter((code) => isOpen.get(code)).map((node) => ({ node, days: days.get(node) ?? 0 }))
    return {
      title,
      to,
      days: found.days,
      path,
      on: index === 0 ? addWorkingDays(calendar, today, found.days).date : null,
    }
  })
}
