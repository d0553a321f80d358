// Acts an officer answers for: shown once more as they will be signed, signed by passkey or confirmed by a fresh code, then sent.
// SignDialog.vue shows what is asked here.

import { shallowRef } from 'vue'
import { statementBytes } from '#kernel/case/signature.ts'
import type { Statement } from '#kernel/case/signed.ts'
import { CODE_CONFIRMS_MINUTES, SIGNED_ACTS } from '#services/signing.ts'
import { type Answer, newKey, serverNow, tell } from '../desk/api.ts'
import { type Officer, officer, session } from '../desk/session.ts'
import { base64url } from './passkey.ts'

/** One line of what is signed, as a person reads it. */
export interface SaidRow {
  readonly title: string
  readonly text: string
}

export interface ToSign {
  readonly said: Statement
  readonly rows: readonly SaidRow[]
  /** SHA-256 of the statement: what a passkey signs. */
  readonly hash: Uint8Array<ArrayBuffer>
  /** A code confirms the session and travels by itself; a passkey's signature travels with the act. */
  readonly by: 'passkey' | 'code'
  /** A fresh code will do as well: for one's own ways to sign in, whose keys may be lost. */
  readonly orCode: boolean
  readonly done: (headers: Readonly<Record<string, string>> | null) => void
}

/** What waits to be signed; null when nothing does. */
export const toSign = shallowRef<ToSign | null>(null)

/** What the sender is told who stepped back. */
export const NOT_SIGNED = { status: 0, code: 'NOT_SIGNED', title: '' } as const

/** Whether a fresh code still counts, with some seconds for the way to the server. */
function isFresh({ confirmation }: Officer): boolean {
  const until = Date.parse(confirmation?.codeAt ?? '') + CODE_CONFIRMS_MINUTES * 60_000
  return until - 10_000 > Date.parse(serverNow())
}

/** How the officer must answer for an act before it is sent; null when it may be sent as it is. */
export function confirmationFor(act: string, always = false): 'passkey' | 'code' | null {
  const me = officer.value
  if (me === null || !(always || SIGNED_ACTS.has(act))) return null
  if (me.confirmation?.hasPasskey && !(always && isFresh(me))) return 'passkey'
  return (always || session.value?.asksCode) && !isFresh(me) ? 'code' : null
}

/** Asks the officer to sign; null when they step back. */
export async function askToSign(
  said: Statement,
  rows: readonly SaidRow[],
  { by, orCode }: Pick<ToSign, 'by' | 'orCode'>,
): Promise<Readonly<Record<string, string>> | null> {
  toSign.value?.done(null)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', statementBytes(said) as Uint8Array<ArrayBuffer>))
  return new Promise((resolve) => {
    const done: ToSign['done'] = (headers) => {
      toSign.value = null
      resolve(headers)
    }
    toSign.value = { said, rows, hash, by, orCode, done }
  })
}

/**
 * Sends what changes something, signed where that is asked: `said` is what the server will make of it. `always`: asked of everyone,
 * whatever the district's policy. `NOT_SIGNED` when the officer steps back.
 */
export async function tellSigned<Value>(
  path: string,
  body: unknown,
  { said, rows, key = newKey(), always = false }: SignedSending,
): Promise<Answer<Value>> {
  const by = confirmationFor(said.act, always)
  if (by === null) return tell<Value>(path, body, { key })
  const headers = await askToSign(said, rows, { by, orCode: always })
  return headers === null ? { ok: false, problem: NOT_SIGNED } : tell<Value>(path, body, { key, headers })
}

interface SignedSending {
  readonly said: Statement
  readonly rows: readonly SaidRow[]
  readonly key?: string
  readonly always?: boolean
}

/** The header a passkey's signature travels in. */
export const signatureHeader = (assertion: object) => ({
  'passkey-signature': base64url(new TextEncoder().encode(JSON.stringify(assertion))),
})
