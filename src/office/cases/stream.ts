// The stream of what happened, in the one order of the district's log, opened for readers that work on it by themselves:
// notices, ratings, supervision, whoever waits. Each keeps how far it has read and reads on from there, a stretch at a time, in one
// statement; a look that finds nothing new writes nothing. They are the platform: their connections act as the appender.
//
// Such connections may commit without waiting for the disk (`synchronous_commit = off`), and should: a fall may then cost the
// last moments of a reader's work, never the place without the work, because what survives is a beginning of what was
// written. It reads those moments again. For that, what it does with an event must do no harm a second time.

import type { Pool } from 'pg'
import type { CaseEvent, EventType } from '#kernel/case/event.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { type CaseReads, FILE, type FileRow, stateOf, WITH_KEY } from './audience.ts'
import { keyPlace, openEvent } from './envelope.ts'

/** A reader of the stream: its connections, and what opens what it reads. */
export interface Reader {
  readonly pool: Pool
  readonly reads: Pick<CaseReads, 'catalogue' | 'vault'>
}

/** An event with the case it belongs to. */
export interface Happened {
  readonly position: number
  readonly caseId: string
  readonly service: string
  readonly version: string
  readonly place: string
  readonly town: string
  readonly applicant: string
  readonly event: CaseEvent
}

/** How many events are read at a time. */
const AT_ONCE = 500

// None of these statements is kept prepared: a plan made for a young database would walk the whole of a grown one. And
// each row finds its file and its key by its own look-up (`offset 0` keeps the planner from joining the tables first).

/** The next events for a reader: $1 district, $2 reader, $3 how many; `kept` says what of each. */
const next = (kept: string) => `
  stretch as materialized (
    select position, ${kept} from case_event
     where district = $1
       and position >= (select coalesce(max(position), 0) from stream_reader where district = $1 and reader = $2)
     order by position limit $3)`

// What lost its key is left out. The one row that is always there says how far the stretch goes.
const READ_ON = `
  with ${next('case_id, seq, case when $4::text[] is null or type = any($4) then sealed end as sealed')}
  select s.last, s.count, w.* from (select max(position) as last, count(*)::integer as count from stretch) s
    left join (
      select e.position, e.case_id, e.seq, e.sealed, f.*, k.* from stretch e
        cross join lateral (
          select service, version, place, town, applicant from case_file where district = $1 and id = e.case_id offset 0) f
        cross join lateral (select wrapped from case_key where district = $1 and case_id = e.case_id offset 0) k
       where e.sealed is not null) w on true
   order by w.position`

interface Row {
  last: string | null
  count: number
  position: string | null
  case_id: string
  service: string
  version: string
  place: string
  town: string
  applicant: string
  seq: number
  sealed: Buffer
  wrapped: Buffer
}

/** What a reader wants; it goes on until nothing is new, or the signal. */
export interface StreamReading {
  readonly reader: string
  readonly types: readonly EventType[] | null
  readonly stopping?: AbortSignal | undefined
}

/**
 * Hands a reader the events of these types (null: all) since the last time, in their order, some at a time; resolves to how
 * many. Run again it finds nothing new; a fall between two batches costs nothing but the batch.
 * Cost: one range of the index by position; opening takes some 20 µs an event.
 */
export async function readOn(
  { pool, reads }: Reader,
  { reader, types, stopping }: StreamReading,
  work: (batch: readonly Happened[]) => Promise<void>,
): Promise<number> {
  const { district } = reads.catalogue
  let read = 0
  for (;;) {
    const { rows } = await pool.query<Row>(READ_ON, [district, reader, AT_ONCE, types])
    const [{ last, count } = { last: null, count: 0 }] = rows
    if (last === null) return read
    const batch = rows.flatMap((row) => (row.position === null ? [] : [happenedFrom(reads, row)]))
    if (batch.length > 0) await work(batch)
    await keepPlace(pool, district, reader, Number(last) + 1)
    read += batch.length
    if (count < AT_ONCE || stopping?.aborted) return read
  }
}

const happenedFrom = (
  { vault }: Reader['reads'],
  { position, case_id: caseId, service, version, place, town, applicant, seq, sealed, wrapped }: Row,
): Happened => ({
  ...{ position: Number(position), caseId, service, version, place, town, applicant },
  event: openEvent(vault.dataKey(wrapped, keyPlace(caseId)), caseId, seq, sealed),
})

const MOVED = `
  with ${next('case_id')}
  select max(position) as last, count(*)::integer as count, array_agg(distinct case_id) as cases from stretch`

/** Hands a reader which cases have moved since the last time, without what happened to them, and up to which place. */
export async function readMoved(
  {
    pool,
    district,
    reader,
    stopping,
  }: { readonly pool: Pool; readonly district: string } & Omit<StreamReading, 'types'>,
  work: (cases: readonly string[], last: number) => Promise<void>,
): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ last: string | null; count: number; cases: string[] }>(MOVED, [
      district,
      reader,
      AT_ONCE,
    ])
    const [{ last, count, cases } = { last: null, count: 0, cases: [] }] = rows
    if (last === null) return
    await work(cases, Number(last))
    await keepPlace(pool, district, reader, Number(last) + 1)
    if (count < AT_ONCE || stopping?.aborted) return
  }
}

/** Keeps where a reader reads next; never backwards, should two of them run. */
async function keepPlace(pool: Pool, district: string, reader: string, place: number): Promise<void> {
  await pool.query(
    `insert into stream_reader (district, reader, position) values ($1, $2, $3)
     on conflict (district, reader) do update set position = greatest(stream_reader.position, excluded.position)`,
    [district, reader, place],
  )
}

/** A case as a reader judges it. */
export interface History {
  readonly id: string
  readonly version: string
  readonly state: CaseState
  readonly events: readonly CaseEvent[]
}

/** The histories of some cases, in two statements; those that lost their keys are left out. Units: some 200 cases. */
export async function historiesOf({ pool, reads }: Reader, ids: readonly string[]): Promise<readonly History[]> {
  const values = [reads.catalogue.district, ids]
  const files = await pool.query<FileRow>(
    `select ${FILE} from case_file f ${WITH_KEY}
      where f.district = $1 and f.id = any($2::uuid[]) and k.case_id = any($2::uuid[])`,
    values,
  )
  const events = await pool.query<{ case_id: string; seq: number; sealed: Buffer }>(
    'select case_id, seq, sealed from case_event where district = $1 and case_id = any($2::uuid[]) order by case_id, seq',
    values,
  )
  const eventsOf = Map.groupBy(events.rows, ({ case_id }) => case_id)
  return files.rows.map((row) => {
    const key = reads.vault.dataKey(row.wrapped, keyPlace(row.id))
    const own = eventsOf.get(row.id) ?? []
    const opened = own.map(({ seq, sealed }) => openEvent(key, row.id, seq, sealed))
    return { id: row.id, version: row.version, state: stateOf(reads, row), events: opened }
  })
}
