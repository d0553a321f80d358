// What the page of a child's seat shows. Pure; the seat itself comes from the desk that ran it.

import type { ChildSeat } from '#engines/seats/own-seat.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import { withinEnd } from '#kernel/case/due.ts'
import { at } from '#kernel/service/evaluate.ts'
import type { CaseView } from '#office/cases/read.ts'
import { type MatterWorld, matterBase } from './matter-of.ts'

export function seatPage(seat: ChildSeat, { id, state }: CaseView, { definition, calendar }: MatterWorld) {
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
