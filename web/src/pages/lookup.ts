// How far a matter is, for whoever holds its query code. No sign-in; nothing about people.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'

export interface LookupPage {
  /** The code as asked, in groups; empty before the first question. */
  readonly code: string
  /** Why there is no answer. */
  readonly fault: string | null
  readonly result: {
    readonly title: string
    readonly status: string
    readonly step: string
    readonly receivedOn: PlainDate
    readonly dueOn: PlainDate | null
    readonly ended: boolean
    /** The applicant must do something; what, only they may see. */
    readonly waits: boolean
  } | null
}
