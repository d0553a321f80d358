// Officers: their accounts, posts and passwords. Accounts come from an invitation or, in demo mode, from demo.ts; there
// is no default account.

import type { Pool, PoolClient } from 'pg'
import type { Post } from '#kernel/case/actor.ts'
import type { Refused } from '#platform/http/problem.ts'
import { open, seal } from '#platform/vault/seal.ts'
import { randomUuid } from '../cases/identity-index.ts'
import type { IdentityDesk } from './desk.ts'
import { hashPassword, PASSWORD_FAULTS, passwordFault, passwordMatches } from './password.ts'
import { refused } from './refusal.ts'
import type { Duty } from './session.ts'
import { newTotpSecret } from './totp.ts'

export interface NewOfficer {
  readonly login: string
  readonly name: string
  readonly password: string
  readonly posts: readonly Post[]
  readonly duty?: Duty | null
  /** Only demo mode names it; else one is made. */
  readonly totpSecret?: string
}

export interface OfficerAccount {
  readonly id: string
  readonly login: string
  readonly passwordHash: string
  /** Null when the officer signs in by passkey alone. */
  readonly totpSecret: string | null
  readonly totpStep: number
}

/**
 * Makes an account and returns its id and the secret of its authenticator, which is shown to its owner once.
 * Refuses: PASSWORD_UNFIT, LOGIN_TAKEN.
 */
export async function makeOfficer(
  desk: IdentityDesk,
  officer: NewOfficer,
  db: Pool | PoolClient = desk.pool,
): Promise<{ readonly id: string; readonly totpSecret: string } | Refused> {
  const unfit = unfitPassword(officer.password, officer.login)
  if (unfit) return unfit
  const id = randomUuid(desk.random)
  const totpSecret = officer.totpSecret ?? newTotpSecret(desk.random)
  const { rowCount } = await db.query(
    `with made as (
       insert into officer (district, id, login, name, duty, password_hash, password_set_at, totp_secret, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $7) on conflict (district, login) do nothing returning id),
     posted as (
       insert into post (district, officer, role, unit, since)
       select distinct $1, made.id, p.role, p.unit, $7::timestamptz
       from made, json_to_recordset($9) as p (role text, unit text))
     select id from made`,
    [
      desk.district,
      id,
      canonicalLogin(officer.login),
      officer.name,
      officer.duty ?? null,
      await hashPassword(officer.password),
      desk.now(),
      sealTotp(desk, id, totpSecret),
      JSON.stringify(officer.posts),
    ],
  )
  return rowCount === 1 ? { id, totpSecret } : refused('LOGIN_TAKEN')
}

/** The account of a login, whatever its letter case, unless it is disabled. */
export async function findOfficer(desk: IdentityDesk, login: string): Promise<OfficerAccount | undefined> {
  return accountWhere(desk, 'login', canonicalLogin(login))
}

export async function officerById(desk: IdentityDesk, id: string): Promise<OfficerAccount | undefined> {
  return accountWhere(desk, 'id', id)
}

async function accountWhere(
  desk: IdentityDesk,
  column: 'login' | 'id',
  value: string,
): Promise<OfficerAccount | undefined> {
  const { rows } = await desk.pool.query<{
    id: string
    login: string
    password_hash: string
    totp_secret: Buffer | null
    totp_step: string
  }>(
    `select id, login, password_hash, totp_secret, totp_step from officer
     where district = $1 and ${column} = $2 and state = 'active'`,
    [desk.district, value],
  )
  const row = rows[0]
  return (
    row && {
      id: row.id,
      login: row.login,
      passwordHash: row.password_hash,
      totpSecret:
        row.totp_secret && open(desk.vault.keyFor('totp'), row.totp_secret, Buffer.from(`totp:${row.id}`)).toString(),
      totpStep: Number(row.totp_step),
    }
  )
}

/** Gives an account a new password and authenticator, and ends its sessions. */
export async function resetSignIn(
  desk: IdentityDesk,
  { login, password, totpSecret }: { readonly login: string; readonly password: string; readonly totpSecret: string },
): Promise<void> {
  const account = await findOfficer(desk, login)
  if (!account) throw new Error(`there is no account ${login}`)
  await desk.pool.query(
    `with ended as (delete from session where district = $1 and officer = $2)
     update officer set password_hash = $3, password_set_at = $4, totp_secret = $5, totp_step = 0
     where district = $1 and id = $2`,
    [desk.district, account.id, await hashPassword(password), desk.now(), sealTotp(desk, account.id, totpSecret)],
  )
}

/** An authenticator's secret as it is stored. */
export function sealTotp(desk: IdentityDesk, id: string, totpSecret: string): Buffer {
  return seal(desk.vault.keyFor('totp'), Buffer.from(totpSecret), Buffer.from(`totp:${id}`), desk.random)
}

/** Uses up the time step of a code. False when it, or a later one, passed before. */
export async function useTotpStep(desk: IdentityDesk, officer: string, step: number): Promise<boolean> {
  const { rowCount } = await desk.pool.query(
    'update officer set totp_step = $3 where district = $1 and id = $2 and totp_step < $3',
    [desk.district, officer, step],
  )
  return rowCount === 1
}

/**
 * Changes an officer's own password and ends all their other sessions.
 * Refuses: SIGN_IN_FAILED when the present one is wrong, PASSWORD_UNFIT.
 */
export async function changePassword(
  desk: IdentityDesk,
  change: { officer: string; present: string; next: string; keepSession: Buffer },
): Promise<Refused | undefined> {
  const account = await officerById(desk, change.officer)
  if (!(await passwordMatches(account?.passwordHash, change.present)) || !account) return refused('SIGN_IN_FAILED')
  const unfit = unfitPassword(change.next, account.login)
  if (unfit) return unfit
  if (change.next === change.present) {
    return refused('PASSWORD_UNFIT', {
      errors: [{ path: '/next', code: 'REUSED', message: '新密码不能与现在的相同。' }],
    })
  }
  await desk.pool.query(
    `with ended as (delete from session where district = $1 and officer = $2 and token_hash <> $5)
     update officer set password_hash = $3, password_set_at = $4 where district = $1 and id = $2`,
    [desk.district, account.id, await hashPassword(change.next), desk.now(), change.keepSession],
  )
  return undefined
}

function unfitPassword(password: string, login: string): Refused | undefined {
  const fault = passwordFault(password, login)
  if (!fault) return undefined
  return refused('PASSWORD_UNFIT', { errors: [{ path: '/password', code: fault, message: PASSWORD_FAULTS[fault] }] })
}

function canonicalLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase()
}
