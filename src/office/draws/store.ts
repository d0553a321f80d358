// The SQL of draws: what is not public yet. What is recorded of a draw is read back from the log.

import type { Pool, PoolClient } from 'pg'
import type { DrawRecordKind, DrawState } from '#engines/draw/conduct.ts'
import type { Bundle } from '#engines/draw/message.ts'
import type { WitnessPolicy } from '#engines/draw/witnessed.ts'

type Db = Pool | PoolClient

/** A draw's state without the messages that the log holds. */
export type KeptState = Omit<DrawState, keyof Recorded>

/** What of a state stands in the log. */
type Recorded = Pick<DrawState, 'bundle' | 'witnesses' | 'witnessed'>

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

const keptText = (state: KeptState): string =>
  JSON.stringify({ ...state, bundle: undefined, witnesses: undefined, witnessed: undefined })

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
    [district, state.drawId, state.plan.project, state.plan.purpose, keptText(state)],
  )
  return rowCount === 1
}

/** Keeps a draw's next state. */
export async function keepDraw(db: Db, district: string, state: KeptState, version: number): Promise<void> {
  await db.query(`update draw set state = $3, version = $4 where district = $1 and draw_id = $2`, [
    district,
    state.drawId,
    keptText(state),
    version,
  ])
}

/** Other formal draws of a project that were planned or held. */
export async function drawsOf(db: Db, district: string, project: string): Promise<KeptDraw[]> {
  const text = `select ${ROW} from draw where district = $1 and project = $2 and purpose = 'formal' for update`
  return (await db.query<KeptDraw>(text, [district, project])).rows
}

type Act = { readonly kind: string; readonly body: unknown }

/** The bundle that recorded messages add up to: each kind once, in any order. */
export function bundleOf(acts: readonly Act[]): Bundle {
  const parts = new Set<DrawRecordKind>(['announce', 'entrants', 'freeze', 'beacon', 'reveal', 'result'])
  return Object.fromEntries(acts.flatMap(({ kind, body }) => (parts.has(kind as DrawRecordKind) ? [[kind, body]] : [])))
}

/** What recorded acts say of a draw's state. */
export function recordedOf(acts: readonly Act[]): Recorded {
  const bodyOf = (name: string) => acts.find(({ kind }) => kind === name)?.body
  const { receipt = null } = (bodyOf('witnessed') ?? {}) as { readonly receipt?: string }
  return {
    bundle: bundleOf(acts),
    witnesses: (bodyOf('witnesses') ?? null) as WitnessPolicy | null,
    witnessed: receipt,
  }
}
