// Time's own commands: finds cases whose timer is due and wakes them through the same command path as everybody. A case
// woken twice, or by two processes at once, is changed once.

import type { Pool } from 'pg'
import { SYSTEM } from '#kernel/case/actor.ts'
import type { Log } from '#platform/log.ts'
import { type Periodic, periodically } from '#platform/periodic.ts'
import type { CaseDesk, commandHandler } from './handle-command.ts'

/** Once started, looks for due cases again and again. */
export interface Waker extends Periodic {
  /** Wakes everything due now, or until the signal, some at a time; resolves to how many cases. */
  wakeDue(stopping?: AbortSignal): Promise<number>
}

const AT_ONCE = 200

/** Units: `everyMs` milliseconds between looks; a case is woken at most that long after its time. */
export function waker(
  desk: CaseDesk,
  {
    pool,
    handle,
    log,
    everyMs = 10_000,
  }: { pool: Pool; handle: ReturnType<typeof commandHandler>; log: Log; everyMs?: number },
): Waker {
  async function wakeDue(stopping?: AbortSignal): Promise<number> {
    let woken = 0
    for (;;) {
      const { rows } = await pool.query<{ id: string; seq: number }>(
        `select f.id, f.seq from case_wake w join case_file f on f.district = w.district and f.id = w.case_id
          where w.district = $1 and w.wake_at <= $2 order by w.wake_at limit $3`,
        [desk.catalogue.district, desk.now(), AT_ONCE],
      )
      const results = await Promise.all(
        rows.map(({ id, seq }) =>
          handle({ key: `wake:${id}:${seq}`, actor: SYSTEM, to: { caseId: id }, command: { type: 'wake' } }),
        ),
      )
      const done = results.filter(({ ok }) => ok).length
      woken += done
      if (rows.length < AT_ONCE || done === 0 || stopping?.aborted) return woken
    }
  }

  const look = async (stopping: AbortSignal) => {
    const woken = await wakeDue(stopping)
    if (woken > 0) log.info('cases woken', { count: woken })
  }
  return { wakeDue, ...periodically(look, { everyMs, log }) }
}
