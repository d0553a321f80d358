// The SQL of the log: what the sequencer writes under the role qinqing_log, and what anyone reads of it. Tiles are stored
// at their greatest width so far; a narrower one that somebody asks for is the beginning of that.

import type { Pool, PoolClient } from 'pg'
import type { TreeHead } from '#kernel/log/merkle.ts'
import { type Tile, type TileContent, tilePath } from '#kernel/log/tile.ts'

/** Whatever runs a query: a pool, or one connection in its transaction. */
export type Db = Pick<Pool, 'query'> | PoolClient

/** The head as stored: what the tree holds, and what of it was last published. */
export interface StoredHead extends TreeHead {
  /** How many entries have been recorded; those from `size` on wait. */
  readonly recorded: number
  readonly checkpoint: string | null
  readonly signedSize: number | null
}

/** The head of a district, or null before its first event. */
export async function readHead(db: Db, district: string): Promise<StoredHead | null> {
  const { rows } = await db.query<HeadRow>({
    name: 'log-head',
    text: `select h.size, h.root, h.checkpoint, h.signed_size as signed, coalesce(s.last, 0) as recorded
             from log_head h left join serial s on s.district = h.district and s.series = 'log' where h.district = $1`,
    values: [district],
  })
  const [row] = rows
  if (row === undefined) return null
  const { size, root, checkpoint, signed, recorded } = row
  const signedSize = signed === null ? null : Number(signed)
  return { size: Number(size), root, checkpoint, signedSize, recorded: Number(recorded) }
}

interface HeadRow {
  size: string
  root: Buffer
  checkpoint: string | null
  signed: string | null
  recorded: string
}

/** Makes the head of an empty log unless there is one. */
export async function ensureHead(db: Db, district: string, root: Uint8Array): Promise<void> {
  await db.query('insert into log_head (district, size, root) values ($1, 0, $2) on conflict do nothing', [
    district,
    root,
  ])
}

/** Bytes of a tile that fill whole pages of four pieces; see migrations/0006-log-tile-rest.sql. */
const IN_PIECES = 4 * 1_996

/** Stores tiles; a partial one takes the place of its narrower self. */
export async function writeTiles(db: Db, district: string, tiles: readonly TileContent[]): Promise<void> {
  await db.query({
    name: 'log-tiles',
    text: `insert into log_tile (district, level, index, bytes, rest)
           select $1, level, index, substring(bytes from 1 for ${IN_PIECES}), substring(bytes from ${IN_PIECES + 1})
             from unnest($2::smallint[], $3::bigint[], $4::bytea[]) as t (level, index, bytes)
           on conflict (district, level, index) do update set bytes = excluded.bytes, rest = excluded.rest`,
    values: [
      district,
      tiles.map(({ tile }) => tile.level),
      tiles.map(({ tile }) => tile.index),
      tiles.map(({ bytes }) => Buffer.from(bytes)),
    ],
  })
}

/** Moves the head on; the fence: false when it is not where the caller believes, and nothing may be committed. */
export async function moveHead(db: Db, district: string, from: TreeHead, to: TreeHead): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'log-move',
    text: 'update log_head set size = $4, root = $5 where district = $1 and size = $2 and root = $3',
    values: [district, from.size, Buffer.from(from.root), to.size, Buffer.from(to.root)],
  })
  return rowCount === 1
}

/** One witness's line over a published checkpoint. */
export interface StoredCosignature {
  readonly witness: string
  readonly line: string
}

/** Publishes a signed checkpoint of `size` leaves with the cosignatures it got. */
export async function publish(
  db: Db,
  district: string,
  {
    size,
    checkpoint,
    cosignatures,
  }: { readonly size: number; readonly checkpoint: string; readonly cosignatures: readonly StoredCosignature[] },
): Promise<void> {
  await db.query({
    name: 'log-publish',
    text: `with published as (
             update log_head set checkpoint = $3, signed_size = $2
              where district = $1 and size >= $2 and coalesce(signed_size, 0) <= $2 returning district)
           insert into log_cosignature as c (district, witness, size, line)
           select p.district, t.witness, $2, t.line from published p, unnest($4::text[], $5::text[]) as t (witness, line)
           on conflict (district, witness) do update set size = excluded.size, line = excluded.line where c.size <= excluded.size`,
    values: [
      district,
      size,
      checkpoint,
      cosignatures.map(({ witness }) => witness),
      cosignatures.map(({ line }) => line),
    ],
  })
}

