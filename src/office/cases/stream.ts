// The stream of what happened, in the one order of the district's log, opened for readers that work on it by themselves:
// ratings, supervision. They run as the platform, see every place, and keep how far they have read.

import type { Pool } from 'pg'
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

/**
 * The events after a position in their order, at most `limit`, of these types only. What lost its key is left out.
 * Cost: one range of the index by position; opening takes some 20 µs an event.
 */
export function readStream(
  reads: CaseReads,
  { after, types, limit }: { readonly after: number; readonly types: readonly EventType[]; readonly limit: number },
): Promise<Happened[]> {
  return asAudience(reads, SYSTEM, async (client) => {
    const { rows } = await client.query<Row>({
      name: 'case-stream',
      text: `select e.position, e.case_id, f.service, f.version, f.place, f.town, e.seq, e.sealed, k.wrapped
               from case_event e
               join case_file f on f.district = e.district and f.id = e.case_id
               join case_key k on k.district = e.district and k.case_id = e.case_id
              where e.district = $1 and e.position > $2 and e.type = any($3) order by e.position limit $4`,
      values: [reads.catalogue.district, after, types, limit],
    })
    return rows.map(({ position, case_id: caseId, seq, sealed, wrapped, ...file }) => ({
      ...file,
      caseId,
      position: Number(position),
      event: openEvent(reads.vault.dataKey(wrapped, keyPlace(caseId)), caseId, seq, sealed),
    }))
  })
}

/** How far a reader has read; -1 before it began. `pool` acts as the appender. */
export async function readUpTo(pool: Pool, district: string, reader: string): Promise<number> {
  const { rows } = await pool.query<{ position: string }>(
    'select position from stream_reader where district = $1 and reader = $2',
    [district, reader],
  )
  return rows[0] ? Number(rows[0].position) : -1
}

/** Keeps how far a reader has read; never backwards, should two of them run. */
export async function keepRead(pool: Pool, district: string, reader: string, position: number): Promise<void> {
  await pool.query(
    `insert into stream_reader (district, reader, position) values ($1, $2, $3)
     on conflict (district, reader) do update set position = greatest(stream_reader.position, excluded.position)`,
    [district, reader, position],
  )
}
