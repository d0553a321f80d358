// Acts that are no step of a case — the messages of a draw, the steps of a budget book, of an enrolment season — recorded in
// the same log, each naming the one before it of its subject. Any desk records its own, in its own transaction, and reads
// them back; how is in docs/proof.md.

import type { Pool, PoolClient } from 'pg'
import { type CanonicalValue, canonicalJson } from '#kernel/canonical.ts'
import { commitmentOfBytes, openingOf, readOpening, SALT_BYTES } from '#kernel/log/entry.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { open, seal } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'

/** Desk and name of what was acted on, such as `draw:2026-07`. Anyone may read it, of a sealed act too. */
export const SUBJECT = '^[a-z]{1,24}:[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'

/** An act to be recorded. */
export interface NewAct {
  readonly subject: string
  /** 1 for the first of its subject, then one more each: what the desk decided upon, so that of two at once one wins. */
  readonly seq: number
  readonly kind: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** Data as canonical JSON may hold it: decimals are texts. */
  readonly body: CanonicalValue
  /** An act is for everyone unless it is sealed; then its body is the desk's alone to show. */
  readonly isSealed?: boolean
}

/** A recorded act; `commitment` is what the log holds of it at `place`. */
export interface RecordedAct extends NewAct {
  readonly place: number
  readonly commitment: Buffer
}

/** Somebody has recorded another act under this number, or the one before it is not there: decide again. */
export class ActMoved extends Error {
  override name = 'ActMoved'
}

export interface ActRecorder {
  readonly vault: Vault
  readonly random: (size: number) => Buffer
}

/** What the first act of a subject names as the one before it. */
export const NO_ACT = '0'.repeat(64)

/**
 * Records an act and returns its place. `db` is a connection of the appender in the caller's transaction, or a pool. It holds
 * the log's next place until that transaction ends, and every command of the district waits for it: make it the last
 * statement. Throws `ActMoved` when `seq` is not the next; the transaction is lost then.
 */
export async function recordAct(
  db: Pool | PoolClient,
  { vault, random }: ActRecorder,
  act: NewAct,
): Promise<RecordedAct> {
  const { subject, seq, kind, at, body, isSealed = false } = act
  if (!new RegExp(SUBJECT).test(subject)) throw new RangeError(`“${subject}” is no subject of an act`)
  const { district } = vault
  const before = await commitmentBefore(db, district, subject, seq)
  if (before === undefined) throw new ActMoved(`${subject} has no act ${seq - 1}`)
  const payload = Buffer.from(canonicalJson({ at, body, kind, previous: before, seq, subject }))
  const salt = random(SALT_BYTES)
  const commitment = Buffer.from(commitmentOfBytes(payload, salt, sha256))
  const opening = Buffer.from(openingOf(payload, salt))
  const dataKey = isSealed ? vault.newDataKey(actPlace(subject, seq)) : null
  const sealed = dataKey && seal(dataKey.key, opening, Buffer.from(actPlace(subject, seq)))
  try {
    const { rows } = await db.query<{ place: string }>({
      name: 'log-record-act',
      text: 'select record_act($1, $2, $3, $4, $5, $6, $7, $8, $9) as place',
      values: [district, subject, seq, kind, at, commitment, sealed ? null : opening, sealed, dataKey?.wrapped ?? null],
    })
    return { ...act, place: Number(rows[0]?.place), commitment }
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'recorded_act_pkey') throw error
    throw new ActMoved(`${subject} has an act ${seq} already`, { cause: error })
  }
}

async function commitmentBefore(
  db: Pool | PoolClient,
  district: string,
  subject: string,
  seq: number,
): Promise<string | undefined> {
  if (seq === 1) return NO_ACT
  const { rows } = await db.query<{ commitment: Buffer }>(
    'select commitment from recorded_act where district = $1 and subject = $2 and seq = $3',
    [district, subject, seq - 1],
  )
  return rows[0]?.commitment.toString('hex')
}

/** The columns of an act's row without what is sealed, as anyone may read them. */
export const OPEN_ACT = 'subject, seq, kind, at, position, commitment, opening'

/** An act's row, with or without what is sealed. */
export interface ActRow {
  readonly subject: string
  readonly seq: number
  readonly kind: string
  readonly at: Date
  readonly position: string
  readonly commitment: Buffer
  readonly opening: Buffer | null
  readonly sealed?: Buffer | null
  readonly wrapped?: Buffer | null
}

/**
 * The acts of a subject in their order, sealed ones opened. `db` acts as appender or staff: who may see what was sealed is
 * the desk's to decide. Acts erased for good are left out.
 */
export async function actsOf(db: Pool | PoolClient, vault: Vault, subject: string): Promise<RecordedAct[]> {
  const { rows } = await db.query<ActRow>(
    `select ${OPEN_ACT}, sealed, wrapped from recorded_act where district = $1 and subject = $2 order by seq`,
    [vault.district, subject],
  )
  return rows.flatMap((row) => {
    const opening = openingOfRow(vault, row)
    return opening === null ? [] : [{ ...actOf(row, opening), isSealed: row.opening === null }]
  })
}

/** The acts of a subject that anyone may read, in their order. `db` acts as the public. */
export async function openActsOf(db: Pool | PoolClient, district: string, subject: string): Promise<RecordedAct[]> {
  const { rows } = await db.query<ActRow>(
    `select ${OPEN_ACT} from recorded_act where district = $1 and subject = $2 and length(opening) > ${SALT_BYTES} order by seq`,
    [district, subject],
  )
  return rows.map((row) => actOf(row, row.opening as Buffer))
}

/** The opening of an act that anyone may read, and its place; null when there is none. `db` acts as the public. */
export async function openingOfAct(
  db: Pool | PoolClient,
  district: string,
  subject: string,
  seq: number,
): Promise<{ readonly opening: Buffer; readonly position: number } | null> {
  const { rows } = await db.query<{ opening: Buffer; position: string }>(
    `select opening, position from recorded_act
      where district = $1 and subject = $2 and seq = $3 and length(opening) > ${SALT_BYTES}`,
    [district, subject, seq],
  )
  const [row] = rows
  return row === undefined ? null : { opening: row.opening, position: Number(row.position) }
}

/** Salt and payload of a row, one after the other; null when key or content was erased. Throws when sealed content was changed. */
export function openingOfRow(vault: Vault, { subject, seq, opening, sealed, wrapped }: ActRow): Buffer | null {
  if (opening !== null) return opening.length > SALT_BYTES ? opening : null
  if (!wrapped || !sealed?.length) return null
  const place = actPlace(subject, seq)
  return open(vault.dataKey(wrapped, place), sealed, Buffer.from(place))
}

/** What was committed to: the act with the commitment, in hex, of the one before it of its subject. */
export interface ActPayload extends Omit<NewAct, 'isSealed'> {
  readonly previous: string
}

/** The act in an opening; null when there is none. */
export const payloadOf = (opening: Uint8Array): ActPayload | null =>
  (readOpening(opening, sha256)?.payload as ActPayload | undefined) ?? null

function actOf({ position, commitment }: ActRow, opening: Uint8Array): RecordedAct {
  const { previous: _, ...act } = payloadOf(opening) as ActPayload
  return { ...act, place: Number(position), commitment }
}

const actPlace = (subject: string, seq: number): string => `act:${subject}:${seq}`
