// Where a count will stand at the end of the year, and whether that meets its target. Working days are counted elsewhere
// (kernel/calendar); here they are indices 1, 2, 3 … of the year.
import { ratioRounded } from '../budget/money.ts'
import { type Criterion, meets } from './score.ts'

/** What was done on each working day so far, and how many working days the year has. */
export interface Progress {
  /** Increments of working day 1, 2, … up to today. Integers in the target's scale. */
  readonly daily: readonly number[]
  readonly workingDays: number
}

/** The forecast: the figure so far, at year end, and the range the fastest and slowest stretch would give. */
export interface Forecast {
  readonly actual: number
  readonly yearEnd: number
  readonly low: number
  readonly high: number
  /** Working days the pace was taken from, and those left. */
  readonly basis: number
  readonly left: number
}

/** The pace is taken from so many last working days, the range from the fastest and slowest stretch of so many. */
export const FORECAST_DAYS = { pace: 31, stretch: 20 } as const

/** Forecasts the year's end from the recent pace; before the first working day everything is zero. Cost: linear. */
export function forecastYearEnd({ daily, workingDays }: Progress): Forecast {
  const sums = runningSums(daily)
  const actual = sums.at(-1)!
  const left = Math.max(0, workingDays - daily.length)
  const basis = Math.min(FORECAST_DAYS.pace, daily.length)
  const yearEnd = actual + ahead(windowSum(sums, daily.length, basis), basis, left)
  const stretch = Math.min(FORECAST_DAYS.stretch, daily.length)
  const windows = Array.from({ length: daily.length - stretch + 1 }, (_, i) => windowSum(sums, i + stretch, stretch))
  const ends = windows.map((sum) => actual + ahead(sum, stretch, left))
  return {
    actual,
    yearEnd,
    low: Math.min(yearEnd, ...ends),
    high: Math.max(yearEnd, ...ends),
    basis,
    left,
  }
}

function runningSums(daily: readonly number[]): number[] {
  const sums = [0]
  for (const amount of daily) sums.push(sums.at(-1)! + amount)
  return sums
}

function windowSum(sums: readonly number[], end: number, length: number): number {
  return sums[end]! - sums[end - length]!
}

function ahead(sum: number, days: number, left: number): number {
  return days === 0 ? 0 : ratioRounded(sum * left, days, 1)
}

/** What the monitor says of an indicator. */
export type Standing = 'met' | 'onTrack' | 'mayMiss' | 'willMiss' | 'noEvidence'

/**
 * Judges a forecast: met already, on track (the whole range meets), may miss (the range straddles the target), will miss
 * (no part of it meets). A ceiling is never met before the year ends.
 */
export function standingOf(criterion: Criterion, forecast: Forecast | undefined): Standing {
  if (!forecast) return 'noEvidence'
  const { actual, low, high, left } = forecast
  const floor = criterion.operator === '≥' || criterion.operator === '>'
  if (meets(criterion, actual) && (floor || left === 0)) return 'met'
  const [worst, best] = floor ? [low, high] : [high, low]
  if (meets(criterion, worst)) return 'onTrack'
  return meets(criterion, best) ? 'mayMiss' : 'willMiss'
}

/** Deviation beyond this from the even pace is flagged. Units: 0.01 %. Source: mid-year monitoring, domain.md §12.2. */
export const DEVIATION_LIMIT = 20_00

/** How far the figure is from the even pace of the year, and whether that must be answered for. Units: 0.01 %. */
export function deviationOf(target: number, { daily, workingDays }: Progress): { deviation: number; flagged: boolean } {
  const actual = daily.reduce((sum, amount) => sum + amount, 0)
  const due = target * daily.length
  if (due === 0 || workingDays === 0) return { deviation: 0, flagged: false }
  const deviation = ratioRounded(actual * workingDays - due, due, 10_000)
  return { deviation, flagged: Math.abs(deviation) > DEVIATION_LIMIT }
}
