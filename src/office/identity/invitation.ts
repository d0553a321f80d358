// One-time links that make an account: there is no other way to become an officer outside demo mode, and the first start
// prints the first one. Called by routes.ts and by the composition root.

import { createHash } from 'node:crypto'
import type { Post } from '#kernel/case/actor.ts'
import type { Refused } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { type IdentityDesk, minutesFrom } from './desk.ts'
import { makeOfficer } from './officer.ts'
import { refused } from './refusal.ts'
import type { Duty } from './session.ts'

export interface Invitation {
  readonly duty: Duty | null
  readonly posts: readonly Post[]
}

const VALID_MINUTES = 3 * 24 * 60

/** Writes an invitation and returns its token, which stands nowhere else. Valid for three days and one account. */
export async function invite(desk: IdentityDesk, { duty, posts }: Invitation): Promise<string> {
  const token = desk.random(32).toString('base64url')
  const now = desk.now()
  await desk.pool.query(
    'insert into invitation (district, token_hash, duty, posts, created_at, ends_at) values ($1, $2, $3, $4, $5, $6)',
    [desk.district, hashOf(token), duty, JSON.stringify(posts), now, minutesFrom(now, VALID_MINUTES)],
  )
  return token
}

/**
 * The token of the first administrator's link, while the district has no officer; else null. A link printed by an
 * earlier start that nobody used stops working.
 */
export async function inviteFirstAdministrator(desk: IdentityDesk): Promise<string | null> {
  const { rows } = await desk.pool.query('select from officer where district = $1 limit 1', [desk.district])
  if (rows.length > 0) return null
  await desk.pool.query('delete from invitation where district = $1 and used_at is null', [desk.district])
  return invite(desk, { duty: 'system', posts: [] })
}

/** Makes the account of an invitation. Refuses: INVITATION_INVALID, PASSWORD_UNFIT, LOGIN_TAKEN; then the link stays good. */
export async function acceptInvitation(
  desk: IdentityDesk,
  given: { readonly token: string; readonly login: string; readonly name: string; readonly password: string },
): Promise<{ readonly id: string; readonly totpSecret: string } | Refused> {
  const { token, ...account } = given
  const now = desk.now()
  return inTransaction(desk.pool, async (client) => {
    const { rows } = await client.query<{ duty: Duty | null; posts: Post[] }>(
      `select duty, posts from invitation
       where district = $1 and token_hash = $2 and used_at is null and ends_at > $3 for update`,
      [desk.district, hashOf(token), now],
    )
    if (!rows[0]) return refused('INVITATION_INVALID')
    const made = await makeOfficer(desk, { ...account, ...rows[0] }, client)
    if ('problem' in made) return made
    await client.query('update invitation set used_at = $3 where district = $1 and token_hash = $2', [
      desk.district,
      hashOf(token),
      now,
    ])
    return made
  })
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
