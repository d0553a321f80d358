// One published draw: who won, each check, and everything to work it out again.

import type { DrawAccount, Standing } from '#engines/draw/account.ts'
import type { Evidence } from '#engines/draw/evidence.ts'

export interface DrawPage {
  readonly account: DrawAccount
  /** What is known beside the file: other formal draws of the project, and what the log recorded. */
  readonly evidence: Evidence
  /** A draw held on the platform: its rule, its steps in the log with their receipts, and whether it ended early. */
  readonly held: {
    readonly rule: string
    readonly steps: readonly {
      readonly kind: string
      readonly at: string
      readonly place: number
      readonly href: string
    }[]
    readonly ended: { readonly kind: 'void' | 'failed'; readonly reason: string } | null
  } | null
  /** Address of this page; the file is beside it. */
  readonly base: string
  /** Size of the file. */
  readonly bytes: number
  /** Who was asked for, without script. */
  readonly asked: Standing | null
  readonly isExample: boolean
}
