// Makes cases by the million for whoever looks at many: each with its own key, its sealed state, its duties, its place in the
// counts and the log. Histories are the homestead examples told up to different points, moved to another village and day; of a
// history only the last event is stored, because lists and counts read none. Some 2,000 cases go in one statement.

import type { PoolClient } from 'pg'
import { officialCalendar } from '#kernel/calendar/official.ts'
import { dutiesOf } from '#kernel/case/due.ts'
import type { CaseEvent } from '#kernel/case/event.ts'
import { fold } from '#kernel/case/evolve.ts'
import { replay } from '#kernel/case/example.ts'
import { queryCodeOf } from '#kernel/case/query-code.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { statusOf } from '#kernel/case/status.ts'
import { keyPlace, NO_HEAD, sealEvents, sealSnapshot } from '#office/cases/envelope.ts'
import { caseIdOf } from '#office/cases/identity-index.ts'
import { examples } from '#services/homestead/examples.ts'
import type { Installation } from '../../src/installation.ts'

interface Template {
  readonly events: string
  readonly state: string
  /** Share of all cases that stand here. */
  readonly weight: number
}

const VILLAGE = '350521104-01'

/** Every point at which an example's case can stand; most cases are over, as in a real archive. */
function templates({ catalogue }: Installation): Template[] {
  const definition = catalogue.current('homestead')
  if (!definition) throw new Error('no homestead service')
  return examples.flatMap((example) => {
    const { events } = replay(definition, example, { units: catalogue.units, calendar: officialCalendar })
    return events.flatMap((_, i): Template[] => {
      const history = events.slice(0, i + 1)
      const state = fold(history) as CaseState
      if (state.at === '') return []
      return [{ events: JSON.stringify(history), state: JSON.stringify(state), weight: state.ended ? 60 : 1 }]
    })
  })
}

/** What the cases of one template in one village have in common. */
interface Mould {
  readonly state: CaseState
  readonly last: CaseEvent
  readonly duties: ReturnType<typeof dutiesOf>
  readonly columns: readonly [
    place: string,
    town: string,
    status: string,
    step: string,
    stepKind: string,
    advice: string,
  ]
}

/** The bytes of a statement end to end; copied at once, so that what was sealed dies young. */
class Contents {
  #bytes = Buffer.allocUnsafe(16 << 20)
  #length = 0

