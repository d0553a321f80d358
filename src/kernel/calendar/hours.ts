// Limits in hours. Working hours are the office hours of working days; whoever is asked at a quarter past five has the
// rest of the day and goes on the next working morning. Natural hours run round the clock. Both give an instant, and the
// stretches that lead there, so that a person can count again.

import { type Calendar, isProvisional, isWorkingDay } from './calendar.ts'
import { addDays, legalDateOf, type PlainDate, startOf } from './plain-date.ts'

/** When offices are open, in minutes of the day. */
export type OfficeHours = readonly (readonly [from: number, to: number])[]

/** 8:30–12:00, 14:30–17:30: six and a half hours. A district with other hours brings them with its calendar. */
export const OFFICE_HOURS: OfficeHours = [
  [8 * 60 + 30, 12 * 60],
  [14 * 60 + 30, 17 * 60 + 30],
]

const MINUTE = 60_000

/** Minutes in one working day. */
export const minutesADay = (hours: OfficeHours = OFFICE_HOURS): number =>
  hours.reduce((sum, [from, to]) => sum + to - from, 0)

/** A stretch of one day that counted, from one instant to another. */
export interface Stretch {
  readonly date: PlainDate
  readonly from: string
  readonly to: string
  readonly minutes: number
}

export interface HourCount {
  /** The instant at which the hours are used up. */
  readonly at: string
  readonly provisional: boolean
  readonly stretches: readonly Stretch[]
}

/**
 * The instant `count` working hours after `from`, with the stretches that were counted.
 * Cost: one look a day. Throws on a count that is not above 0, as no limit is.
 */
export function addWorkingHours(
  calendar: Calendar,
  from: string,
  count: number,
  hours: OfficeHours = OFFICE_HOURS,
): HourCount {
  if (!(count > 0)) throw new RangeError(`not a number of hours: ${count}`)
  const begin = Date.parse(from)
  const stretches: Stretch[] = []
  let left = Math.round(count * 60)
  const first = legalDateOf(from)
  for (let date = first; ; date = addDays(date, 1)) {
    if (!isWorkingDay(calendar, date)) continue
    const midnight = Date.parse(startOf(date))
    for (const [open, close] of hours) {
      const opens = Math.max(midnight + open * MINUTE, begin)
      const closes = midnight + close * MINUTE
      const room = Math.floor((closes - opens) / MINUTE)
      if (room <= 0) continue
      const used = Math.min(room, left)
      left -= used
      const to = new Date(opens + used * MINUTE).toISOString()
      stretches.push({ date, from: new Date(opens).toISOString(), to, minutes: used })
      if (left === 0) return { at: to, provisional: isProvisional(calendar, addDays(first, -1), date), stretches }
    }
  }
}

/** The instant `count` hours later, day and night. */
export function addNaturalHours(from: string, count: number): HourCount {
  const at = new Date(Date.parse(from) + Math.round(count * 60) * MINUTE).toISOString()
  return {
    at,
    provisional: false,
    stretches: [{ date: legalDateOf(from), from, to: at, minutes: Math.round(count * 60) }],
  }
}

/** Minutes of office time after `from` and up to `to`; 0 when that is not later. Cost: one look a day. */
export function workingMinutesBetween(
  calendar: Calendar,
  from: string,
  to: string,
  hours: OfficeHours = OFFICE_HOURS,
): number {
  const [begin, end] = [Date.parse(from), Date.parse(to)]
  let minutes = 0
  for (let date = legalDateOf(from); date <= legalDateOf(to); date = addDays(date, 1)) {
    if (!isWorkingDay(calendar, date)) continue
    const midnight = Date.parse(startOf(date))
    for (const [open, close] of hours)
      minutes +=
        Math.max(0, Math.min(midnight + close * MINUTE, end) - Math.max(midnight + open * MINUTE, begin)) / MINUTE
  }
  return Math.floor(minutes)
}

/** The count in one sentence: `9月13日 16:30 起算；9月13日 16:30–17:30、9月14日 8:30–11:30，共 4 小时。到期 9月14日 11:30。` */
export function sentenceOfHours(from: string, { at, stretches, provisional }: HourCount): string {
  const counted = stretches.map(({ from: begins, to }) => `${sayMoment(begins)}–${timeOfDay(to, begins)}`).join('、')
  const minutes = stretches.reduce((sum, one) => sum + one.minutes, 0)
  const guess = provisional ? '（暂定，放假安排公布后重算）' : ''
  return `${sayMoment(from)} 起算；${counted}，共 ${sayMinutes(minutes)}。到期 ${sayMoment(at)}${guess}。`
}

/** `4 小时`, `2 小时 30 分`, `45 分`. */
export function sayMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [...(hours > 0 ? [`${hours} 小时`] : []), ...(rest > 0 || hours === 0 ? [`${rest} 分`] : [])].join(' ')
}

/** `9月13日 16:30`, Shanghai time. */
export function sayMoment(instant: string): string {
  const local = new Date(Date.parse(instant) + 8 * 60 * MINUTE).toISOString()
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${Number(local.slice(11, 13))}:${local.slice(14, 16)}`
}

const timeOfDay = (instant: string, sameDayAs: string) => {
  const said = sayMoment(instant)
  return legalDateOf(instant) === legalDateOf(sameDayAs) ? said.slice(said.indexOf(' ') + 1) : said
}
