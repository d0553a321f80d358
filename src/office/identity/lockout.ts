// Locks an account, and the source of the tries, after too many failures. Every try is written down before the secret is
// looked at, under a lock by account and by source, so that a thousand tries at once get no more checks than five.

import type { PoolClient } from 'pg'
import type { Refused } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { type IdentityDesk, type IdentityRules, minutesFrom } from './desk.ts'
import { refused } from './refusal.ts'

export interface Try {
  readonly step: 'password' | 'code' | 'passkey' | 'confirm'
  /** Login name as typed; only its blind index is kept. */
  readonly login: string
  /** Where the request comes from, see sourceOf in platform/http. */
  readonly source: string
  readonly officer?: string | undefined
  readonly requestId: string
}

/**
 * Until when failures lock, or null. `failures` newest first; while locked nothing is checked, so the newest failure is
 * the one that locked.
 */
export function lockedUntil(
  failures: readonly Date[],
  allowed: number,
  { windowMinutes, lockMinutes }: Pick<IdentityRules, 'windowMinutes' | 'lockMinutes'>,
  now: Date,
): Date | null {
  const [newest, oldest] = [failures[0], failures[allowed - 1]]
  if (!newest || !oldest || newest.getTime() - oldest.getTime() > windowMinutes * 60_000) return null
  const until = minutesFrom(newest, lockMinutes)
  return until > now ? until : null
}

/**
 * Writes the try down and lets it be checked, or refuses it with SIGN_IN_LOCKED.
 * A try that is let through counts as a failure until `passTry` says otherwise, also when the server dies meanwhile.
 */
export async function beginTry(desk: IdentityDesk, attempt: Try): Promise<{ readonly tryId: string } | Refused> {
  const account = accountIndex(desk, attempt.login)
  const now = desk.now()
  return inTransaction(desk.pool, async (client) => {
    await lockOut(client, [account.toString('hex'), attempt.source])
    const until = await lockOf(client, desk, account, attempt.source, now)
    const { rows } = await client.query<{ id: string }>(
      `insert into sign_in_attempt (district, at, step, outcome, account, source, officer, request_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
      [
        desk.district,
        now,
        attempt.step,
        until ? 'locked' : 'checked',
        account,
        attempt.source,
        attempt.officer ?? null,
        attempt.requestId,
      ],
    )
    if (!until) return { tryId: rows[0]!.id }
    return refused('SIGN_IN_LOCKED', { retryAfterSeconds: Math.ceil((until.getTime() - now.getTime()) / 1000) })
  })
}

/** Writes down that a try was right. The code passing ends the count of its account's failures; the password does not. */
export async function passTry(desk: IdentityDesk, tryId: string, officer: string): Promise<void> {
  await desk.pool.query(
    `insert into sign_in_attempt (district, at, step, outcome, passes, account, source, officer, request_id)
     select district, $3, step, 'passed', id, account, source, $4, request_id
     from sign_in_attempt where district = $1 and id = $2`,
    [desk.district, tryId, desk.now(), officer],
  )
}

function accountIndex(desk: IdentityDesk, login: string): Buffer {
  return desk.vault.blindIndex('login', login)
}

/** Tries of one account or one source wait for each other. Sorted, so that two tries cannot wait in a circle. */
async function lockOut(client: PoolClient, names: readonly string[]): Promise<void> {
  for (const name of [...names].sort()) {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('sign-in ' || $1, 0))`, [name])
  }
}

const FAILURES = `
  select a.at from sign_in_attempt a
  where a.district = $1 and a.outcome = 'checked' and a.at > $3 and
    not exists (select 1 from sign_in_attempt p where p.district = a.district and p.passes = a.id)`

const ACCOUNT_FAILURES = `${FAILURES} and a.account = $2 and a.id > coalesce(
    (select max(p.passes) from sign_in_attempt p
     where p.district = $1 and p.account = $2 and p.outcome = 'passed' and p.step in ('code', 'passkey')), 0)
  order by a.id desc limit $4`

const SOURCE_FAILURES = `${FAILURES} and a.source = $2 order by a.id desc limit $4`

async function lockOf(
  client: PoolClient,
  { district, rules }: IdentityDesk,
  account: Buffer,
  source: string,
  now: Date,
): Promise<Date | null> {
  const since = minutesFrom(now, -rules.windowMinutes - rules.lockMinutes)
  const failures = async (sql: string, subject: Buffer | string, allowed: number): Promise<Date[]> => {
    const { rows } = await client.query<{ at: Date }>(sql, [district, subject, since, allowed])
    return rows.map((row) => row.at)
  }
  const { triesPerAccount, triesPerSource } = rules
  const byAccount = lockedUntil(await failures(ACCOUNT_FAILURES, account, triesPerAccount), triesPerAccount, rules, now)
  const bySource = lockedUntil(await failures(SOURCE_FAILURES, source, triesPerSource), triesPerSource, rules, now)
  return [byAccount, bySource].sort((a, b) => Number(b) - Number(a))[0] ?? null
}
