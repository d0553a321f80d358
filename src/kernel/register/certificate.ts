// A certificate as a QR code that verifies without a network: register entry → short labels → COSE → base45.
// Called where an entry is issued (to write) and by the verification page (to read; verdict.ts judges).

import { base45Of, parseBase45 } from './base45.ts'
import { type Cbor, type CborMap, decodeCbor, encodeCbor } from './cbor.ts'
import { type Envelope, open, type Signer, seal } from './envelope.ts'

/** What a certificate says. Units: POSIX seconds. A certificate without `expiresAt` is valid until revoked. */
export interface Certificate {
  /** Issuer's id in the issuer list. */
  readonly issuer: string
  /** Certificate number. */
  readonly number: string
  /** Kind of register entry, e.g. `homesteadApproval`. */
  readonly kind: string
  readonly issuedAt: number
  readonly expiresAt?: number
  /** Place in the issuer's status list. */
  readonly statusIndex: number
  /** What is certified, by the label of the kind's own table: small integers keep the code small. */
  readonly fields: ReadonlyMap<number, string | number>
}

/** Labels of what every certificate says; the rows of its kind are labelled from `FIRST_ROW` on. */
export const [TITLE, PUBLIC_CODE, ISSUED_ON, FIRST_ROW] = [0, 1, 2, 10] as const

/** Begins every code, so that a scanner app knows what it holds. */
export const CODE_PREFIX = 'QQ1:'

// Registered CWT claims (RFC 8392), then one private claim for what is ours.
const [ISS, EXP, IAT, CTI, OURS] = [1, 4, 6, 7, -65_537] as const
const [KIND, STATUS, FIELDS] = [0, 1, 2] as const

/** The text of the QR code of a certificate, signed once or twice. */
export function certificateCode(certificate: Certificate, signer: Signer, second?: Signer): string {
  const { issuer, number, kind, issuedAt, expiresAt, statusIndex, fields } = certificate
  const claims = new Map<number, Cbor>([
    [ISS, issuer],
    [IAT, issuedAt],
    [CTI, number],
    [
      OURS,
      new Map<number, Cbor>([
        [KIND, kind],
        [STATUS, statusIndex],
        [FIELDS, fields],
      ]),
    ],
  ])
  if (expiresAt !== undefined) claims.set(EXP, expiresAt)
  return CODE_PREFIX + base45Of(seal(encodeCbor(claims), signer, second))
}

/** A code read but not verified, or null when it is not a certificate of ours. */
export function readCode(code: string): { readonly certificate: Certificate; readonly envelope: Envelope } | null {
  if (!code.startsWith(CODE_PREFIX)) return null
  // Base45 never ends in a space: what stands behind came with the pasting.
  const bytes = parseBase45(code.trimEnd().slice(CODE_PREFIX.length))
  const envelope = bytes === null ? null : open(bytes)
  const certificate = envelope === null ? null : readClaims(decodeCbor(envelope.payload)?.value)
  return certificate === null || envelope === null ? null : { certificate, envelope }
}

function readClaims(claims: Cbor | undefined): Certificate | null {
  if (!(claims instanceof Map)) return null
  const ours: Cbor | undefined = claims.get(OURS)
  if (!(ours instanceof Map) || ours.size !== 3) return null
  const [issuer, number, kind] = [claims.get(ISS), claims.get(CTI), ours.get(KIND)]
  const [issuedAt, expiresAt, statusIndex] = [claims.get(IAT), claims.get(EXP), ours.get(STATUS)]
  const fields = readFields(ours.get(FIELDS))
  const hasExpiry = claims.has(EXP)
  if (claims.size !== (hasExpiry ? 5 : 4) || fields === null) return null
  if (typeof issuer !== 'string' || typeof number !== 'string' || typeof kind !== 'string') return null
  if (!isCount(issuedAt) || !isCount(statusIndex) || (hasExpiry && !isCount(expiresAt))) return null
  const certificate = { issuer, number, kind, issuedAt, statusIndex, fields }
  return hasExpiry ? { ...certificate, expiresAt: expiresAt as number } : certificate
}

const isCount = (value: Cbor | undefined): value is number => typeof value === 'number' && value >= 0

function readFields(fields: Cbor | undefined): Certificate['fields'] | null {
  if (!(fields instanceof Map)) return null
  const isFlat = [...(fields as CborMap)].every(
    ([label, value]) => typeof label === 'number' && (typeof value === 'string' || typeof value === 'number'),
  )
  return isFlat ? (fields as Certificate['fields']) : null
}

/** The rows of a certificate as its issuer titles them, in the order of their labels. */
export function rowsOf(
  { fields }: Pick<Certificate, 'fields'>,
  titles: readonly string[],
): readonly { readonly title: string; readonly value: string }[] {
  return [...fields]
    .filter(([label]) => label >= FIRST_ROW)
    .sort(([a], [b]) => a - b)
    .map(([label, value]) => ({ title: titles[label - FIRST_ROW] ?? String(label), value: String(value) }))
}
