// What a recorded event's passkey signed, checked again at any time: the signature against its key, the statement against the event,
// and, where the log is at hand, the key against its registration.

import type { Pool } from 'pg'
import type { CaseEvent } from '#kernel/case/event.ts'
import { faultsOfSigned, type SignedFault } from '#kernel/case/signature.ts'
import { openActsOf } from '#office/log/acts.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { checkKept, fingerprintOf } from './webauthn.ts'

export interface CheckedSignature {
  /** Whether the key gave the signature over the hash, with its user verified. */
  readonly holds: boolean
  /** Where what was signed differs from what the event says. */
  readonly faults: readonly SignedFault[]
  readonly origin: string
  readonly over: string
  readonly fingerprint: string
}

/** Checks an event that a passkey signed. Malformed evidence does not hold; nothing throws. */
export async function checkSigned(event: CaseEvent): Promise<CheckedSignature> {
  const { signed } = event
  if (signed?.how !== 'passkey') return { holds: false, faults: [], origin: '', over: '', fingerprint: '' }
  const { over, publicKey } = signed
  try {
    const kept = await checkKept(signed)
    return { ...kept, faults: faultsOfSigned(event, sha256), over, fingerprint: fingerprintOf(publicKey) }
  } catch {
    // Evidence of another shape, such as a receipt of somebody's own making may hold.
    return { holds: false, faults: ['ACT_DIFFERS'], origin: '', over: '', fingerprint: '' }
  }
}

/** Whether the log had the key as this officer's when the event happened. `pool` reads as the public. */
export async function wasRegistered(pool: Pool, district: string, event: CaseEvent): Promise<boolean> {
  const { signed, by, at } = event
  if (signed?.how !== 'passkey') return false
  const acts = await openActsOf(pool, district, `passkey:${signed.key}`)
  const [added, removed] = ['added', 'removed'].map((kind) => acts.find((act) => act.kind === kind))
  const { officer, publicKey } = Object(added?.body) as { readonly officer?: string; readonly publicKey?: string }
  const isTheirs = officer === by.id && publicKey === signed.publicKey
  return added !== undefined && isTheirs && added.at <= at && (removed === undefined || removed.at >= at)
}
