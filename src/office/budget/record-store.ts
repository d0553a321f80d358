// Appends what officers do with budgets, each row together with its act in the district's log or not at all; and keeps what
// they say of targets: proofs and self-evaluations.
import type { Pool, PoolClient } from 'pg'
import { canonicalJson } from '#kernel/canonical.ts'
import { ActMoved, type ActRecorder, type NewAct, recordAct } from '#office/log/acts.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { sha256 } from '#platform/vault/ed25519.ts'

/** Pools under qinqing_appender and qinqing_staff in the district, and what an act is recorded with. */
export interface RecordOptions {
  readonly read: Pool
  readonly write: Pool
  readonly district: string
  readonly recorder: ActRecorder
}

/** One thing done, as it is kept. */
export interface BudgetRecord<Body = unknown> {
  readonly subject: string
  readonly seq: number
  readonly type: string
  readonly at: string
  readonly officer: string
  readonly officerName: string
  readonly note: string
  readonly body: Body
}

export interface RecordStore {
  /** Records whose subject begins so, by subject, then in order. */
  list<Body>(prefix: string): Promise<readonly BudgetRecord<Body>[]>
  /** Appends with its act, whose body anyone may read; `moved` when that number is taken. */
  append(record: BudgetRecord, open: NewAct['body']): Promise<'appended' | 'moved'>
}

/**
 * Runs an insert that says in its row count whether it was the first, and the act as the last statement; both or neither.
 */
export async function appendWithAct(
  { write, recorder }: Pick<RecordOptions, 'write' | 'recorder'>,
  insert: (client: PoolClient) => Promise<{ readonly rowCount: number | null }>,
  act: NewAct,
): Promise<'appended' | 'moved'> {
  try {
    return await inTransaction(write, async (client) => {
      const { rowCount } = await insert(client)
      if (rowCount !== 1) return 'moved'
      await recordAct(client, recorder, act)
      return 'appended'
    })
  } catch (error) {
    if (error instanceof ActMoved) return 'moved'
    throw error
  }
}

/** SHA-256 of a value as canonical JSON, in hex. */
export function printOf(value: unknown): string {
  return Buffer.from(sha256(Buffer.from(canonicalJson(JSON.parse(JSON.stringify(value)))))).toString('hex')
}

export function recordStore(options: RecordOptions): RecordStore {
  const { read, district } = options
  return {
    async list<Body>(prefix: string) {
      const { rows } = await read.query<BudgetRecord<Body>>(
        `select subject, seq, type, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, officer,
                officer_name as "officerName", note, body
           from budget_record where district = $1 and starts_with(subject, $2) order by subject, seq`,
        [district, prefix],
      )
      return rows
    },
    append({ subject, seq, type, at, officer, officerName, note, body }, open) {
      const text = `insert into budget_record (district, subject, seq, type, at, officer, officer_name, note, body)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`
      const values = [district, subject, seq, type, at, officer, officerName, note, JSON.stringify(body)]
      const act = { subject, seq, kind: type, at, body: open }
      return appendWithAct(options, (client) => client.query(text, values), act)
    },
  }
}
