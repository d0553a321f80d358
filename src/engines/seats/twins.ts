// The twins rule. To seat couples together inside the matching is NP-complete, so the rule is declared and separate:
// after the run, twins who were placed apart go together to the better of their two schools, on one seat beyond its
// quota. Nobody loses a seat by it; the seat left behind stays empty for the later round. Called by run.ts.

import { placeOnList, UNPLACED } from './allocate.ts'
import type { CompiledMarket } from './compile.ts'

/** A twin who was moved beside the other. `from` may be UNPLACED. */
export interface TwinMove {
  readonly child: number
  readonly from: number
  readonly to: number
}

/**
 * The moves, pair by pair in order of rank. The pair's school is the one that comes first on the list of the twin with
 * the better rank (ties by id); the pair stays apart when the other twin has not listed that school. Leaves `placed` as is.
 */
export function twinMoves(market: CompiledMarket, placed: Int32Array): TwinMove[] {
  const moves: TwinMove[] = []
  for (const [lead, other] of [...market.twins].sort(([a], [b]) => a - b)) {
    if (lead > other || placed[lead] === placed[other]) continue
    const isLeadBetter = standing(market, lead, placed[lead]!) <= standing(market, lead, placed[other]!)
    const [stays, mover] = isLeadBetter ? [lead, other] : [other, lead]
    const to = placed[stays]!
    if (to === UNPLACED || placeOnList(market, mover, to) < 0) continue
    moves.push({ child: mover, from: placed[mover]!, to })
  }
  return moves
}

// Earlier on the list is better; a school not listed, or none, is worst.
function standing(market: CompiledMarket, child: number, school: number): number {
  const place = school === UNPLACED ? -1 : placeOnList(market, child, school)
  return place < 0 ? Number.POSITIVE_INFINITY : place
}
