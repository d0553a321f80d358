// The SQL of the command path: load what a command needs, append what it decided. Both serve many commands with one
// statement by natural batching; neither keeps state between calls, so several processes may run at once.

import type { Pool } from 'pg'
import type { Data } from '#kernel/service/evaluate.ts'
import { gather } from '#platform/gather.ts'
import type { SealedEvent } from './envelope.ts'

/** What a command with this key was answered before. */
export interface StoredReceipt {
  readonly request: Buffer
  readonly caseId: string
  readonly caseNo: string
  readonly queryCode: string
  readonly seq: number
  readonly at: Date
  readonly events: readonly string[]
}

/** A case as a command finds it. */
export interface LoadedFile {
  readonly seq: number
  readonly service: string
  readonly version: string
  readonly caseNo: string
  readonly queryCode: string
  readonly status: string
  readonly wakeAt: Date | null
  readonly head: Buffer
  readonly snapshot: Buffer
  readonly wrapped: Buffer
  readonly units: readonly string[]
}

/** A decided command, ready to be stored. Dates are ISO; byte strings are exact. */
export interface Append {
  readonly caseId: string
  /** The sequence number the decision was made on; 0 opens a case. */
  readonly expected: number
  readonly seq: number
  readonly service: string
  readonly version: string
  readonly queryCode: string
  readonly caseSeries: string
  readonly casePrefix: string
  readonly place: string
  readonly town: string
  readonly status: string
  readonly oldStatus: string | null
  readonly step: string
  readonly stepKind: string
  readonly advice: string
  readonly receivedOn: string
  readonly dueOn: string | null
  readonly wakeAt: string | null
  readonly oldWakeAt: Date | null
  readonly endedOn: string | null
  readonly live: boolean
  /** Departments and schools that see it. */
  readonly units: readonly string[]
  readonly at: string
  readonly key: string
  readonly request: Buffer
  readonly head: Buffer
  readonly snapshot: Buffer
  readonly events: readonly SealedEvent[]
  readonly duties: readonly { step: string; branch: string | null; role: string; unit: string; dueOn: string | null }[]
  readonly entries: readonly {
    entry: string
    code: string
    series: string
    pattern: string
    validUntil: string | null
    sealed: Buffer
    /** What other cases may look up, personal values as blind indexes. */
    data: Readonly<Record<string, Data>>
    /** Hex of a blind index: no second valid entry has it. */
    unique: string | null
  }[]
  /** Entries whose standing changes: all that match. */
  readonly changes: readonly {
    register: string
    to: string
    number: string | null
    match: Readonly<Record<string, Data>>
  }[]
  /** Given when the case is opened. */
  readonly opening: { readonly wrapped: Buffer; readonly applicant: string; readonly parties: readonly Buffer[] } | null
}

export interface Appended {
  readonly caseNo: string
  readonly numbers: readonly { readonly code: string; readonly number: string }[]
}

/**
 * `stale`: nothing was stored, because the case moved on or the key has a receipt. Look for that, then decide again.
 * `fault`: what the database threw at this command alone.
 */
export type AppendOutcome = Appended | 'stale' | { readonly fault: unknown }

export interface LiveQuery {
  readonly service: string
  readonly identities: readonly Buffer[]
}

/** `where`: `live`, `any`, or how they ended. `self`: the case that asks. */
export interface CasesQuery {
  readonly service: string
  readonly identity: Buffer
  readonly where: string
  readonly at: readonly string[] | null
  readonly self: string | null
  /** Only those received from this day on. */
  readonly since: string | null
}

/** A running case as a list of others reads it. */
export interface ListedFile {
  readonly id: string
  readonly caseNo: string
  readonly snapshot: Buffer
  readonly wrapped: Buffer
}

export interface EntriesQuery {
  readonly register: string
  readonly match: Readonly<Record<string, Data>>
  readonly number: string | null
  readonly sum: string | null
  /** Only those issued from this instant on. */
  readonly since: string | null
  /** Valid on this day; null: also those no longer valid. */
  readonly on: string | null
}

/** An entry as others look it up. */
export interface FoundEntry {
  readonly number: string
  readonly data: Readonly<Record<string, Data>>
}

export interface FoundEntries {
  readonly count: number
  readonly sum: number
  readonly newest: FoundEntry | null
}

/** `title`: the entry's value of that name, else its number. */
export interface EntryChoice {
  readonly value: string
  readonly title: string
}

