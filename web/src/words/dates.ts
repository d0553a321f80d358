// How dates and times are said: `11月17日 周二`, `11月12日 10:41`. Legal time is Asia/Shanghai, whatever zone the phone is in.

import { legalDateOf, type PlainDate, weekdayOf } from '#kernel/calendar/plain-date.ts'

const WEEKDAYS = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日']
const SHANGHAI_OFFSET_MS = 8 * 3_600_000

/** `11月17日` */
export function sayDay(date: PlainDate): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`
}

/** `2026年11月17日` */
export function sayDate(date: PlainDate): string {
  return `${date.slice(0, 4)}年${sayDay(date)}`
}

/** `11月17日 周二`: a date that asks something of the reader always carries its weekday. */
export function sayDayOfWeek(date: PlainDate): string {
  return `${sayDay(date)} ${WEEKDAYS[weekdayOf(date)]}`
}

/** `10:41` */
export function sayClock(instant: string): string {
  return new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16)
}

/** `11月12日 10:41` */
export function sayInstant(instant: string): string {
  return `${sayDay(legalDateOf(instant))} ${sayClock(instant)}`
}

/** `11/4`, for the narrow cells of the clock. */
export function sayShort(date: PlainDate): string {
  return `${Number(date.slice(5, 7))}/${Number(date.slice(8))}`
}

/** The present clock time of the reader, in legal time. For the browser only: the server has its own clock. */
export function nowClock(): string {
  return sayClock(new Date().toISOString())
}
