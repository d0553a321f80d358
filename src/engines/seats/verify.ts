// Re-derives an allocation and lists every reason a published one does not hold: who was passed over, where a seat
// stayed empty, which cutoff is wrong. Called by `qinqing seats verify` and the public page.

import type { Sha256 } from '#kernel/bytes.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { allocate, END, keyAt, SKIP, schoolAt, UNPLACED } from './allocate.ts'
import { type CompiledMarket, compileMarket } from './compile.ts'
import { filledSchools } from './cutoff.ts'
import type { Filled } from './hold.ts'
import { type Market, memberOf, type SeatsResult } from './market.ts'
import { type SeatsReason, seatsReason } from './reason.ts'
import { publish, resultHash } from './run.ts'
import { twinMoves } from './twins.ts'

/** The verdict on a published result, with every reason against it. */
export interface SeatsVerdict {
  readonly ok: boolean
  readonly reasons: readonly SeatsReason[]
}

/** Verifies a result against its market by full re-run, with every reason. Both must have been parsed. */
export function verifySeats(market: Market, result: SeatsResult, hash: Sha256): SeatsVerdict {
  const compiled = compileMarket(market)
  const placed = allocate(compiled)
  const moves = twinMoves(compiled, placed)
  const expected = publish(compiled, placed, moves, hash)
  const published = readPlacement(compiled, result)
  // Twins are checked where the run had put them; their move is checked as such.
  for (const { child, from, to } of moves) if (published[child] === to) published[child] = from
  const stability = stabilityReasons(compiled, published)
  const reasons = [
    ...nameReasons(compiled, result),
    ...hashReasons(result, hash),
    ...stability,
    ...(stability.length === 0 ? optimalityReasons(compiled, published, placed) : []),
    ...twinReasons(result, expected),
    ...cutoffReasons(result, expected),
  ]
  return { ok: reasons.length === 0, reasons }
}

function nameReasons(market: CompiledMarket, { seats }: SeatsResult): SeatsReason[] {
  const known = new Set(market.childIds)
  const schools = new Set(market.schoolIds)
  return [
    ...Object.keys(seats)
      .filter((child) => !known.has(child))
      .map((child) => seatsReason('CHILD_UNKNOWN', child)),
    ...market.childIds
      .filter((child) => !Object.hasOwn(seats, child))
      .map((child) => seatsReason('CHILD_MISSING', child)),
    ...Object.entries(seats).flatMap(([child, school]) =>
      school === null || schools.has(school) ? [] : [seatsReason('SCHOOL_UNKNOWN', `${school}（${child}）`)],
    ),
  ]
}

const hashReasons = (result: SeatsResult, hash: Sha256): SeatsReason[] => {
  const computed = resultHash(result, hash)
  return computed === result.hash ? [] : [seatsReason('HASH_MISMATCH', computed)]
}

function readPlacement(market: CompiledMarket, { seats }: SeatsResult): Int32Array {
  const schoolOf = new Map(market.schoolIds.map((id, s) => [id, s]))
  return Int32Array.from(market.childIds, (child) => schoolOf.get(memberOf(seats, child) ?? '') ?? UNPLACED)
}

/**
 * Every reason a placement is not stable: off the list, over capacity, an empty seat refused, somebody passed over.
 * Cost: O(sum of list lengths), plus filling the schools with reserves.
 */
export function stabilityReasons(market: CompiledMarket, placed: Int32Array): SeatsReason[] {
  const reasons: SeatsReason[] = []
  const count = new Uint32Array(market.schoolIds.length)
  for (const school of placed) if (school !== UNPLACED) count[school]!++
  for (const [s, admitted] of count.entries()) {
    const seats = market.seats[s]!
    if (admitted > seats) reasons.push(seatsReason('OVER_CAPACITY', `${market.schoolIds[s]}，${admitted} > ${seats}`))
  }
  const placement = { placed, count, filled: filledSchools(market, placed) }
  for (let child = 0; child < placed.length; child++) {
    const reason = complaintOf(market, placement, child)
    if (reason !== null) reasons.push(reason)
  }
  return reasons
}

interface Placement {
  readonly placed: Int32Array
  readonly count: Uint32Array
  readonly filled: readonly Filled[]
}

/** The first school of a child's list that should have taken it rather than where it is. */
function complaintOf(market: CompiledMarket, { placed, count, filled }: Placement, child: number): SeatsReason | null {
  const own = placed[child]!
  for (let place = 0; ; place++) {
    const school = schoolAt(market, child, place)
    if (school === SKIP) continue
    if (school === own) return null
    const who = market.childIds[child]!
    if (school === END) return own === UNPLACED ? null : seatsReason('NOT_ON_LIST', `${who} → ${market.schoolIds[own]}`)
    const where = `${who} → ${market.schoolIds[school]}`
    if (count[school]! < market.seats[school]!) return seatsReason('SEAT_LEFT_EMPTY', where)
    if (isPassedOver(market, filled[school]!, child, keyAt(market, child, place, school)))
      return seatsReason('JUSTIFIED_ENVY', where)
  }
}

function isPassedOver(market: CompiledMarket, { open, byTag }: Filled, child: number, key: number): boolean {
  if (key < open) return true
  return byTag.some(({ tag, last, isFull }) => (key < last || !isFull) && market.tags.get(child)?.has(tag) === true)
}

/** Who could be better off although nobody is passed over: the placement is stable but not the children's best. */
function optimalityReasons(market: CompiledMarket, published: Int32Array, placed: Int32Array): SeatsReason[] {
  const name = (school: number) => (school === UNPLACED ? '无' : market.schoolIds[school]!)
  return market.childIds.flatMap((id, child) => {
    const [is, should] = [published[child]!, placed[child]!]
    return is === should ? [] : [seatsReason('NOT_STUDENT_OPTIMAL', `${id} 在 ${name(is)}，应在 ${name(should)}`)]
  })
}

function twinReasons(result: SeatsResult, expected: SeatsResult): SeatsReason[] {
  const [is, should] = [result, expected].map(({ extraSeats }) => canonicalJson(extraSeats ?? {})) as [string, string]
  return is === should ? [] : [seatsReason('TWINS_MISMATCH', `${is}，应为 ${should}`)]
}

function cutoffReasons(result: SeatsResult, expected: SeatsResult): SeatsReason[] {
  const lineOf = ({ cutoffs, reserveCutoffs }: SeatsResult, school: string) =>
    canonicalJson({ open: memberOf(cutoffs, school), byTag: memberOf(reserveCutoffs, school) })
  return [...new Set([...Object.keys(result.cutoffs), ...Object.keys(expected.cutoffs)])].flatMap((school) => {
    const should = lineOf(expected, school)
    return lineOf(result, school) === should ? [] : [seatsReason('CUTOFF_MISMATCH', `${school}，应为 ${should}`)]
  })
}
