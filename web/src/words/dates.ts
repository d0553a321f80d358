// How dates and times are said in each language: `11月17日 周二`, `Tue 17 Nov`. Legal time is Asia/Shanghai, whatever zone
// the phone is in.

import { legalDateOf, type PlainDate, weekdayOf } from '#kernel/calendar/plain-date.ts'
import type { Locale } from './words.ts'

const SHANGHAI_OFFSET_MS = 8 * 3_600_000

/** Dates and times in one language. */
export interface Dates {
  /** `11月17日` */
  readonly sayDay: (date: PlainDate) => string
  /** `2026年11月17日` */
  readonly sayDate: (date: PlainDate) => string
  /** `11月17日 周二`: a date that asks something of the reader always carries its weekday. */
  readonly sayDayOfWeek: (date: PlainDate) => string
  /** `10:41` */
  readonly sayClock: (instant: string) => string
  /** `11月12日 10:41` */
  readonly sayInstant: (instant: string) => string
  /** `11/4`, for the narrow cells of the clock. */
  readonly sayShort: (date: PlainDate) => string
  /** The present clock time of the reader, in legal time. For the browser only: the server has its own clock. */
  readonly nowClock: () => string
}

const month = (date: PlainDate): number => Number(date.slice(5, 7))
const day = (date: PlainDate): number => Number(date.slice(8))

const sayClock = (instant: string): string =>
  new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16)
const nowClock = (): string => sayClock(new Date().toISOString())

function chinese(weekdays: string): Dates {
  const sayDay = (date: PlainDate): string => `${month(date)}月${day(date)}日`
  return {
    sayDay,
    sayDate: (date) => `${date.slice(0, 4)}年${sayDay(date)}`,
    sayDayOfWeek: (date) => `${sayDay(date)} ${weekdays[0]}${weekdays[weekdayOf(date)]}`,
    sayClock,
    sayInstant: (instant) => `${sayDay(legalDateOf(instant))} ${sayClock(instant)}`,
    sayShort: (date) => `${month(date)}/${day(date)}`,
    nowClock,
  }
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'June', 'July', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function english(): Dates {
  const sayDay = (date: PlainDate): string => `${day(date)} ${MONTHS[month(date) - 1]}`
  return {
    sayDay,
    sayDate: (date) => `${sayDay(date)} ${date.slice(0, 4)}`,
    sayDayOfWeek: (date) => `${WEEKDAYS[weekdayOf(date)]} ${sayDay(date)}`,
    sayClock,
    sayInstant: (instant) => `${sayDay(legalDateOf(instant))}, ${sayClock(instant)}`,
    sayShort: (date) => `${day(date)}/${month(date)}`,
    nowClock,
  }
}

const DATES: Readonly<Record<Locale, Dates>> = {
  'zh-Hans': chinese('周一二三四五六日'),
  'zh-Hant': chinese('週一二三四五六日'),
  en: english(),
}

/** Dates as `locale` says them. */
export const datesIn = (locale: Locale): Dates => DATES[locale]
