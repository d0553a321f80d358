// How one's own child came to its seat: for its family alone.

import type { ChildSeat } from '#engines/seats/own-seat.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'

export interface SeatPage extends Omit<ChildSeat, 'at'> {
  readonly base: string
  readonly name: string
  readonly definition: ServiceDefinition
  readonly on: PlainDate
  /** Whether the family may answer now, and the last day to. */
  readonly mayAnswer: boolean
  readonly until: PlainDate | null
}
