// From what was found out about each child to the market the seats are given in: which class it has at which school, and
// which schools follow its own list. Pure; called by the seasons' desk, the bench, and whoever checks a published market.

import { compareUtf8, type Sha256 } from '#kernel/bytes.ts'
import { evaluate, type Surroundings } from '#kernel/service/evaluate.ts'
import type { Expression } from '#kernel/service/expression.ts'
import { lotteryRanks } from '../draw/ranks.ts'
import { type Child, type Market, marketReasons, type School, type SeatsResult } from './market.ts'
import type { SeatsReason } from './reason.ts'
import { runSeats } from './run.ts'

/** A place of a catchment: a village (`350521104-01`), or one part of it (`350521104-01/东片`). */
export type Place = string

/** A school as a season plans it. Position in degrees: the nearest with seats left takes whom no chosen school could. */
export interface PlannedSchool extends School {
  readonly longitude: number
  readonly latitude: number
  readonly catchment: readonly Place[]
}

/**
 * A class of children. A child is of it when `when` holds, at the schools whose catchment holds every place of `at`; at
 * every school when there is none. Of several the lowest `number` counts: a parameter of the district says the order.
 */
export interface ClassRule {
  readonly title: string
  readonly number: Expression
  readonly when: Expression
  readonly at: readonly Expression[]
}

/** A child who takes part, with the answers its classes are judged by. `home`: decides which school is the nearest. */
export interface Applicant {
  readonly id: string
  readonly wishes: readonly string[]
  readonly twin?: string
  readonly tags?: readonly string[]
  readonly home: Place
  readonly classes: readonly ClassRule[]
  readonly around: Surroundings
}

/** What a season offers. */
export interface Plan {
  readonly schools: readonly PlannedSchool[]
}

/** A season computed: the market as it ran, and its result. */
export interface SeasonRun {
  readonly market: Market
  readonly result: SeatsResult
}

/**
 * The market of the applicants with their numbers, then its seats. Any order of the applicants gives the same bytes. Gives
 * the reasons instead when the parts do not fit together.
 */
export function runSeason(
  plan: Plan,
  applicants: readonly Applicant[],
  ranks: Ranks,
  hash: Sha256,
): { readonly ok: true; readonly run: SeasonRun } | { readonly ok: false; readonly reasons: readonly SeatsReason[] } {
  const market = marketOf(plan, applicants, ranks)
  const reasons = marketReasons(market)
  return reasons.length > 0 ? { ok: false, reasons } : { ok: true, run: { market, result: runSeats(market, hash) } }
}

/** Number by child, lower goes first; twins who name each other share theirs. */
export type Ranks = ReadonlyMap<string, number>

/** The numbers of the main run: drawn, from the seed of a verified draw. */
export function drawnRanks(applicants: readonly Applicant[], seed: Uint8Array, hash: Sha256): Ranks {
  const twins = mutualTwins(applicants)
  return lotteryRanks(
    applicants.map(({ id }) => ({ id, ...twinOf(twins, id) })),
    seed,
    hash,
  )
}

/** The numbers of a supplementary run: who came first goes first. `applicants` in the order in which they came. */
export function ranksInOrder(applicants: readonly Applicant[]): Ranks {
  const twins = mutualTwins(applicants)
  const place = new Map(applicants.map(({ id }, at) => [id, at + 1]))
  return new Map(applicants.map(({ id }) => [id, Math.min(place.get(id)!, place.get(twins.get(id) ?? id)!)]))
}

/** The market of a season: children by id, so that the file is the same whoever writes it. */
export function marketOf(plan: Plan, applicants: readonly Applicant[], ranks: Ranks): Market {
  // Any fixed order will do; that of the engine is far quicker than that of bytes.
  const sorted = [...applicants].sort((a, b) => (a.id < b.id ? -1 : 1))
  const twins = mutualTwins(sorted)
  const schoolsAt = catchments(plan.schools)
  return {
    schools: plan.schools.map(({ id, seats, reserves }) => ({ id, seats, ...(reserves && { reserves }) })),
    children: sorted.map((applicant): Child => {
      const { id, wishes, tags, home } = applicant
      const classes = classOf(plan, applicant, schoolsAt)
      const near = schoolsIn(schoolsAt, home)[0]
      return {
        id,
        rank: ranks.get(id)!,
        choices: wishes,
        ...(classes !== undefined && { class: classes }),
        ...(tags && tags.length > 0 && { tags }),
        ...twinOf(twins, id),
        ...(near !== undefined && { tail: near }),
      }
    }),
    tail: plan.schools.map(({ id }) => id),
    tails: Object.fromEntries(plan.schools.map((school) => [school.id, nearestTo(school, plan.schools)])),
  }
}

