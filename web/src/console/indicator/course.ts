// The drawing of a count over the year: what was done so far, the forecast with its range, the target and the even pace.
// Pure geometry; the words at the lines stand in CourseChart.vue.

import type { MonitorRow } from '#engines/indicators/monitor.ts'
import type { IconName } from '../../ui/icons.ts'
import type { Tone } from '../../ui/tone.ts'
import type { PlainWordKey } from '../../words/words.ts'

/** A count that can be drawn. */
export interface Course {
  readonly course: NonNullable<MonitorRow['course']>
  readonly ends: NonNullable<MonitorRow['ends']>
  /** Working days of the whole year. */
  readonly days: number
}

export interface Drawing {
  /** Points of polylines and polygons, ready for SVG. */
  readonly actual: string
  readonly forecast: string
  readonly band: string
  readonly pace: string
  readonly targetY: number
  readonly today: readonly [x: number, y: number]
  readonly end: readonly [x: number, y: number]
}

export const CHART = { width: 640, height: 260, left: 16, right: 120, top: 28, bottom: 16 } as const

/** Draws a course; all of it fits between the margins of CHART. */
export function drawCourse({ course, ends, days }: Course): Drawing {
  const most = Math.max(ends.target, ends.high, ends.yearEnd, 1)
  const x = (day: number) => round(CHART.left + ((CHART.width - CHART.left - CHART.right) * day) / Math.max(days, 1))
  const y = (sum: number) =>
    round(CHART.height - CHART.bottom - ((CHART.height - CHART.top - CHART.bottom) * sum) / most)
  const [day, sum] = course.at(-1) ?? [0, 0]
  const points = (...pairs: readonly (readonly [number, number])[]) =>
    pairs.map(([a, b]) => `${x(a)},${y(b)}`).join(' ')
  return {
    actual: points(...course),
    forecast: points([day, sum], [days, ends.yearEnd]),
    band: points([day, sum], [days, ends.low], [days, ends.high]),
    pace: points([0, 0], [days, ends.target]),
    targetY: y(ends.target),
    today: [x(day), y(sum)],
    end: [x(days), y(ends.yearEnd)],
  }
}

const round = (value: number) => Math.round(value * 10) / 10

/** The standing in one word's tone and icon: never colour alone. */
export const STANDING = {
  met: { says: 'monitor.met', tone: 'good', icon: 'check-ring' },
  onTrack: { says: 'monitor.onTrack', tone: 'good', icon: 'check' },
  mayMiss: { says: 'monitor.mayMiss', tone: 'wait', icon: 'alert' },
  willMiss: { says: 'monitor.willMiss', tone: 'bad', icon: 'cross-ring' },
  noEvidence: { says: 'monitor.noEvidence', tone: 'still', icon: 'info' },
} as const satisfies Record<MonitorRow['standing'], { says: PlainWordKey; tone: Tone; icon: IconName }>

/** What a target is bound to, in words. */
export const BINDING = {
  counter: 'binding.counter',
  register: 'binding.register',
  payments: 'binding.payments',
  proof: 'binding.proof',
} as const satisfies Record<MonitorRow['binding'], PlainWordKey>

/** The views of the monitor: which rows each shows, in the order of the book. */
export const VIEWS = {
  measured: { says: 'monitor.measured', has: ({ standing }: MonitorRow) => standing !== 'noEvidence' },
  flagged: { says: 'monitor.flagged', has: ({ flagged }: MonitorRow) => flagged },
  missing: { says: 'monitor.missing', has: ({ standing }: MonitorRow) => standing === 'noEvidence' },
  waiting: { says: 'monitor.waiting', has: ({ proof }: MonitorRow) => proof === 'waiting' },
  proposed: { says: 'monitor.proposed', has: ({ proposed }: MonitorRow) => proposed },
  all: { says: 'monitor.all', has: () => true },
} as const satisfies Record<string, { says: PlainWordKey; has: (row: MonitorRow) => boolean }>

export type View = keyof typeof VIEWS

/** `−21.4%`; units of the argument: 0.01 %. */
export function deviationText(deviation: number): string {
  const tenths = Math.round(Math.abs(deviation) / 10) / 10
  return `${deviation < 0 ? '−' : '+'}${tenths.toFixed(1)}%`
}
