// The days of an officer's duties: how many fall due on each day of a month, how many are late, how many wait.

import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Officer } from '#kernel/case/actor.ts'
import { asAudience } from '../cases/audience.ts'
import type { Workbench } from './bench.ts'

export interface DueDays {
  readonly days: readonly { readonly day: PlainDate; readonly count: number }[]
  /** Due before today, whatever the month. */
  readonly late: number
  /** Waiting for somebody else, without a day. */
  readonly still: number
}

/** `month` is `2026-11`. Cost: one index range a post. */
export function dueDays({ reads }: Workbench, { posts, ...actor }: Officer, month: string): Promise<DueDays> {
  return asAudience(reads, { ...actor, posts }, async (client) => {
    const { rows } = await client.query<{ day: string; count: number }>(
      `select t.due_on::text as day, count(*)::integer as count
         from unnest($2::text[], $3::text[]) as p (unit, role)
         join case_duty t on t.district = $1 and t.unit = p.unit and t.role = p.role
        where t.due_on < $4::date or t.due_on = 'infinity'
           or t.due_on between ($5 || '-01')::date and (($5 || '-01')::date + interval '1 month - 1 day')
        group by t.due_on order by t.due_on`,
      [
        reads.catalogue.district,
        posts.map(({ unit }) => unit),
        posts.map(({ role }) => role),
        legalDateOf(reads.now()),
        month,
      ],
    )
    const sum = (some: typeof rows) => some.reduce((all, { count }) => all + count, 0)
    const today = legalDateOf(reads.now())
    return {
      days: rows.filter(({ day }) => day.startsWith(month)).map(({ day, count }) => ({ day: day as PlainDate, count })),
      late: sum(rows.filter(({ day }) => day < today)),
      still: sum(rows.filter(({ day }) => day === 'infinity')),
    }
  })
}
