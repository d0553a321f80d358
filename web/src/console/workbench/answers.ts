// What the workbench answers: marks beside cases, phrases, who stands in for whom, the days of duties.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Post } from '#kernel/case/actor.ts'

export interface Hand {
  readonly step: string
  readonly branch: string | null
  readonly officer: string
  readonly officerName: string
  readonly byName: string
  readonly note: string
  readonly at: string
}

export interface Mark {
  readonly caseId: string
  readonly seq: number
  readonly look: { readonly seq: number; readonly at: string } | null
  readonly hands: readonly Hand[]
}

export interface Phrase {
  readonly id: string
  readonly unit: string | null
  readonly act: string
  readonly text: string
  readonly isMine: boolean
}

export interface Colleague {
  readonly id: string
  readonly name: string
  readonly posts: readonly Post[]
}

export interface Delegation {
  readonly id: string
  readonly officer: string
  readonly officerName: string
  readonly deputy: string
  readonly deputyName: string
  readonly from: PlainDate
  readonly until: PlainDate
  readonly note: string
  readonly isRevoked: boolean
  readonly holds: boolean
}

export interface DueDays {
  readonly days: readonly { readonly day: PlainDate; readonly count: number }[]
  readonly late: number
  readonly still: number
}
