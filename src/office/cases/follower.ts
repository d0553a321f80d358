// Follows the stream: when a case has moved, the cases that wait for something and share a value with it are woken, and
// ask for themselves whether it has come about. Waking for nothing changes nothing.

import type { Pool } from 'pg'
import { SYSTEM } from '#kernel/case/actor.ts'
import type { Log } from '#platform/log.ts'
import { type Periodic, periodically } from '#platform/periodic.ts'
import type { CaseDesk, commandHandler } from './handle-command.ts'
import { keepPlace, nextPlace } from './stream.ts'

export interface Follower extends Periodic {
  /** Wakes whoever waits for what happened since the last time; resolves to how many. */
  follow(): Promise<number>
}

const READER = 'waiting'
const AT_ONCE = 500

/** Cases that wait and share a value with one that has moved; the place in the log they were found at. */
const WAITING = `
  with moved as (
    select distinct e.case_id, max(e.position) over () as last from (
      select case_id, position from case_event where district = $1 and position >= $2 order by position limit $3) e
  )
  select distinct f.id, f.seq, m.last from moved m
    left join (case_party mine
      join case_party theirs on theirs.district = mine.district and theirs.identity = mine.identity and theirs.case_id <> mine.case_id
      join case_file f on f.district = theirs.district and f.id = theirs.case_id and f.step_kind = 'await' and f.ended_on is null)
    on mine.district = $1 and mine.case_id = m.case_id`

/** Units: `everyMs` milliseconds between looks. `pool` acts as the appender. */
export function follower(
  desk: CaseDesk,
  {
    pool,
    handle,
    log,
    everyMs = 2_000,
  }: { pool: Pool; handle: ReturnType<typeof commandHandler>; log: Log; everyMs?: number },
): Follower {
  const { district } = desk.catalogue

  async function follow(): Promise<number> {
    let woken = 0
    for (;;) {
      const next = await nextPlace(pool, district, READER)
      const found = await pool.query<{ id: string | null; seq: number; last: string }>(WAITING, [
        district,
        next,
        AT_ONCE,
      ])
      const [any] = found.rows
      if (!any) return woken
      const waiting = found.rows.filter(({ id }) => id !== null)
      await Promise.all(
        waiting.map(({ id, seq, last }) =>
          handle({
            key: `follow:${id}:${seq}:${last}`,
            actor: SYSTEM,
            to: { caseId: id as string },
            command: { type: 'wake' },
          }),
        ),
      )
      woken += waiting.length
      await keepPlace(pool, district, READER, Number(any.last) + 1)
    }
  }

  const look = async () => {
    const woken = await follow()
    if (woken > 0) log.info('waiting cases woken', { count: woken })
  }
  return { follow, ...periodically(look, { everyMs, log }) }
}
