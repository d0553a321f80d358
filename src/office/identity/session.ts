// Sessions: an opaque token in a cookie, its hash in the database, looked up anew for every request in one statement for
// all requests that wait. No cache: what is revoked in one process is gone at once in every other.

import { createHash } from 'node:crypto'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { Actor, Mandate, MandatedAction, Post } from '#kernel/case/actor.ts'
import { gather } from '#platform/gather.ts'
import { type IdentityDesk, minutesFrom } from './desk.ts'
import { openPerson } from './person.ts'

export type Duty = 'system' | 'security' | 'audit'

export interface Session {
  readonly tokenHash: Buffer
  /** `password`: nothing but the second step may be reached. */
  readonly stage: 'password' | 'whole'
  /** Token that forms of this session carry. */
  readonly formToken: string
  /** The holder; of a half session the officer it is about to become. */
  readonly actor: Extract<Actor, { kind: 'person' | 'officer' }>
  readonly login?: string
  readonly duty?: Duty | null
  /** The person's own identity number as a blind index, which names the mandates given to them. */
  readonly idIndex?: Buffer
  /** The session was told to act for another, but that mandate was revoked or ran out. */
  readonly isMandateEnded: boolean
  readonly mustChangePassword: boolean
  /** What an officer's session was begun with beside the password, or instead of it. */
  readonly factor: 'code' | 'passkey'
  /** Instant of the fresh code that confirms what is signed, while it counts. */
  readonly codeAt?: string
}

export type NewSession =
  | { readonly officer: string; readonly stage: 'password' | 'whole'; readonly factor?: 'passkey' }
  | { readonly person: string; readonly stage: 'whole' }

/** Starts a session and returns its token, 256 bits that stand nowhere else. `replaces` ends the session it came from. */
export async function startSession(desk: IdentityDesk, holder: NewSession, replaces?: string): Promise<string> {
  const token = desk.random(32).toString('base64url')
  const now = desk.now()
  const { secondStepMinutes, absoluteHours } = desk.rules
  const endsAt = minutesFrom(now, holder.stage === 'password' ? secondStepMinutes : absoluteHours * 60)
  await desk.pool.query(
    `with replaced as (delete from session where district = $1 and token_hash = $2)
     insert into session (district, token_hash, person, officer, stage, form_token, created_at, seen_at, ends_at, factor)
     values ($1, $3, $4, $5, $6, $7, $8, $8, $9, $10)`,
    [
      desk.district,
      replaces === undefined ? Buffer.alloc(0) : hashOf(replaces),
      hashOf(token),
      'person' in holder ? holder.person : null,
      'officer' in holder ? holder.officer : null,
      holder.stage,
      desk.random(32).toString('base64url'),
      now,
      endsAt,
      'factor' in holder ? holder.factor : 'code',
    ],
  )
  return token
}

/** Ends the session of a token; an unknown token is no mistake. */
export async function endSession(desk: IdentityDesk, token: string): Promise<void> {
  await desk.pool.query('delete from session where district = $1 and token_hash = $2', [desk.district, hashOf(token)])
}

/** Deletes sessions past their end, and says how many. Run by a job; look-ups do not depend on it. */
export async function sweepSessions(desk: IdentityDesk): Promise<number> {
  const now = desk.now()
  const { rowCount } = await desk.pool.query(
    'delete from session where district = $1 and (ends_at <= $2 or seen_at <= $3)',
    [desk.district, now, minutesFrom(now, -desk.rules.idleMinutes)],
  )
  return rowCount ?? 0
}

/** Sets for whom the session acts: the mandate, or null for its own holder. */
export async function actFor(desk: IdentityDesk, session: Session, mandate: string | null): Promise<void> {
  await desk.pool.query('update session set acting_for = $3 where district = $1 and token_hash = $2', [
    desk.district,
    session.tokenHash,
    mandate,
  ])
}

/** Finds the session of a token, or undefined when it ended or never was. */
export type SessionLookup = (token: string) => Promise<Session | undefined>

interface Row {
  token_hash: Buffer
  stage: 'password' | 'whole'
  form_token: string
  seen_at: Date
  factor: 'code' | 'passkey'
  confirmed_at: Date | null
  has_passkey: boolean
  acting_for: string | null
  officer: string | null
  login: string | null
  officer_name: string | null
  duty: Duty | null
  password_set_at: Date | null
  posts: Post[] | null
  deputised: Post[] | null
  person: string | null
  data_key: Buffer | null
  sealed: Buffer | null
  id_index: Buffer | null
  mandate: string | null
  services: string[] | null
  actions: MandatedAction[] | null
  until: string | null
  principal: string | null
  principal_key: Buffer | null
  principal_sealed: Buffer | null
}

