// Signers in software and what verifies them, over node:crypto. A certified module takes their place by implementing
// `Signer`; SM2 here is not one, and says so where it is chosen. Used by key-ring.ts and the desk.

import { createPrivateKey, createPublicKey, createSign, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { concatBytes } from '#kernel/bytes.ts'
import type { Algorithm, Signer } from '#kernel/register/envelope.ts'
import { keyIdOf } from '#kernel/register/issuer-list.ts'
import { SM2_DEFAULT_ID, sm2Z, verifySm2 } from '#kernel/register/sm2.ts'
import type { VerifySignature } from '#kernel/register/verdict.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'

/** A signer with the public half of its key: 32 bytes of Ed25519, 65 of SM2 (04 ‖ x ‖ y). */
export interface SoftwareSigner extends Signer {
  readonly publicKey: Uint8Array
}

/** A fresh private key as PKCS #8 DER. */
export function newPrivateKey(algorithm: Algorithm): Buffer {
  const { privateKey } =
    algorithm === 'SM2' ? generateKeyPairSync('ec', { namedCurve: 'SM2' }) : generateKeyPairSync('ed25519')
  return privateKey.export({ type: 'pkcs8', format: 'der' })
}

/** The signer of a private key as `newPrivateKey` makes them. */
export function signerOf(algorithm: Algorithm, der: Buffer): SoftwareSigner {
  // A key fresh from the generator would sign plain ECDSA; only one read back signs SM2 (nodejs/node#53761).
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = rawPublicKey(algorithm, key)
  const kid = keyIdOf(publicKey, sha256)
  return { algorithm, kid, publicKey, sign: algorithm === 'SM2' ? sm2Sign(key, publicKey) : (m) => sign(null, m, key) }
}

function rawPublicKey(algorithm: Algorithm, key: KeyObject): Uint8Array {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  return new Uint8Array(spki.subarray(algorithm === 'SM2' ? -65 : -32))
}

/** SM2 with the default id: Node's one-shot sign() uses an empty id, so that Z goes in by hand in front of the message. */
function sm2Sign(key: KeyObject, publicKey: Uint8Array): Signer['sign'] {
  const z = sm2Z(publicKey, SM2_DEFAULT_ID)
  return (message) => rawSignature(createSign('sm3').update(z).update(message).sign(key))
}

/** r ‖ s, 32 bytes each, out of the DER that Node writes. */
function rawSignature(der: Buffer): Uint8Array {
  const numbers: Uint8Array[] = []
  for (let at = 2; at < der.length; at += 2 + der[at + 1]!) {
    const number = der.subarray(at + 2, at + 2 + der[at + 1]!)
    numbers.push(concatBytes(new Uint8Array(32), number).slice(-32))
  }
  return concatBytes(...numbers)
}

/** Checks a certificate's signature by its algorithm. */
export const verifySignature: VerifySignature = (algorithm, publicKey, message, signature) =>
  algorithm === 'SM2' ? verifySm2(publicKey, message, signature) : verifyEd25519(publicKey, message, signature)
