// Citizens sign in at a provider: off with a sealed memo in a cookie, back with an answer that must fit it. Nothing is
// kept on the server in between, so any process may finish what another began. Called by routes.ts.

import { randomPKCECodeVerifier } from 'openid-client'
import type { Refused } from '#platform/http/problem.ts'
import { open, seal } from '#platform/vault/seal.ts'
import type { IdentityDesk } from './desk.ts'
import { recordPerson } from './person.ts'
import type { IdentityProvider, SignInMemo } from './provider.ts'
import { refused } from './refusal.ts'
import { startSession } from './session.ts'

const PLACE = Buffer.from('citizen-sign-in')

/**
 * A path of our own to return to, or `/`. Whatever could lead a browser to another site is not a path of our own:
 * other origins, `//host`, backslashes, control characters.
 */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 500 || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return '/'
  const base = 'http://own.invalid'
  if (!URL.canParse(next, base)) return '/'
  const url = new URL(next, base)
  return url.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : '/'
}

/** Begins: the address to send the browser to, and the sealed memo for its cookie. Refuses: PROVIDER_UNREACHABLE. */
export async function beginCitizenSignIn(
  desk: IdentityDesk,
  provider: IdentityProvider,
  { next, redirectUri }: { readonly next: string; readonly redirectUri: string },
): Promise<{ readonly address: URL; readonly memo: string } | Refused> {
  const memo: SignInMemo = {
    state: desk.random(24).toString('base64url'),
    nonce: desk.random(24).toString('base64url'),
    verifier: randomPKCECodeVerifier(),
    next,
    redirectUri,
  }
  const address = await provider.addressFor(memo).catch(() => undefined)
  if (!address) return refused('PROVIDER_UNREACHABLE')
  const sealed = seal(desk.vault.keyFor('sign-in-memo'), Buffer.from(JSON.stringify(memo)), PLACE, desk.random)
  return { address, memo: sealed.toString('base64url') }
}

/** Finishes: records the person and starts their session. Refuses: PROVIDER_REFUSED, PROVIDER_UNREACHABLE. */
export async function finishCitizenSignIn(
  desk: IdentityDesk,
  provider: IdentityProvider,
  {
    memo: sealed,
    query,
    replaces,
  }: { readonly memo: string; readonly query: string; readonly replaces?: string | undefined },
): Promise<{ readonly token: string; readonly next: string } | Refused> {
  const memo = readMemo(desk, sealed)
  if (!memo) return refused('PROVIDER_REFUSED')
  const callback = new URL(memo.redirectUri)
  callback.search = query
  const answer = await provider.personFrom(callback, memo).catch(() => 'unreachable' as const)
  if (answer === 'unreachable') return refused('PROVIDER_UNREACHABLE')
  if (!answer) return refused('PROVIDER_REFUSED')
  const person = await recordPerson(desk, answer)
  return { token: await startSession(desk, { person, stage: 'whole' }, replaces), next: memo.next }
}

/** A memo that does not open was not made by us, or belongs to another installation. */
function readMemo(desk: IdentityDesk, sealed: string): SignInMemo | undefined {
  try {
    const text = open(desk.vault.keyFor('sign-in-memo'), Buffer.from(sealed, 'base64url'), PLACE).toString()
    return JSON.parse(text) as SignInMemo
  } catch {
    return undefined
  }
}
