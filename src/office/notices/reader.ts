// Reads the stream of events by their places and writes the notices that follow from them, with what is to be sent. Its place
// is kept in the transaction of what it wrote, and a notice has the event's own key: read twice, told once.

import type { Pool, PoolClient } from 'pg'
import { toldOf } from '#kernel/case/told.ts'
import { keyPlace, openEvent } from '#office/cases/envelope.ts'
import type { CaseDesk } from '#office/cases/handle-command.ts'
import { keepPlace, nextPlace } from '#office/cases/stream.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { dueAt, readChoice } from './choice.ts'

const AT_ONCE = 200
const READER = 'notices'

interface EventRow {
  case_id: string
  seq: number
  position: string
  sealed: Buffer
  wrapped: Buffer | null
  version: string
  service: string
  applicant: string
}

const EVENTS = `
  select e.case_id, e.seq, e.position, e.sealed, k.wrapped, f.version, f.service, f.applicant
    from case_event e
    join case_file f on f.district = e.district and f.id = e.case_id
    left join case_key k on k.district = e.district and k.case_id = e.case_id
   where e.district = $1 and e.position >= $2 order by e.position limit $3`

type Reading = Pick<CaseDesk, 'catalogue' | 'vault' | 'now'>

/** Writes the notices of everything since the last time; resolves to how many. `pool` acts as the appender. */
export async function readNotices(desk: Reading, pool: Pool): Promise<number> {
  let written = 0
  for (;;) {
    const { events, notices } = await inTransaction(pool, (client) => readSome(desk, client))
    written += notices
    if (events < AT_ONCE) return written
  }
}

async function readSome(desk: Reading, client: PoolClient): Promise<{ events: number; notices: number }> {
  const { district } = desk.catalogue
  const next = await nextPlace(client, district, READER, 'for update')
  const { rows } = await client.query<EventRow>(EVENTS, [district, next, AT_ONCE])
  const last = rows.at(-1)
  if (!last) return { events: 0, notices: 0 }
  let notices = 0
  for (const row of rows) if (await tell(desk, client, row)) notices++
  await keepPlace(client, district, READER, Number(last.position) + 1)
  return { events: rows.length, notices }
}

/** The notice of one event, and what is to be sent; false for events that are nobody's news, or were told before. */
async function tell({ catalogue, vault, now }: Reading, client: PoolClient, row: EventRow): Promise<boolean> {
  // Without its key a case is forgotten, and nobody is told of it.
  if (!row.wrapped) return false
  const { district } = catalogue
  const event = openEvent(vault.dataKey(row.wrapped, keyPlace(row.case_id)), row.case_id, row.seq, row.sealed)
  const told = toldOf(await catalogue.pinned(row.version), event)
  if (!told) return false
  const made = await client.query(
    `insert into notice (district, case_id, seq, person, kind, at, service, figures)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [district, row.case_id, row.seq, row.applicant, told.kind, event.at, row.service, told.figures],
  )
  if (made.rowCount === 0) return false
  const choice = await readChoice(client, vault, row.applicant)
  await client.query(
    `insert into notice_send (district, case_id, seq, channel, due_at)
     select $1, $2, $3, channel, $4 from unnest($5::text[]) as channel on conflict do nothing`,
    [district, row.case_id, row.seq, dueAt(now(), choice.quiet), choice.channels],
  )
  return true
}
