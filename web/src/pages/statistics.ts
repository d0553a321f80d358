// The published statistics of supervision. A figure that is null is kept back: it is too small to be published.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'

export interface StatisticsRow {
  readonly received: number | null
  readonly decided: number | null
  /** Per cent within the promise, and the mean in working days. */
  readonly inTime: number | null
  readonly days: number | null
}

export interface StatisticsPage {
  readonly figures: {
    readonly at: string
    readonly from: PlainDate
    readonly until: PlainDate
    readonly all: StatisticsRow
    readonly months: readonly (StatisticsRow & { readonly month: string })[]
    readonly services: readonly (StatisticsRow & { readonly service: string })[]
    readonly lights: Readonly<Record<'green' | 'yellow' | 'red', number | null>>
    readonly smallest: number
    readonly source: string
  }
  /** Short titles of services by slug. */
  readonly titles: Readonly<Record<string, string>>
  readonly ratings: { readonly active: number; readonly good: number; readonly byDefault: number }
}
