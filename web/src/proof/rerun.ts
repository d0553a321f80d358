// Works a published draw or season out again on this device, with the same engines as everybody else's.

import { sha256 } from '@noble/hashes/sha2.js'
import { accountOf, type CopyDifference, type DrawAccount, firstDifference } from '#engines/draw/account.ts'
import type { Evidence } from '#engines/draw/evidence.ts'
import { type Bundle, parseBundle } from '#engines/draw/message.ts'
import { lotteryRanks } from '#engines/draw/ranks.ts'
import type { DrawReason } from '#engines/draw/reason.ts'
import { type DrawDeps, verifyBundle } from '#engines/draw/verify.ts'
import { type Market, parseMarket, parseResult, type SeatsResult } from '#engines/seats/market.ts'
import { verifySeats } from '#engines/seats/verify.ts'
import { parseHex } from '#kernel/bytes.ts'

/** The engines' hash in the browser. */
export const HASH = { hash: sha256 }

/** A published file, or null without a network. Asked anew each time: a kept answer would prove nothing. */
export async function fetchFile(address: string): Promise<Uint8Array | null> {
  const answer = await fetch(address, { credentials: 'omit', cache: 'no-store' }).catch(() => null)
  return answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : null
}

/** Lets the browser draw what was said before the device is busy. */
export const afterPaint = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30))

/** What a device found, and how long it took. */
export interface Timed<Value> {
  readonly value: Value
  readonly seconds: string
}

/** Measures a computation in seconds, to be said. */
export function timed<Value>(work: () => Value): Timed<Value> {
  const start = performance.now()
  const value = work()
  return { value, seconds: Math.max(0.01, (performance.now() - start) / 1000).toFixed(2) }
}

/** What the check of a draw with this evidence needs; curves are fetched where something is signed. Null without a network. */
export const depsFor = async (evidence: Evidence): Promise<DrawDeps | null> =>
  evidence.witness || evidence.drand?.length
    ? import('./curves.ts').then(({ CURVES }) => ({ ...HASH, ...CURVES, evidence })).catch(() => null)
    : { ...HASH, evidence }

/** Reads and checks a whole draw. Cost: some 0.4 s for 10,000 entrants on a small computer, and as much for a round of drand. */
export const checkDraw = (source: Uint8Array, deps: DrawDeps) => accountOf(source, deps)

/** What became of a copy that somebody kept. */
export type CopyCheck =
  | { readonly kind: 'unreadable'; readonly reasons: readonly DrawReason[] }
  | {
      readonly kind: 'read'
      readonly difference: CopyDifference | null
      /** Whether it ends earlier than the published one. */
      readonly isPart: boolean
      readonly account: DrawAccount | null
      readonly reasons: readonly DrawReason[]
    }

/** Compares a copy with the published draw, and checks it by itself. */
export function checkCopy(copy: Uint8Array, published: Uint8Array, deps: DrawDeps): CopyCheck {
  const own = checkDraw(copy, deps)
  const theirs = parseBundle(published)
  const read = parseBundle(copy)
  if (!read.ok) return { kind: 'unreadable', reasons: read.reasons }
  const theirBundle: Bundle = theirs.ok ? theirs.value : {}
  const account = 'account' in own ? own.account : null
  const difference = firstDifference(read.value, theirBundle)
  const isPart = Object.keys(read.value).length < Object.keys(theirBundle).length
  return {
    kind: 'read',
    difference,
    isPart,
    account,
    reasons: account ? account.reasons : 'reasons' in own ? own.reasons : [],
  }
}

/** Whether the numbers of a season are those that a draw's seed makes: reasons against it, none when they are. */
export function checkRanks(drawFile: Uint8Array, market: Market): readonly string[] {
  const { reasons, seed } = verifyBundle(drawFile, HASH)
  const texts = reasons.map(({ text }) => text)
  const bytes = seed === null ? null : parseHex(seed)
  if (!bytes) return texts
  const read = parseBundle(drawFile)
  const listed = new Set(read.ok ? read.value.entrants?.map(({ id }) => id) : [])
  const ranks = lotteryRanks(market.children, bytes, sha256)
  const wrong = market.children.filter(({ id, rank }) => !listed.has(id) || ranks.get(id) !== rank)
  const missing = listed.size === market.children.length ? [] : [`${listed.size} ≠ ${market.children.length}`]
  return [...texts, ...missing, ...wrong.map(({ id, rank }) => `${id}：${rank} ≠ ${ranks.get(id)}`)]
}

/** A season checked whole: every reason against it, and its result. */
export function checkSeason(
  marketFile: Uint8Array,
  resultFile: Uint8Array,
): { readonly reasons: readonly string[]; readonly result: SeatsResult | null; readonly market: Market | null } {
  const market = parseMarket(marketFile)
  const result = parseResult(resultFile)
  if (!market.ok || !result.ok) {
    const reasons = [...(market.ok ? [] : market.reasons), ...(result.ok ? [] : result.reasons)]
    return { reasons: reasons.map(({ text }) => text), result: null, market: null }
  }
  const { reasons } = verifySeats(market.value, result.value, sha256)
  return { reasons: reasons.map(({ text }) => text), result: result.value, market: market.value }
}
