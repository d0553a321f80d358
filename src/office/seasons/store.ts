// The SQL of the desk of seasons: its cases, the children's cases, and the runs with what is sealed of them.

import type { Pool, PoolClient } from 'pg'
import type { Bundle } from '#engines/draw/message.ts'
import type { Market, SeatsResult } from '#engines/seats/market.ts'
import type { ChildSeat } from '#engines/seats/own-seat.ts'
import { open, seal } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'

export type RunKind = ChildSeat['kind']

/** A run as a list shows it. */
export interface RunHead {
  readonly season: string
  readonly n: number
  readonly kind: RunKind
  readonly plan: string
  readonly at: string
  readonly officerName: string
  readonly hash: string
  readonly children: number
  readonly placed: number
  readonly givenAt: string | null
}

/** What is sealed of a run. `cases`: the case of each child. `draw`: the bundle whose seed made the numbers. */
export interface RunBody {
  readonly market: Market
  readonly result: SeatsResult
  readonly draw: Bundle | null
  readonly cases: Readonly<Record<string, string>>
}

interface HeadRow {
  season: string
  n: number
  kind: RunKind
  plan: string
  at: Date
  officer_name: string
  hash: string
  children: number
  placed: number
  given_at: Date | null
}

const HEAD = 'season, n, kind, plan, at, officer_name, hash, children, placed, given_at'
const headOf = ({ officer_name: officerName, given_at: given, at, ...row }: HeadRow): RunHead => ({
  ...row,
  officerName,
  at: at.toISOString(),
  givenAt: given?.toISOString() ?? null,
})

export async function runsOf(pool: Pool | PoolClient, district: string, season: string): Promise<RunHead[]> {
  const { rows } = await pool.query<HeadRow>(
    `select ${HEAD} from season_run where district = $1 and season = $2 order by n`,
    [district, season],
  )
  return rows.map(headOf)
}

/** Main runs whose places were given, in order. */
export async function runsGiven(pool: Pool, district: string): Promise<RunHead[]> {
  const { rows } = await pool.query<HeadRow>(
    `select ${HEAD} from season_run where district = $1 and kind = 'main' and given_at is not null order by at`,
    [district],
  )
  return rows.map(headOf)
}

/** Binding runs whose places are still to be given. */
export async function runsWaiting(pool: Pool, district: string): Promise<RunHead[]> {
  const { rows } = await pool.query<HeadRow>(
    `select ${HEAD} from season_run where district = $1 and given_at is null and kind <> 'rehearsal' order by at`,
    [district],
  )
  return rows.map(headOf)
}

const bodyPlace = (season: string, n: number): string => `season-run:${season}:${n}`

/** Adds a run; false when one of that number is there already. */
export async function addRun(
  client: PoolClient,
  vault: Vault,
  { season, n, kind, plan, at, officerName, hash, children, placed }: RunHead,
  { officer, body }: { readonly officer: string; readonly body: RunBody },
): Promise<boolean> {
  const place = bodyPlace(season, n)
  const { key, wrapped } = vault.newDataKey(place)
  const sealed = seal(key, Buffer.from(JSON.stringify(body)), Buffer.from(place))
  const { rowCount } = await client.query(
    `insert into season_run (district, season, n, kind, plan, at, officer, officer_name, hash, children, placed, sealed, wrapped)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing`,
    [vault.district, season, n, kind, plan, at, officer, officerName, hash, children, placed, sealed, wrapped],
  )
  return rowCount === 1
}

/** What is sealed of a run; null when there is none. */
export async function runBody(pool: Pool, vault: Vault, season: string, n: number): Promise<RunBody | null> {
  const { rows } = await pool.query<{ sealed: Buffer; wrapped: Buffer }>(
    'select sealed, wrapped from season_run where district = $1 and season = $2 and n = $3',
    [vault.district, season, n],
  )
  const [row] = rows
  if (!row) return null
  const place = bodyPlace(season, n)
  return JSON.parse(open(vault.dataKey(row.wrapped, place), row.sealed, Buffer.from(place)).toString()) as RunBody
}

export async function markGiven(pool: Pool, district: string, { season, n }: RunHead, at: Date): Promise<void> {
  await pool.query('update season_run set given_at = $4 where district = $1 and season = $2 and n = $3', [
    district,
    season,
    n,
    at,
  ])
}

/** Keeps a draw of a season's numbers under its hash; a second time changes nothing. */
export async function keepDraw(
  pool: Pool,
  district: string,
  { season, hash, bundle, at, officer }: { season: string; hash: string; bundle: Bundle; at: Date; officer: string },
): Promise<void> {
  await pool.query(
    'insert into season_draw (district, season, hash, bundle, at, officer) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
    [district, season, hash, JSON.stringify(bundle), at, officer],
  )
}

export async function drawOf(pool: Pool, district: string, season: string, hash: string): Promise<Bundle | null> {
  const { rows } = await pool.query<{ bundle: Bundle }>(
    'select bundle from season_draw where district = $1 and season = $2 and hash = $3',
    [district, season, hash],
  )
  return rows[0]?.bundle ?? null
}
