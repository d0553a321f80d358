// The tree as files: C2SP tlog-tiles, 256 hashes a tile. Where each hash lives, how the tree grows by a batch of leaves,
// and how any proof is read back from tiles alone. It decides nothing about where tiles are kept.
// Called by the sequencer (grow), the proof endpoint and every reader of a published log.

import { concatBytes, equalBytes, type Sha256 } from '../bytes.ts'
import { type NodeReader, peaksRoot, type TreeHead, treeRoot } from './merkle.ts'

/** Hashes in a full tile. Source: c2sp.org/tlog-tiles. */
export const TILE_WIDTH = 256
const TILE_HEIGHT = 8
const HASH_BYTES = 32

/** One tile. Ranges: level 0–63 (0 holds leaf hashes), index from 0, width 1–256 (256 = full). */
export interface Tile {
  readonly level: number
  readonly index: number
  readonly width: number
}

/** URL path below the log's prefix, e.g. `tile/0/x001/x234/067` or `tile/1/000.p/17`. */
export function tilePath({ level, index, width }: Tile): string {
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`
  return `tile/${level}/${indexPath(index)}${partial}`
}

/** URL path of the entry bundle that holds the entries of a level-0 tile. */
export const entriesPath = ({ index, width }: Omit<Tile, 'level'>): string =>
  tilePath({ level: 0, index, width }).replace('tile/0/', 'tile/entries/')

function indexPath(index: number): string {
  const last = String(index % 1000).padStart(3, '0')
  const rest = Math.floor(index / 1000)
  if (rest === 0) return last
  const groups = indexPath(rest).split('/')
  return [...groups.map((group) => (group.startsWith('x') ? group : `x${group}`)), last].join('/')
}

/** The tile a path names, or null unless the path is its one spelling. */
export function parseTilePath(path: string): Tile | null {
  const match = /^tile\/(\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  if (match === null) return null
  const index = Number(match[2]!.replace(/[x/]/g, ''))
  const tile = { level: Number(match[1]), index, width: match[3] === undefined ? TILE_WIDTH : Number(match[3]) }
  return tile.level <= 63 && tile.width >= 1 && Number.isSafeInteger(index) && tilePath(tile) === path ? tile : null
}

/** Width of tile `index` of `level` in the tree of `size` leaves: 0 when it does not exist yet. */
export function tileWidth(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level)
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH))
}

/** Every tile of the tree of `size` leaves, level by level, the partial one of each level last. */
export function* tilesOf(size: number): Generator<Tile> {
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    for (let index = 0; ; index++) {
      const width = tileWidth(level, index, size)
      if (width === 0) break
      yield { level, index, width }
    }
  }
}

/** The right edge of a tree: all that is needed to grow it. Holds per level the hashes of the last, unfilled tile. */
export interface TreeEdge {
  readonly size: number
  readonly open: readonly (readonly Uint8Array[])[]
}

/** The edge of the empty tree. */
export const EMPTY_EDGE: TreeEdge = { size: 0, open: [] }

/** A tile and its bytes: `width` hashes of 32 bytes. */
export interface TileContent {
  readonly tile: Tile
  readonly bytes: Uint8Array
}

/**
 * The tree after a batch of leaf hashes: its new edge and the tiles to write, full ones and the changed partial ones.
 * A partial tile replaces the narrower one at its level and index. Leaves the old edge untouched.
 * Cost: about one hash per leaf; memory one open tile a level, whatever the size of the tree.
 */
export function grow(
  edge: TreeEdge,
  leaves: readonly Uint8Array[],
  hash: Sha256,
): { edge: TreeEdge; written: TileContent[] } {
  const open = edge.open.map((hashes) => [...hashes])
  const written: TileContent[] = []
  let arriving: readonly Uint8Array[] = leaves
  const size = edge.size + leaves.length
  for (let level = 0; arriving.length > 0; level++) {
    const row = open[level] ?? []
    open[level] = row
    const filled: Uint8Array[] = []
    let index = Math.floor(Math.floor(edge.size / TILE_WIDTH ** level) / TILE_WIDTH)
    for (const node of arriving) {
      row.push(node)
      if (row.length < TILE_WIDTH) continue
      written.push({ tile: { level, index: index++, width: TILE_WIDTH }, bytes: concatBytes(...row) })
      filled.push(treeRoot(row, hash))
      row.length = 0
    }
    if (row.length > 0) written.push({ tile: { level, index, width: row.length }, bytes: concatBytes(...row) })
    arriving = filled
  }
  return { edge: { size, open }, written }
}

/** The partial tiles at an edge, one a level at most: with the full tiles they are the whole tree. */
export const openTiles = (edge: TreeEdge): TileContent[] =>
  edge.open.flatMap((row, level) => {
    const index = Math.floor(Math.floor(edge.size / TILE_WIDTH ** level) / TILE_WIDTH)
    return row.length === 0 ? [] : [{ tile: { level, index, width: row.length }, bytes: concatBytes(...row) }]
  })

/** Size and root of the tree at an edge. Cost: at most 255 hashes a level. */
export function headOf(edge: TreeEdge, hash: Sha256): TreeHead {
  const peaks: Uint8Array[] = []
  for (const row of [...edge.open].reverse()) peaks.push(...rowPeaks(row, hash))
  return { size: edge.size, root: peaksRoot(peaks, hash) }
}

function rowPeaks(row: readonly Uint8Array[], hash: Sha256): Uint8Array[] {
  const peaks: Uint8Array[] = []
  let from = 0
  for (let width = TILE_WIDTH / 2; width >= 1; width /= 2) {
    if (row.length % (2 * width) < width) continue
    peaks.push(treeRoot(row.slice(from, from + width), hash))
    from += width
  }
  return peaks
}

/** Bytes of a tile, of exactly the width asked for. */
export type TileReader = (tile: Tile) => Uint8Array

/**
 * The edge of a published tree of `size` leaves, from its partial tiles. Throws when a tile has the wrong length.
 * The caller compares `headOf` with the signed checkpoint before growing it.
 */
export function edgeFromTiles(size: number, read: TileReader): TreeEdge {
  const open: Uint8Array[][] = []
  for (let level = 0; TILE_WIDTH ** level <= size; level++) {
    const hashes = Math.floor(size / TILE_WIDTH ** level)
    const width = hashes % TILE_WIDTH
    const tile = { level, index: Math.floor(hashes / TILE_WIDTH), width }
    open.push(width === 0 ? [] : hashesOf(tile, read(tile)))
  }
  return { size, open }
}

/**
 * Nodes inside of tiles above the leaves and of the last one, kept from proof to proof: they are few, and every proof passes
 * through them. What is kept counts only for a tile of the same bytes.
 */
export type TileMemory = Map<string, { bytes: Uint8Array; readonly nodes: Map<number, Uint8Array> }>

/** Tiles that a memory holds before it begins anew: some 2 MB, enough for 16 million leaves. */
const MOST_REMEMBERED = 260

/**
 * A reader of subtree hashes of the tree of `size` leaves over its tiles. Cost: one tile and ≤ 127 hashes a call; with a memory
 * that has seen the upper tiles, some 250 hashes a proof however large the tree.
 */
export function nodesFromTiles(size: number, read: TileReader, hash: Sha256, memory?: TileMemory): NodeReader {
  return (level, index) => {
    const { tile, from, count } = placeOf(level, index, size)
    const bytes = read(tile)
    const isShared = tile.level > 0 || tile.width < TILE_WIDTH
    const kept = memory && isShared && count > 1 ? nodesIn(memory, tile, bytes) : undefined
    const key = count * TILE_WIDTH + from
    const known = kept?.get(key)
    if (known) return known
    const hashes = hashesOf(tile, bytes, from, from + count)
    const node = count === 1 ? hashes[0]! : treeRoot(hashes, hash)
    kept?.set(key, node)
    return node
  }
}

function nodesIn(memory: TileMemory, tile: Tile, bytes: Uint8Array): Map<number, Uint8Array> {
  const path = tilePath(tile)
  const kept = memory.get(path)
  if (kept && (kept.bytes === bytes || equalBytes(kept.bytes, bytes))) {
    kept.bytes = bytes
    return kept.nodes
  }
  if (memory.size >= MOST_REMEMBERED) memory.clear()
  const nodes = new Map<number, Uint8Array>()
  memory.set(path, { bytes, nodes })
  return nodes
}

/**
 * The tiles that a proof over the tree of `size` leaves will read, so that they can be fetched together first:
 * `tilesFor(size, (read) => inclusionProof(index, size, read, hash))`.
 */
export function tilesFor(size: number, prove: (read: NodeReader) => unknown): Tile[] {
  const tiles = new Map<string, Tile>()
  prove((level, index) => {
    const { tile } = placeOf(level, index, size)
    tiles.set(tilePath(tile), tile)
    return new Uint8Array(HASH_BYTES)
  })
  return [...tiles.values()]
}

function placeOf(level: number, index: number, size: number): { tile: Tile; from: number; count: number } {
  const tileLevel = Math.floor(level / TILE_HEIGHT)
  const count = 2 ** (level % TILE_HEIGHT)
  const first = index * count
  const tileIndex = Math.floor(first / TILE_WIDTH)
  const width = tileWidth(tileLevel, tileIndex, size)
  return { tile: { level: tileLevel, index: tileIndex, width }, from: first % TILE_WIDTH, count }
}

/** The hashes in a tile, or those from `from` up to `to`. Throws when the bytes are not of the tile's width. */
export function hashesOf(tile: Tile, bytes: Uint8Array, from = 0, to = tile.width): Uint8Array[] {
  if (bytes.length !== tile.width * HASH_BYTES) {
    throw new Error(`tile ${tilePath(tile)} has ${bytes.length} bytes, not ${tile.width * HASH_BYTES}`)
  }
  return Array.from({ length: to - from }, (_, i) => bytes.slice((from + i) * HASH_BYTES, (from + i + 1) * HASH_BYTES))
}
