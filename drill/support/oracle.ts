// What must be so after every kill, read from the database itself and compared with what clients were told. Every check
// returns all it found wrong, in words; nothing found is an empty list.

import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import { fold } from '#kernel/case/evolve.ts'
import { keyPlace, openEvent, openSnapshot } from '#office/cases/envelope.ts'
import type { Installation } from '../../src/installation.ts'
import type { Acknowledged } from './load.ts'

/** The acknowledged commands that are not there, or are there with another receipt. */
export async function lostOf(connection: pg.ClientConfig, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  await using client = await connect(connection)
  const { rows } = await client.query<Acknowledged['receipt'] & { key: string; at: Date | string }>(
    `select r.key, r.case_id as "caseId", f.case_no as "caseNo", f.query_code as "queryCode", r.seq, r.at, r.events
       from case_receipt r join case_file f on f.district = r.district and f.id = r.case_id where r.key = any($1)`,
    [acknowledged.map(({ key }) => key)],
  )
  const kept = new Map(rows.map(({ key, at, ...receipt }) => [key, { ...receipt, at: new Date(at).toISOString() }]))
  return acknowledged.filter(({ key, receipt }) => !isDeepStrictEqual(kept.get(key), receipt)).map(({ key }) => key)
}

/** Fact that would be broken → a query that returns one row for each place where it is. */
const NEVER = {
  'a case whose number of events is not its sequence number': `
    select f.case_no as at from case_file f left join case_event e on e.district = f.district and e.case_id = f.id
     group by f.district, f.id having count(e.seq) <> f.seq or coalesce(max(e.seq), 0) <> f.seq`,
  'a case whose last event is not the one its file names': `
    select f.case_no as at from case_file f left join case_event e on e.district = f.district and e.case_id = f.id and e.seq = f.seq
     where f.head is distinct from e.commitment`,
  'events that the receipts of their case do not tell, or tell twice': `
    with happened as (select district, case_id, array_agg(type order by seq) as types from case_event group by 1, 2),
         told as (select r.district, r.case_id, array_agg(t.type order by r.seq, t.n) as types
                    from case_receipt r, unnest(r.events) with ordinality as t (type, n) group by 1, 2)
    select case_id::text as at from happened full join told using (district, case_id)
     where happened.types is distinct from told.types`,
  'a case without its key, or a key without its case': `
    select coalesce(f.id, k.case_id)::text as at from case_file f full join case_key k on k.district = f.district and k.case_id = f.id
     where f.id is null or k.case_id is null`,
  'a duty of an earlier state of its case': `
    select f.case_no as at from case_duty d join case_file f on f.district = d.district and f.id = d.case_id where d.seq <> f.seq`,
  'a count that a recount does not give': `
    select coalesce(k.status, c.status) as at from case_count k full join (
      select district, service, town, status, date_trunc('month', received_on)::date as month, count(*) as n
        from case_file group by 1, 2, 3, 4, 5) c using (district, service, town, status, month)
     where coalesce(k.n, 0) <> coalesce(c.n, 0)`,
  'a gap in the numbers of cases, or a number given twice': `
    select s.series as at from serial s join (
      select district, 'case:' || service || ':' || received_on as series, count(*) as n, max(right(case_no, 6)::int) as last
        from case_file group by 1, 2) c using (district, series)
     where s.last <> c.n or s.last <> c.last`,
  'a place in the log left out or given twice, or one that was never given': `
    select e.district as at from (select district, position from case_event union all select district, position from recorded_act) e
      left join serial s on s.district = e.district and s.series = 'log'
     group by e.district, s.last having count(*) <> max(e.position) + 1 or count(distinct e.position) <> count(*) or s.last is distinct from count(*)`,
  'a head of the log that is larger than what was recorded': `
    select h.district as at from log_head h left join serial s on s.district = h.district and s.series = 'log'
     where h.size > coalesce(s.last, 0)`,
} as const

/** Everything half applied or applied twice, as the rows themselves show it. */
export async function contradictions(connection: pg.ClientConfig): Promise<string[]> {
  await using client = await connect(connection)
  await client.query('begin isolation level repeatable read read only')
  const found: string[] = []
  for (const [fact, sql] of Object.entries(NEVER)) {
    const { rows } = await client.query<{ at: string }>(`${sql} limit 5`)
    found.push(...rows.map(({ at }) => `${fact}: ${at}`))
  }
  return found
}

/** Every case opened: its snapshot must be the fold of its events. Hands back how many cases there were, too. */
export async function unlikeTheirHistory({
  database,
  vault,
}: Installation): Promise<{ cases: number; unlike: string[] }> {
  const { rows } = await database.pool('owner', 1).query<{
    id: string
    snapshot: Buffer
    wrapped: Buffer
    sealed: Buffer[]
  }>(
    `select f.id, f.snapshot, k.wrapped,
            (select array_agg(e.sealed order by e.seq) from case_event e where e.district = f.district and e.case_id = f.id) as sealed
       from case_file f join case_key k on k.district = f.district and k.case_id = f.id`,
  )
  const unlike = rows.filter(({ id, snapshot, wrapped, sealed }) => {
    const key = vault.dataKey(wrapped, keyPlace(id))
    const told = fold(sealed.map((event, i) => openEvent(key, id, i + 1, event)))
    return !isDeepStrictEqual(JSON.parse(JSON.stringify(told)), openSnapshot(key, id, snapshot))
  })
  return { cases: rows.length, unlike: unlike.map(({ id }) => id) }
}

async function connect(connection: pg.ClientConfig): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() })
}
