// The figures of the wall: lights computed at this moment from what is due, by village and unit; never stored, no names.

import { nextWorkingDay } from '#kernel/calendar/calendar.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import { SYSTEM } from '#kernel/case/actor.ts'
import { asAudience } from '../cases/audience.ts'
import type { SupervisionDesk } from './desk.ts'

export interface PlaceLights {
  readonly place: string
  readonly open: number
  readonly red: number
  readonly yellow: number
}

export interface Wall {
  /** Instant of the figures. */
  readonly at: string
  readonly places: readonly PlaceLights[]
  readonly endedToday: number
  readonly toExplain: number
  readonly overdueExplanations: number
  readonly badRatings: number
}

/** Cost: one pass over the open duties, which are as many as cases at work, not as there ever were. */
export async function wallOf({ pool, reads }: SupervisionDesk): Promise<Wall> {
  const now = reads.now()
  const today = legalDateOf(now)
  const { district, calendar } = reads.catalogue
  const [cases, odd, bad] = await Promise.all([
    asAudience(reads, SYSTEM, async (client) => {
      const places = await client.query<PlaceLights>(
        `select d.place, count(*)::integer as open, count(*) filter (where d.due < $2::date)::integer as red,
                count(*) filter (where d.due between $2::date and $3::date)::integer as yellow
           from (select f.place, min(t.due_on) as due from case_duty t
                   join case_file f on f.district = t.district and f.id = t.case_id
                  where t.district = $1 group by f.id, f.place) d
          group by d.place order by d.place`,
        [district, today, nextWorkingDay(calendar, today)],
      )
      const ended = await client.query<{ n: number }>(
        'select count(*)::integer as n from case_file where district = $1 and ended_on = $2',
        [district, today],
      )
      return { places: places.rows, endedToday: ended.rows[0]?.n ?? 0 }
    }),
    pool.query<{ open: number; late: number }>(
      `select count(*)::integer as open, count(*) filter (where explain_by < $2)::integer as late
         from anomaly where district = $1 and stage = 'raised'`,
      [district, today],
    ),
    pool.query<{ n: number }>(
      `select count(*)::integer as n from rating where district = $1 and stage not in ('none', 'closed', 'invalid')`,
      [district],
    ),
  ])
  return {
    at: now.toISOString(),
    ...cases,
    toExplain: odd.rows[0]?.open ?? 0,
    overdueExplanations: odd.rows[0]?.late ?? 0,
    badRatings: bad.rows[0]?.n ?? 0,
  }
}
