// Passkeys of officers: registered and removed by their owner, each in the log with its public key, so that what it signed can be
// checked later by anybody; and the authenticator beside them, which may be given up while there is a passkey.

import type { PoolClient } from 'pg'
import { confirmed, statement } from '#kernel/case/signature.ts'
import { recordAct } from '#office/log/acts.ts'
import type { Refused } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { randomUuid } from '../cases/identity-index.ts'
import { type IdentityDesk, minutesFrom } from './desk.ts'
import { sealTotp } from './officer.ts'
import { refused } from './refusal.ts'
import type { Session } from './session.ts'
import { newTotpSecret } from './totp.ts'
import { creationOptions, type MadeCredential, madePasskey } from './webauthn.ts'

export interface OwnPasskey {
  readonly id: string
  readonly name: string
  readonly madeAt: string
  readonly usedAt: string | null
  /** It lives on more than one device. */
  readonly synced: boolean
}

export interface Factors {
  /** Counts changes: what a passkey signs for the next one names it. */
  readonly version: number
  readonly hasAuthenticator: boolean
  readonly passkeys: readonly OwnPasskey[]
}

/** A change of one's own ways to sign in, by the name of its statement. */
export type FactorChange = 'passkey.add' | 'passkey.remove' | 'authenticator.add' | 'authenticator.remove'

const CHALLENGE_MINUTES = 5

/** With what an officer can sign in, newest passkey first. */
export async function factorsOf(desk: IdentityDesk, officer: string): Promise<Factors> {
  const [account, passkeys] = await Promise.all([
    desk.pool.query<{ factors: number; has: boolean }>(
      'select factors, totp_secret is not null as has from officer where district = $1 and id = $2',
      [desk.district, officer],
    ),
    desk.pool.query<{ id: string; name: string; made_at: Date; used_at: Date | null; synced: boolean }>(
      `select id, name, made_at, used_at, synced from passkey where district = $1 and officer = $2
        order by made_at desc, id`,
      [desk.district, officer],
    ),
  ])
  return {
    version: account.rows[0]?.factors ?? 0,
    hasAuthenticator: account.rows[0]?.has ?? false,
    passkeys: passkeys.rows.map(({ made_at, used_at, ...row }) => ({
      ...row,
      madeAt: made_at.toISOString(),
      usedAt: used_at?.toISOString() ?? null,
    })),
  }
}

/** Whether the session may change how its officer signs in: a fresh code, or a passkey's signature over just this change. */
async function mayChange(
  desk: IdentityDesk,
  { actor, codeAt }: Session,
  { act, on }: { readonly act: FactorChange; readonly on: string },
): Promise<Refused | undefined> {
  if (codeAt !== undefined) return undefined
  const { version } = await factorsOf(desk, actor.id)
  const said = statement(actor.id, { act, on, seen: version, says: {} })
  const answer = confirmed({ acts: new Set([act]), asksCode: true }, actor, said, sha256)
  return 'signed' in answer ? undefined : refused('CHANGE_UNCONFIRMED')
}

/** What a browser needs to make a passkey. Refuses: CHANGE_UNCONFIRMED. */
export async function beginPasskey(desk: IdentityDesk, session: Session): Promise<{ options: object } | Refused> {
  const { actor, login = '' } = session
  const unconfirmed = await mayChange(desk, session, { act: 'passkey.add', on: actor.id })
  if (unconfirmed) return unconfirmed
  const { rows } = await desk.pool.query<{ credential: Buffer }>(
    'select credential from passkey where district = $1 and officer = $2',
    [desk.district, actor.id],
  )
  const challenge = await giveChallenge(desk, actor.id)
  const known = rows.map(({ credential }) => credential)
  return { options: await creationOptions(desk.site, { id: actor.id, login, name: actor.name }, { challenge, known }) }
}

/** Keeps a passkey that was made. Refuses: PASSKEY_REFUSED for another challenge, site or officer, PASSKEY_KNOWN. */
export async function addPasskey(
  desk: IdentityDesk,
  { actor, tokenHash }: Session,
  { name, made }: { readonly name: string; readonly made: MadeCredential },
): Promise<{ readonly id: string } | Refused> {
  const challenge = challengeIn(made.clientDataJSON)
  if (challenge === null || !(await takeChallenge(desk, challenge, actor.id))) return refused('PASSKEY_REFUSED')
  const passkey = await madePasskey(desk.site, made, challenge)
  if (passkey === null) return refused('PASSKEY_REFUSED')
  const id = randomUuid(desk.random)
  return inTransaction(desk.pool, async (client) => {
    const { rowCount } = await client.query(
      `insert into passkey (district, id, officer, name, credential, public_key, counter, transports, synced, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (district, credential) do nothing`,
      [
        ...[desk.district, id, actor.id, name.trim(), passkey.credential, passkey.publicKey, passkey.counter],
        ...[[...made.transports], passkey.synced, desk.now()],
      ],
    )
    if (rowCount === 0) return refused('PASSKEY_KNOWN')
    await changed(desk, client, actor.id, tokenHash)
    const body = { officer: actor.id, publicKey: passkey.publicKey.toString('base64url') }
    const at = desk.now().toISOString()
    await recordAct(client, desk, { subject: `passkey:${id}`, seq: 1, kind: 'added', at, body })
    return { id }
  })
}

