// A month as rows of weeks, from Monday, filled up with the days around it.

import { addDays, type PlainDate, weekdayOf } from '#kernel/calendar/plain-date.ts'

/** `2026-11` → the weeks that hold its days. */
export function weeksOf(month: string): readonly (readonly PlainDate[])[] {
  const first = `${month}-01` as PlainDate
  const weeks: PlainDate[][] = []
  for (let monday = addDays(first, 1 - weekdayOf(first)); monday.slice(0, 7) <= month; monday = addDays(monday, 7))
    weeks.push([0, 1, 2, 3, 4, 5, 6].map((n) => addDays(monday, n)))
  return weeks
}

/** The month `step` months on. */
export function monthAfter(month: string, step: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + step
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}
