// How one's own child came to its seat: for its family alone.

import type { Cutoffs } from '#engines/seats/explain.ts'
import type { Child, Cutoff } from '#engines/seats/market.ts'
import type { OwnSeat } from '#engines/seats/own-seat.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'

export interface SeatPage {
  readonly base: string
  readonly name: string
  readonly definition: ServiceDefinition
  readonly number: string
  readonly child: Child
  readonly own: OwnSeat
  readonly extra: string | null
  readonly tail: readonly string[]
  readonly children: number
  /** A main run has drawn numbers; in a supplementary one who came first goes first. */
  readonly kind: 'main' | 'rest' | 'rehearsal'
  readonly on: PlainDate
  readonly hash: string
  readonly classes: Readonly<Record<number, string>>
  readonly schools: readonly {
    readonly school: string
    readonly seats: number
    readonly applied: number
    readonly cutoff: Cutoff | null
  }[]
  readonly published: Cutoffs
  /** Whether the family may answer now, and the last day to. */
  readonly mayAnswer: boolean
  readonly until: PlainDate | null
}