export interface CaseStore {
  load(caseId: string): Promise<LoadedFile | null>
  findReceipt(key: string): Promise<StoredReceipt | null>
  append(command: Append): Promise<AppendOutcome>
  /** How many live cases of a service hold each of these identities: one count for all of them together. */
  countLive(query: LiveQuery): Promise<number>
  /** How many other cases share an identity. */
  countCases(query: CasesQuery): Promise<number>
  /** Other cases that share a value with this one, at most 200, newest first. */
  linkedCases(caseId: string): Promise<readonly string[]>
  /** The running cases of a service at some of its steps, oldest first, at most 200. */
  listCases(query: { readonly service: string; readonly at: readonly string[] }): Promise<readonly ListedFile[]>
  /** The valid entries of a register that match: how many, a sum of theirs, the newest. */
  lookUpEntries(query: EntriesQuery): Promise<FoundEntries>
  /** The same, one by one, oldest first; at most 500. */
  listEntries(query: Omit<EntriesQuery, 'sum'>): Promise<readonly FoundEntry[]>
  /** Valid entries of a register to choose from, newest first; the value is the number, or what `by` names, each once. */
  entryChoices(register: string, on: string, by?: string): Promise<readonly EntryChoice[]>
}

// Looked up by key alone, whatever the planner believes of a table that has just grown: `= any` always probes the index.
const FIND_RECEIPTS = {
  name: 'case-find-receipts',
  text: `select r.key, r.request, r.case_id as "caseId", f.case_no as "caseNo", f.query_code as "queryCode", r.seq, r.at, r.events
           from case_receipt r join case_file f on f.district = r.district and f.id = r.case_id
          where r.district = $1 and r.key = any($2)`,
}
const LOAD = {
  name: 'case-load',
  text: `select f.id, f.seq, f.service, f.version, f.case_no as "caseNo", f.query_code as "queryCode", f.status, f.wake_at as "wakeAt", f.head, f.snapshot, k.wrapped, f.units
           from case_file f join case_key k on k.district = f.district and k.case_id = f.id
          where f.district = $1 and f.id = any($2::uuid[]) and k.case_id = any($2::uuid[])`,
}

const APPEND = { name: 'case-append', text: 'select ord, case_no, numbers from append_cases($1, $2, $3, $4, $5, $6)' }

const FIND_LIVE = {
  name: 'case-find-live',
  text: `with party as materialized (
           select identity, service, case_id from case_party where district = $1 and identity = any($2::bytea[]))
         select p.identity, p.service, p.case_id from party p join case_file f on f.id = p.case_id
          where f.district = $1 and f.id = any(array(select case_id from party)) and f.live`,
}

const COUNT_CASES = {
  name: 'case-count-sharing',
  text: `select count(distinct f.id)::int as n
           from case_party p join case_file f on f.district = p.district and f.id = p.case_id
          where p.district = $1 and p.identity = $2 and p.service = $3 and ($4::uuid is null or f.id <> $4)
            and case $5 when 'any' then true when 'live' then f.ended_on is null
                else f.ended_on is not null and f.status = $5 end
            and ($6::text[] is null or f.step = any($6)) and ($7::date is null or f.received_on >= $7)`,
}

/** An identifier of a case begins with the time it was made. */
const LINKED_CASES = {
  name: 'case-linked',
  text: `select distinct theirs.case_id as id from case_party mine
           join case_party theirs on theirs.district = mine.district and theirs.identity = mine.identity and theirs.case_id <> mine.case_id
          where mine.district = $1 and mine.case_id = $2 order by 1 desc limit 200`,
}

/** Who stands at a step has a duty, or waits; the duties are few, the files many. */
const LIST_CASES = {
  name: 'case-list-standing',
  text: `select f.id, f.case_no as "caseNo", f.snapshot, k.wrapped
           from case_file f join case_key k on k.district = f.district and k.case_id = f.id
          where f.district = $1 and f.service = $2 and f.step = any($3) and f.ended_on is null
          order by f.received_on, f.id limit 200`,
}

const MATCHING = (at: { readonly number: string; readonly on: string; readonly since: string }) =>
  `e.district = $1 and e.entry = $2
            and (${at.on}::date is null or e.status = 'valid' and (e.valid_until is null or e.valid_until >= ${at.on}))
            and e.data <> '{}' and e.data @> $3::jsonb and (${at.number}::text is null or e.number = ${at.number})
            and (${at.since}::timestamptz is null or e.issued_at >= ${at.since})`

const LIST_ENTRIES = {
  name: 'register-list',
  text: `select e.number, e.data from register_entry e
          where ${MATCHING({ number: '$4', on: '$5', since: '$6' })}
          order by e.issued_at, e.number limit 500`,
}

