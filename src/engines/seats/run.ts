// Runs a market and writes the result as it is published. Called by `qinqing seats run`, the desk `markets`, and by the
// verifier, which compares every part.

import { hexOf, type Sha256, utf8 } from '#kernel/bytes.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { allocate, UNPLACED } from './allocate.ts'
import { type CompiledMarket, compileMarket } from './compile.ts'
import { cutoffOf, filledSchools } from './cutoff.ts'
import type { Market, SeatsResult } from './market.ts'
import { type TwinMove, twinMoves } from './twins.ts'

/** Allocates all seats of a market that parseMarket has accepted. Any order of the input gives the same bytes out. */
export function runSeats(market: Market, hash: Sha256): SeatsResult {
  const compiled = compileMarket(market)
  const placed = allocate(compiled)
  return publish(compiled, placed, twinMoves(compiled, placed), hash)
}

/** The result of a placement. Cutoffs are those of the run, before the twins rule, so that they hold for everybody else. */
export function publish(
  market: CompiledMarket,
  placed: Int32Array,
  moves: readonly TwinMove[],
  hash: Sha256,
): SeatsResult {
  const moved = new Map(moves.map((move) => [move.child, move.to]))
  const seats: Record<string, string | null> = {}
  for (const child of byId(market.childIds)) {
    const school = moved.get(child) ?? placed[child]!
    seats[market.childIds[child]!] = school === UNPLACED ? null : market.schoolIds[school]!
  }
  const body = { seats, ...cutoffsOf(market, placed), ...extraSeatsOf(market, moves) }
  return { ...body, hash: resultHash(body, hash) }
}

// Members are inserted in order of id so that even JSON.stringify writes the same bytes for any order of the input.
function byId(ids: readonly string[]): number[] {
  const order = ids.map((_, i) => i)
  return order.sort((a, b) => (ids[a]! < ids[b]! ? -1 : 1))
}

function cutoffsOf(market: CompiledMarket, placed: Int32Array): Pick<SeatsResult, 'cutoffs' | 'reserveCutoffs'> {
  const filled = filledSchools(market, placed)
  const named = <Value>(of: (s: number) => Value) => market.schoolIds.map((id, s) => [id, of(s)] as const)
  const cutoffs = Object.fromEntries(named((s) => cutoffOf(market, filled[s]!.open)))
  const reserved = named((s) => filled[s]!.byTag).filter(([, byTag]) => byTag.length > 0)
  if (reserved.length === 0) return { cutoffs }
  const reserveCutoffs = Object.fromEntries(
    reserved.map(([id, byTag]) => [
      id,
      Object.fromEntries(byTag.map(({ tag, last }) => [tag, cutoffOf(market, last)])),
    ]),
  )
  return { cutoffs, reserveCutoffs }
}

function extraSeatsOf(market: CompiledMarket, moves: readonly TwinMove[]): Pick<SeatsResult, 'extraSeats'> {
  if (moves.length === 0) return {}
  return {
    extraSeats: Object.fromEntries(moves.map(({ child, to }) => [market.childIds[child]!, market.schoolIds[to]!])),
  }
}

/** The hash of a result: SHA-256 of the canonical JSON of all of it but `hash` itself. */
export const resultHash = ({ hash: _, ...body }: Omit<SeatsResult, 'hash'> & { hash?: string }, hash: Sha256): string =>
  hexOf(hash(utf8(canonicalJson(body))))
