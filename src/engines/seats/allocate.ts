// Student-proposing deferred acceptance over a compiled market: the one stable allocation that is best for every child.
// Pure arithmetic on arrays; called by run.ts, the verifier and the benchmark.

import { CLASS_STEP, type CompiledMarket, childOfKey } from './compile.ts'
import { holdOf, NOBODY } from './hold.ts'

/** No school. */
export const UNPLACED = -1

/**
 * The school of each child, or UNPLACED. Each child asks the schools of its own list, then of the tail, in order; a
 * school holds the best by class, then rank, within its reserves. The result is unique: the order of asking is free.
 * Source: Gale and Shapley 1962; with reserves Kominers and Sönmez 2016. Cost: O(sum of list lengths · log seats).
 */
export function allocate(market: CompiledMarket): Int32Array {
  const holds = market.schoolIds.map((_, s) => holdOf(market, s))
  const asked = new Uint32Array(market.childIds.length)
  for (let first = 0; first < asked.length; first++) {
    let child = first
    while (child !== NOBODY) {
      const place = asked[child]!++
      const school = schoolAt(market, child, place)
      if (school === END) break
      if (school === SKIP) continue
      child = holds[school]!.offer(codeAt(market, child, place, school), child)
    }
  }
  const placed = new Int32Array(asked.length).fill(UNPLACED)
  for (const [s, hold] of holds.entries()) for (const key of hold.keys()) placed[childOfKey(key)] = s
  return placed
}

/** Past the end of a child's list. */
export const END = -1
/** A school of the tail that the child has listed itself. */
export const SKIP = -2

/** The school at a place of a child's list, its own choices first, then the tail: END past it, SKIP for a repetition. */
export function schoolAt(market: CompiledMarket, child: number, place: number): number {
  const from = market.start[child]!
  const to = market.start[child + 1]!
  if (from + place < to) return market.choices[from + place]!
  const school = market.tails[market.tailOf[child]!]![from + place - to]
  if (school === undefined) return END
  for (let at = from; at < to; at++) if (market.choices[at] === school) return SKIP
  return school
}

/** The class code of a child at the school that stands at a place of its list. */
function codeAt(market: CompiledMarket, child: number, place: number, school: number): number {
  const at = market.start[child]! + place
  return at < market.start[child + 1]! ? market.classes[at]! : market.tailClass(child, school)
}

/** The key of a child at the school that stands at a place of its list. */
export const keyAt = (market: CompiledMarket, child: number, place: number, school: number): number =>
  codeAt(market, child, place, school) * CLASS_STEP + child

/** Place of a school on a child's list, or −1 when it is not there. */
export function placeOnList(market: CompiledMarket, child: number, school: number): number {
  for (let place = 0; ; place++) {
    const at = schoolAt(market, child, place)
    if (at === school) return place
    if (at === END) return -1
  }
}
