// What came of a matter that was decided, for the published statistics: by which day, in how many days, within the promise
// or not.

import { promiseOf } from '#kernel/case/due.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { History, Reader } from '../cases/stream.ts'

/** Keeps what came of a decided matter; the promise is judged by the day of the decision. */
export async function keepOutcome(
  { pool, reads }: Pick<Reader, 'pool' | 'reads'>,
  definition: ServiceDefinition,
  { id, state }: Pick<History, 'id' | 'state'>,
): Promise<void> {
  const { decision } = state
  if (!decision) return
  const { calendar, district } = reads.catalogue
  const { elapsed, late } = promiseOf(definition, state, calendar, decision.on)
  await pool.query(
    `insert into decided_case (district, case_id, service, decided_on, days, in_time) values ($1, $2, $3, $4, $5, $6)
     on conflict (district, case_id) do update set decided_on = excluded.decided_on, days = excluded.days, in_time = excluded.in_time`,
    [district, id, definition.slug, decision.on, elapsed, late === 0],
  )
}
