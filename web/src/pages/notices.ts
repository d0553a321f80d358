// Public notices of villages: what is published now.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'

export interface NoticesPage {
  readonly notices: readonly {
    readonly href: string
    /** `陈某某，想建的房子 98 ㎡`: what the notice is about, personal parts masked. */
    readonly title: string
    readonly village: string
    readonly until: PlainDate
  }[]
}
