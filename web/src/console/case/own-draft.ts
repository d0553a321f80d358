// The opinion an officer has begun on a case, kept in this browser so that neither a reload nor somebody else's quicker
// act loses it. Only the words are kept, for a week.

import { addDays, type PlainDate } from '#kernel/calendar/plain-date.ts'
import { today } from '../desk/session.ts'

export interface OwnDraft {
  readonly act: string
  readonly text: string
  readonly until: PlainDate
}

const KEPT_DAYS = 7
const nameOf = (caseId: string, officerId: string) => `desk:${officerId}:${caseId}`

export function keepDraft(caseId: string, officerId: string, act: string, text: string): void {
  const name = nameOf(caseId, officerId)
  if (text.trim() === '') localStorage.removeItem(name)
  else localStorage.setItem(name, JSON.stringify({ act, text, until: addDays(today(), KEPT_DAYS) } satisfies OwnDraft))
}

/** The draft kept for a case; null when there is none or its week is over. */
export function keptDraft(caseId: string, officerId: string): OwnDraft | null {
  const kept = localStorage.getItem(nameOf(caseId, officerId))
  const draft = kept === null ? null : (JSON.parse(kept) as OwnDraft)
  return draft !== null && draft.until >= today() ? draft : null
}

export const dropDraft = (caseId: string, officerId: string): void => localStorage.removeItem(nameOf(caseId, officerId))
