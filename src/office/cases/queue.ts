// What officers have to do: their duties by due day, how many of each light, and the counts by unit, status and month.

import type { QueryResultRow } from 'pg'
import { nextWorkingDay } from '#kernel/calendar/calendar.ts'
import type { Light } from '#kernel/calendar/clock.ts'
import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import { dutiesOf, dutyLight } from '#kernel/case/due.ts'
import { whoseName } from '#kernel/case/whose.ts'
import { displayValue } from '#kernel/form/display.ts'
import { fieldAt } from '#kernel/form/form.ts'
import { at } from '#kernel/service/evaluate.ts'
import { asAudience, type CaseReads, FILE, type FileRow, WITH_KEY } from './audience.ts'
import type { Catalogue } from './catalogue.ts'
import { type CaseSummary, summaryOf } from './read.ts'

export interface QueueItem extends Omit<CaseSummary, 'light'> {
  readonly applicant: string
  readonly summary: string
  readonly step: string
  readonly branch: string | null
  readonly unit: string
  readonly role: string
  readonly light: Light
  /** Of a limit in hours: until when. */
  readonly dueAt?: string | undefined
}

export interface QueueFilter {
  readonly unit?: string | undefined
  readonly role?: string | undefined
  readonly service?: string | undefined
  readonly step?: string | undefined
  readonly light?: Light | undefined
  /** Only what is due on this day. */
  readonly on?: PlainDate | undefined
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
  const [from, to] = filter.on ? [filter.on, filter.on] : rangeOf(filter.light, today, reads.catalogue)
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
  const { units, calendar } = reads.catalogue
  const dueAt = dutiesOf(definition, state, units, calendar).find(
    ({ role, unit, branch }) => role === row.role && unit === row.unit && branch === row.branch,
  )?.dueAt
  return {
    ...summary,
    dueOn,
    dueAt,
    light: dutyLight(dueOn, reads.catalogue.calendar, today, { until: dueAt, now: reads.now().toISOString() }),
    applicant: whoseName(definition, state),
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
