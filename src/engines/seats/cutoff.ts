// What the last admitted child looks like at each school: from these a parent can check an offer without other data.
// Called by run.ts (to publish) and verify.ts (to find who was passed over).

import { keyAt, placeOnList, UNPLACED } from './allocate.ts'
import { CLASS_STEP, type CompiledMarket, childOfKey } from './compile.ts'
import { type Filled, fillSeats, hasTagIn } from './hold.ts'
import type { Cutoff } from './market.ts'

/** How each school's seats are filled by a placement; children placed off their list are left out. */
export function filledSchools(market: CompiledMarket, placed: Int32Array): Filled[] {
  const last = new Float64Array(market.schoolIds.length).fill(-1)
  const keys: (number[] | null)[] = market.reserves.map((reserves) => (reserves === null ? null : []))
  for (let child = 0; child < placed.length; child++) {
    const school = placed[child]!
    const place = school === UNPLACED ? -1 : placeOnList(market, child, school)
    if (place < 0) continue
    const key = keyAt(market, child, place, school)
    last[school] = Math.max(last[school]!, key)
    keys[school]?.push(key)
  }
  return keys.map((list, s) => {
    if (list === null) return { open: last[s]!, byTag: [], rest: [] }
    return fillSeats(
      list.sort((a, b) => a - b),
      market.seats[s]!,
      market.reserves[s]!,
      hasTagIn(market),
    )
  })
}

/** A key as published: class (null when missing) and rank; null for no key. */
export function cutoffOf(market: CompiledMarket, key: number): Cutoff | null {
  if (key < 0) return null
  const value = market.classOfCode[Math.floor(key / CLASS_STEP)]
  return { class: value ?? null, rank: market.ranks[childOfKey(key)]! }
}
