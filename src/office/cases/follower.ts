// Follows the stream: when a case has moved, the cases that wait for something and share a value with it are woken, and
// ask for themselves whether it has come about; waking for nothing changes nothing. And when a case has opened others, they
// are handed in, each under a key of its own, so that a look that was cut short hands in nothing twice.

import type { Pool } from 'pg'
import { SYSTEM } from '#kernel/case/actor.ts'
import type { Log } from '#platform/log.ts'
import { type Periodic, periodically } from '#platform/periodic.ts'
import { keyPlace, openSnapshot } from './envelope.ts'
import type { CaseDesk, commandHandler } from './handle-command.ts'
import { readMoved } from './stream.ts'

export interface Follower extends Periodic {
  /** Wakes whoever waits for what happened since the last time; resolves to how many. */
  follow(stopping?: AbortSignal): Promise<number>
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

/** Cases that opened others, among those that moved. */
const OPENING = `
  select distinct e.case_id as id from unnest($2::uuid[]) as moved (id)
    cross join lateral (
      select case_id from case_event where district = $1 and case_id = moved.id and type = 'opened' offset 0) e`

/** Whose a case is that nobody but time opened. */
const NOBODY = { id: '00000000-0000-0000-0000-000000000000', name: '系统' }

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

  async function follow(stopping?: AbortSignal): Promise<number> {
    let woken = 0
    await readMoved({ pool, district, reader: 'waiting', stopping }, async (moved, last) => {
      const { rows } = await pool.query<Waiting>(WAITING, [district, moved])
      const able = await Promise.all(rows.map(mayGoOn))
      const waiting = rows.filter((_, i) => able[i])
      await Promise.all(
        waiting.map(({ id, seq }) =>
          handle({ key: `follow:${id}:${seq}:${last}`, actor: SYSTEM, to: { caseId: id }, command: { type: 'wake' } }),
        ),
      )
      const opening = await pool.query<{ id: string }>(OPENING, [district, moved])
      for (const { id } of opening.rows) await handInOpened(id)
      woken += waiting.length
    })
    return woken
  }

  async function handInOpened(caseId: string): Promise<void> {
    const file = await desk.store.load(caseId)
    if (!file) return
    const { opened } = openSnapshot(desk.vault.dataKey(file.wrapped, keyPlace(caseId)), caseId, file.snapshot)
    for (const [n, { service, from, forms, by }] of opened.entries())
      for (const [i, form] of forms.entries()) {
        const filled = from === null ? form : { ...(form as object), [from]: caseId }
        const applicant = by ? { id: by.id, name: by.name } : NOBODY
        const command = { type: 'submit', applicant, form: filled, materials: [] } as const
        const done = await handle({ key: `opened:${caseId}:${n}:${i}`, actor: SYSTEM, to: { service }, command })
        // The declaration was proved to fill the form; what it cannot know (a text too long) stands in the log.
        if (!done.ok) log.error('fault', { error: new Error(`${service} was not opened: ${done.refusal.code}`) })
      }
  }

  const look = async (stopping: AbortSignal) => {
    const woken = await follow(stopping)
    if (woken > 0) log.info('waiting cases woken', { count: woken })
  }
  return { follow, ...periodically(look, { everyMs, log }) }
}
