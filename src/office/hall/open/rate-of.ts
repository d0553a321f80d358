// What the pages of ratings are filled with.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Touch } from '#services/rating.ts'

/** What was typed into the form of a rating. */
export interface Posted {
  readonly caseNo: string
  readonly code: string
  readonly level: string
  readonly reasons: readonly string[]
  readonly text: string
}

interface Share {
  readonly active: number
  readonly good: number
}

/** The published figures, as the desk of ratings counts them. */
export interface Figures {
  readonly from: PlainDate
  readonly until: PlainDate
  /** Index 0 is level 1. */
  readonly levels: readonly [number, number, number, number, number]
  readonly active: number
  readonly byDefault: number
  readonly waiting: number
  readonly byTouch: readonly ({ readonly touch: Touch } & Share)[]
  readonly byService: readonly ({ readonly service: string } & Share)[]
  readonly bad: Readonly<Record<'all' | 'called' | 'valid' | 'rectified' | 'inTime' | 'closed', number>>
}
