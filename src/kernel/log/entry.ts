// What the log holds of an event: a salted commitment and nothing else, so that deleting the event leaves noise.
// Called where an event is appended (to commit) and where a person shows an event against a receipt (to open).

import { concatBytes, equalBytes, hexOf, parseHex, type Sha256, utf8 } from '../bytes.ts'
import { canonicalJson } from '../canonical.ts'
import { parseStrictJson } from '../strict-json.ts'

const PREFIX = utf8('evt/v1\n')

/** Bytes of the salt. Every event has its own: with one salt a case, deleting one event would expose its siblings. */
export const SALT_BYTES = 32

/**
 * Commitment to an event: SHA-256("evt/v1\n" || salt || JCS(payload)). Throws unless the salt has 32 bytes: a short or
 * missing salt would let anyone try all ID numbers against the log.
 */
export function commitmentOf(payload: unknown, salt: Uint8Array, hash: Sha256): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new RangeError(`an event's salt has ${SALT_BYTES} bytes, not ${salt.length}`)
  return hash(concatBytes(PREFIX, salt, utf8(canonicalJson(payload))))
}

/** The log entry of a commitment: canonical JSON `{"commit":hex,"v":"evt/v1"}`, no name, no number, no time. */
export const entryOf = (commitment: Uint8Array): Uint8Array =>
  utf8(canonicalJson({ commit: hexOf(commitment), v: 'evt/v1' }))

/** Whether payload and salt open the commitment. */
export const opensCommitment = (commitment: Uint8Array, payload: unknown, salt: Uint8Array, hash: Sha256): boolean =>
  salt.length === SALT_BYTES && equalBytes(commitmentOf(payload, salt, hash), commitment)

/** An event with its salt, as a receipt carries it in its `extra` line: all that is needed to find its leaf again. */
export const openingOf = (payload: unknown, salt: Uint8Array): Uint8Array =>
  utf8(canonicalJson({ payload, salt: hexOf(salt) }))

/** The payload in an opening and the log entry it stands for, or null when the bytes are no opening. */
export function readOpening(
  bytes: Uint8Array,
  hash: Sha256,
): { readonly payload: unknown; readonly entry: Uint8Array } | null {
  const parsed = parseStrictJson(bytes)
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value))
    return null
  const { payload, salt: saltText } = parsed.value
  const salt = typeof saltText === 'string' ? parseHex(saltText) : null
  if (payload === undefined || salt?.length !== SALT_BYTES) return null
  return { payload, entry: entryOf(commitmentOf(payload, salt, hash)) }
}
