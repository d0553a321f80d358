// The operator's own check: every event and act in the database against the log's leaves. What the public check sees as a
// leaf is opened here: the content must be what was committed to, each must name the one before it, each case must end
// where its file says, and the newest must be there. Called by `qinqing verify log --own`, as the owner of the tables.

import { equalBytes } from '#kernel/bytes.ts'
import { commitmentOfBytes, SALT_BYTES } from '#kernel/log/entry.ts'
import { type LogReason, logReason } from '#kernel/log/reason.ts'
import { keyPlace, NO_HEAD, openPayload } from '#office/cases/envelope.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { type ActRow, NO_ACT, OPEN_ACT, openingOfRow, payloadOf } from './acts.ts'
import type { Db } from './log-store.ts'

/** How the rows stand to the log: how many were compared, how many are erased for good, and every contradiction. */
export interface RowsReport {
  readonly rows: number
  /** Entries whose content or key was deleted: their leaves stay, nothing can be opened any more. */
  readonly erased: number
  readonly reasons: readonly LogReason[]
}

interface EventRow {
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

/** Compares the rows of the first `size` places. Cost: one pass over them, two hashes and one decryption each. */
export async function checkRows(
  db: Db,
  { vault, size }: { readonly vault: Vault; readonly size: number },
): Promise<RowsReport> {
  const { district } = vault
  const reasons: LogReason[] = []
  const seen = { rows: 0, erased: 0 }
  for (let from = 0; from < size; from += PAGE) {
    const page = { from, to: Math.min(from + PAGE, size) }
    const checked = [
      ...(await readEvents(db, district, page)).map((row) => ({ place: row.position, found: checkEvent(vault, row) })),
      ...(await readActs(db, district, page)).map((row) => ({ place: row.position, found: checkAct(vault, row) })),
    ]
    const there = new Map(checked.map(({ place, found }) => [Number(place), found]))
    for (let at = from; at < page.to; at += 1) {
      const found = there.get(at) ?? [logReason('ROW_MISSING', `第 ${at} 条`)]
      if (found === 'erased') seen.erased += 1
      else reasons.push(...found)
    }
    seen.rows += checked.length
  }
  return { ...seen, reasons: [...reasons, ...(await endsOf(db, district)), ...(await newestOf(db, district, size))] }
}

interface Page {
  readonly from: number
  readonly to: number
}

async function readEvents(db: Db, district: string, { from, to }: Page): Promise<EventRow[]> {
  const { rows } = await db.query<EventRow>(
    `select e.case_id, e.seq, e.type, e.at, e.sealed, e.salt, e.commitment, e.position, k.wrapped, p.commitment as before
       from case_event e
       left join case_key k on k.district = e.district and k.case_id = e.case_id
       left join case_event p on p.district = e.district and p.case_id = e.case_id and p.seq = e.seq - 1
      where e.district = $1 and e.position >= $2 and e.position < $3`,
    [district, from, to],
  )
  return rows
}

async function readActs(db: Db, district: string, { from, to }: Page): Promise<(ActRow & { before: Buffer | null })[]> {
  const { rows } = await db.query<ActRow & { before: Buffer | null }>(
    `select ${OPEN_ACT}, sealed, wrapped,
            (select p.commitment from recorded_act p
              where p.district = a.district and p.subject = a.subject and p.seq = a.seq - 1) as before
       from recorded_act a where district = $1 and position >= $2 and position < $3`,
    [district, from, to],
  )
  return rows
}

type Found = readonly LogReason[] | 'erased'

function checkAct(vault: Vault, row: ActRow & { before: Buffer | null }): Found {
  const where = `第 ${row.position} 条`
  let opening: Buffer | null
  try {
    opening = openingOfRow(vault, row)
  } catch {
    return [logReason('ROW_ALTERED', `${where}，密文打不开`)]
  }
  if (opening === null) return 'erased'
  const [salt, bytes] = [opening.subarray(0, SALT_BYTES), opening.subarray(SALT_BYTES)]
  if (!equalBytes(commitmentOfBytes(bytes, salt, sha256), row.commitment)) return [logReason('ROW_ALTERED', where)]
  const act = payloadOf(opening)
  if (
    act?.subject !== row.subject ||
    act.seq !== row.seq ||
    act.kind !== row.kind ||
    Date.parse(act.at) !== row.at.getTime()
  )
    return [logReason('ROW_ALTERED', `${where}，对象、序号、种类或时间与内容不同`)]
  const before = row.seq === 1 ? NO_ACT : row.before?.toString('hex')
  return before === act.previous ? [] : [logReason('CHAIN_BROKEN', where)]
}

function checkEvent(vault: Vault, row: EventRow): Found {
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

/** Whether the last place that was given is the last one that is there, beyond the `size` compared: they may be unsigned yet. */
async function newestOf(db: Db, district: string, size: number): Promise<LogReason[]> {
  const { rows } = await db.query<{ given: string; there: string }>(
    `select coalesce((select last from serial where district = $1 and series = 'log'), 0) as given,
            1 + greatest(-1, (select max(position) from case_event where district = $1),
                             (select max(position) from recorded_act where district = $1)) as there`,
    [district],
  )
  const [given, there] = [Number(rows[0]?.given), Number(rows[0]?.there)]
  if (given > there && there >= size) return [logReason('ROW_MISSING', `第 ${there} 条`)]
  return given < there ? [logReason('ROW_ALTERED', `第 ${given} 条，编号没有给到这里`)] : []
}
