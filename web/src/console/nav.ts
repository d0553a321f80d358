// What the navigation of the console shows.

import type { IconName } from '../ui/icons.ts'

export interface NavGroup {
  /** Absent for the first group. */
  readonly title?: string
  readonly links: readonly NavLink[]
}

export interface NavLink {
  readonly href: string
  readonly title: string
  readonly icon: IconName
  readonly count?: number
}
