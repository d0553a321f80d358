// A passkey in use: to sign in without password and code, and to sign what an officer answers for. A key whose counter went back
// was copied, and is refused.

import type { PasskeySignature } from '#kernel/case/signed.ts'
import type { Refused } from '#platform/http/problem.ts'
import type { IdentityDesk } from './desk.ts'
import { beginTry, passTry } from './lockout.ts'
import { officerById } from './officer.ts'
import { giveChallenge, takeChallenge } from './passkey.ts'
import { refused } from './refusal.ts'
import { startSession } from './session.ts'
import type { Origin } from './staff-sign-in.ts'
import { type Assertion, checkedAssertion } from './webauthn.ts'

interface KnownPasskey {
  readonly id: string
  readonly officer: string
  readonly publicKey: Buffer
  readonly counter: number
}

/** A challenge for whoever may come, by whatever passkey. */
export async function beginPasskeySignIn(desk: IdentityDesk): Promise<string> {
  return (await giveChallenge(desk, null)).toString('base64url')
}

/**
 * Signs in with a passkey alone: the key is one factor, the finger, face or PIN that opened it the other.
 * Refuses: PASSKEY_REFUSED, SIGN_IN_LOCKED.
 */
export async function signInWithPasskey(
  desk: IdentityDesk,
  assertion: Assertion,
  { replaces, ...origin }: Origin & { readonly replaces?: string | undefined },
): Promise<{ readonly token: string } | Refused> {
  const known = await knownPasskey(desk, assertion.id)
  const account = known && (await officerById(desk, known.officer))
  if (!known || !account) return refused('PASSKEY_REFUSED')
  const attempt = await beginTry(desk, { step: 'passkey', login: account.login, officer: account.id, ...origin })
  if ('problem' in attempt) return attempt
  const found = await used(desk, known, assertion)
  if (found === null || !(await takeChallenge(desk, found, null))) return refused('PASSKEY_REFUSED')
  await passTry(desk, attempt.tryId, account.id)
  const token = await startSession(desk, { officer: account.id, stage: 'whole', factor: 'passkey' }, replaces)
  return { token }
}

/** What the officer's passkey signed, with all that is needed to check it again. Refuses: SIGNATURE_INVALID. */
export async function readSignature(
  desk: IdentityDesk,
  officer: string,
  assertion: Assertion,
): Promise<PasskeySignature | Refused> {
  const known = await knownPasskey(desk, assertion.id)
  if (known?.officer !== officer) return refused('SIGNATURE_INVALID')
  const found = await used(desk, known, assertion)
  if (found === null) return refused('SIGNATURE_INVALID')
  return {
    over: found.toString('hex'),
    key: known.id,
    publicKey: known.publicKey.toString('base64url'),
    authenticatorData: assertion.authenticatorData,
    clientData: assertion.clientDataJSON,
    signature: assertion.signature,
  }
}

async function knownPasskey(desk: IdentityDesk, credential: string): Promise<KnownPasskey | undefined> {
  const { rows } = await desk.pool.query<{
    id: string
    officer: string
    public_key: Buffer
    counter: string
  }>({
    name: 'identity-passkey',
    text: 'select id, officer, public_key, counter from passkey where district = $1 and credential = $2',
    values: [desk.district, Buffer.from(credential, 'base64url')],
  })
  const row = rows[0]
  return row && { ...row, publicKey: row.public_key, counter: Number(row.counter) }
}

/**
 * The challenge that was signed; null when the signature does not hold. The counter may stand still: a request that is sent again
 * after a dropped line carries the same signature, and what is signed cannot be done twice.
 */
async function used(desk: IdentityDesk, passkey: KnownPasskey, assertion: Assertion): Promise<Buffer | null> {
  const found = await checkedAssertion(desk.site, assertion, passkey.publicKey)
  if (found === null || found.counter < passkey.counter) return null
  const { rowCount } = await desk.pool.query(
    'update passkey set counter = $3, used_at = $4 where district = $1 and id = $2 and counter <= $3',
    [desk.district, passkey.id, found.counter, desk.now()],
  )
  return rowCount === 1 ? found.challenge : null
}
