// My matters: what is unfinished, under way, ended.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Tone } from '../ui/tone.ts'

export interface MattersPage {
  /** What one may have before one asks. */
  readonly offers: readonly {
    readonly href: string
    readonly title: string
    readonly by: string
    /** Cents, when it can be computed already. */
    readonly amount: number | null
  }[]
  readonly drafts: readonly {
    readonly href: string
    readonly title: string
    readonly savedAt: string
    readonly section: string
  }[]
  readonly open: readonly MatterRow[]
  readonly ended: readonly MatterRow[]
  /** Messages not seen yet. */
  readonly unread: number
}

export interface MatterRow {
  readonly href: string
  readonly title: string
  readonly caseNo: string
  /** Name of the present step or of the outcome. */
  readonly step: string
  readonly tone: Tone
  readonly dueOn: PlainDate | null
  /** Last day of an open supplement. */
  readonly supplementUntil: PlainDate | null
}
