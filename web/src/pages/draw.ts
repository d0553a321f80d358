// One published draw: who won, each check, and everything to work it out again.

import type { DrawAccount, Standing } from '#engines/draw/account.ts'
import type { Announce } from '#engines/draw/message.ts'

export interface DrawPage {
  readonly account: DrawAccount
  /** Other announcements for the same project: a formal one would be a second draw. */
  readonly others: readonly Announce[]
  /** Address of this page; the file is beside it. */
  readonly base: string
  /** Size of the file. */
  readonly bytes: number
  /** Who was asked for, without script. */
  readonly asked: Standing | null
  readonly isExample: boolean
}
