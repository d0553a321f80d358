// Re-derives a whole published log and compares: entry by entry, tile by tile, root by root, and with an older checkpoint.
// It trusts nothing but the keys it is given. Called by `qinqing verify log` and the drill; the source may be a folder, a
// web address or the database.

import { concatBytes, equalBytes, type Sha256 } from '../bytes.ts'
import { type Checkpoint, type TrustPolicy, verifyCheckpoint } from './checkpoint.ts'
import { leafHash, type TreeHead } from './merkle.ts'
import type { Ed25519Verify } from './note.ts'
import { type LogReason, logReason } from './reason.ts'
import {
  EMPTY_EDGE,
  entriesPath,
  grow,
  hashesOf,
  headOf,
  openTiles,
  TILE_WIDTH,
  type Tile,
  type TileContent,
  tilePath,
  tileWidth,
} from './tile.ts'

/** A published log by path below its prefix: `checkpoint`, `tile/…`, `tile/entries/…`; null for what is not there. */
export interface LogSource {
  read(path: string): Promise<Uint8Array | null>
}

/** How to check: keys, and an older checkpoint (signed, as text) that the log must still contain. */
export interface FsckOptions {
  readonly policy: TrustPolicy
  readonly against?: string
}

/** Pure functions the check needs. */
export interface FsckDeps {
  readonly hash: Sha256
  readonly verify: Ed25519Verify
}

/** The outcome: how many leaves were re-derived, and every reason the log does not hold, with its position. */
export interface FsckReport {
  readonly ok: boolean
  readonly checkpoint: Checkpoint | null
  readonly leaves: number
  readonly reasons: readonly LogReason[]
}

/** Splits an entry bundle: each entry behind its length as 16 bits, big-endian. Null unless it is whole. Source: tlog-tiles. */
export function splitEntries(bundle: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bundle.length; ) {
    const length = (bundle[at]! << 8) | (bundle[at + 1] ?? 0)
    const entry = bundle.slice(at + 2, at + 2 + length)
    if (at + 2 > bundle.length || entry.length !== length) return null
    entries.push(entry)
    at += 2 + length
  }
  return entries
}

/** The bundle of some entries. Throws on an entry of 65,536 bytes or more. */
export function joinEntries(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.some((entry) => entry.length > 0xffff))
    throw new RangeError('an entry of a bundle has fewer than 65,536 bytes')
  return concatBytes(...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]))
}

/**
 * Checks a published log from its entries up. A log that publishes no entries is checked from its leaf tiles up.
 * Cost: about two hashes a leaf; memory for one tile a level, whatever the size.
 */
export async function fsck(source: LogSource, options: FsckOptions, deps: FsckDeps): Promise<FsckReport> {
  const bytes = await source.read('checkpoint')
  if (bytes === null)
    return { ok: false, checkpoint: null, leaves: 0, reasons: [logReason('CHECKPOINT_SYNTAX', '没有检查点')] }
  const verdict = verifyCheckpoint(new TextDecoder().decode(bytes), options.policy, deps.verify)
  const old = options.against === undefined ? null : verifyCheckpoint(options.against, options.policy, deps.verify)
  const head = verdict.checkpoint
  const before = [...verdict.reasons, ...(old?.reasons ?? [])]
  if (head === null) return { ok: false, checkpoint: null, leaves: 0, reasons: before }
  const walked = await walk(source, { head, oldSize: old?.checkpoint?.size ?? null }, deps.hash)
  const reasons = [
    ...before,
    ...walked.reasons,
    ...rootReasons(head, walked),
    ...olderReasons(head, old?.checkpoint ?? null, walked),
  ]
  return { ok: reasons.length === 0, checkpoint: head, leaves: walked.leaves, reasons }
}

interface Walked {
  readonly leaves: number
  readonly reasons: readonly LogReason[]
  readonly root: Uint8Array
  readonly oldRoot: Uint8Array | null
}

