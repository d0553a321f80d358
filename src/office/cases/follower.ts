// Follows the stream: when a case has moved, the cases that wait for something and share a value with it are woken, and
// ask for themselves whether it has come about. Waking for nothing changes nothing.

import type { Pool } from 'pg'
import { SYSTEM } from '#kernel/case/actor.ts'
import type { Log } from '#platform/log.ts'
import { type Periodic, periodically } from '#platform/periodic.ts'
import type { CaseDesk, commandHandler } from './handle-command.ts'
import { readMoved } from './stream.ts'

export interface Follower extends Periodic {
  /** Wakes whoever waits for what happened since the last time; resolves to how many. */
  follow(): Promise<number>
}

// Look-up by look-up: from the cases that moved to their values, to the cases with the same, to those of them that wait. One
// value may stand in all applications of a season: it is looked up once, however many of them moved.
const WAITING = `
  select distinct f.id, f.seq, f.version, f.step from (
      select p.identity, array_agg(distinct moved.id) as moved from unnest($2::uuid[]) as moved (id)
        cross join lateral (
          select identity, service from case_party where district = $1 and case_id = moved.id offset 0) p
       group by p.identity) mine
    cross join lateral (
      select case_id from case_party
       where district = $1 and identity = mine.identity and array[case_id] <> mine.moved offset 0) theirs
    cross join lateral (
      select id, seq, version, step from case_file
       where district = $1 and id = theirs.case_id and step_kind = 'await' and ended_on is null offset 0) f`

interface Waiting {
  readonly id: string
  readonly seq: number
  readonly version: string
  readonly step: string
}

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

  /** Whether it goes on by itself once something holds elsewhere; most wait for somebody's act. */
  async function mayGoOn({ version, step }: Waiting): Promise<boolean> {
    const at = (await desk.catalogue.pinned(version)).steps[step]
    return at?.kind === 'await' && at.until !== undefined
  }

  async function follow(): Promise<number> {
    let woken = 0
    await readMoved({ pool, district, reader: 'waiting' }, async (moved, last) => {
      const { rows } = await pool.query<Waiting>(WAITING, [district, moved])
      const able = await Promise.all(rows.map(mayGoOn))
      const waiting = rows.filter((_, i) => able[i])
      await Promise.all(
        waiting.map(({ id, seq }) =>
          handle({ key: `follow:${id}:${seq}:${last}`, actor: SYSTEM, to: { caseId: id }, command: { type: 'wake' } }),
        ),
      )
      woken += waiting.length
    })
    return woken
  }

  const look = async () => {
    const woken = await follow()
    if (woken > 0) log.info('waiting cases woken', { count: woken })
  }
  return { follow, ...periodically(look, { everyMs, log }) }
}
