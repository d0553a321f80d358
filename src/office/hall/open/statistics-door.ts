// The door to the published figures of supervision: this desk may not know the one that counts; the composition root brings
// it along.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'

/** A figure that is null is kept back: it is too small to be published. */
export interface StatisticsRow {
  readonly received: number | null
  readonly decided: number | null
  /** Per cent within the promise, and the mean in working days. */
  readonly inTime: number | null
  readonly days: number | null
}

/** As the desk of supervision publishes them. */
export interface PublishedStatistics {
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
