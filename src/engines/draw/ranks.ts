// Lottery ranks: a whole permutation from a draw's seed, for allocations that need a number for every child.
// Called by `qinqing seats ranks` and by whoever checks a published list of ranks.

import { compareUtf8, concatBytes, type Sha256, utf8 } from '#kernel/bytes.ts'
import { chachaWords } from './chacha20.ts'

const PREFIX = utf8('fairdraw/v1/ranks\n')

/**
 * The ids in order of rank, so that rank = place, from 1. Any order of the input gives the same output.
 * key = SHA-256("fairdraw/v1/ranks\n" || seed), ChaCha20 keystream, Fisher–Yates by rejection over the ids sorted by bytes.
 * Throws on a repeated id or a seed that is not 32 bytes. Source: proofs, fairdraw/v1. Cost: one sort, then O(n).
 */
export function ranksOf(ids: readonly string[], seed: Uint8Array, hash: Sha256): string[] {
  if (seed.length !== 32) throw new RangeError(`a seed has 32 bytes, not ${seed.length}`)
  const ranked = sortedByBytes(ids)
  for (let i = 1; i < ranked.length; i++) {
    if (ranked[i] === ranked[i - 1]) throw new RangeError(`${ranked[i]} is listed twice`)
  }
  const next = chachaWords(hash(concatBytes(PREFIX, seed)))
  for (let i = ranked.length - 1; i >= 1; i--) {
    const j = below(i + 1, next)
    const moved = ranked[i]!
    ranked[i] = ranked[j]!
    ranked[j] = moved
  }
  return ranked
}

/** Who takes part in a lottery of ranks; twins name each other. */
export interface Ranked {
  readonly id: string
  readonly twin?: string
}

/** Each one's lottery rank, from 1; twins share the better of their two. Throws as `ranksOf`. */
export function lotteryRanks(persons: readonly Ranked[], seed: Uint8Array, hash: Sha256): Map<string, number> {
  const order = ranksOf(
    persons.map(({ id }) => id),
    seed,
    hash,
  )
  const place = new Map(order.map((id, at) => [id, at + 1]))
  const twinOf = new Map(persons.map(({ id, twin }) => [id, twin]))
  const rankOf = (id: string) => Math.min(place.get(id)!, place.get(twinOf.get(id) ?? id) ?? Number.POSITIVE_INFINITY)
  return new Map(order.map((id) => [id, rankOf(id)]))
}

/** A fair number below `count`: words past the last whole multiple of `count` are thrown away. Range: 1 ≤ count ≤ 2^32. */
export function below(count: number, next: () => number): number {
  const limit = Math.floor(2 ** 32 / count) * count
  let word = next()
  while (word >= limit) word = next()
  return word % count
}

// The engine's own order of texts, which is far quicker, agrees with the order of bytes below U+D800.
function sortedByBytes(ids: readonly string[]): string[] {
  const isPlain = ids.every((id) => !/[\ud800-\uffff]/.test(id))
  return isPlain ? [...ids].sort() : [...ids].sort(compareUtf8)
}
