// A season of school seats: the public table of last admitted, and one child's way down its list for who knows its number.

import type { Cutoffs } from '#engines/seats/explain.ts'
import type { Child, Cutoff } from '#engines/seats/market.ts'
import type { OwnSeat } from '#engines/seats/own-seat.ts'

export interface SeatsPage {
  readonly season: string
  readonly base: string
  /** How many children took part. */
  readonly children: number
  readonly schools: readonly SeatsSchool[]
  readonly tail: readonly string[]
  readonly published: Cutoffs
  readonly hash: string
  readonly asked: AskedChild | null
  /** Invented children: only then anyone may have the whole lists. */
  readonly isExample: boolean
}

export interface SeatsSchool {
  readonly school: string
  readonly seats: number
  readonly applied: number
  readonly admitted: number
  readonly cutoff: Cutoff | null
  readonly reserves: readonly { readonly tag: string; readonly seats: number; readonly cutoff: Cutoff | null }[]
}

/** The child asked for; without `record` there is none of that number. */
export interface AskedChild {
  readonly id: string
  readonly record: Child | null
  /** School of a seat beyond the quota, beside a twin. */
  readonly extra: string | null
  readonly own: OwnSeat | null
}
