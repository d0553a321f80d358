// The working-day clock of one limit. ONE rule: a working day counts if and only if the clock was running when that
// day began. So the day of start and the day of a resume do not count, the day of a pause does, and a pause taken back
// the same day costs nothing. Everything here is computed from the spans and the calendar; nothing is stored as truth.
import {
  addWorkingDays,
  type Calendar,
  isProvisional,
  isWeekend,
  isWorkingDay,
  nextWorkingDay,
  workingDaysBetween,
} from './calendar.ts'
import { addDays, type PlainDate } from './plain-date.ts'

export type ClockMode = 'running' | 'paused' | 'stopped'

/** From some moment of day `on` the clock is in this mode, until the next span. `why`: a key, such as `supplement`. */
export type ClockSpan = { on: PlainDate; mode: ClockMode; why: string }

/** The spans in the order of time; empty: not started. Of several on one day the last decides the next morning. */
export type Clock = readonly ClockSpan[]

/** Where a limit stands. All figures but the day are working days, 0 and up. */
export type Due = {
  /** The last day that is in time, until 24:00; `null` while the clock is paused or has not started. */
  dueOn: PlainDate | null
  /** The count touches a year without an official notice and is to be made again when it is there. */
  provisional: boolean
  remaining: number
  elapsed: number
  /** Counted days after the due day, at least 1 as soon as it has passed (a weekend after it is late too). */
  late: number
}

/** How one day after the start was treated. `stopped`: a working day that was no longer needed. */
export type DayKind = 'counted' | 'makeUp' | 'paused' | 'stopped' | 'weekend' | 'holiday'

export type ProofDay = {
  date: PlainDate
  kind: DayKind
  /** Its number when it counts (`counted`, `makeUp`) or would have counted had the clock run on (`stopped`). */
  number: number | null
  /** The key of the span in force, or the name of the holiday for `holiday` and `makeUp`; `null` for a weekend. */
  why: string | null
  /** The last day that is in time. */
  due: boolean
  /** It lies after today. */
  ahead: boolean
}

/** Everything a person needs to count the days again by hand. */
export type ClockProof = Due & {
  /** The span that started the clock, and the one in force at the end of today; `null` before the start. */
  started: ClockSpan | null
  current: ClockSpan | null
  /** The day the clock stopped for good; `null` while it runs or is paused. */
  endedOn: PlainDate | null
  /** Every day from the one after the start to today or the due day, the later; to the end, of a stopped clock. */
  days: readonly ProofDay[]
}

export type Light = 'green' | 'yellow' | 'red' | 'doubleRed' | 'grey'

/** How many working days the clock has counted up to and including `until`. Cost: one subtraction a span. */
export function elapsedWorkingDays(clock: Clock, calendar: Calendar, until: PlainDate): number {
  return clock.reduce((elapsed, span, i) => {
    if (span.mode !== 'running') return elapsed
    const next = clock[i + 1]?.on ?? until
    return elapsed + workingDaysBetween(calendar, span.on, next < until ? next : until)
  }, 0)
}

/**
 * Where a limit stands at the end of `today`; spans after `today` are not looked at.
 * The due day is the first working day that ends with the limit used up and the clock running: usually the day that
 * is counted as number `limit`. A clock that was paused on that very day is due on the working day it is resumed, and
 * a limit of 0 is due on the day of start. A stopped clock is due as if it ran on, and late if it stopped after that.
 * Units: `limit` in working days, 0 and up. Throws on a limit that is no such number, and on spans out of order.
 * Source: 行政许可法 第八十二条; 民法典 第二百零一条 (the first day is not counted), 第二百零三条 (a last day that is
 * off moves to the next working day).
 */
export function dueDay(clock: Clock, limit: number, calendar: Calendar, today: PlainDate): Due {
  if (!Number.isInteger(limit) || limit < 0) throw new RangeError(`not a limit in working days: ${limit}`)
  const seen = spansUntil(clock, today)
  const started = startOfClock(seen)
  if (started === null) return { dueOn: null, provisional: false, remaining: limit, elapsed: 0, late: 0 }
  const end = finalStop(seen)?.on ?? today
  const elapsed = elapsedWorkingDays(seen, calendar, end)
  const lastInTime = lastDayInTime(seen, limit, calendar)
  const isLate = lastInTime !== null && end > lastInTime
  const late = isLate ? Math.max(1, elapsed - elapsedWorkingDays(seen, calendar, lastInTime)) : 0
  const dueOn = modeNow(seen) === 'paused' ? null : lastInTime
  const provisional = isProvisional(calendar, started.on, dueOn ?? end)
  return { dueOn, provisional, remaining: Math.max(0, limit - elapsed), elapsed, late }
}

