// Which days of a clock's proof are drawn: working days and pauses. Weekends and holidays are said in words beside it.

import type { ProofDay } from '#kernel/calendar/clock.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'

export type ClockCell = Omit<ProofDay, 'kind'> & {
  readonly kind: 'counted' | 'makeUp' | 'paused' | 'stopped'
  readonly today: boolean
}

export function cellsOf(days: readonly ProofDay[], today: PlainDate): ClockCell[] {
  return days.flatMap((day) =>
    day.kind === 'weekend' || day.kind === 'holiday' ? [] : [{ ...day, kind: day.kind, today: day.date === today }],
  )
}
