// The counters that many targets share, each defined once: what is counted, in which unit, from which facts. Desks gather
// the facts from the stream and the registers; the arithmetic is here. Source: domain.md §17.
import { ratioRounded } from '../budget/money.ts'

/** A completed case: who asked for it, and how many trips it would have taken without and did take with the platform. */
export interface CompletedCase {
  readonly user: string
  readonly tripsBefore: number
  readonly tripsTaken: number
}

/** How a case was handled: working days counted by its clock, and whether the promise was kept. */
export interface Handling {
  readonly workingDays: number
  readonly onTime: boolean
}

/** A rating. `byDefault`: nobody pressed, the system rated well after the limit. */
export interface Rating {
  readonly satisfied: boolean
  readonly byDefault: boolean
}

/** An unplanned outage in minutes; `withinMinutes` is the promised repair time. */
export interface Outage {
  readonly minutes: number
  readonly withinMinutes: number
}

/** A share in 0.01 %, or undefined when there is nothing to divide by. */
export type Rate = number | undefined

/** Cases ended with a result. Unit: 件. */
export function completedCases(cases: readonly CompletedCase[]): number {
  return cases.length
}

/** Trips people did not have to make; a case that took more trips than before saves none. Unit: 次. */
export function savedTrips(cases: readonly CompletedCase[]): number {
  return cases.reduce((sum, { tripsBefore, tripsTaken }) => sum + Math.max(0, tripsBefore - tripsTaken), 0)
}

/** Different people or firms served. Unit: 人. */
export function distinctUsers(cases: readonly CompletedCase[]): number {
  return new Set(cases.map(({ user }) => user)).size
}

/** Mean working days from acceptance to the decision, in hundredths of a day; undefined when nothing was decided. */
export function meanWorkingDays(cases: readonly Handling[]): number | undefined {
  if (cases.length === 0) return undefined
  return ratioRounded(
    cases.reduce((sum, { workingDays }) => sum + workingDays, 0),
    cases.length,
    100,
  )
}

/** Share of cases decided within the promised time. */
export function onTimeRate(cases: readonly Handling[]): Rate {
  return rate(cases.filter(({ onTime }) => onTime).length, cases.length)
}

/** Satisfaction of those who rated themselves; `withDefaults` beside it shows what default ratings add. */
export function activeSatisfaction(ratings: readonly Rating[]): { active: Rate; withDefaults: Rate } {
  const share = (counted: readonly Rating[]): Rate =>
    rate(counted.filter(({ satisfied }) => satisfied).length, counted.length)
  return { active: share(ratings.filter(({ byDefault }) => !byDefault)), withDefaults: share(ratings) }
}

/** Share of the time the system was up: (time − unplanned downtime) ÷ time. */
export function availability(totalMinutes: number, outages: readonly Outage[]): Rate {
  const down = outages.reduce((sum, { minutes }) => sum + minutes, 0)
  return rate(Math.max(0, totalMinutes - down), totalMinutes)
}

/** Mean time to repair in minutes, rounded; undefined when nothing failed. */
export function meanTimeToRepair(outages: readonly Outage[]): number | undefined {
  if (outages.length === 0) return undefined
  return ratioRounded(
    outages.reduce((sum, { minutes }) => sum + minutes, 0),
    outages.length,
    1,
  )
}

/** Share of outages repaired within the promised time. */
export function onTimeRepairRate(outages: readonly Outage[]): Rate {
  return rate(outages.filter(({ minutes, withinMinutes }) => minutes <= withinMinutes).length, outages.length)
}

/** Share of accepted items that passed. */
export function acceptancePassRate(items: readonly { readonly passed: boolean }[]): Rate {
  return rate(items.filter(({ passed }) => passed).length, items.length)
}

function rate(part: number, whole: number): Rate {
  return whole === 0 ? undefined : ratioRounded(part, whole, 10_000)
}
