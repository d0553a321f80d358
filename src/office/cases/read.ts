// What people may see of cases. Every read runs under the database role of its audience, so that row-level security
// holds even where this code forgets; what is sealed is opened here and nowhere else.

import type { Pool, PoolClient, QueryResultRow } from 'pg'
import { nextWorkingDay } from '#kernel/calendar/calendar.ts'
import type { Light } from '#kernel/calendar/clock.ts'
import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import { dutyLight, promiseLight, promiseOf } from '#kernel/case/due.ts'
import type { CaseEvent, IssuedEntry } from '#kernel/case/event.ts'
import { publicityOf } from '#kernel/case/publicity.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { type CaseStatus, statusOf } from '#kernel/case/status.ts'
import { displayValue } from '#kernel/form/display.ts'
import { fieldAt } from '#kernel/form/form.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { at } from '#kernel/service/evaluate.ts'
import { open } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { BUREAU } from '#services/district.ts'
import type { Catalogue } from './catalogue.ts'
import { keyPlace, openEvent, openSnapshot } from './envelope.ts'
import { EVERYWHERE, isMandated, placeOf, servicesInSight } from './sight.ts'

export interface CaseReads {
  readonly catalogue: Catalogue
  readonly vault: Vault
  readonly now: () => Date
  /** One pool a role, each with `app.district` set. */
  readonly pools: { readonly citizen: Pool; readonly staff: Pool; readonly public: Pool }
}

export interface CaseSummary {
  readonly id: string
  readonly caseNo: string
  readonly queryCode: string
  readonly service: string
  readonly version: string
  readonly title: string
  readonly status: CaseStatus
  readonly stepTitle: string
  readonly dueOn: PlainDate | null
  readonly light: Light | null
  /** What the applicant must do now, in words; null when nothing. */
  readonly needsMe: string | null
  readonly at: string
}

export interface QueueItem extends Omit<CaseSummary, 'light'> {
  readonly applicant: string
  readonly summary: string
  readonly step: string
  readonly branch: string | null
  readonly unit: string
  readonly role: string
  readonly light: Light
}

export interface IssuedView extends IssuedEntry {
  readonly number: string
  readonly issuedAt: string
  readonly status: string
}

export interface CaseView {
  readonly id: string
  readonly caseNo: string
  readonly queryCode: string
  readonly service: string
  readonly version: string
  readonly state: CaseState
  readonly events: readonly CaseEvent[]
  readonly entries: readonly IssuedView[]
}

interface FileRow {
  id: string
  case_no: string
  query_code: string
  service: string
  version: string
  snapshot: Buffer
  wrapped: Buffer
}

const FILE = `f.id, f.case_no, f.query_code, f.service, f.version, f.snapshot, k.wrapped`
const WITH_KEY = `join case_key k on k.district = f.district and k.case_id = f.id`

