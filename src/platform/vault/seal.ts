// The one sealed format and the blind index. It decides how bytes are hidden and bound to their place; which key is
// used and how long it lives is decided by vault.ts.

import { createCipheriv, createDecipheriv, createHmac, type KeyObject } from 'node:crypto'
import { portionedRandom, type RandomBytes } from './random.ts'

export type { RandomBytes } from './random.ts'

const systemRandom = portionedRandom()

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Bytes a sealed text is longer than its plain text: version, nonce and tag. */
export const SEAL_OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES

/**
 * Seals with AES-256-GCM: version byte, random 96-bit nonce, ciphertext, 128-bit tag.
 * `aad` names the place the content belongs to (table, row, field), so that it cannot be moved to another place.
 * Range: at most 2^32 seals under one key (SP 800-38D §8.3), which a data key per case never comes near.
 * Cost: 5 µs for 1 kB with a KeyObject (Node 24, one core); a Buffer as key costs three times that, hence KeyObject everywhere.
 */
export function seal(
  key: KeyObject,
  plaintext: Uint8Array,
  aad: Uint8Array,
  random: RandomBytes = systemRandom,
): Buffer {
  const nonce = random(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(aad)
  const body = cipher.update(plaintext)
  cipher.final()
  return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()])
}

/**
 * Opens what `seal` made.
 * Throws: when a bit was changed, the key or `aad` is another one, or the version is unknown. All are faults: no honest
 * caller meets them, and which one it was is not told.
 */
export function open(key: KeyObject, sealed: Uint8Array, aad: Uint8Array): Buffer {
  if (sealed.length < SEAL_OVERHEAD || sealed[0] !== VERSION) throw new Error('sealed content has an unknown format')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(aad)
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const plaintext = decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES))
  try {
    decipher.final()
  } catch (cause) {
    throw new Error('sealed content was changed, or belongs to another key or place', { cause })
  }
  return plaintext
}

/**
 * A look-up value that says nothing about `value` to whoever lacks the key: HMAC-SHA-256 cut to 16 bytes.
 * `kind` keeps equal values of different fields apart. The value is compared without surrounding space, letter case
 * and width (an ID number typed with a small or full-width x is the same number).
 * Cost: 2 µs with a KeyObject, some 18 µs with a Buffer.
 */
export function blindIndex(key: KeyObject, kind: string, value: string): Buffer {
  const canonical = value.normalize('NFKC').trim().toUpperCase()
  return createHmac('sha256', key).update(`${kind}\0${canonical}`).digest().subarray(0, 16)
}