/** The schools from near to far, the place's own first; equal ones by id. Public before any number is drawn. */
export function nearestTo(from: PlannedSchool, schools: readonly PlannedSchool[]): readonly string[] {
  return [...schools]
    .sort((a, b) => distance(from, a) - distance(from, b) || compareUtf8(a.id, b.id))
    .map(({ id }) => id)
}

/** Squared distance in whole units of about a millimetre, exact on every machine; a degree of longitude is shorter here. */
function distance(a: PlannedSchool, b: PlannedSchool): number {
  const units = (degrees: number) => Math.round(degrees * 100_000)
  const east = (units(a.longitude) - units(b.longitude)) * LONGITUDE_PER_MILLE
  const north = (units(a.latitude) - units(b.latitude)) * 1000
  return east * east + north * north
}

/** Length of a degree of longitude at 25° north, in thousandths of one of latitude. */
const LONGITUDE_PER_MILLE = 907

/** The class of a child as the market takes it: one number where it is the same at every school, none when it is of no class. */
export function classOf(
  plan: Plan,
  applicant: Applicant,
  schoolsAt: Catchments = catchments(plan.schools),
): Child['class'] {
  const { around, classes } = applicant
  const near = new Map<string, number>()
  let everywhere = Number.POSITIVE_INFINITY
  for (const rule of classes) {
    const number = evaluate(rule.number, around)
    if (typeof number !== 'number' || evaluate(rule.when, around) !== true) continue
    if (rule.at.length === 0) everywhere = Math.min(everywhere, number)
    for (const school of schoolsOf(rule, applicant, schoolsAt))
      near.set(school, Math.min(near.get(school) ?? number, number))
  }
  const better = [...near].filter(([, number]) => number < everywhere)
  if (!Number.isFinite(everywhere)) return better.length === 0 ? undefined : Object.fromEntries(better)
  if (better.length === 0) return everywhere
  return { ...Object.fromEntries(plan.schools.map(({ id }) => [id, everywhere])), ...Object.fromEntries(better) }
}

/** The best class a child has anywhere: what its family is told; null when it is of no class. */
export function bestClass(child: Pick<Child, 'class'>): number | null {
  if (typeof child.class === 'number') return child.class
  const numbers = Object.values(child.class ?? {})
  return numbers.length === 0 ? null : Math.min(...numbers)
}

/** Schools by place of catchment. */
export type Catchments = ReadonlyMap<Place, readonly string[]>

/** Reads the catchments of the schools once for all children. */
export function catchments(schools: readonly PlannedSchool[]): Catchments {
  const at = new Map<Place, string[]>()
  for (const { id, catchment } of schools)
    for (const place of catchment) {
      const there = at.get(place)
      if (there) there.push(id)
      else at.set(place, [id])
    }
  return at
}

/** The schools of a place: of exactly it, else of the village it is a part of. */
export function schoolsIn(at: Catchments, place: Place): readonly string[] {
  return at.get(place) ?? at.get(place.split('/')[0]!) ?? []
}

function schoolsOf(rule: ClassRule, { around }: Applicant, at: Catchments): readonly string[] {
  const sets = rule.at.map((expression) => {
    const place = evaluate(expression, around)
    return typeof place === 'string' ? schoolsIn(at, place) : []
  })
  const [first = [], ...others] = sets
  return first.filter((school) => others.every((schools) => schools.includes(school)))
}

/** Pairs who name each other. A child named by nobody back runs alone: its own family said something nobody confirms. */
function mutualTwins(applicants: readonly Applicant[]): ReadonlyMap<string, string> {
  const named = new Map(applicants.flatMap(({ id, twin }) => (twin === undefined ? [] : [[id, twin] as const])))
  return new Map([...named].filter(([id, twin]) => id !== twin && named.get(twin) === id))
}

function twinOf(twins: ReadonlyMap<string, string>, id: string): { readonly twin?: string } {
  const twin = twins.get(id)
  return twin === undefined ? {} : { twin }
}
