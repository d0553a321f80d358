// COSE_Sign1 (RFC 9052): a payload, its signature, and a second signature by the national algorithm as a countersignature
// (RFC 9338), so that who knows only one of the two can still verify. It knows no algorithm: signers come in.
// Called by certificate.ts and verdict.ts.

import { type Cbor, type CborMap, decodeCbor, encodeCbor, Tagged } from './cbor.ts'

/** COSE numbers of the algorithms. SM2 with SM3 has no number of IANA's yet: one of the private range. */
export const ALGORITHMS = { EdDSA: -8, SM2: -65_537 } as const
export type Algorithm = keyof typeof ALGORITHMS

/** Someone who signs: Ed25519 in software, SM2 as a rule in a certified module behind this interface. */
export interface Signer {
  readonly algorithm: Algorithm
  /** Key id, 8 bytes. */
  readonly kid: Uint8Array
  sign(message: Uint8Array): Uint8Array
}

/** One signature as found in an envelope: by whom, over which bytes. */
export interface FoundSignature {
  readonly algorithm: Algorithm
  readonly kid: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

/** An envelope opened but not verified. */
export interface Envelope {
  readonly payload: Uint8Array
  readonly signature: FoundSignature
  readonly countersignature: FoundSignature | null
}

const SIGN1_TAG = 18
const [ALG, KID, COUNTERSIGNATURE] = [1, 4, 11] as const
const EMPTY = new Uint8Array(0)

const protectedOf = ({ algorithm, kid }: Signer): Uint8Array =>
  encodeCbor(
    new Map<number, Cbor>([
      [ALG, ALGORITHMS[algorithm]],
      [KID, kid],
    ]),
  )

/** What the first signature signs. Source: RFC 9052 section 4.4. */
export const signedBytes = (header: Uint8Array, payload: Uint8Array): Uint8Array =>
  encodeCbor(['Signature1', header, EMPTY, payload])

/** What the countersignature signs, the first signature included. Source: RFC 9338 section 3.3. */
const countersignedBytes = (header: Uint8Array, counter: Uint8Array, payload: Uint8Array, signature: Uint8Array) =>
  encodeCbor(['CounterSignatureV2', header, counter, EMPTY, payload, [signature]])

/** Seals a payload: a tagged COSE_Sign1, countersigned when a second signer is given. */
export function seal(payload: Uint8Array, signer: Signer, second?: Signer): Uint8Array {
  const header = protectedOf(signer)
  const signature = signer.sign(signedBytes(header, payload))
  const unprotected = new Map<number, Cbor>()
  if (second !== undefined) {
    const counter = protectedOf(second)
    const countersignature = second.sign(countersignedBytes(header, counter, payload, signature))
    unprotected.set(COUNTERSIGNATURE, [counter, new Map(), countersignature])
  }
  return encodeCbor(new Tagged(SIGN1_TAG, [header, unprotected, payload, signature]))
}

/** Opens an envelope without verifying it; null when it is none of ours. */
export function open(bytes: Uint8Array): Envelope | null {
  const outer = decodeCbor(bytes)?.value
  if (!(outer instanceof Tagged) || outer.tag !== SIGN1_TAG || !Array.isArray(outer.value) || outer.value.length !== 4)
    return null
  const [header, unprotected, payload, signature] = outer.value as Cbor[]
  if (!isBytes(header) || !(unprotected instanceof Map) || !isBytes(payload) || !isBytes(signature)) return null
  const first = readHeader(header)
  const second = readCountersignature(unprotected, { header, payload, signature })
  if (first === null || second === undefined) return null
  return {
    payload,
    signature: { ...first, message: signedBytes(header, payload), signature },
    countersignature: second,
  }
}

const isBytes = (value: Cbor | undefined): value is Uint8Array => value instanceof Uint8Array

function readHeader(header: Uint8Array): Pick<FoundSignature, 'algorithm' | 'kid'> | null {
  const map = decodeCbor(header)?.value
  if (!(map instanceof Map) || map.size !== 2) return null
  const kid = map.get(KID)
  const named = Object.entries(ALGORITHMS).find(([, number]) => number === map.get(ALG))
  return named === undefined || !isBytes(kid) || kid.length !== 8 ? null : { algorithm: named[0] as Algorithm, kid }
}

/** The countersignature, null when there is none, undefined when there is something else. */
function readCountersignature(
  unprotected: CborMap,
  { header, payload, signature }: { header: Uint8Array; payload: Uint8Array; signature: Uint8Array },
): FoundSignature | null | undefined {
  if (unprotected.size === 0) return null
  const found = unprotected.get(COUNTERSIGNATURE)
  if (unprotected.size > 1 || !Array.isArray(found) || found.length !== 3) return undefined
  const [counter, empty, countersignature] = found as Cbor[]
  const isEmpty = empty instanceof Map && empty.size === 0
  if (!isBytes(counter) || !isEmpty || !isBytes(countersignature)) return undefined
  const by = readHeader(counter)
  if (by === null) return undefined
  const message = countersignedBytes(header, counter, payload, signature)
  return { ...by, message, signature: countersignature }
}