/** Removes a passkey. Refuses: CHANGE_UNCONFIRMED, PASSKEY_UNKNOWN, LAST_FACTOR. */
export async function removePasskey(desk: IdentityDesk, session: Session, id: string): Promise<Refused | undefined> {
  const unconfirmed = await mayChange(desk, session, { act: 'passkey.remove', on: id })
  if (unconfirmed) return unconfirmed
  const { actor, tokenHash } = session
  return inTransaction(desk.pool, async (client) => {
    const held = await lockedFactors(desk, client, actor.id)
    if (!held.passkeys.includes(id)) return refused('PASSKEY_UNKNOWN')
    if (held.passkeys.length === 1 && !held.hasAuthenticator) return refused('LAST_FACTOR')
    await client.query('delete from passkey where district = $1 and id = $2', [desk.district, id])
    await changed(desk, client, actor.id, tokenHash)
    const act = { subject: `passkey:${id}`, seq: 2, kind: 'removed', at: desk.now().toISOString() }
    await recordAct(client, desk, { ...act, body: { officer: actor.id } })
    return undefined
  })
}

/** Gives the authenticator up: from then on only passkeys sign in. Refuses: CHANGE_UNCONFIRMED, LAST_FACTOR. */
export async function removeAuthenticator(desk: IdentityDesk, session: Session): Promise<Refused | undefined> {
  const { actor, tokenHash } = session
  const unconfirmed = await mayChange(desk, session, { act: 'authenticator.remove', on: actor.id })
  if (unconfirmed) return unconfirmed
  return inTransaction(desk.pool, async (client) => {
    const { passkeys } = await lockedFactors(desk, client, actor.id)
    if (passkeys.length === 0) return refused('LAST_FACTOR')
    await setTotp(desk, client, actor.id, null)
    await changed(desk, client, actor.id, tokenHash)
    return undefined
  })
}

/** A new authenticator, its secret shown this once; the one before stops working. Refuses: CHANGE_UNCONFIRMED. */
export async function newAuthenticator(
  desk: IdentityDesk,
  session: Session,
): Promise<{ readonly totpSecret: string } | Refused> {
  const { actor, tokenHash } = session
  const unconfirmed = await mayChange(desk, session, { act: 'authenticator.add', on: actor.id })
  if (unconfirmed) return unconfirmed
  const totpSecret = newTotpSecret(desk.random)
  return inTransaction(desk.pool, async (client) => {
    await lockedFactors(desk, client, actor.id)
    await setTotp(desk, client, actor.id, sealTotp(desk, actor.id, totpSecret))
    await changed(desk, client, actor.id, tokenHash)
    return { totpSecret }
  })
}

async function setTotp(desk: IdentityDesk, client: PoolClient, officer: string, sealed: Buffer | null): Promise<void> {
  await client.query('update officer set totp_secret = $3, totp_step = 0 where district = $1 and id = $2', [
    desk.district,
    officer,
    sealed,
  ])
}

/** The factors of an officer, whom no other change meets until the transaction ends. */
async function lockedFactors(desk: IdentityDesk, client: PoolClient, officer: string) {
  const { rows } = await client.query<{ has: boolean }>(
    'select totp_secret is not null as has from officer where district = $1 and id = $2 for update',
    [desk.district, officer],
  )
  const passkeys = await client.query<{ id: string }>('select id from passkey where district = $1 and officer = $2', [
    desk.district,
    officer,
  ])
  return { hasAuthenticator: rows[0]?.has ?? false, passkeys: passkeys.rows.map(({ id }) => id) }
}

/** Counts the change, ends the officer's other sessions, and uses up the code that confirmed it. */
async function changed(desk: IdentityDesk, client: PoolClient, officer: string, keep: Buffer): Promise<void> {
  await client.query(
    `with counted as (update officer set factors = factors + 1 where district = $1 and id = $2),
     ended as (delete from session where district = $1 and officer = $2 and token_hash <> $3)
     update session set confirmed_at = null where district = $1 and token_hash = $3`,
    [desk.district, officer, keep],
  )
}

/** A challenge that is good once, for five minutes, and for `officer` alone when one is named. */
export async function giveChallenge(desk: IdentityDesk, officer: string | null): Promise<Buffer> {
  const challenge = desk.random(32)
  const now = desk.now()
  await desk.pool.query(
    `with swept as (delete from passkey_challenge where district = $1 and ends_at <= $5)
     insert into passkey_challenge (district, challenge, officer, ends_at) values ($1, $2, $3, $4)`,
    [desk.district, challenge, officer, minutesFrom(now, CHALLENGE_MINUTES), now],
  )
  return challenge
}

/** Uses a challenge up; false when it was never given, ran out, was used, or was somebody else's. */
export async function takeChallenge(desk: IdentityDesk, challenge: Buffer, officer: string | null): Promise<boolean> {
  const { rowCount } = await desk.pool.query(
    `delete from passkey_challenge
      where district = $1 and challenge = $2 and officer is not distinct from $3 and ends_at > $4`,
    [desk.district, challenge, officer, desk.now()],
  )
  return rowCount === 1
}

/** The challenge a browser says was answered. */
export function challengeIn(clientDataJSON: string): Buffer | null {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()) as { challenge?: unknown }
    return typeof challenge === 'string' ? Buffer.from(challenge, 'base64url') : null
  } catch {
    return null
  }
}