/** The count laid open day by day, for the grid on the page and for the printed proof. Throws as `dueDay` does. */
export function clockProof(clock: Clock, limit: number, calendar: Calendar, today: PlainDate): ClockProof {
  const due = dueDay(clock, limit, calendar, today)
  const seen = spansUntil(clock, today)
  const started = startOfClock(seen)
  if (started === null) return { ...due, started, current: null, endedOn: null, days: [] }
  const endedOn = finalStop(seen)?.on ?? null
  const end = endedOn ?? today
  const last = due.dueOn !== null && due.dueOn > end ? due.dueOn : end
  const runOn = asIfRunningOn(seen)
  const days: ProofDay[] = []
  let number = 0
  for (let date = addDays(started.on, 1); date <= last; date = addDays(date, 1)) {
    if (counts(runOn, calendar, date)) number += 1
    days.push({ ...treat(seen, runOn, calendar, date, number), due: date === due.dueOn, ahead: date > today })
  }
  return { ...due, started, current: seen.at(-1)!, endedOn, days }
}

/**
 * The supervision light of a limit: red when late (double red when the statutory limit is), else grey while paused,
 * else green while more than one working day and more than a fifth of the limit remain, else yellow.
 * Lateness is shown before a pause, so that pausing a late case does not hide it.
 * Source: the district's supervision rule; the fifth and the single day are its parameters.
 */
export function lightOf(state: {
  remaining: number
  late: number
  paused: boolean
  limit: number
  statutoryLate: number
}): Light {
  if (state.statutoryLate > 0) return 'doubleRed'
  if (state.late > 0) return 'red'
  if (state.paused) return 'grey'
  return state.remaining > 1 && state.remaining * 5 > state.limit ? 'green' : 'yellow'
}

/** The mode the clock is in after its last span; `null` before the start. */
export function modeNow(clock: Clock): ClockMode | null {
  return clock.at(-1)?.mode ?? null
}

function treat(seen: Clock, runOn: Clock, calendar: Calendar, date: PlainDate, number: number) {
  const span = spanAtDawn(seen, date)!
  if (!isWorkingDay(calendar, date)) {
    return isWeekend(date)
      ? { date, kind: 'weekend' as const, number: null, why: null }
      : { date, kind: 'holiday' as const, number: null, why: calendar.holidays.get(date)! }
  }
  if (!counts(runOn, calendar, date)) return { date, kind: 'paused' as const, number: null, why: span.why }
  if (span.mode === 'stopped') return { date, kind: 'stopped' as const, number, why: span.why }
  const makesUpFor = calendar.makeUpDays.get(date)
  return makesUpFor === undefined
    ? { date, kind: 'counted' as const, number, why: span.why }
    : { date, kind: 'makeUp' as const, number, why: makesUpFor }
}

/** The one rule. */
function counts(clock: Clock, calendar: Calendar, date: PlainDate): boolean {
  return spanAtDawn(clock, date)?.mode === 'running' && isWorkingDay(calendar, date)
}

function spanAtDawn(clock: Clock, date: PlainDate): ClockSpan | undefined {
  return clock.findLast((span) => span.on < date)
}

/** The due day, found also behind a pause that began after it had passed; `null` when a pause keeps it open. */
function lastDayInTime(seen: Clock, limit: number, calendar: Calendar): PlainDate | null {
  const runOn = asIfRunningOn(seen)
  let used = 0
  for (const [i, span] of runOn.entries()) {
    if (span.mode !== 'running') continue
    const next = runOn[i + 1]?.on
    const usedUp = firstWorkingDayWith(limit - used, span.on, calendar)
    // On the day of the next span the clock no longer runs at midnight.
    if (next === undefined || usedUp < next) return usedUp
    used += workingDaysBetween(calendar, span.on, next)
  }
  return null
}

/** The first working day not before `from` by which `left` more have been counted; the day `from` itself is not counted. */
function firstWorkingDayWith(left: number, from: PlainDate, calendar: Calendar): PlainDate {
  if (left > 0) return addWorkingDays(calendar, from, left).date
  return isWorkingDay(calendar, from) ? from : nextWorkingDay(calendar, from)
}

function startOfClock(clock: Clock): ClockSpan | null {
  return clock.find((span) => span.mode === 'running') ?? null
}

/** The span that stopped the clock for good, when it stands stopped. */
function finalStop(seen: Clock): ClockSpan | undefined {
  return seen[seen.findLastIndex((span) => span.mode !== 'stopped') + 1]
}

function asIfRunningOn(seen: Clock): Clock {
  const stop = finalStop(seen)
  return stop === undefined ? seen : [...seen.slice(0, seen.indexOf(stop)), { ...stop, mode: 'running' }]
}

function spansUntil(clock: Clock, today: PlainDate): Clock {
  if (clock.some((span, i) => i > 0 && span.on < clock[i - 1]!.on)) throw new RangeError('clock spans out of order')
  return clock.filter((span) => span.on <= today)
}
