// The two signed lists on this device: fetched anew when there is a network, else as the service worker kept them. Believed
// only with the publisher's signature.

import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { parseVerifierKey } from '#kernel/log/note.ts'
import { type IssuerList, readIssuerList, readStatusList, type StatusList } from '#kernel/register/issuer-list.ts'
import { verifySm2 } from '#kernel/register/sm2.ts'
import type { VerifySignature } from '#kernel/register/verdict.ts'
import { KEPT_HEADER } from '../../worker/kept-pages.ts'

export interface KeptLists {
  readonly issuers: IssuerList
  /** Null when only the issuers are at hand. */
  readonly status: StatusList | null
  /** Whether they came from this device, because there was no network. */
  readonly kept: boolean
}

/** Ed25519 as RFC 8032 has it, strictly; false for bytes that are no key or no signature. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    // Bytes that are no point of the curve are no key.
    return false
  }
}

/** Checks a certificate's signature by its algorithm. */
export const verifySignature: VerifySignature = (algorithm, publicKey, message, signature) =>
  algorithm === 'SM2' ? verifySm2(publicKey, message, signature) : verifyEd25519(publicKey, message, signature)

/** The lists of a district, or null when there are none that the publisher signed. */
export async function loadLists(address: string, vkey: string): Promise<KeptLists | null> {
  const key = parseVerifierKey(vkey, sha256)
  if (!key.ok) return null
  const [issuers, status] = await Promise.all([fetchText(`${address}/issuers`), fetchText(`${address}/status`)])
  const issuerList = issuers && readIssuerList(issuers.text, key.value, verifyEd25519)
  if (!issuerList) return null
  const statusList = status && readStatusList(status.text, key.value, verifyEd25519)
  return { issuers: issuerList, status: statusList, kept: issuers.kept || (status?.kept ?? true) }
}

async function fetchText(url: string): Promise<{ readonly text: string; readonly kept: boolean } | null> {
  const answer = await fetch(url, { credentials: 'omit' }).catch(() => null)
  return answer?.ok ? { text: await answer.text(), kept: answer.headers.has(KEPT_HEADER) } : null
}
