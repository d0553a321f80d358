// The SQL of draws: what is not public yet, and the secrets in escrow. What is recorded of a draw is read back from the log.

import type { Pool, PoolClient } from 'pg'
import type { DrawRecordKind, DrawState } from '#engines/draw/conduct.ts'
import type { Bundle, Role } from '#engines/draw/message.ts'

type Db = Pool | PoolClient

/** A draw's state without the messages that the log holds. */
export type KeptState = Omit<DrawState, 'bundle'>

export interface KeptDraw {
  readonly drawId: string
  readonly version: number
  readonly state: KeptState
}

const ROW = `draw_id as "drawId", version, state`

/** All draws, newest first. */
export async function allDraws(db: Db, district: string): Promise<KeptDraw[]> {
  return (await db.query<KeptDraw>(`select ${ROW} from draw where district = $1 order by draw_id desc`, [district]))
    .rows
}

/** One draw; inside a transaction, nobody else may change it until the end. */
export async function oneDraw(db: Db, district: string, drawId: string, lock = ''): Promise<KeptDraw | null> {
  const text = `select ${ROW} from draw where district = $1 and draw_id = $2 ${lock}`
  return (await db.query<KeptDraw>(text, [district, drawId])).rows[0] ?? null
}

/** Adds a planned draw; false when the id is taken. */
export async function addDraw(db: Db, district: string, state: KeptState): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into draw (district, draw_id, project, purpose, version, state) values ($1, $2, $3, $4, 1, $5)
     on conflict do nothing`,
    [district, state.drawId, state.plan.project, state.plan.purpose, JSON.stringify(state)],
  )
  return rowCount === 1
}

/** Keeps a draw's next state. */
export async function keepDraw(db: Db, district: string, state: KeptState, version: number): Promise<void> {
  await db.query(`update draw set state = $3, version = $4 where district = $1 and draw_id = $2`, [
    district,
    state.drawId,
    JSON.stringify(state),
    version,
  ])
}

/** Other formal draws of a project that were planned or held. */
export async function drawsOf(db: Db, district: string, project: string): Promise<KeptDraw[]> {
  const text = `select ${ROW} from draw where district = $1 and project = $2 and purpose = 'formal' for update`
  return (await db.query<KeptDraw>(text, [district, project])).rows
}

/** A secret sealed for the holders of a post. */
export interface Escrowed {
  readonly party: Role
  readonly holder: string
  readonly sealed: Buffer
  readonly wrapped: Buffer
}

export async function keepEscrow(db: Db, district: string, drawId: string, one: Escrowed): Promise<void> {
  await db.query(
    `insert into draw_escrow (district, draw_id, party, holder, sealed, wrapped) values ($1, $2, $3, $4, $5, $6)`,
    [district, drawId, one.party, one.holder, one.sealed, one.wrapped],
  )
}

export async function readEscrow(
  db: Db,
  district: string,
  drawId: string,
  { party, holder }: Pick<Escrowed, 'party' | 'holder'>,
): Promise<Pick<Escrowed, 'sealed' | 'wrapped'> | null> {
  const { rows } = await db.query<Pick<Escrowed, 'sealed' | 'wrapped'>>(
    `select sealed, wrapped from draw_escrow where district = $1 and draw_id = $2 and party = $3 and holder = $4`,
    [district, drawId, party, holder],
  )
  return rows[0] ?? null
}

/** The bundle that recorded messages add up to: each kind once, in any order. */
export function bundleOf(acts: readonly { readonly kind: string; readonly body: unknown }[]): Bundle {
  const parts = new Set<DrawRecordKind>(['announce', 'entrants', 'freeze', 'beacon', 'reveal', 'result'])
  return Object.fromEntries(acts.flatMap(({ kind, body }) => (parts.has(kind as DrawRecordKind) ? [[kind, body]] : [])))
}
