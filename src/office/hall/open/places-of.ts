// When a video call can be booked, and what a booking lacks. Pure.

import { type Calendar, isWorkingDay } from '#kernel/calendar/calendar.ts'
import { addDays, legalDateOf, startOf } from '#kernel/calendar/plain-date.ts'

const HOURS = ['09:00', '10:00', '11:00', '15:00', '16:00']
const DAYS = 3

/** The next bookable hours, `2026-11-30 09:00`, of three working days. */
export function slotsFrom(calendar: Calendar, now: Date): string[] {
  const today = legalDateOf(now)
  const slots: string[] = []
  for (let ahead = 0, days = 0; days < DAYS && ahead < 20; ahead += 1) {
    const day = addDays(today, ahead)
    if (!isWorkingDay(calendar, day)) continue
    const open = HOURS.filter((hour) => Date.parse(startOf(day)) + Number(hour.slice(0, 2)) * 3_600_000 > now.getTime())
    if (open.length > 0) days += 1
    slots.push(...open.map((hour) => `${day} ${hour}`))
  }
  return slots
}

/** What a booking lacks; `now` is the next free clerk. */
export function callFaults(
  texts: Readonly<Record<string, string>>,
  slots: readonly string[],
): { readonly path: string; readonly message: string }[] {
  const { name = '', phone = '', slot = '', agreed = '' } = texts
  return [
    ...(name.trim() === '' ? [{ path: 'name', message: '请填怎么称呼您' }] : []),
    ...(/^[+\d][\d\s-]{6,18}$/.test(phone.trim())
      ? []
      : [{ path: 'phone', message: '请填电话，只用数字，比如 13800000000' }]),
    ...(slot === 'now' || slots.includes(slot) ? [] : [{ path: 'slot', message: '请选一个时间' }]),
    ...(agreed === '' ? [{ path: 'agreed', message: '要您同意才能视频' }] : []),
  ]
}
