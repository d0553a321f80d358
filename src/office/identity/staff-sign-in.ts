// Staff sign in with two factors: password, then the code of their authenticator. After the password there is only a
// half session that reaches nothing but the second step. A fresh code later confirms what is signed. Called by routes.

import type { Refused } from '#platform/http/problem.ts'
import { type IdentityDesk, minutesFrom } from './desk.ts'
import { beginTry, passTry } from './lockout.ts'
import { findOfficer, type OfficerAccount, officerById, useTotpStep } from './officer.ts'
import { passwordMatches } from './password.ts'
import { refused } from './refusal.ts'
import { type Session, startSession } from './session.ts'
import { totpStep } from './totp.ts'

/** Where a request comes from, for the lock and the record of tries. */
export interface Origin {
  readonly source: string
  readonly requestId: string
}

interface Started {
  readonly token: string
}

/**
 * First step. An unknown account answers as a wrong password does, after the same time.
 * Refuses: SIGN_IN_LOCKED, SIGN_IN_FAILED; PASSKEY_ONLY when the account gave its authenticator up.
 */
export async function signInWithPassword(
  desk: IdentityDesk,
  { login, password }: { readonly login: string; readonly password: string },
  origin: Origin,
): Promise<Started | Refused> {
  const account = await findOfficer(desk, login)
  const attempt = await beginTry(desk, { step: 'password', login, officer: account?.id, ...origin })
  if ('problem' in attempt) return attempt
  const matches = await passwordMatches(account?.passwordHash, password)
  if (!account || !matches) return refused('SIGN_IN_FAILED')
  await passTry(desk, attempt.tryId, account.id)
  if (account.totpSecret === null) return refused('PASSKEY_ONLY')
  return { token: await startSession(desk, { officer: account.id, stage: 'password' }) }
}

/**
 * Second step: turns the half session into a whole one under a new token.
 * Refuses: FIRST_STEP_MISSING without a half session, SIGN_IN_LOCKED, CODE_WRONG (also for a code used before).
 */
export async function signInWithCode(
  desk: IdentityDesk,
  { token, session, code }: { readonly token: string; readonly session: Session | undefined; readonly code: string },
  origin: Origin,
): Promise<Started | Refused> {
  if (session?.stage !== 'password') return refused('FIRST_STEP_MISSING')
  const account = await officerById(desk, session.actor.id)
  if (!account) return refused('FIRST_STEP_MISSING')
  const attempt = await beginTry(desk, { step: 'code', login: account.login, officer: account.id, ...origin })
  if ('problem' in attempt) return attempt
  if (!(await useCode(desk, account, code))) return refused('CODE_WRONG')
  await passTry(desk, attempt.tryId, account.id)
  return { token: await startSession(desk, { officer: account.id, stage: 'whole' }, token) }
}

/**
 * A fresh code in a whole session: for some minutes its officer's acts that are signed count without a passkey.
 * Refuses: SIGN_IN_LOCKED, CODE_WRONG (also for a code used before, and without an authenticator).
 */
export async function confirmWithCode(
  desk: IdentityDesk,
  { session, code }: { readonly session: Session; readonly code: string },
  origin: Origin,
): Promise<{ readonly until: Date } | Refused> {
  const account = await officerById(desk, session.actor.id)
  if (!account) return refused('CODE_WRONG')
  const attempt = await beginTry(desk, { step: 'confirm', login: account.login, officer: account.id, ...origin })
  if ('problem' in attempt) return attempt
  if (!(await useCode(desk, account, code))) return refused('CODE_WRONG')
  await passTry(desk, attempt.tryId, account.id)
  const now = desk.now()
  await desk.pool.query('update session set confirmed_at = $3 where district = $1 and token_hash = $2', [
    desk.district,
    session.tokenHash,
    now,
  ])
  return { until: minutesFrom(now, desk.rules.codeConfirmsMinutes) }
}

/** Uses a code up; false when it is wrong or was used before. */
async function useCode(desk: IdentityDesk, { id, totpSecret }: OfficerAccount, code: string): Promise<boolean> {
  const step = totpSecret === null ? null : totpStep(totpSecret, code, desk.now())
  return step !== null && (await useTotpStep(desk, id, step))
}