/** One look-up answers how many, what sum, and which is the newest. */
const LOOK_UP_ENTRIES = {
  name: 'register-look-up',
  text: `select count(*)::int as count, coalesce(sum((e.data ->> $4)::numeric), 0)::float8 as sum,
                (array_agg(json_build_object('number', e.number, 'data', e.data) order by e.issued_at desc, e.number desc))[1] as newest
           from register_entry e
          where ${MATCHING({ number: '$5', on: '$6', since: '$7' })}`,
}

/** What is pages long is not chosen from a list. */
const ENTRY_CHOICES = {
  name: 'register-choices',
  text: `select value, title from (
           select distinct on (value) value, title, issued_at, number from (
             select coalesce(data ->> $4, number) as value, coalesce(data ->> 'title', number) as title, issued_at, number
               from register_entry
              where district = $1 and entry = $2 and status = 'valid' and (valid_until is null or valid_until >= $3::date)
                and data <> '{}') all_of
            order by value, issued_at desc, number desc) once
          order by issued_at desc, number desc limit 500`,
}

const UNIQUE_VIOLATION = '23505'

/**
 * Opens the store of one district over connections that act as the appender, with `app.district` set; `asking` answers what
 * is asked of other cases and of registers, whose best plan hangs on the values.
 * Units: at most `BATCH` commands a statement; appends travel one statement at a time, loads two.
 */
export function caseStore(pool: Pool, district: string, asking: Pool = pool): CaseStore {
  return {
    load: gather((ids: string[]) => loadAll(pool, district, ids), { max: BATCH, lanes: 2 }),
    findReceipt: gather((keys: string[]) => findAll(pool, district, keys), { max: BATCH, lanes: 1 }),
    append: gather((commands: Append[]) => appendAll(pool, district, commands), { max: BATCH, lanes: 1 }),
    async linkedCases(caseId) {
      const { rows } = await asking.query<{ id: string }>({ ...LINKED_CASES, values: [district, caseId] })
      return rows.map(({ id }) => id)
    },
    async listCases({ service, at }) {
      const { rows } = await asking.query<ListedFile>({ ...LIST_CASES, values: [district, service, at] })
      return rows
    },
    async countCases({ service, identity, where, at, self, since }) {
      const { rows } = await asking.query<{ n: number }>({
        ...COUNT_CASES,
        values: [district, identity, service, self, where, at, since],
      })
      return rows[0]?.n ?? 0
    },
    async entryChoices(register, on, by) {
      const { rows } = await asking.query<EntryChoice>({
        ...ENTRY_CHOICES,
        values: [district, register, on, by ?? null],
      })
      return rows
    },
    async listEntries({ register, match, number, since, on }) {
      const { rows } = await asking.query<FoundEntry>({
        ...LIST_ENTRIES,
        values: [district, register, JSON.stringify(match), number, on, since],
      })
      return rows
    },
    async lookUpEntries({ register, match, number, sum, since, on }) {
      const { rows } = await asking.query<FoundEntries>({
        ...LOOK_UP_ENTRIES,
        values: [district, register, JSON.stringify(match), sum, number, on, since],
      })
      return rows[0] ?? { count: 0, sum: 0, newest: null }
    },
    countLive: gather((queries: LiveQuery[]) => countAll(pool, district, queries), { max: BATCH, lanes: 1 }),
  }
}

const BATCH = 256

async function loadAll(pool: Pool, district: string, ids: readonly string[]): Promise<(LoadedFile | null)[]> {
  const { rows } = await pool.query<LoadedFile & { id: string }>({ ...LOAD, values: [district, ids] })
  const byId = new Map(rows.map(({ id, ...file }) => [id, file]))
  return ids.map((id) => byId.get(id) ?? null)
}

async function findAll(pool: Pool, district: string, keys: readonly string[]): Promise<(StoredReceipt | null)[]> {
  const { rows } = await pool.query<StoredReceipt & { key: string }>({ ...FIND_RECEIPTS, values: [district, keys] })
  const byKey = new Map(rows.map(({ key, ...receipt }) => [key, receipt]))
  return keys.map((key) => byKey.get(key) ?? null)
}

async function countAll(pool: Pool, district: string, queries: readonly LiveQuery[]): Promise<number[]> {
  const identities = queries.flatMap((query) => query.identities)
  const { rows } = await pool.query<{ identity: Buffer; service: string; case_id: string }>({
    ...FIND_LIVE,
    values: [district, identities],
  })
  const casesOf = Map.groupBy(rows, ({ service, identity }) => `${service} ${identity.toString('hex')}`)
  return queries.map(({ service, identities }) => {
    const found = identities.flatMap((identity) => casesOf.get(`${service} ${identity.toString('hex')}`) ?? [])
    return new Set(found.map(({ case_id }) => case_id)).size
  })
}

