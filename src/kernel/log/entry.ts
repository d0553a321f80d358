// What the log holds of an event: a salted commitment and nothing else, so that deleting the event leaves noise.
// Called where an event is appended (to commit) and where a person shows an event against a receipt (to open).

import { concatBytes, equalBytes, hexOf, type Sha256, textOf, utf8 } from '../bytes.ts'
import { canonicalJson } from '../canonical.ts'

const PREFIX = utf8('evt/v1\n')

/** Bytes of the salt. Every event has its own: with one salt a case, deleting one event would expose its siblings. */
export const SALT_BYTES = 32

/**
 * Commitment to the bytes of an event: SHA-256("evt/v1\n" || salt || payload). Throws unless the salt has 32 bytes: a short
 * or missing salt would let anyone try all ID numbers against the log.
 */
export function commitmentOfBytes(payload: Uint8Array, salt: Uint8Array, hash: Sha256): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new RangeError(`an event's salt has ${SALT_BYTES} bytes, not ${salt.length}`)
  return hash(concatBytes(PREFIX, salt, payload))
}

/** Commitment to a value, spelled as canonical JSON. */
export const commitmentOf = (payload: unknown, salt: Uint8Array, hash: Sha256): Uint8Array =>
  commitmentOfBytes(utf8(canonicalJson(payload)), salt, hash)

/** The log entry of a commitment: canonical JSON `{"commit":hex,"v":"evt/v1"}`, no name, no number, no time. */
export const entryOf = (commitment: Uint8Array): Uint8Array =>
  utf8(canonicalJson({ commit: hexOf(commitment), v: 'evt/v1' }))

/** Whether payload and salt open the commitment. */
export const opensCommitment = (commitment: Uint8Array, payload: unknown, salt: Uint8Array, hash: Sha256): boolean =>
  salt.length === SALT_BYTES && equalBytes(commitmentOf(payload, salt, hash), commitment)

/**
 * An event with its salt, as a receipt carries it in its `extra` line: salt, then the event's bytes as they were recorded.
 * SHA-256("evt/v1\n" || opening) is the commitment, so nobody needs a second way of writing JSON.
 */
export const openingOf = (payload: Uint8Array, salt: Uint8Array): Uint8Array => concatBytes(salt, payload)

/** The payload in an opening, read as JSON, and the log entry it stands for; null when the bytes are no opening. */
export function readOpening(
  bytes: Uint8Array,
  hash: Sha256,
): { readonly payload: unknown; readonly entry: Uint8Array } | null {
  const [salt, payload] = [bytes.slice(0, SALT_BYTES), bytes.slice(SALT_BYTES)]
  const text = textOf(payload)
  if (payload.length === 0 || text === null) return null
  try {
    return { payload: JSON.parse(text), entry: entryOf(commitmentOfBytes(payload, salt, hash)) }
  } catch {
    return null
  }
}
