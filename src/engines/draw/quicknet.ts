// The signatures of drand quicknet, the one public beacon whose values prove themselves: BLS on G1 over SHA-256 of the round
// (bls-unchained-g1-rfc9380). Apart from the engine, which is handed the check, because the curve is large: a page fetches it
// only when a draw has such a number.

import { bls12_381 } from '@noble/curves/bls12-381.js'
import { parseHex, type Sha256 } from '#kernel/bytes.ts'
import type { VerifyQuicknet } from './beacon.ts'

/** Public key of the chain 52db9ba7…e971. Source: its `/info`. */
const QUICKNET_KEY = parseHex(
  '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
) as Uint8Array

/** The check of a round's signature with a given hash. Cost of a call: about 0.1 s on an idle machine, 0.4 s on a busy one. */
export const quicknetVerifier =
  (hash: Sha256): VerifyQuicknet =>
  (round, signature) => {
    const scheme = bls12_381.shortSignatures
    const message = new Uint8Array(8)
    new DataView(message.buffer).setBigUint64(0, BigInt(round))
    const point = scheme.hash(hash(message), 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_')
    try {
      return scheme.verify(scheme.Signature.fromBytes(signature), point, QUICKNET_KEY)
    } catch {
      // Bytes that are no point of the curve are no signature.
      return false
    }
  }