/**
 * Appends a batch. When one row breaks it (a receipt key another process used a moment ago), the batch is halved until
 * that row stands alone, so that it refuses only itself: what the others were answered is theirs.
 */
async function appendAll(pool: Pool, district: string, commands: readonly Append[]): Promise<AppendOutcome[]> {
  try {
    return await appendOnce(pool, district, commands)
  } catch (error) {
    if (commands.length === 1) {
      return (error as { code?: string }).code === UNIQUE_VIOLATION ? ['stale'] : [{ fault: error }]
    }
    const half = Math.ceil(commands.length / 2)
    const first = await appendAll(pool, district, commands.slice(0, half))
    return [...first, ...(await appendAll(pool, district, commands.slice(half)))]
  }
}

async function appendOnce(pool: Pool, district: string, commands: readonly Append[]): Promise<AppendOutcome[]> {
  const contents = new Contents()
  const rows = commands.map((command, ord) => commandRow(command, ord, contents))
  const events = commands.flatMap((command, ord) => command.events.map((event) => eventRow(event, ord, contents)))
  const details = commands.flatMap((command, ord) => detailRows(command, ord, contents))
  const changed = commands.filter(({ expected }) => expected > 0).map(({ caseId }) => caseId)
  const values = [
    district,
    contents.bytes(),
    changed,
    JSON.stringify(rows),
    JSON.stringify(events),
    JSON.stringify(details),
  ]
  const answer = await pool.query<{ ord: number; case_no: string; numbers: Appended['numbers'] | null }>({
    ...APPEND,
    values,
  })
  const outcomes: AppendOutcome[] = commands.map(() => 'stale')
  for (const { ord, case_no, numbers } of answer.rows) outcomes[ord] = { caseNo: case_no, numbers: numbers ?? [] }
  return outcomes
}

/** The byte strings of a batch, end to end: one binary parameter is cheaper than many arrays of them. */
class Contents {
  readonly #parts: Buffer[] = []
  #length = 0

  /** Adds bytes and says where they begin, from 1, as SQL counts. */
  add(bytes: Buffer): number {
    const at = this.#length + 1
    this.#parts.push(bytes)
    this.#length += bytes.length
    return at
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts, this.#length)
  }
}

const FOREVER = 'infinity'

function commandRow(command: Append, ord: number, contents: Contents) {
  const { opening } = command
  return {
    ord,
    id: command.caseId,
    expected: command.expected,
    seq: command.seq,
    service: command.service,
    version: command.version,
    query_code: command.queryCode,
    case_series: command.caseSeries,
    case_prefix: command.casePrefix,
    place: command.place,
    town: command.town,
    status: command.status,
    old_status: command.oldStatus,
    step: command.step,
    step_kind: command.stepKind,
    advice: command.advice,
    received_on: command.receivedOn,
    due_on: command.dueOn ?? FOREVER,
    wake_at: command.wakeAt,
    old_wake_at: command.oldWakeAt,
    ended_on: command.endedOn,
    live: command.live,
    units: command.units,
    at: command.at,
    key: command.key,
    events: command.events.map(({ type }) => type),
    head_at: contents.add(command.head),
    snapshot_at: contents.add(command.snapshot),
    snapshot_len: command.snapshot.length,
    request_at: contents.add(command.request),
    ...(opening && {
      applicant: opening.applicant,
      wrapped_at: contents.add(opening.wrapped),
      wrapped_len: opening.wrapped.length,
    }),
  }
}

function eventRow({ seq, type, sealed, salt, commitment }: SealedEvent, ord: number, contents: Contents) {
  const saltAt = contents.add(salt)
  contents.add(commitment)
  return { ord, seq, type, sealed_at: contents.add(sealed), sealed_len: sealed.length, salt_at: saltAt }
}

function detailRows(command: Append, ord: number, contents: Contents) {
  return [
    ...command.duties.map(({ step, branch, role, unit, dueOn }, n) => ({
      kind: 'duty',
      ord,
      n,
      step,
      branch,
      role,
      unit,
      due_on: dueOn ?? FOREVER,
    })),
    ...command.changes.map(({ register, to, number, match }) => ({
      kind: 'change',
      ord,
      entry: register,
      standing: to,
      pattern: number,
      data: match,
    })),
    ...command.entries.map(({ entry, code, series, pattern, validUntil, sealed, data, unique }, n) => ({
      kind: 'entry',
      ord,
      n,
      entry,
      code,
      series,
      pattern,
      valid_until: validUntil,
      data,
      unique_key: unique,
      sealed_at: contents.add(sealed),
      sealed_len: sealed.length,
    })),
    ...(command.opening?.parties ?? []).map((identity) => ({
      kind: 'party',
      ord,
      identity_at: contents.add(identity),
    })),
  ]
}
