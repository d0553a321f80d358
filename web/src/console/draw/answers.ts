// What the desk of draws answers, and what is sent to it.

import type { DrawPlan, DrawStage } from '#engines/draw/conduct.ts'
import type { Entrant, Role as Party } from '#engines/draw/message.ts'

/** A party and those who hold its secret; `copy` is there for a holder only, who alone can open it. */
export interface PartyAnswer {
  readonly id: string
  readonly name: string
  readonly commitment: string
  readonly holders: readonly { readonly id: string; readonly name: string; readonly hasOpened: boolean }[]
  readonly isHeld: boolean
  readonly copy?: string
}

/** A case that waits for a draw: everything but the moment and the public numbers is its own to say. */
export interface WaitingCase {
  readonly caseId: string
  readonly caseNo: string
  readonly service: string
  readonly step: string
  readonly project: string
  readonly rule: string
  readonly winners: number
  readonly minimum: number
  readonly entrants: number
  readonly drawId: string | null
}

export interface DrawAnswer {
  /** What the next act must have seen. */
  readonly version: number
  readonly stage: DrawStage
  readonly drawId: string
  readonly plan: DrawPlan
  readonly ended: { readonly kind: 'void' | 'failed'; readonly reason: string } | null
  /** Parties that have sealed their secret. */
  readonly parties: Partial<Readonly<Record<Party, PartyAnswer>>>
  /** Who must cosign the frozen list; null where the log has no witness. */
  readonly witnesses: { readonly names: readonly string[]; readonly quorum: number; readonly isSeen: boolean } | null
  readonly opened: Partial<Readonly<Record<Party, { readonly fromEscrow: string | null }>>>
  readonly entrants: readonly Entrant[]
  /** The case that waits for it and has fixed the list. */
  readonly orderedBy: string | null
  /** Who has read the public numbers; the numbers are one's own until both agree. */
  readonly readings: readonly { readonly id: string; readonly name: string; readonly values?: readonly string[] }[]
  readonly winners: readonly string[]
  readonly reserves: readonly string[]
  readonly acts: readonly {
    readonly seq: number
    readonly kind: string
    readonly at: string
    readonly place: number
  }[]
}
