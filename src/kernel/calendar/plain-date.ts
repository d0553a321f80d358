// A legal date: the day a citizen reads on a paper, with no time of day and no zone. It decides what a date is, how
// days are added, and on which legal day an instant falls. Everything that counts time limits stands on it.

/** A real calendar date `YYYY-MM-DD`, years 1800..2199. Its text order is its time order: compare with `<` and `>`. */
export type PlainDate = string & { readonly plainDate: unique symbol }

const DAY_MS = 86_400_000
const SHANGHAI_OFFSET_MS = 8 * 3_600_000
const SHAPE = /^(?:18|19|20|21)\d\d-\d\d-\d\d$/
const FIRST_YEAR = 1800
const FIRST_DAY = Date.parse('1800-01-01') / DAY_MS
const LAST_DAY = Date.parse('2199-12-31') / DAY_MS
const INSTANT_SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/

/**
 * The date a text from outside names, or `null` when it is not a real date of the years 1900..2199.
 * `firstYear`: only for what may be older, such as the birth date in a citizen number; 1800 at the earliest.
 */
export function parsePlainDate(text: unknown, firstYear = 1900): PlainDate | null {
  if (typeof text !== 'string' || !SHAPE.test(text) || Number(text.slice(0, 4)) < firstYear) return null
  const ms = Date.parse(text)
  // Some engines roll 02-30 over into March, so the date must also read back the same.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) ? (text as PlainDate) : null
}

/** The date a text in the program names. Throws on anything else: it is a programmer's mistake. */
export function plainDate(text: string): PlainDate {
  const date = parsePlainDate(text, FIRST_YEAR)
  if (date === null) throw new RangeError(`not a date of the years 1800 to 2199: ${JSON.stringify(text)}`)
  return date
}

/** The date `n` calendar days later (earlier when negative). Throws when it leaves the years 1800..2199. */
export function addDays(date: PlainDate, n: number): PlainDate {
  return fromDayNumber(dayNumber(date) + n)
}

/** Calendar days from `a` to `b`: 0 on the same day, negative when `b` is earlier. */
export function daysBetween(a: PlainDate, b: PlainDate): number {
  return dayNumber(b) - dayNumber(a)
}

/** The day of the week, 1 (Monday) to 7 (Sunday), as ISO 8601 numbers it. */
export function weekdayOf(date: PlainDate): number {
  // Day 0, 1970-01-01, was a Thursday. The double remainder keeps earlier years positive.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

/**
 * The legal date of an instant: the date in Asia/Shanghai.
 * Computed as UTC+8, not looked up: the zone has had no other offset since 1991-09-15, no act of this platform is
 * older, and arithmetic gives the same day in every browser and server whatever zone data they carry.
 * Throws on a text without a zone, because its day would depend on the machine that reads it.
 */
export function legalDateOf(instant: string | Date): PlainDate {
  if (typeof instant === 'string' && !INSTANT_SHAPE.test(instant)) throw notAnInstant(instant)
  const ms = typeof instant === 'string' ? Date.parse(instant) : instant.getTime()
  if (Number.isNaN(ms)) throw notAnInstant(String(instant))
  return fromDayNumber(Math.floor((ms + SHANGHAI_OFFSET_MS) / DAY_MS))
}

/** The first instant of a legal day, 00:00:00.000 in Asia/Shanghai, as an ISO instant in UTC. */
export function startOf(date: PlainDate): string {
  return new Date(dayNumber(date) * DAY_MS - SHANGHAI_OFFSET_MS).toISOString()
}

/** The last millisecond of a legal day, 23:59:59.999 in Asia/Shanghai, as an ISO instant in UTC. */
export function endOf(date: PlainDate): string {
  return new Date((dayNumber(date) + 1) * DAY_MS - SHANGHAI_OFFSET_MS - 1).toISOString()
}

/** The day's number from 1970-01-01 on. By arithmetic: time limits are walked day by day, and `Date` costs ten times that. */
function dayNumber(date: PlainDate): number {
  const digit = (at: number) => date.charCodeAt(at) - 48
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
  const month = digit(5) * 10 + digit(6)
  const day = digit(8) * 10 + digit(9)
  // A year that begins in March ends with its leap day, and each five of its months have 153 days.
  const since = month > 2 ? year : year - 1
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return since * 365 + Math.floor(since / 4) - Math.floor(since / 100) + Math.floor(since / 400) + ofYear - 719_468
}

function fromDayNumber(days: number): PlainDate {
  if (!Number.isInteger(days) || days < FIRST_DAY || days > LAST_DAY) throw new RangeError(`no such day: ${days}`)
  const era = Math.floor((days + 719_468) / 146_097)
  const ofEra = days + 719_468 - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * ofYear + 2) / 153)
  const day = ofYear - Math.floor((153 * march + 2) / 5) + 1
  const month = march < 10 ? march + 3 : march - 9
  return `${yearOfEra + era * 400 + (month <= 2 ? 1 : 0)}-${TWO[month]}-${TWO[day]}` as PlainDate
}

const TWO = Array.from({ length: 32 }, (_, n) => String(n).padStart(2, '0'))

function notAnInstant(text: string): RangeError {
  return new RangeError(`not an instant with a zone: ${JSON.stringify(text)}`)
}
