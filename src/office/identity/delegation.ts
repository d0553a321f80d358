// Standing in: an officer who is away hands all their posts to one deputy, from one legal day to another. It holds from the
// deputy's next request, can be taken back at once, and makes nobody both maker and checker: cases note both names, and
// the kernel asks for both (src/kernel/case/guard.ts). Called by delegation-routes.ts; session.ts applies it.

import { addDays, daysBetween, legalDateOf, parsePlainDate } from '#kernel/calendar/plain-date.ts'
import type { Post } from '#kernel/case/actor.ts'
import type { Refused } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { randomUuid } from '../cases/identity-index.ts'
import type { IdentityDesk } from './desk.ts'
import { refused } from './refusal.ts'

export interface NewDelegation {
  readonly deputy: string
  /** Legal dates, both inclusive. */
  readonly from: string
  readonly until: string
  readonly note: string
}

export interface DelegationEntry extends NewDelegation {
  readonly id: string
  readonly officer: string
  readonly officerName: string
  readonly deputyName: string
  readonly createdAt: string
  readonly isRevoked: boolean
  /** It holds today. */
  readonly holds: boolean
}

/** Whoever is away for longer gives up the post instead. */
const LONGEST_DAYS = 92
/** The furthest ahead a beginning may lie. */
const AHEAD_DAYS = 366

/**
 * Hands the officer's posts to a deputy for a time.
 * Refuses: DELEGATION_DATES, DEPUTY_UNFIT (oneself, barred, an administrator), DELEGATION_OVERLAPS (already handed over, or
 * the deputy is away themselves in that time), NO_POSTS.
 */
export async function delegate(
  desk: IdentityDesk,
  officer: string,
  { deputy, from, until, note }: NewDelegation,
): Promise<{ readonly id: string } | Refused> {
  const now = desk.now()
  if (!areDays(desk, from, until)) return refused('DELEGATION_DATES')
  if (deputy === officer) return refused('DEPUTY_UNFIT')
  return inTransaction(desk.pool, async (client) => {
    // Both are locked, in one order: two hand-overs at once cannot overlook each other.
    const { rows } = await client.query<{ id: string; fit: boolean; posts: number }>(
      `select o.id, o.state = 'active' and o.duty is null as fit,
              (select count(*)::integer from post p where p.district = o.district and p.officer = o.id) as posts
         from officer o where o.district = $1 and o.id = any($2::uuid[]) order by o.id for update`,
      [desk.district, [officer, deputy]],
    )
    if (!rows.find(({ id }) => id === deputy)?.fit) return refused('DEPUTY_UNFIT')
    if (!rows.find(({ id }) => id === officer)?.posts) return refused('NO_POSTS')
    const { rowCount } = await client.query(
      `select from delegation where district = $1 and revoked_at is null and from_on <= $4 and until_on >= $3
          and officer = any($2::uuid[])`,
      [desk.district, [officer, deputy], from, until],
    )
    if (rowCount) return refused('DELEGATION_OVERLAPS')
    const id = randomUuid(desk.random)
    await client.query(
      `insert into delegation (district, id, officer, deputy, from_on, until_on, note, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [desk.district, id, officer, deputy, from, until, note, now],
    )
    return { id }
  })
}

function areDays(desk: IdentityDesk, from: string, until: string): boolean {
  const today = legalDateOf(desk.now())
  const [start, end] = [parsePlainDate(from), parsePlainDate(until)]
  if (!start || !end) return false
  const lasts = daysBetween(start, end)
  return start >= today && start <= addDays(today, AHEAD_DAYS) && lasts >= 0 && lasts <= LONGEST_DAYS
}

/** Takes a hand-over back at once. The deputy may give it back, too. Refuses: DELEGATION_UNKNOWN. */
export async function revokeDelegation(desk: IdentityDesk, officer: string, id: string): Promise<Refused | undefined> {
  const { rowCount } = await desk.pool.query(
    `update delegation set revoked_at = coalesce(revoked_at, $4)
      where district = $1 and id = $2 and (officer = $3 or deputy = $3)`,
    [desk.district, id, officer, desk.now()],
  )
  return rowCount === 1 ? undefined : refused('DELEGATION_UNKNOWN')
}

/** The newest hand-overs to, from and among colleagues who share a unit with the officer; at most 200. */
export async function delegationsAround(
  desk: IdentityDesk,
  actor: { readonly id: string; readonly posts: readonly Post[] },
): Promise<DelegationEntry[]> {
  const { rows } = await desk.pool.query<Omit<DelegationEntry, 'createdAt'> & { createdAt: Date }>(
    `select d.id, d.officer, d.deputy, o.name as "officerName", q.name as "deputyName", d.from_on::text as "from",
            d.until_on::text as until, d.note, d.created_at as "createdAt", d.revoked_at is not null as "isRevoked",
            d.revoked_at is null and $3::date between d.from_on and d.until_on as holds
       from delegation d
       join officer o on o.district = d.district and o.id = d.officer
       join officer q on q.district = d.district and q.id = d.deputy
      where d.district = $1 and (d.officer = $2 or d.deputy = $2 or exists (
              select from post p where p.district = d.district and p.officer = d.officer and p.unit = any($4)))
      order by d.from_on desc, d.created_at desc limit 200`,
    [desk.district, actor.id, legalDateOf(desk.now()), actor.posts.map(({ unit }) => unit)],
  )
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

export interface Colleague {
  readonly id: string
  readonly name: string
  readonly posts: readonly Post[]
}

/** Who holds a post today: its own holders and their deputies, by name. */
export async function holdersOf(desk: IdentityDesk, { role, unit }: Post): Promise<{ id: string; name: string }[]> {
  const { rows } = await desk.pool.query<{ id: string; name: string }>(
    `select distinct h.id, h.name
       from post p
       join officer o on o.district = p.district and o.id = p.officer and o.state = 'active'
       left join delegation d on d.district = p.district and d.officer = p.officer and d.revoked_at is null
            and $4::date between d.from_on and d.until_on
       join officer h on h.district = p.district and h.state = 'active' and h.id in (o.id, d.deputy)
      where p.district = $1 and p.role = $2 and p.unit = $3 order by h.name, h.id limit 200`,
    [desk.district, role, unit, legalDateOf(desk.now())],
  )
  return rows
}

/** Active officers with a post in one of the units, or in the town or bureau around them; by name, at most 300. */
export async function colleaguesIn(desk: IdentityDesk, units: readonly string[]): Promise<Colleague[]> {
  const around = [...new Set(units.flatMap((unit) => [unit, unit.slice(0, 9)]))]
  const { rows } = await desk.pool.query<Colleague>(
    `select o.id, o.name, json_agg(json_build_object('role', p.role, 'unit', p.unit) order by p.role, p.unit) as posts
       from officer o join post p on p.district = o.district and p.officer = o.id
      where o.district = $1 and o.state = 'active' and o.duty is null and (p.unit = any($2) or left(p.unit, 9) = any($2))
      group by o.id, o.name order by o.name limit 300`,
    [desk.district, around],
  )
  return rows
}
