// A draw on the screen of a hall, one step of six at a time.

import type { DrawAccount } from '#engines/draw/account.ts'

export interface CeremonyPage {
  readonly account: DrawAccount
  readonly base: string
  /** Whole address of the draw's page. */
  readonly url: string
  /** 1 to 6. */
  readonly step: number
  readonly isExample: boolean
}