/** Grows the tree again from the published leaves and compares every tile on the way. */
async function walk(
  source: LogSource,
  { head, oldSize }: { head: TreeHead; oldSize: number | null },
  hash: Sha256,
): Promise<Walked> {
  const reasons: LogReason[] = []
  let edge = EMPTY_EDGE
  let oldRoot: Uint8Array | null = oldSize === 0 ? headOf(edge, hash).root : null
  for (let index = 0; edge.size < head.size; index++) {
    const tile = { level: 0, index, width: tileWidth(0, index, head.size) }
    const read = await leavesOf(source, tile, hash)
    reasons.push(...read.reasons)
    if (read.leaves === null) break
    if (oldSize !== null && oldSize > edge.size && oldSize <= edge.size + tile.width) {
      oldRoot = headOf(grow(edge, read.leaves.slice(0, oldSize - edge.size), hash).edge, hash).root
    }
    const grown = grow(edge, read.leaves, hash)
    edge = grown.edge
    reasons.push(
      ...(await tileReasons(
        source,
        grown.written.filter(({ tile }) => tile.width === TILE_WIDTH),
      )),
    )
  }
  reasons.push(...(await tileReasons(source, openTiles(edge))))
  return { leaves: edge.size, reasons, root: headOf(edge, hash).root, oldRoot }
}

/** Leaf hashes of a level-0 tile, from its entries where they are published, compared with the tile. */
async function leavesOf(source: LogSource, tile: Tile, hash: Sha256) {
  const published = await source.read(tilePath(tile))
  const bundle = await source.read(entriesPath(tile))
  const isWhole = published?.length === tile.width * 32
  const missing = published === null ? [logReason('TILE_MISSING', tilePath(tile))] : []
  const wrong = published !== null && !isWhole ? [logReason('TILE_MISMATCH', tilePath(tile))] : []
  const stored = isWhole ? hashesOf(tile, published) : null
  if (bundle === null) return { leaves: stored, reasons: [...missing, ...wrong] }
  const entries = splitEntries(bundle)
  if (entries === null || entries.length !== tile.width) {
    return { leaves: stored, reasons: [...missing, ...wrong, logReason('ENTRIES_SYNTAX', entriesPath(tile))] }
  }
  const leaves = entries.map((entry) => leafHash(entry, hash))
  const first = tile.index * TILE_WIDTH
  const differs = leaves.flatMap((leaf, i) => (stored === null || equalBytes(leaf, stored[i]!) ? [] : [first + i]))
  const mismatches = differs.map((at) => logReason('ENTRY_MISMATCH', `第 ${at} 条`))
  return { leaves: stored ?? leaves, reasons: [...missing, ...wrong, ...mismatches] }
}

/** Compares tiles above the leaves, which leavesOf has compared already. */
async function tileReasons(source: LogSource, derived: readonly TileContent[]): Promise<LogReason[]> {
  const reasons: LogReason[] = []
  for (const { tile, bytes } of derived.filter(({ tile }) => tile.level > 0)) {
    const published = await source.read(tilePath(tile))
    if (published === null) reasons.push(logReason('TILE_MISSING', tilePath(tile)))
    else if (!equalBytes(published, bytes)) reasons.push(logReason('TILE_MISMATCH', tilePath(tile)))
  }
  return reasons
}

function rootReasons(head: TreeHead, { leaves, root }: Walked): LogReason[] {
  return leaves === head.size && !equalBytes(root, head.root) ? [logReason('ROOT_MISMATCH', `${head.size} 条`)] : []
}

function olderReasons(head: TreeHead, old: TreeHead | null, { oldRoot }: Walked): LogReason[] {
  if (old === null) return []
  if (old.size > head.size) return [logReason('SIZE_SHRANK', `${old.size} > ${head.size}`)]
  if (old.size === head.size && !equalBytes(old.root, head.root)) return [logReason('SPLIT_VIEW', `${head.size} 条`)]
  const isKept = oldRoot !== null && equalBytes(oldRoot, old.root)
  return isKept ? [] : [logReason('OLD_ROOT_MISMATCH', `前 ${old.size} 条`)]
}
