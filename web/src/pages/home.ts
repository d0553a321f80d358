// The front page: what one wants to do, and what is under way.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { IconName } from '../ui/icons.ts'

export interface HomePage {
  /** What people asked for most lately, up to four. */
  readonly often: readonly { readonly href: string; readonly title: string }[]
  /** Topics of the catalogue's guides, the largest first. */
  readonly topics: readonly { readonly topic: string; readonly count: number }[]
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
