// The published figures of ratings: active ones and those by default apart, and what became of bad ones.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { RatingRules, Touch } from '#services/rating.ts'

export interface RatingsPage {
  readonly figures: {
    readonly from: PlainDate
    readonly until: PlainDate
    /** Index 0 is level 1. */
    readonly levels: readonly [number, number, number, number, number]
    readonly active: number
    readonly byDefault: number
    readonly waiting: number
    readonly byTouch: readonly { readonly touch: Touch; readonly active: number; readonly good: number }[]
    readonly byService: readonly { readonly service: string; readonly active: number; readonly good: number }[]
    readonly bad: Readonly<Record<'all' | 'called' | 'valid' | 'rectified' | 'inTime' | 'closed', number>>
  }
  /** Short titles of services by slug. */
  readonly titles: Readonly<Record<string, string>>
  readonly rules: RatingRules
}
