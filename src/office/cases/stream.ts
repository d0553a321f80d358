// The stream of what happened, in the one order of the district's log, opened for readers that work on it by themselves:
// ratings, supervision. They run as the platform, see every place, and keep how far they have read. A reader with a question of
// its own to the log keeps its place here, too.

import type { Pool, PoolClient } from 'pg'
import { SYSTEM } from '#kernel/case/actor.ts'
import type { CaseEvent, EventType } from '#kernel/case/event.ts'
import { asAudience, type CaseReads } from './audience.ts'
import { keyPlace, openEvent } from './envelope.ts'

/** An event with the case it belongs to. */
export interface Happened {
  readonly position: number
  readonly caseId: string
  readonly service: string
  readonly version: string
  readonly place: string
  readonly town: string
  readonly event: CaseEvent
}

interface Row {
  position: string
  case_id: string
  service: string
  version: string
  place: string
  town: string
  seq: number
  sealed: Buffer
  wrapped: Buffer
}

/** How many events are read at a time. */
const AT_ONCE = 200

/**
 * Hands a reader the events of these types since the last time, in their order, some at a time; resolves to how many. Run
 * again it finds nothing new; a fall between two batches costs nothing but the batch. `pool` acts as the appender.
 */
export async function readOn(
  { pool, reads }: { readonly pool: Pool; readonly reads: CaseReads },
  { reader, types }: { readonly reader: string; readonly types: readonly EventType[] },
  work: (batch: readonly Happened[]) => Promise<void>,
): Promise<number> {
  const { district } = reads.catalogue
  let read = 0
  for (;;) {
    const batch = await eventsFrom(reads, await nextPlace(pool, district, reader), types)
    await work(batch)
    const last = batch.at(-1)
    if (last) await keepPlace(pool, district, reader, last.position + 1)
    read += batch.length
    if (batch.length < AT_ONCE) return read
  }
}

/** What lost its key is left out. Cost: one range of the index by position; opening takes some 20 µs an event. */
function eventsFrom(reads: CaseReads, place: number, types: readonly EventType[]): Promise<Happened[]> {
  return asAudience(reads, SYSTEM, async (client) => {
    const { rows } = await client.query<Row>({
      name: 'case-stream',
      text: `select e.position, e.case_id, f.service, f.version, f.place, f.town, e.seq, e.sealed, k.wrapped
               from case_event e
               join case_file f on f.district = e.district and f.id = e.case_id
               join case_key k on k.district = e.district and k.case_id = e.case_id
              where e.district = $1 and e.position >= $2 and e.type = any($3) order by e.position limit $4`,
      values: [reads.catalogue.district, place, types, AT_ONCE],
    })
    return rows.map(({ position, case_id: caseId, seq, sealed, wrapped, ...file }) => ({
      ...file,
      caseId,
      position: Number(position),
      event: openEvent(reads.vault.dataKey(wrapped, keyPlace(caseId)), caseId, seq, sealed),
    }))
  })
}

/**
 * The place in the log that a reader reads from next. With `for update` nobody else keeps another before the transaction
 * ends, once there is one. `db` acts as the appender.
 */
export async function nextPlace(
  db: Pool | PoolClient,
  district: string,
  reader: string,
  lock: '' | 'for update' = '',
): Promise<number> {
  const { rows } = await db.query<{ position: string }>(
    `select position from stream_reader where district = $1 and reader = $2 ${lock}`,
    [district, reader],
  )
  return Number(rows[0]?.position ?? 0)
}

/** Keeps where a reader reads next; never backwards, should two of them run. */
export async function keepPlace(db: Pool | PoolClient, district: string, reader: string, next: number): Promise<void> {
  await db.query(
    `insert into stream_reader (district, reader, position) values ($1, $2, $3)
     on conflict (district, reader) do update set position = greatest(stream_reader.position, excluded.position)`,
    [district, reader, next],
  )
}
