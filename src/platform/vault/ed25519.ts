// Ed25519 and SHA-256 by node:crypto over raw bytes, as proofs ask for them: a key is 32 bytes, a signature 64.
// Called by whoever signs (the log, a witness) and by whoever checks on a server.

import * as crypto from 'node:crypto'

/** The bytes in front of a raw key in its PKCS #8 or SubjectPublicKeyInfo. Source: RFC 8410. */
const PRIVATE_HEADER = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_HEADER = Buffer.from('302a300506032b6570032100', 'hex')

/** SHA-256. */
export const sha256 = (bytes: Uint8Array): Uint8Array => crypto.hash('sha256', bytes, 'buffer')

/** A key that signs, without showing itself. */
export interface SigningKey {
  /** 32 bytes. */
  readonly publicKey: Uint8Array
  /** A signature of 64 bytes; the same for the same message (RFC 8032). Cost: 50 µs. */
  sign(message: Uint8Array): Uint8Array
}

/** The key of a secret seed of 32 bytes. */
export function signingKey(seed: Uint8Array): SigningKey {
  if (seed.length !== 32) throw new RangeError(`an Ed25519 seed has 32 bytes, not ${seed.length}`)
  const key = crypto.createPrivateKey({ key: Buffer.concat([PRIVATE_HEADER, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = crypto.createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_HEADER.length)
  return { publicKey: new Uint8Array(publicKey), sign: (message) => crypto.sign(null, message, key) }
}

/** Whether the signature over the message is by this raw public key. Never throws on bytes of any length. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const key = crypto.createPublicKey({ key: Buffer.concat([PUBLIC_HEADER, publicKey]), format: 'der', type: 'spki' })
  return crypto.verify(null, message, key, signature)
}
