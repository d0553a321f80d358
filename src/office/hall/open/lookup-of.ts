// What the holder of a query code is shown. Pure.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'

export interface LookupResult {
  readonly title: string
  readonly status: string
  readonly step: string
  readonly receivedOn: PlainDate
  readonly dueOn: PlainDate | null
  readonly ended: boolean
  /** The applicant must do something: sign in to see what. */
  readonly waits: boolean
}

/** The page, before a code was typed, after a wrong one, or with the answer. */
export function lookupPage(code: string, fault: string | null, result: LookupResult | null) {
  return { code, fault, result }
}
