// How one school holds children while the run goes on: the best so far, giving up the last when one too many comes.
// A plain school is a heap; a school with reserves fills them in the declared order. Called by the run and the verifier.

import { CLASS_STEP, type CompiledMarket, childOfKey } from './compile.ts'
import type { Reserve } from './market.ts'

/** Nobody is turned away. */
export const NOBODY = -1

/** A school's hold on children. */
export interface Hold {
  /** Holds a child of this class code if it may; returns the child turned away by that, this one or another, or NOBODY. */
  offer(code: number, child: number): number
  /** Keys of the children held, in no order. */
  keys(): Iterable<number>
}

/** Room a hold begins with; it doubles as children come, so that a school of a million seats costs what it holds. */
const FIRST_ROOM = 1024

/** A school whose seats are open to all. Cost: O(log seats) an offer, O(1) when it turns the newcomer away. */
export function plainHold(seats: number): Hold {
  let heap = new Float64Array(Math.min(seats, FIRST_ROOM))
  let length = 0
  const offer = (code: number, child: number): number => {
    const key = code * CLASS_STEP + child
    if (length < seats) {
      if (length === heap.length) heap = enlarged(heap, seats)
      siftUp(heap, length++, key)
      return NOBODY
    }
    if (seats === 0 || key > heap[0]!) return child
    const last = childOfKey(heap[0]!)
    siftDown(heap, length, key)
    return last
  }
  return { offer, keys: () => heap.subarray(0, length) }
}

function enlarged(heap: Float64Array, seats: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.min(seats, 2 * heap.length))
  larger.set(heap)
  return larger
}

// A max-heap: the child who would go first out stands on top.
function siftUp(heap: Float64Array, from: number, key: number): void {
  let at = from
  while (at > 0) {
    const above = (at - 1) >> 1
    if (heap[above]! >= key) break
    heap[at] = heap[above]!
    at = above
  }
  heap[at] = key
}

function siftDown(heap: Float64Array, length: number, key: number): void {
  let at = 0
  for (;;) {
    let below = 2 * at + 1
    if (below >= length) break
    if (below + 1 < length && heap[below + 1]! > heap[below]!) below++
    if (heap[below]! <= key) break
    heap[at] = heap[below]!
    at = below
  }
  heap[at] = key
}

/** Whether a child has a tag. */
export type HasTag = (child: number, tag: string) => boolean

/** A school's groups of seats after filling: the last key in each (−1 when empty) and whether the group is full. */
export interface Filled {
  readonly open: number
  readonly byTag: readonly { readonly tag: string; readonly last: number; readonly isFull: boolean }[]
  /** The keys for which no seat was left. */
  readonly rest: readonly number[]
}

/**
 * Fills a school's seats from keys in ascending order: reserves that come first, open seats, reserves that come last,
 * then the reserved seats nobody claimed, open to all. Each child takes the first seat it can. Cost: O(keys · reserves).
 */
export function fillSeats(
  sorted: readonly number[],
  seats: number,
  reserves: readonly Reserve[],
  hasTag: HasTag,
): Filled {
  const kept = reserves.reduce((sum, reserve) => sum + reserve.seats, 0)
  const byTag: { tag: string; last: number; isFull: boolean }[] = []
  let rest = sorted
  let open = -1
  let unclaimed = 0
  const takeReserve = ({ tag, seats: count }: Reserve) => {
    const taken = rest.filter((key) => hasTag(childOfKey(key), tag)).slice(0, count)
    const gone = new Set(taken)
    rest = rest.filter((key) => !gone.has(key))
    byTag.push({ tag, last: taken.at(-1) ?? -1, isFull: taken.length === count })
    unclaimed += count - taken.length
  }
  const takeOpen = (count: number) => {
    open = Math.max(open, rest.slice(0, count).at(-1) ?? -1)
    rest = rest.slice(count)
  }
  for (const reserve of reserves) if (reserve.order === 'first') takeReserve(reserve)
  takeOpen(seats - kept)
  for (const reserve of reserves) if (reserve.order === 'last') takeReserve(reserve)
  takeOpen(unclaimed)
  return { open, byTag, rest }
}

/** A school with reserves. Cost: O(seats · reserves) an offer once it is full. */
export function reserveHold(seats: number, reserves: readonly Reserve[], hasTag: HasTag): Hold {
  const sorted: number[] = []
  const offer = (code: number, child: number): number => {
    const key = code * CLASS_STEP + child
    sorted.splice(placeOf(sorted, key), 0, key)
    if (sorted.length <= seats) return NOBODY
    const out = fillSeats(sorted, seats, reserves, hasTag).rest[0]!
    sorted.splice(placeOf(sorted, out), 1)
    return childOfKey(out)
  }
  return { offer, keys: () => sorted }
}

function placeOf(sorted: readonly number[], key: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

/** The hold of school `s`. */
export function holdOf(market: CompiledMarket, s: number): Hold {
  const reserves = market.reserves[s]!
  const seats = market.seats[s]!
  return reserves === null ? plainHold(seats) : reserveHold(seats, reserves, hasTagIn(market))
}

/** Tags of a market as a question. */
export const hasTagIn = (market: CompiledMarket): HasTag => {
  return (child, tag) => market.tags.get(child)?.has(tag) === true
}
