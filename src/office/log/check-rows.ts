// The operator's own check: every event in the database against the log's leaves. What the public check sees as a leaf is
// opened here: the content must be what was committed to, each event must name the one before it, and each case must end
// where its file says. Called by `qinqing verify log --own`, as the owner of the tables.

import { equalBytes } from '#kernel/bytes.ts'
import { commitmentOfBytes, SALT_BYTES } from '#kernel/log/entry.ts'
import { type LogReason, logReason } from '#kernel/log/reason.ts'
import { keyPlace, NO_HEAD, openPayload } from '#office/cases/envelope.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import type { Vault } from '#platform/vault/vault.ts'
import type { Db } from './log-store.ts'

/** How the rows stand to the log: how many were compared, how many are erased for good, and every contradiction. */
export interface RowsReport {
  readonly rows: number
  /** Events whose content or key was deleted: their leaves stay, nothing can be opened any more. */
  readonly erased: number
  readonly reasons: readonly LogReason[]
}

interface Row {
  case_id: string
  seq: number
  type: string
  at: Date
  sealed: Buffer
  salt: Buffer
  commitment: Buffer
  position: string
  wrapped: Buffer | null
  before: Buffer | null
}

const PAGE = 2_000

/** Compares the rows of the `size` events placed. Cost: one pass over the events, two hashes and one decryption each. */
export async function checkRows(
  db: Db,
  { vault, size }: { readonly vault: Vault; readonly size: number },
): Promise<RowsReport> {
  const { district } = vault
  const reasons: LogReason[] = []
  const seen = { rows: 0, erased: 0 }
  for (let from = 0; from < size; from += PAGE) {
    const rows = await readPage(db, district, { from, to: Math.min(from + PAGE, size) })
    const there = new Set(rows.map(({ position }) => Number(position)))
    for (let at = from; at < Math.min(from + PAGE, size); at += 1) {
      if (!there.has(at)) reasons.push(logReason('ROW_MISSING', `第 ${at} 条`))
    }
    for (const row of rows) {
      const found = checkRow(vault, row)
      seen.rows += 1
      if (found === 'erased') seen.erased += 1
      else reasons.push(...found)
    }
  }
  return { ...seen, reasons: [...reasons, ...(await endsOf(db, district))] }
}

async function readPage(db: Db, district: string, { from, to }: { from: number; to: number }): Promise<Row[]> {
  const { rows } = await db.query<Row>(
    `select e.case_id, e.seq, e.type, e.at, e.sealed, e.salt, e.commitment, e.position, k.wrapped, p.commitment as before
       from case_event e
       left join case_key k on k.district = e.district and k.case_id = e.case_id
       left join case_event p on p.district = e.district and p.case_id = e.case_id and p.seq = e.seq - 1
      where e.district = $1 and e.position is not null and e.position >= $2 and e.position < $3 order by e.position`,
    [district, from, to],
  )
  return rows
}

function checkRow(vault: Vault, row: Row): LogReason[] | 'erased' {
  if (row.wrapped === null || row.sealed.length === 0 || row.salt.length !== SALT_BYTES) return 'erased'
  const where = `第 ${row.position} 条`
  let payload: Buffer
  try {
    payload = openPayload(vault.dataKey(row.wrapped, keyPlace(row.case_id)), row.case_id, row.seq, row.sealed)
  } catch {
    return [logReason('ROW_ALTERED', `${where}，密文打不开`)]
  }
  const opened = equalBytes(commitmentOfBytes(payload, row.salt, sha256), row.commitment)
  if (!opened) return [logReason('ROW_ALTERED', where)]
  const event = JSON.parse(payload.toString()) as {
    readonly type: string
    readonly at: string
    readonly previous: string
  }
  if (event.type !== row.type || Date.parse(event.at) !== row.at.getTime()) {
    return [logReason('ROW_ALTERED', `${where}，种类或时间与内容不同`)]
  }
  const before = row.seq === 1 ? NO_HEAD : row.before
  return before?.toString('hex') === event.previous ? [] : [logReason('CHAIN_BROKEN', where)]
}

/** Cases whose file names another last event than there is: the newest steps were cut off, or the file put back. */
async function endsOf(db: Db, district: string): Promise<LogReason[]> {
  const { rows } = await db.query<{ case_no: string }>(
    `select f.case_no from case_file f
       left join lateral (select commitment from case_event e where e.district = f.district and e.case_id = f.id
                           order by seq desc limit 1) last on true
      where f.district = $1 and last.commitment is distinct from f.head order by f.case_no`,
    [district],
  )
  return rows.map(({ case_no }) => logReason('CHAIN_BROKEN', `办件 ${case_no} 的最后一步`))
}