/** Runs queries under the role of an audience; the audience's scope holds for this transaction only. */
export async function asAudience<T>(
  reads: CaseReads,
  actor: Actor,
  run: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const { pool, name, value } = audienceOf(reads, actor)
  const client = await pool.connect()
  try {
    await client.query('begin read only')
    await client.query('select set_config($1, $2, true)', [name, value])
    const result = await run(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

function audienceOf({ pools }: CaseReads, actor: Actor): { pool: Pool; name: string; value: string } {
  switch (actor.kind) {
    case 'person':
      return { pool: pools.citizen, name: 'app.person', value: actor.mandate?.principal.id ?? actor.id }
    case 'officer':
      return { pool: pools.staff, name: 'app.place', value: placeOf(actor) }
    case 'system':
      return { pool: pools.staff, name: 'app.place', value: EVERYWHERE }
    case 'public':
      return { pool: pools.public, name: 'app.place', value: '' }
  }
}

function stateOf({ vault }: CaseReads, row: FileRow): CaseState {
  return openSnapshot(vault.dataKey(row.wrapped, keyPlace(row.id)), row.id, row.snapshot)
}

/** One case with its history, or null when there is none that this actor may see. */
export async function caseView(reads: CaseReads, actor: Actor, caseId: string): Promise<CaseView | null> {
  return asAudience(reads, actor, async (client) => {
    const { rows } = await client.query<FileRow>(
      `select ${FILE} from case_file f ${WITH_KEY} where f.district = $1 and f.id = $2`,
      [reads.catalogue.district, caseId],
    )
    const row = rows[0]
    if (!row || !isMandated(actor, row.service)) return null
    const key = reads.vault.dataKey(row.wrapped, keyPlace(row.id))
    const events = await client.query<{ seq: number; sealed: Buffer }>(
      'select seq, sealed from case_event where district = $1 and case_id = $2 order by seq',
      [reads.catalogue.district, caseId],
    )
    return {
      id: row.id,
      caseNo: row.case_no,
      queryCode: row.query_code,
      service: row.service,
      version: row.version,
      state: stateOf(reads, row),
      events: events.rows.map(({ seq, sealed }) => openEvent(key, row.id, seq, sealed)),
      entries: await entriesOf(reads, client, row),
    }
  })
}

interface EntryRow {
  code: string
  number: string
  issued_at: Date
  status: string
  sealed: Buffer
}

async function entriesOf(
  reads: CaseReads,
  client: PoolClient,
  file: Pick<FileRow, 'id' | 'wrapped'>,
): Promise<IssuedView[]> {
  const { rows } = await client.query<EntryRow>(
    'select code, number, issued_at, status, sealed from register_entry where district = $1 and case_id = $2 order by issued_at, number',
    [reads.catalogue.district, file.id],
  )
  return rows.map((row) => openEntry(reads, file, row))
}

function openEntry({ vault }: CaseReads, file: Pick<FileRow, 'id' | 'wrapped'>, row: EntryRow): IssuedView {
  const key = vault.dataKey(file.wrapped, keyPlace(file.id))
  const entry = JSON.parse(open(key, row.sealed, Buffer.from(`entry:${row.code}`)).toString()) as IssuedEntry
  return { ...entry, number: row.number, issuedAt: row.issued_at.toISOString(), status: row.status }
}

async function summaryOf(
  reads: CaseReads,
  row: FileRow,
): Promise<CaseSummary & { readonly state: CaseState; readonly definition: ServiceDefinition }> {
  const state = stateOf(reads, row)
  const definition = await reads.catalogue.pinned(row.version)
  const today = legalDateOf(reads.now())
  return {
    id: row.id,
    caseNo: row.case_no,
    queryCode: row.query_code,
    service: row.service,
    version: row.version,
    title: definition.title,
    status: statusOf(state),
    stepTitle: definition.steps[state.ended?.outcome ?? state.at]?.title ?? state.at,
    dueOn: promiseOf(definition, state, reads.catalogue.calendar, today).dueOn,
    light: state.ended ? null : promiseLight(definition, state, reads.catalogue.calendar, today),
    needsMe: needsApplicant(definition, state),
    at: state.last.at,
    state,
    definition,
  }
}

/** What waits for the applicant, in words. */
export function needsApplicant(definition: ServiceDefinition, state: CaseState): string | null {
  if (state.ended) return null
  if (state.supplement?.phase === 'open') return `要补 ${state.supplement.asked.length} 项`
  if (state.deferral) return `要补交 ${state.deferral.materials.length} 份承诺的材料`
  const step = definition.steps[state.at]
  return step?.kind === 'await' && step.by === 'applicant' ? step.asks : null
}

/** The actor's own cases, newest first. */
export async function ownCases(
  reads: CaseReads,
  actor: Actor,
  before: string | null,
  limit: number,
): Promise<CaseSummary[]> {
  return asAudience(reads, actor, async (client) => {
    const { rows } = await client.query<FileRow>(
      `select ${FILE} from case_file f ${WITH_KEY}
        where f.district = $1 and f.applicant = $2 and ($3::text is null or f.case_no < $3)
          and ($5::text[] is null or f.service = any($5))
        order by f.case_no desc limit $4`,
      [
        reads.catalogue.district,
        actor.kind === 'person' ? (actor.mandate?.principal.id ?? actor.id) : null,
        before,
        limit,
        servicesInSight(actor),
      ],
    )
    const found = await Promise.all(rows.map((row) => summaryOf(reads, row)))
    return found.map(({ state: _, definition: __, ...summary }) => summary)
  })
}

export interface QueueFilter {
  readonly unit?: string | undefined
  readonly role?: string | undefined
  readonly service?: string | undefined
  readonly step?: string | undefined
  readonly light?: Light | undefined
  readonly after: QueuePosition | null
  readonly limit: number
}
export type QueuePosition = readonly [dueOn: string, caseId: string, n: number]

interface DutyRow extends FileRow {
  step: string
  branch: string | null
  n: number
  role: string
  unit: string
  due: string
}

/**
 * The duties of an officer's posts by due day: one index range a post, merged.
 * Cost: independent of how many cases there are; see bench/README.md.
 */
export async function queueOf(
  reads: CaseReads,
  actor: Actor & { kind: 'officer' },
  filter: QueueFilter,
): Promise<{ items: QueueItem[]; positions: QueuePosition[] }> {
  const posts = postsIn(actor, filter)
  if (posts.length === 0) return { items: [], positions: [] }
  const today = legalDateOf(reads.now())
  const [from, to] = rangeOf(filter.light, today, reads.catalogue)
  const [afterDue, afterCase, afterN] = filter.after ?? ['-infinity', '00000000-0000-0000-0000-000000000000', -1]
  return asAudience(reads, actor, async (client) => {
    const { rows } = await client.query<DutyRow>({
      name: 'case-queue',
      text: `select ${FILE}, d.step, d.branch, d.n, d.role, d.unit, d.due_on::text as due
               from (select q.* from unnest($2::text[], $3::text[]) as p (unit, role)
                     cross join lateral (
                       select t.* from case_duty t
                        where t.district = $1 and t.unit = p.unit and t.role = p.role and t.due_on between $4 and $5
                          and (t.due_on, t.case_id, t.n) > ($6::date, $7::uuid, $8::smallint)
                          and ($9::text is null or t.service = $9) and ($10::text is null or t.step = $10)
                        order by t.due_on, t.case_id, t.n limit $11) q
                     order by q.due_on, q.case_id, q.n limit $11) d
               join case_file f on f.district = $1 and f.id = d.case_id ${WITH_KEY}
              order by d.due_on, d.case_id, d.n`,
      values: [
        reads.catalogue.district,
        posts.map(({ unit }) => unit),
        posts.map(({ role }) => role),
        from,
        to,
        afterDue,
        afterCase,
        afterN,
        filter.service ?? null,
        filter.step ?? null,
        filter.limit,
      ],
    })
    const items = await Promise.all(rows.map((row) => queueItem(reads, row, today)))
    return { items, positions: rows.map(({ due, id, n }) => [due, id, n] as const) }
  })
}

async function queueItem(reads: CaseReads, row: DutyRow, today: PlainDate): Promise<QueueItem> {
  const { state, definition, ...summary } = await summaryOf(reads, row)
  const dueOn = row.due === 'infinity' ? null : (row.due as PlainDate)
  const field = fieldAt(definition.form, definition.summary)
  return {
    ...summary,
    dueOn,
    light: dutyLight(dueOn, reads.catalogue.calendar, today),
    applicant: state.applicant.name,
    summary: field ? displayValue(field, at(state.form, definition.summary), reads.catalogue.units) : '',
    step: row.step,
    branch: row.branch,
    unit: row.unit,
    role: row.role,
  }
}

const postsIn = (actor: Actor & { kind: 'officer' }, { unit, role }: Pick<QueueFilter, 'unit' | 'role'>) =>
  actor.posts.filter((post) => (unit === undefined || post.unit === unit) && (role === undefined || post.role === role))

/** The due days a light stands for, for duties: see dutyLight. */
function rangeOf(light: Light | undefined, today: PlainDate, { calendar }: Catalogue): [from: string, to: string] {
  const soon = nextWorkingDay(calendar, today)
  switch (light) {
    case 'red':
    case 'doubleRed':
      return ['-infinity', dayBefore(today)]
    case 'yellow':
      return [today, soon]
    case 'green':
      return [dayAfter(soon), '9999-12-31']
    case 'grey':
      return ['infinity', 'infinity']
    case undefined:
      return ['-infinity', 'infinity']
  }
}

const shift = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
const dayBefore = (day: string) => shift(day, -1)
const dayAfter = (day: string) => shift(day, 1)

export interface QueueCounts {
  readonly all: number
  readonly red: number
  readonly yellow: number
  readonly green: number
  readonly grey: number
}

/** How many duties of each light an officer's posts hold. */
export async function queueCounts(
  reads: CaseReads,
  actor: Actor & { kind: 'officer' },
  filter: Pick<QueueFilter, 'unit' | 'role'>,
): Promise<QueueCounts> {
  const posts = postsIn(actor, filter)
  const today = legalDateOf(reads.now())
  return asAudience(reads, actor, async (client) => {
    const { rows } = await client.query<QueueCounts & QueryResultRow>({
      name: 'case-queue-counts',
      text: `select count(*)::integer as all, count(*) filter (where due_on < $4)::integer as red,
                    count(*) filter (where due_on between $4 and $5)::integer as yellow,
                    count(*) filter (where due_on > $5 and due_on < 'infinity')::integer as green,
                    count(*) filter (where due_on = 'infinity')::integer as grey
               from unnest($2::text[], $3::text[]) as p (unit, role)
               join case_duty t on t.district = $1 and t.unit = p.unit and t.role = p.role`,
      values: [
        reads.catalogue.district,
        posts.map(({ unit }) => unit),
        posts.map(({ role }) => role),
        today,
        nextWorkingDay(reads.catalogue.calendar, today),
      ],
    })
    return rows[0] as QueueCounts
  })
}

export interface CountRow {
  readonly service: string
  readonly unit: string
  readonly status: string
  readonly month: string
  readonly count: number
}

/** Counts by unit, status and month, from the counters kept with every append. */
export async function countsOf(
  reads: CaseReads,
  actor: Actor,
  filter: { service?: string | undefined; unit?: string | undefined; month?: string | undefined },
): Promise<CountRow[]> {
  return asAudience(reads, actor, async (client) => {
    const { rows } = await client.query<CountRow>({
      name: 'case-counts',
      text: `select service, town as unit, status, to_char(month, 'YYYY-MM') as month, n as count from case_count
              where district = $1 and n <> 0 and ($2::text is null or service = $2) and ($3::text is null or town = $3)
                and ($4::text is null or month = ($4 || '-01')::date)
              order by month desc, service, town, status limit 5000`,
      values: [reads.catalogue.district, filter.service ?? null, filter.unit ?? null, filter.month ?? null],
    })
    return rows
  })
}

export interface RunningPublicity {
  readonly caseId: string
  readonly service: string
  readonly title: string
  readonly place: string
  readonly placeName: string
  readonly shows: readonly { readonly title: string; readonly value: string }[]
  readonly from: PlainDate
  readonly until: PlainDate
}

/** The publicities that anyone may read now, soonest to end first: only the fields the declaration publishes. */
export async function runningPublicities(
  reads: CaseReads,
  place: string | null,
  limit: number,
): Promise<RunningPublicity[]> {
  const everyone: Actor = { kind: 'public', id: 'public', name: '' }
  return asAudience(reads, everyone, async (client) => {
    const { rows } = await client.query<FileRow>(
      `select ${FILE} from case_file f ${WITH_KEY}
        where f.district = $1 and f.step_kind = 'publicity' and ($2::text is null or f.place = $2) order by f.due_on, f.id limit $3`,
      [reads.catalogue.district, place, limit],
    )
    const found = await Promise.all(rows.map((row) => published(reads, row)))
    return found.filter((one) => one !== null)
  })
}

/** One running publicity, or null when it is over or never was. */
export async function runningPublicity(reads: CaseReads, caseId: string): Promise<RunningPublicity | null> {
  const everyone: Actor = { kind: 'public', id: 'public', name: '' }
  return asAudience(reads, everyone, async (client) => {
    const { rows } = await client.query<FileRow>(
      `select ${FILE} from case_file f ${WITH_KEY} where f.district = $1 and f.id = $2 and f.step_kind = 'publicity'`,
      [reads.catalogue.district, caseId],
    )
    return rows[0] ? published(reads, rows[0]) : null
  })
}

async function published(reads: CaseReads, row: FileRow): Promise<RunningPublicity | null> {
  const definition = await reads.catalogue.pinned(row.version)
  const state = stateOf(reads, row)
  const running = publicityOf(definition, state, reads.catalogue)
  if (!running) return null
  const placeName = reads.catalogue.units.get(state.place)?.name ?? state.place
  return {
    caseId: row.id,
    service: definition.slug,
    title: definition.title,
    place: state.place,
    placeName,
    ...running,
  }
}

export interface CertificateView extends IssuedView {
  readonly service: string
  readonly caseNo: string
  readonly issuer: string
}

/** What the holder of a certificate's code may read; null when no such code was ever issued. */
export async function certificateOf(reads: CaseReads, code: string): Promise<CertificateView | null> {
  const system: Actor = { kind: 'system', id: 'system', name: '' }
  return asAudience(reads, system, async (client) => {
    const { rows } = await client.query<EntryRow & FileRow>(
      `select e.code, e.number, e.issued_at, e.status, e.sealed, ${FILE}
         from register_entry e join case_file f on f.district = e.district and f.id = e.case_id ${WITH_KEY}
        where e.district = $1 and e.code = $2`,
      [reads.catalogue.district, code],
    )
    const row = rows[0]
    if (!row) return null
    return { ...openEntry(reads, row, row), service: row.service, caseNo: row.case_no, issuer: BUREAU.name }
  })
}
