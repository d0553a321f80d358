// The pages of a self-service machine.

import type { Opening } from '#engines/place/place.ts'
import type { GuideRow } from './guides.ts'
import type { ServiceLink } from './home.ts'

/** Its front page. */
export interface KioskPage {
  readonly name: string
  readonly place: string
  readonly hours: string
  /** How many matters can be done at it. */
  readonly count: number
  readonly isInRepair: boolean
  /** Services one can apply for here and now. */
  readonly services: readonly ServiceLink[]
}

export interface KioskMattersPage {
  /** The topic that is shown; null: the topics. */
  readonly topic: string | null
  readonly topics: readonly { readonly topic: string; readonly count: number }[]
  readonly matters: readonly GuideRow[]
  readonly count: number
}

/** Where an officer makes a browser the face of the machine. */
export interface KioskStartPage {
  readonly token: string
  readonly no: string
  readonly name: string
  readonly place: string
  readonly count: number
  /** Until it wipes. */
  readonly seconds: number
}

export interface KioskCalledPage {
  readonly place: string
  readonly phone: string
  readonly hours: string
  readonly opening: Opening
}