/** The published checkpoint with its cosignatures, and its size; null before the first. */
export async function readPublished(
  db: Db,
  district: string,
): Promise<{ readonly size: number; readonly checkpoint: string } | null> {
  const { rows } = await db.query<{ size: string; checkpoint: string; lines: string | null }>({
    name: 'log-published',
    text: `select h.signed_size as size, h.checkpoint,
                  (select string_agg(c.line || chr(10), '' order by c.witness) from log_cosignature c
                    where c.district = h.district and c.size = h.signed_size) as lines
             from log_head h where h.district = $1 and h.checkpoint is not null`,
    values: [district],
  })
  const [row] = rows
  return row === undefined ? null : { size: Number(row.size), checkpoint: row.checkpoint + (row.lines ?? '') }
}

/** The bytes of these tiles, by path, each cut to the width asked for; what is not there, or too narrow, is left out. */
export async function readTiles(db: Db, district: string, tiles: readonly Tile[]): Promise<Map<string, Uint8Array>> {
  const { rows } = await db.query<{ level: number; index: string; bytes: Buffer }>({
    name: 'log-read-tiles',
    text: `select t.level, t.index, t.bytes || t.rest as bytes
             from unnest($2::smallint[], $3::bigint[]) as w (level, index)
             join log_tile t on t.district = $1 and t.level = w.level and t.index = w.index`,
    values: [district, tiles.map(({ level }) => level), tiles.map(({ index }) => index)],
  })
  const stored = new Map(rows.map(({ level, index, bytes }) => [`${level}/${Number(index)}`, bytes]))
  return new Map(
    tiles.flatMap((tile): [string, Uint8Array][] => {
      const bytes = stored.get(`${tile.level}/${tile.index}`)?.subarray(0, tile.width * 32)
      return bytes?.length === tile.width * 32 ? [[tilePath(tile), bytes]] : []
    }),
  )
}

/** A tile that the head promises is not there, or too narrow. */
export class TileMissing extends Error {
  override name = 'TileMissing'
  readonly path: string

  constructor(district: string, path: string) {
    super(`the log of ${district} lacks ${path}`)
    this.path = path
  }
}

/** Reads the tiles that `use` asks for, then runs it over them. Throws `TileMissing`: the log is damaged. */
export async function withTiles<T>(
  db: Db,
  district: string,
  { wanted, use }: { readonly wanted: readonly Tile[]; readonly use: (read: (tile: Tile) => Uint8Array) => T },
): Promise<T> {
  const tiles = await readTiles(db, district, wanted)
  return use((tile) => {
    const bytes = tiles.get(tilePath(tile))
    if (bytes === undefined) throw new TileMissing(district, tilePath(tile))
    return bytes
  })
}

/** An entry of the log as the rows hold it: an event of a case or a recorded act. */
export interface PlacedCommitment {
  readonly place: number
  readonly commitment: Buffer
}

/**
 * What stands at up to `count` places from one on, in order. Whoever takes a place holds the next until it is durable: of
 * what is visible, a place is left out or taken twice only where somebody has changed the rows.
 */
export async function readPlaced(
  db: Db,
  district: string,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<PlacedCommitment[]> {
  const { rows } = await db.query<{ commitment: Buffer; position: string }>({
    name: 'log-placed',
    text: `select commitment, position from case_event where district = $1 and position >= $2 and position < $3
           union all
           select commitment, position from recorded_act where district = $1 and position >= $2 and position < $3
           order by position`,
    values: [district, from, from + count],
  })
  return rows.map(({ commitment, position }) => ({ commitment, place: Number(position) }))
}
