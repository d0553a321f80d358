// The published figures of ratings: active ones and those by default kept apart, what became of bad ones, by service and
// level. Nothing of who rated or what they wrote.

import { addDays, legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import { RATING_RULES, type Touch } from '#services/rating.ts'
import type { RatingDesk } from './desk.ts'

export interface RatingFigures {
  readonly from: PlainDate
  readonly until: PlainDate
  /** Ratings somebody gave, by level: index 0 is level 1. */
  readonly levels: readonly [number, number, number, number, number]
  readonly active: number
  /** Matters nobody rated within the days: satisfied by default. */
  readonly byDefault: number
  /** Matters whose days still run. */
  readonly waiting: number
  readonly byTouch: readonly { readonly touch: Touch; readonly active: number; readonly good: number }[]
  readonly byService: readonly { readonly service: string; readonly active: number; readonly good: number }[]
  /** Bad ratings: how many, called back, found valid, put right, put right in time, closed. */
  readonly bad: Readonly<Record<'all' | 'called' | 'valid' | 'rectified' | 'inTime' | 'closed', number>>
}

/** The figures of the year so far. Cost: one pass over the year's ratings. */
export async function ratingFigures({ pool, reads }: RatingDesk): Promise<RatingFigures> {
  const today = legalDateOf(reads.now())
  const from = `${today.slice(0, 4)}-01-01` as PlainDate
  const { district } = reads.catalogue
  const since = [district, `${from}T00:00:00+08:00`]
  const lastDefault = addDays(today, -RATING_RULES.defaultAfterDays - 1)
  const [levels, touches, services, ended, bad] = await Promise.all([
    pool.query<{ level: number; n: number }>(
      'select level, count(*)::integer as n from rating where district = $1 and at >= $2 group by level',
      since,
    ),
    pool.query<{ touch: Touch; active: number; good: number }>(
      `select touch, count(*)::integer as active, count(*) filter (where level >= 3)::integer as good
         from rating where district = $1 and at >= $2 group by touch order by active desc, touch`,
      since,
    ),
    pool.query<{ service: string; active: number; good: number }>(
      `select service, count(*)::integer as active, count(*) filter (where level >= 3)::integer as good
         from rating where district = $1 and at >= $2 and service <> '' group by service order by active desc, service`,
      since,
    ),
    pool.query<{ default: number; waiting: number }>(
      `select count(*) filter (where e.ended_on <= $3)::integer as default,
              count(*) filter (where e.ended_on > $3)::integer as waiting
         from rateable e
        where e.district = $1 and e.ended_on >= $2
          and not exists (select from rating r where r.district = e.district and r.case_id = e.case_id and r.touch = 'case')`,
      [district, from, lastDefault],
    ),
    pool.query<RatingFigures['bad']>(
      `select count(*)::integer as all, count(*) filter (where stage <> 'assigned')::integer as called,
              count(*) filter (where stage not in ('assigned', 'invalid'))::integer as valid,
              count(*) filter (where stage in ('rectified', 'told', 'closed'))::integer as rectified,
              count(*) filter (where stage in ('rectified', 'told', 'closed') and not late)::integer as "inTime",
              count(*) filter (where stage in ('closed', 'invalid'))::integer as closed
         from rating where district = $1 and at >= $2 and level <= 2`,
      since,
    ),
  ])
  const count = (level: number) => levels.rows.find((row) => row.level === level)?.n ?? 0
  const counts = [count(1), count(2), count(3), count(4), count(5)] as const
  return {
    from,
    until: today,
    levels: counts,
    active: counts.reduce((sum, n) => sum + n, 0),
    byDefault: ended.rows[0]?.default ?? 0,
    waiting: ended.rows[0]?.waiting ?? 0,
    byTouch: touches.rows,
    byService: services.rows,
    bad: bad.rows[0] as RatingFigures['bad'],
  }
}
