// The log as anyone reads it: checkpoint, tiles and entries by the paths of c2sp.org/tlog-tiles, never more than has been
// signed; and proofs over it. Read under the public's own database role. Called by the routes and by the check of one's
// own database.

import { utf8 } from '#kernel/bytes.ts'
import { entryOf } from '#kernel/log/entry.ts'
import { joinEntries, type LogSource } from '#kernel/log/fsck.ts'
import { inclusionProof } from '#kernel/log/merkle.ts'
import { formatReceipt } from '#kernel/log/receipt.ts'
import {
  nodesFromTiles,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
  type TileMemory,
  tilePath,
  tilesFor,
  tileWidth,
} from '#kernel/log/tile.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { type Db, readPlaced, readPublished, readTiles, withTiles } from './log-store.ts'

/** The published log of a district over whatever may read it. */
export function publishedLog(db: Db, district: string): LogSource {
  return {
    async read(path) {
      const published = await readPublished(db, district)
      if (published === null) return null
      if (path === 'checkpoint') return utf8(published.checkpoint)
      const entries = /^tile\/entries\/(.*)$/.exec(path)?.[1]
      const tile = parseTilePath(entries === undefined ? path : `tile/0/${entries}`)
      if (tile === null || tile.width > tileWidth(tile.level, tile.index, published.size)) return null
      return entries === undefined ? tileBytes(db, district, tile) : entryBundle(db, district, tile)
    },
  }
}

async function tileBytes(db: Db, district: string, tile: Tile): Promise<Uint8Array | null> {
  return (await readTiles(db, district, [tile])).get(tilePath(tile)) ?? null
}

async function entryBundle(db: Db, district: string, { index, width }: Tile): Promise<Uint8Array> {
  const placed = await readPlaced(db, district, { from: index * TILE_WIDTH, count: width })
  return joinEntries(placed.map(({ commitment }) => entryOf(commitment)))
}

/** Receipts of all logs share it: what it holds of another log's tile is not used, for the bytes differ. */
const REMEMBERED: TileMemory = new Map()

/**
 * A receipt for the leaf at `index` with the opening of its event; null while no published checkpoint holds it.
 * Cost: one read of the head and one of some three tiles, about 250 hashes.
 */
export async function receiptFor(
  db: Db,
  district: string,
  { index, extra }: { readonly index: number; readonly extra: Uint8Array },
): Promise<string | null> {
  const published = await readPublished(db, district)
  if (published === null || index >= published.size) return null
  const { size, checkpoint } = published
  const wanted = tilesFor(size, (read) => inclusionProof(index, size, read, sha256))
  const proof = await withTiles(db, district, {
    wanted,
    use: (read) => inclusionProof(index, size, nodesFromTiles(size, read, sha256, REMEMBERED), sha256),
  })
  return formatReceipt({ index, proof, checkpoint, extra })
}
