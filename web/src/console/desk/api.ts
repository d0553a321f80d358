// The one way from the console to the server: JSON with the session's token, an idempotency key on every change, and
// failures as problems that say what was not written and what to do. Also keeps the server's time, because a wrong
// clock in a phone must not miscount days.

import { shallowRef } from 'vue'

/** A failure as the server states it (RFC 9457), or one of ours: OFFLINE, UNREADABLE. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail?: string
  readonly remedy?: string
  readonly errors?: readonly { readonly path: string; readonly code: string; readonly message: string }[]
}

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem }

/** Counts the answers that said the session is over, so that the console asks again who is at work. */
export const signedOut = shallowRef(0)

/** Whether the last request reached the server. */
export const isOnline = shallowRef(true)

const PATIENCE_MS = 20_000
/** A smaller difference is the time of the journey, not a wrong clock. */
const TOLERATED_MS = 30_000
let token = ''
let aheadMs = 0

/** The token that changes carry from now on. */
export function carryToken(csrf: string): void {
  token = csrf
}

/** The instant by the server's clock, ISO in UTC. */
export function serverNow(): string {
  return new Date(Date.now() + aheadMs).toISOString()
}

/** A fresh idempotency key; a retry of the same act must use the same one. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function ask<Value>(path: string): Promise<Answer<Value>> {
  return request<Value>(path, { method: 'GET' })
}

export function tell<Value>(
  path: string,
  body: unknown,
  { key = newKey(), method = 'POST', headers = {} }: Sending = {},
): Promise<Answer<Value>> {
  return request<Value>(path, {
    method,
    headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key, 'x-csrf-token': token },
    body: JSON.stringify(body),
  })
}

interface Sending {
  readonly key?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends bytes, such as a part of a file. */
export function tellBytes<Value>(path: string, body: Blob, headers: Readonly<Record<string, string>>, method: string) {
  return request<Value>(path, { method, headers: { 'x-csrf-token': token, ...headers }, body })
}

async function request<Value>(path: string, init: RequestInit): Promise<Answer<Value>> {
  let response: Response
  try {
    response = await fetch(path, { ...init, signal: patience(), credentials: 'same-origin' })
  } catch {
    isOnline.value = false
    return { ok: false, problem: { status: 0, code: 'OFFLINE', title: '' } }
  }
  isOnline.value = true
  keepTime(response.headers.get('date'))
  const body = response.status === 204 ? undefined : await response.json().catch(() => null)
  if (response.ok && body !== null) return { ok: true, value: body as Value }
  if (response.status === 401) signedOut.value += 1
  if (body !== null && typeof body === 'object')
    return { ok: false, problem: { ...(body as Problem), status: response.status } }
  return { ok: false, problem: { status: response.status, code: 'UNREADABLE', title: '' } }
}

/** AbortSignal.timeout() is younger than the oldest browser of the district. */
function patience(): AbortSignal {
  const control = new AbortController()
  setTimeout(() => control.abort(), PATIENCE_MS)
  return control.signal
}

function keepTime(date: string | null): void {
  const theirs = date === null ? Number.NaN : Date.parse(date)
  if (!Number.isNaN(theirs)) aheadMs = Math.abs(theirs - Date.now()) > TOLERATED_MS ? theirs - Date.now() : 0
}
