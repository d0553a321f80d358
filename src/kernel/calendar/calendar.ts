// Which days are working days. The law counts its limits in them and leaves out the statutory holidays (行政许可法
// 第八十二条); the State Council moves some weekends each year (调休). The years are data, so a new notice is loaded,
// not programmed. Called by the clock and by every step that has a limit.
import { addDays, daysBetween, type PlainDate, parsePlainDate, weekdayOf } from './plain-date.ts'

/** A versioned holiday table. A year that is not in `officialYears` has no notice yet: its weekdays are a guess. */
export type Calendar = {
  version: string
  officialYears: readonly number[]
  /** Weekdays that are off, with the name of the holiday. Weekends are off anyway and are not listed. */
  holidays: ReadonlyMap<PlainDate, string>
  /** Weekend days that are worked (调休补班), with the holiday they make up for. */
  makeUpDays: ReadonlyMap<PlainDate, string>
  /** The days of both tables in order, for counting spans without walking through them. */
  exceptions: { readonly holidays: readonly PlainDate[]; readonly makeUpDays: readonly PlainDate[] }
}

/** One year's notice: words separated by spaces, the name of a holiday and then its days as `MM-DD` or `MM-DD..DD`. */
export type HolidayNotice = { year: number; off: string; worked: string }

/**
 * A calendar from the notices of its years.
 * Throws, naming the word, when a day is not a day of that year, when a day off is a weekend (it is off already),
 * when a make-up day is a weekday (it is worked already), or when a year comes twice.
 */
export function calendarOf(version: string, notices: readonly HolidayNotice[]): Calendar {
  const officialYears = notices.map((notice) => notice.year).sort((a, b) => a - b)
  if (new Set(officialYears).size !== officialYears.length) throw new RangeError('a year has two holiday notices')
  const holidays = new Map(notices.flatMap(({ year, off }) => daysOf(year, off, (date) => !isWeekend(date))))
  const makeUpDays = new Map(notices.flatMap(({ year, worked }) => daysOf(year, worked, isWeekend)))
  const exceptions = { holidays: [...holidays.keys()].sort(), makeUpDays: [...makeUpDays.keys()].sort() }
  return { version, officialYears, holidays, makeUpDays, exceptions }
}

/** Whether offices work on this day: a weekday that is no holiday, or a make-up day. Cost: two look-ups. */
export function isWorkingDay(calendar: Calendar, date: PlainDate): boolean {
  return isWeekend(date) ? calendar.makeUpDays.has(date) : !calendar.holidays.has(date)
}

/** Whether a day is a Saturday or a Sunday, worked or not. */
export function isWeekend(date: PlainDate): boolean {
  return weekdayOf(date) >= 6
}

/**
 * The day that lies `n` working days after `from` (before it when `n` is negative; `from` itself when 0).
 * The day of start is not counted. `provisional`: a counted span that touches a year without an official notice has
 * to be computed again when the notice is there.
 * BUG: a notice may also move the last days of the year before (2018-12-31 was off by the notice for 2019); a span
 * that ends in those days is called final although such a notice could still change it by a day.
 */
export function addWorkingDays(
  calendar: Calendar,
  from: PlainDate,
  n: number,
): { date: PlainDate; provisional: boolean } {
  if (!Number.isInteger(n)) throw new RangeError(`not a number of working days: ${n}`)
  const step = n < 0 ? -1 : 1
  let date = from
  for (let left = Math.abs(n); left > 0; ) {
    date = addDays(date, step)
    if (isWorkingDay(calendar, date)) left -= 1
  }
  const [first, last] = n < 0 ? [addDays(date, -1), addDays(from, -1)] : [from, date]
  return { date, provisional: isProvisional(calendar, first, last) }
}

/**
 * How many working days lie after `fromExclusive` and up to `toInclusive`; 0 when that is not later.
 * Cost: two searches in each table, however long the span.
 */
export function workingDaysBetween(calendar: Calendar, fromExclusive: PlainDate, toInclusive: PlainDate): number {
  if (toInclusive <= fromExclusive) return 0
  const { holidays, makeUpDays } = calendar.exceptions
  const within = (days: readonly PlainDate[]) => countUpTo(days, toInclusive) - countUpTo(days, fromExclusive)
  return weekdaysBetween(fromExclusive, toInclusive) - within(holidays) + within(makeUpDays)
}

function weekdaysBetween(fromExclusive: PlainDate, toInclusive: PlainDate): number {
  const days = daysBetween(fromExclusive, toInclusive)
  const before = weekdayOf(fromExclusive)
  let count = Math.floor(days / 7) * 5
  for (let i = 1; i <= days % 7; i += 1) if ((before + i - 1) % 7 < 5) count += 1
  return count
}

/** How many of the ordered days are not later than `date`. */
function countUpTo(days: readonly PlainDate[], date: PlainDate): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] as PlainDate) <= date) low = middle + 1
    else high = middle
  }
  return low
}

/** The first working day after this day, whether or not this day is one. */
export function nextWorkingDay(calendar: Calendar, date: PlainDate): PlainDate {
  return addWorkingDays(calendar, date, 1).date
}

/** Whether any day after `fromExclusive` and up to `toInclusive` lies in a year without its official notice. */
export function isProvisional(calendar: Calendar, fromExclusive: PlainDate, toInclusive: PlainDate): boolean {
  if (toInclusive <= fromExclusive) return false
  for (let year = yearOf(addDays(fromExclusive, 1)); year <= yearOf(toInclusive); year += 1) {
    if (!calendar.officialYears.includes(year)) return true
  }
  return false
}

function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4))
}

function daysOf(year: number, words: string, fits: (date: PlainDate) => boolean): [PlainDate, string][] {
  const days: [PlainDate, string][] = []
  let name = ''
  for (const word of words.split(' ').filter(Boolean)) {
    if (!/^\d/.test(word)) {
      name = word
      continue
    }
    const dates = datesOf(year, word)
    if (name === '' || dates.length === 0 || !dates.every(fits)) {
      throw new RangeError(`holiday notice of ${year}: ${name} ${word}`)
    }
    days.push(...dates.map((date): [PlainDate, string] => [date, name]))
  }
  return days
}

/** The days a word such as `05-01` or `05-01..05` names; none when it is not such a word. */
function datesOf(year: number, word: string): PlainDate[] {
  const [, month, from, to] = /^(\d\d)-(\d\d)(?:\.\.(\d\d))?$/.exec(word) ?? []
  const first = parsePlainDate(`${year}-${month}-${from}`)
  const last = parsePlainDate(`${year}-${month}-${to ?? from}`)
  if (first === null || last === null || first > last) return []
  const dates: PlainDate[] = []
  for (let date = first; date <= last; date = addDays(date, 1)) dates.push(date)
  return dates
}
