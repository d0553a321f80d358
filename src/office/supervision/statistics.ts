// The published figures of supervision: what was received and decided, how much of it within the promise, how long it took,
// by month and service; and the lights of this moment, which are the wall's. Nothing of anybody, and no small numbers.

import { addDays, legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import { SYSTEM } from '#kernel/case/actor.ts'
import { countsOf } from '../cases/queue.ts'
import type { SupervisionDesk } from './desk.ts'
import { PUBLISHING_RULES, suppressed } from './suppress.ts'
import { wallOf } from './wall.ts'

/** A figure that is null is kept back: it is too small. */
export interface PublishedRow {
  readonly received: number | null
  readonly decided: number | null
  /** Per cent of the decided within the promise, and their mean in working days. */
  readonly inTime: number | null
  readonly days: number | null
}

export interface PublishedFigures {
  readonly at: string
  readonly from: PlainDate
  readonly until: PlainDate
  readonly all: PublishedRow
  readonly months: readonly (PublishedRow & { readonly month: string })[]
  readonly services: readonly (PublishedRow & { readonly service: string })[]
  /** Open matters by their light at this moment. */
  readonly lights: Readonly<Record<'green' | 'yellow' | 'red', number | null>>
  readonly smallest: number
  readonly source: string
}

interface Decided {
  readonly service: string
  readonly month: string
  readonly n: number
  readonly inTime: number
  readonly days: number
}

/** The figures of the year so far. Cost: one pass over the year's decisions, the counts and the open duties. */
export async function publishedFigures(desk: SupervisionDesk): Promise<PublishedFigures> {
  const { pool, reads } = desk
  const { district, services } = reads.catalogue
  const now = reads.now()
  const until = legalDateOf(now)
  const from = `${until.slice(0, 4)}-01-01` as PlainDate
  const months = monthsBetween(from, until)
  const offered = services.filter(({ applicant }) => applicant !== 'office').map(({ slug }) => slug)
  const [counts, decided, wall] = await Promise.all([
    countsOf(reads, SYSTEM, {}),
    pool.query<Decided>(
      `select service, to_char(decided_on, 'YYYY-MM') as month, count(*)::integer as n,
              count(*) filter (where in_time)::integer as "inTime", sum(days)::integer as days
         from decided_case where district = $1 and decided_on between $2 and $3 and service = any($4) group by 1, 2`,
      [district, from, until, offered],
    ),
    wallOf(desk),
  ])
  const received = counts.filter(({ service, month }) => offered.includes(service) && months.includes(month))
  const rows = <Key extends 'month' | 'service'>(key: Key, names: readonly string[]) => {
    const inRow = names.map((name) => decided.rows.filter((row) => row[key] === name))
    const got = suppressed(
      names.map((name) =>
        sum(
          received.filter((row) => row[key] === name),
          'count',
        ),
      ),
    )
    const done = suppressed(inRow.map((row) => sum(row, 'n')))
    return names.map((name, index) => ({
      [key]: name,
      ...figuresOf(got[index] ?? null, done[index] ?? null, inRow[index] ?? []),
    })) as (PublishedRow & Record<Key, string>)[]
  }
  const open = sum(wall.places, 'open')
  const [yellow, red] = [sum(wall.places, 'yellow'), sum(wall.places, 'red')]
  const lights = suppressed([open - yellow - red, yellow, red])
  const [allReceived, allDecided] = [suppressed([sum(received, 'count')]), suppressed([sum(decided.rows, 'n')])]
  return {
    ...{ at: now.toISOString(), from, until },
    all: figuresOf(allReceived[0] ?? null, allDecided[0] ?? null, decided.rows),
    months: rows('month', months),
    services: rows('service', offered),
    lights: { green: lights[0] ?? null, yellow: lights[1] ?? null, red: lights[2] ?? null },
    ...PUBLISHING_RULES,
  }
}

/** A share or a mean is said only of as many as are said. */
function figuresOf(received: number | null, decided: number | null, rows: readonly Decided[]): PublishedRow {
  if (decided === null || decided === 0) return { received, decided, inTime: null, days: null }
  return {
    ...{ received, decided },
    inTime: Math.round((sum(rows, 'inTime') / decided) * 1000) / 10,
    days: Math.round((sum(rows, 'days') / decided) * 10) / 10,
  }
}

const sum = <Key extends string>(rows: readonly Readonly<Record<Key, number>>[], key: Key): number =>
  rows.reduce((total, row) => total + row[key], 0)

function monthsBetween(from: PlainDate, until: PlainDate): readonly string[] {
  const months = new Set<string>()
  for (let day = from; day <= until; day = addDays(day, 1)) months.add(day.slice(0, 7))
  return [...months]
}
