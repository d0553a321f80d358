// What the page of a child's seat shows. Pure; the seat itself comes from the desk that ran it.

import type { Cutoffs } from '#engines/seats/explain.ts'
import type { Child, Cutoff } from '#engines/seats/market.ts'
import type { OwnSeat } from '#engines/seats/own-seat.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import { withinEnd } from '#kernel/case/due.ts'
import { at } from '#kernel/service/evaluate.ts'
import type { CaseView } from '#office/cases/read.ts'
import { type MatterWorld, matterBase } from './matter-of.ts'

/** One child's seat, as the desk of seasons tells it: nothing of any other child is in it. */
export interface SeatData {
  readonly number: string
  readonly child: Child
  readonly own: OwnSeat
  readonly extra: string | null
  readonly tail: readonly string[]
  readonly children: number
  readonly kind: 'main' | 'rest' | 'rehearsal'
  readonly at: string
  readonly hash: string
  readonly classes: Readonly<Record<number, string>>
  readonly schools: readonly {
    readonly school: string
    readonly seats: number
    readonly applied: number
    readonly cutoff: Cutoff | null
  }[]
  readonly published: Cutoffs
}

export function seatPage(seat: SeatData, { id, state }: CaseView, { definition, calendar }: MatterWorld) {
  const step = definition.steps[state.at]
  const mayAnswer = !state.ended && step?.kind === 'task' && step.by === 'applicant'
  const { at: ranAt, ...more } = seat
  return {
    ...more,
    base: matterBase(id),
    name: String(at(state.form, definition.summary) ?? ''),
    definition,
    on: legalDateOf(ranAt),
    mayAnswer,
    until: mayAnswer ? (withinEnd(definition, state, calendar)?.on ?? null) : null,
  }
}
