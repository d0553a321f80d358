// The front page: what one wants to do, and what is under way.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { IconName } from '../ui/icons.ts'

export interface HomePage {
  /** What was searched for, with what was found; absent before a search. */
  readonly search?: { readonly query: string; readonly found: readonly ServiceLink[] }
  /** Services people asked for most in the last 30 days, up to four. */
  readonly often: readonly ServiceLink[]
  readonly services: readonly ServiceLink[]
  /** The matter nearest its date or waiting for the citizen; null when there is none. */
  readonly matter: HomeMatter | null
  /** How many matters are under way. */
  readonly open: number
}

export interface ServiceLink {
  readonly href: string
  readonly title: string
  /** At most eight characters. */
  readonly note: string
  readonly icon: IconName
}

export interface HomeMatter {
  readonly href: string
  readonly title: string
  /** Where it is. */
  readonly step: string
  readonly dueOn: PlainDate | null
  /** Working days left. */
  readonly remaining: number
  /** How many things the citizen must hand in; 0 when nothing is asked. */
  readonly asked: number
}
