// The three administrations (三员), each with its own small set of acts and no view of any case: the system administrator
// makes and bars accounts, the security administrator gives posts, the auditor reads who tried to sign in.

import type { Post } from '#kernel/case/actor.ts'
import type { Refused } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import type { IdentityDesk } from './desk.ts'
import { refused } from './refusal.ts'
import type { Duty } from './session.ts'

export interface OfficerEntry {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly state: 'active' | 'disabled'
  readonly duty: Duty | null
  readonly posts: readonly Post[]
}

/** Officers by login, after `after`, at most `limit`. */
export async function listOfficers(desk: IdentityDesk, after: string, limit: number): Promise<OfficerEntry[]> {
  const { rows } = await desk.pool.query<OfficerEntry>(
    `select id, login, name, state, duty,
       (select coalesce(json_agg(json_build_object('role', role, 'unit', unit) order by role, unit), '[]')
        from post where post.district = officer.district and post.officer = officer.id) as posts
     from officer where district = $1 and login > $2 order by login limit $3`,
    [desk.district, after, limit],
  )
  return rows
}

/** Replaces the posts of an officer; it holds from their next request on. Refuses: OFFICER_UNKNOWN. */
export async function setPosts(
  desk: IdentityDesk,
  officer: string,
  posts: readonly Post[],
): Promise<Refused | undefined> {
  return inTransaction(desk.pool, async (client) => {
    const { rowCount } = await client.query('select from officer where district = $1 and id = $2 for update', [
      desk.district,
      officer,
    ])
    if (rowCount === 0) return refused('OFFICER_UNKNOWN')
    await client.query('delete from post where district = $1 and officer = $2', [desk.district, officer])
    await client.query(
      `insert into post (district, officer, role, unit, since)
       select distinct $1, $2::uuid, p.role, p.unit, $4::timestamptz from json_to_recordset($3) as p (role text, unit text)`,
      [desk.district, officer, JSON.stringify(posts), desk.now()],
    )
    return undefined
  })
}

/** Bars an officer and ends all their sessions in the same statement. Refuses: OFFICER_UNKNOWN. */
export async function disableOfficer(desk: IdentityDesk, officer: string): Promise<Refused | undefined> {
  const { rowCount } = await desk.pool.query(
    `with ended as (delete from session where district = $1 and officer = $2)
     update officer set state = 'disabled' where district = $1 and id = $2`,
    [desk.district, officer],
  )
  return rowCount === 1 ? undefined : refused('OFFICER_UNKNOWN')
}

export interface TryEntry {
  readonly id: number
  readonly at: string
  readonly step: 'password' | 'code'
  readonly outcome: 'checked' | 'passed' | 'locked'
  readonly source: string
  readonly login: string | null
}

/** Tries to sign in, newest first, before the try `before`, at most `limit`. */
export async function listTries(desk: IdentityDesk, before: number, limit: number): Promise<TryEntry[]> {
  const { rows } = await desk.pool.query<Omit<TryEntry, 'at' | 'id'> & { at: Date; id: string }>(
    `select a.id, a.at, a.step, a.outcome, a.source, o.login
     from sign_in_attempt a left join officer o on o.district = a.district and o.id = a.officer
     where a.district = $1 and a.id < $2 order by a.id desc limit $3`,
    [desk.district, before, limit],
  )
  return rows.map((row) => ({ ...row, id: Number(row.id), at: row.at.toISOString() }))
}