  /** Adds bytes and says where they stand, from 1, as SQL counts. */
  add(bytes: Buffer): [at: number, size: number] {
    if (this.#length + bytes.length > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes], this.#bytes.length * 2)
    bytes.copy(this.#bytes, this.#length)
    this.#length += bytes.length
    return [this.#length - bytes.length + 1, bytes.length]
  }

  all = (): Buffer => this.#bytes.subarray(0, this.#length)
}

const LOAD = `
  with made as materialized (
    select * from json_to_recordset($3) as m (
      n integer, id uuid, case_no text, query_code text, applicant uuid, place text, town text, seq integer, status text,
      step text, step_kind text, advice text, received_on date, due_on date, ended_on date, at timestamptz, type text,
      key_at integer, key_size integer, state_at integer, state_size integer, event_at integer, event_size integer)),
  files as (
    insert into case_file (district, id, case_no, query_code, service, version, applicant, place, town, seq, status, step,
                           step_kind, advice, received_on, due_on, ended_on, live, head, snapshot)
    select $1, id, case_no, query_code, 'homestead', $4, applicant, place, town, seq, status, step, step_kind, advice,
           received_on, due_on, ended_on, false, substring($2::bytea from event_at + event_size + 32 for 32),
           substring($2::bytea from state_at for state_size) from made),
  keys as (
    insert into case_key (district, case_id, wrapped) select $1, id, substring($2::bytea from key_at for key_size) from made),
  log as (
    insert into serial as s (district, series, last) select $1, 'log', count(*) from made
    on conflict (district, series) do update set last = s.last + excluded.last returning last),
  events as (
    insert into case_event (district, case_id, seq, type, at, sealed, salt, commitment, position)
    select $1, id, seq, type, at, substring($2::bytea from event_at for event_size),
           substring($2::bytea from event_at + event_size for 32), substring($2::bytea from event_at + event_size + 32 for 32),
           log.last - (select count(*) from made) + n from made, log),
  duties as (
    insert into case_duty (district, case_id, seq, n, service, step, branch, role, unit, due_on)
    select $1, m.id, m.seq, d.n, 'homestead', d.step, d.branch, d.role, d.unit, d.due_on
      from json_to_recordset($5) as d (of integer, n smallint, step text, branch text, role text, unit text, due_on date)
      join made m on m.n = d.of)
  insert into case_count as k (district, service, town, status, month, n)
  select $1, 'homestead', town, status, date_trunc('month', received_on)::date, count(*) from made group by 3, 4, 5
  on conflict (district, service, town, status, month) do update set n = k.n + excluded.n`

const AT_ONCE = 2_000
const dayFrom = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)

/** Adds the cases numbered `from` up to `to`; `report` hears how many there are, now and then. Cost: some 0.2 ms a case. */
export async function loadCases(
  installation: Installation,
  { from, to }: { readonly from: number; readonly to: number },
  report: (done: number) => void = () => undefined,
): Promise<void> {
  const mouldOf = moulds(installation)
  const pool = installation.database.pool('owner', 1, { synchronous_commit: 'off' })
  const client = await pool.connect()
  let underWay: Promise<unknown> = Promise.resolve()
  for (let first = from; first < to; first += AT_ONCE) {
    // While the database takes one lot, the next is sealed.
    const lot = sealedLot(installation, mouldOf, first, Math.min(to, first + AT_ONCE))
    await underWay
    underWay = store(client, installation, lot)
    underWay.catch(() => undefined)
    report(first)
  }
  await underWay
  client.release()
  await pool.end()
}

type Lot = ReturnType<typeof sealedLot>

const store = (client: PoolClient, { catalogue }: Installation, { contents, made, duties }: Lot): Promise<unknown> =>
  client.query(LOAD, [
    catalogue.district,
    contents.all(),
    JSON.stringify(made),
    catalogue.current('homestead')?.version,
    JSON.stringify(duties),
  ])

/** The moulds of all cases, by their number, each made once. */
function moulds(installation: Installation): (n: number) => Mould {
  const { catalogue } = installation
  const definition = catalogue.current('homestead')
  if (!definition) throw new Error('no homestead service')
  const villages = [...catalogue.units.values()].filter(({ level }) => level === 'village')
  const all = templates(installation)
  const upTo = all.map((_, i) => all.slice(0, i + 1).reduce((sum, { weight }) => sum + weight, 0))
  const total = upTo.at(-1)!
  const known = new Map<string, Mould>()
  return (n) => {
    const share = (n * 7_919) % total
    const found = upTo.findIndex((below) => share < below)
    const name = `${found} ${n % villages.length}`
    const mould = known.get(name) ?? make(all[found]!, villages[n % villages.length]!)
    known.set(name, mould)
    return mould
  }

  function make(template: Template, village: (typeof villages)[number]): Mould {
    const state = JSON.parse(template.state.replaceAll(VILLAGE, village.code)) as CaseState
    const events = JSON.parse(template.events.replaceAll(VILLAGE, village.code)) as CaseEvent[]
    const step = state.ended?.outcome ?? state.at
    const kind = definition!.steps[step]?.kind ?? 'end'
    return {
      state,
      last: events.at(-1)!,
      duties: dutiesOf(definition!, state, catalogue.units, officialCalendar),
      columns: [village.code, village.parent!, statusOf(state), step, kind, state.advice.outcome],
    }
  }
}

function sealedLot({ cases, vault }: Installation, mouldOf: (n: number) => Mould, first: number, end: number) {
  const contents = new Contents()
  const made: object[] = []
  const duties: object[] = []
  for (let n = first; n < end; n += 1) {
    const { state, last, duties: due, columns } = mouldOf(n)
    const [place, town, status, step, stepKind, advice] = columns
    const id = caseIdOf(cases.now(), cases.random)
    const { key, wrapped } = vault.newDataKey(keyPlace(id))
    const [event] = sealEvents(key, id, [last], NO_HEAD, cases.random)
    const [keyAt, keySize] = contents.add(wrapped)
    const [stateAt, stateSize] = contents.add(sealSnapshot(key, id, state))
    const [eventAt, eventSize] = contents.add(event!.sealed)
    contents.add(event!.salt)
    contents.add(event!.commitment)
    const receivedOn = dayFrom(2025, 0, 1 + ((n * 31) % 690))
    const dueOn = dayFrom(2026, 10, 10 + ((n * 13) % 40))
    made.push({
      ...{ n: n - first, id, case_no: `LOAD${String(n).padStart(10, '0')}`, seq: state.seq, place, town, status, step },
      ...{ query_code: queryCodeOf(String(n % 10_000_000_000).padStart(10, '0')), step_kind: stepKind, advice },
      ...{ applicant: caseIdOf(cases.now(), cases.random), received_on: receivedOn, ended_on: state.ended?.on ?? null },
      ...{ due_on: due[0]?.dueOn ? dueOn : 'infinity', at: state.last.at, type: last.type },
      ...{ key_at: keyAt, key_size: keySize, state_at: stateAt, state_size: stateSize },
      ...{ event_at: eventAt, event_size: eventSize },
    })
    for (const [i, { step, branch, role, unit, dueOn: day }] of due.entries())
      duties.push({ of: n - first, n: i, step, branch, role, unit, due_on: day ? dueOn : 'infinity' })
  }
  return { contents, made, duties }
}
