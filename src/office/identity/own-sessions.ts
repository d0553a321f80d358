// Where somebody is signed in: the living sessions of one holder, and the end of all others at once. A session is named by a part
// of its token's hash, which opens nothing.

import type { IdentityDesk } from './desk.ts'
import { minutesFrom } from './desk.ts'
import type { Session } from './session.ts'

export interface OwnSession {
  readonly id: string
  readonly startedAt: string
  readonly seenAt: string
  /** The one that asks. */
  readonly isThis: boolean
}

const holder = ({ actor }: Session): readonly [person: string | null, officer: string | null] =>
  actor.kind === 'person' ? [actor.id, null] : [null, actor.id]

/** The living whole sessions of the holder, this one first. */
export async function ownSessions(desk: IdentityDesk, session: Session): Promise<OwnSession[]> {
  const now = desk.now()
  const { rows } = await desk.pool.query<{ id: string; started: Date; seen: Date; isThis: boolean }>(
    `select left(encode(token_hash, 'hex'), 16) as id, created_at as started, seen_at as seen, token_hash = $4 as "isThis"
       from session
      where district = $1 and (person = $2 or officer = $3) and stage = 'whole' and ends_at > $5 and seen_at > $6
      order by token_hash = $4 desc, seen_at desc limit 100`,
    [desk.district, ...holder(session), session.tokenHash, now, minutesFrom(now, -desk.rules.idleMinutes)],
  )
  return rows.map(({ started, seen, ...row }) => ({
    ...row,
    startedAt: started.toISOString(),
    seenAt: seen.toISOString(),
  }))
}

/** Ends every other session of the holder, half ones too, and says how many; it holds from their next request on. */
export async function endOtherSessions(desk: IdentityDesk, session: Session): Promise<number> {
  const { rowCount } = await desk.pool.query(
    'delete from session where district = $1 and (person = $2 or officer = $3) and token_hash <> $4',
    [desk.district, ...holder(session), session.tokenHash],
  )
  return rowCount ?? 0
}