const LOOK_UP = `
  select s.token_hash, s.stage, s.form_token, s.seen_at, s.factor, s.confirmed_at, s.acting_for,
    exists (select from passkey k where k.district = s.district and k.officer = s.officer) as has_passkey,
    s.officer, o.login, o.name as officer_name, o.duty, o.password_set_at,
    (select json_agg(json_build_object('role', role, 'unit', unit) order by role, unit)
     from post where post.district = s.district and post.officer = s.officer) as posts,
    (select json_agg(json_build_object('role', q.role, 'unit', q.unit,
              'standsInFor', json_build_object('id', a.id, 'name', a.name)) order by q.role, q.unit, d.from_on, d.id)
     from delegation d
     join officer a on a.district = d.district and a.id = d.officer and a.state = 'active'
     join post q on q.district = d.district and q.officer = d.officer
     where d.district = s.district and d.deputy = s.officer and d.revoked_at is null
       and $4::date between d.from_on and d.until_on) as deputised,
    s.person, p.data_key, p.sealed, p.id_index,
    m.id as mandate, m.services, m.actions, m.until::text as until,
    m.principal, mp.data_key as principal_key, mp.sealed as principal_sealed
  from session s
  left join officer o on o.district = s.district and o.id = s.officer and o.state = 'active'
  left join person p on p.district = s.district and p.id = s.person
  left join mandate m on m.district = s.district and m.id = s.acting_for and m.agent_index = p.id_index
    and m.revoked_at is null and m.until >= $4::date
  left join person mp on mp.district = m.district and mp.id = m.principal
  where s.district = $1 and s.token_hash = any($2::bytea[])
    and s.ends_at > $3 and s.seen_at > $5 and coalesce(o.id, p.id) is not null`

/** Use is written down at most so often; a session may therefore end up to this much before its idle time is over. */
const SEEN_EVERY_MINUTES = 1

/** Builds the look-up. Cost: one prepared statement for all requests waiting, on at most two connections. */
export function sessionLookup(desk: IdentityDesk): SessionLookup {
  const byHash = gather<Buffer, Session | undefined>((hashes) => findSessions(desk, hashes), { max: 256, lanes: 2 })
  return async (token) => (/^[\w-]{43}$/.test(token) ? byHash(hashOf(token)) : undefined)
}

async function findSessions(desk: IdentityDesk, hashes: Buffer[]): Promise<(Session | undefined)[]> {
  const now = desk.now()
  const { rows } = await desk.pool.query<Row>({
    name: 'identity-sessions',
    text: LOOK_UP,
    values: [desk.district, hashes, now, legalDateOf(now), minutesFrom(now, -desk.rules.idleMinutes)],
  })
  const stale = rows.filter((row) => row.seen_at < minutesFrom(now, -SEEN_EVERY_MINUTES)).map((row) => row.token_hash)
  if (stale.length > 0) {
    await desk.pool.query('update session set seen_at = $3 where district = $1 and token_hash = any($2::bytea[])', [
      desk.district,
      stale,
      now,
    ])
  }
  const byHash = new Map(rows.map((row) => [row.token_hash.toString('hex'), sessionFrom(desk, row, now)]))
  return hashes.map((hash) => byHash.get(hash.toString('hex')))
}

function sessionFrom(desk: IdentityDesk, row: Row, now: Date): Session {
  const { token_hash: tokenHash, stage, form_token: formToken, factor } = row
  const base = { tokenHash, stage, formToken, factor, isMandateEnded: false, mustChangePassword: false }
  if (row.officer !== null) {
    const oldest = minutesFrom(now, -desk.rules.passwordMaxDays * 24 * 60)
    const codeAt = isFresh(desk, row.confirmed_at, now) ? row.confirmed_at.toISOString() : undefined
    const confirmation = { hasPasskey: row.has_passkey, ...(codeAt !== undefined && { codeAt }) }
    const isHeld = row.has_passkey || codeAt !== undefined
    return {
      ...base,
      actor: {
        ...{ kind: 'officer', id: row.officer, name: row.officer_name!, posts: allPosts(row) },
        ...(isHeld && { confirmation }),
      },
      login: row.login!,
      duty: row.duty,
      // Who came by passkey has not used the password, and need not renew it.
      mustChangePassword: row.factor === 'code' && row.password_set_at! < oldest,
      ...(codeAt !== undefined && { codeAt }),
    }
  }
  const mandate = mandateFrom(desk, row)
  const { name } = openPerson(desk, row.person!, row.data_key!, row.sealed!)
  return {
    ...base,
    actor: { kind: 'person', id: row.person!, name, ...(mandate && { mandate }) },
    idIndex: row.id_index!,
    isMandateEnded: row.acting_for !== null && !mandate,
  }
}

/** Whether a fresh code still confirms what is signed. */
const isFresh = (desk: IdentityDesk, at: Date | null, now: Date): at is Date =>
  at !== null && minutesFrom(at, desk.rules.codeConfirmsMinutes) > now

/** An officer's own posts, and those they stand in for; a post they hold anyway is their own. */
function allPosts({ posts, deputised }: Row): Post[] {
  const all = new Map<string, Post>()
  for (const post of [...(posts ?? []), ...(deputised ?? [])]) {
    const name = `${post.role} ${post.unit}`
    if (!all.has(name)) all.set(name, post)
  }
  return [...all.values()]
}

function mandateFrom(desk: IdentityDesk, row: Row): Mandate | undefined {
  if (row.mandate === null) return undefined
  const { name } = openPerson(desk, row.principal!, row.principal_key!, row.principal_sealed!)
  return {
    id: row.mandate,
    principal: { id: row.principal!, name },
    services: row.services!,
    actions: row.actions!,
    until: row.until!,
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
