// The two lists a verifier carries with it: who may issue, and which certificates are revoked. Both are signed notes over
// canonical JSON, so that a page can cache them and check them without a network.
// Called by the publisher (to write) and by verdict.ts.

import { base64Of, parseBase64, type Sha256 } from '../bytes.ts'
import { canonicalJson } from '../canonical.ts'
import {
  type Ed25519Sign,
  type Ed25519Verify,
  formatNote,
  parseNote,
  signNote,
  type VerifierKey,
  verifyNote,
} from '../log/note.ts'
import { integer, list, oneOf, record, type Shape, text, where } from '../shape.ts'
import { parseStrictJson } from '../strict-json.ts'
import type { Algorithm } from './envelope.ts'

/** A key of an issuer. Units: POSIX seconds; `until` null while it may sign. Certificates are judged by their date of issue. */
export interface IssuerKey {
  readonly kid: string
  readonly algorithm: Algorithm
  readonly publicKey: string
  readonly from: number
  readonly until: number | null
}

/** An issuer: its id in certificates, its name for people, its keys, and what the rows of its certificates are called. */
export interface Issuer {
  readonly id: string
  readonly name: string
  readonly keys: readonly IssuerKey[]
  /** Titles of rows: row label `FIRST_ROW + i` is titled `titles[i]`. Only ever appended to, so that old codes stay readable. */
  readonly titles: readonly string[]
}

/** All issuers. After `nextUpdate` the list is stale. */
export interface IssuerList {
  readonly v: 'issuers/v1'
  readonly issuedAt: number
  readonly nextUpdate: number
  readonly issuers: readonly Issuer[]
}

/** One issuer's revocations: bit i of `revoked` (base64, lowest bit first) is certificate i of the list. */
export interface StatusList {
  readonly v: 'status/v1'
  readonly issuer: string
  readonly issuedAt: number
  readonly nextUpdate: number
  readonly revoked: string
}

const name = text('一行文字', /^[^\p{Cc}\u2028\u2029]+$/u)
const hex = (bytes: number): Shape => text(`${bytes} 字节的小写十六进制`, new RegExp(`^[0-9a-f]{${2 * bytes}}$`))
const publicKey = text('公钥的小写十六进制', /^(?:[0-9a-f]{64}|04[0-9a-f]{128})$/)
const dates = { issuedAt: integer(0), nextUpdate: integer(0) }

const ISSUERS = record({
  v: oneOf('issuers/v1'),
  ...dates,
  issuers: list(
    record({
      id: name,
      name,
      keys: list(
        record({
          kid: hex(8),
          algorithm: oneOf('EdDSA', 'SM2'),
          publicKey,
          from: integer(0),
          until: (value, path) => (value === null ? [] : integer(0)(value, path)),
        }),
      ),
      titles: list(name),
    }),
  ),
})

const STATUS = record({
  v: oneOf('status/v1'),
  issuer: name,
  ...dates,
  revoked: where('base64', (value) => typeof value === 'string' && parseBase64(value) !== null),
})

/** A list as its publisher signs it. */
export const publishList = (value: IssuerList | StatusList, key: VerifierKey, sign: Ed25519Sign): string => {
  const body = `${canonicalJson(value)}\n`
  return formatNote({ text: body, signatures: [signNote(body, key, sign)] })
}

/** The list of issuers, or null unless it is signed by the publisher's key and of the right shape. */
export const readIssuerList = (source: string, key: VerifierKey, verify: Ed25519Verify): IssuerList | null =>
  readList<IssuerList>(source, ISSUERS, { key, verify })

/** A status list, or null unless it is signed by the publisher's key and of the right shape. */
export const readStatusList = (source: string, key: VerifierKey, verify: Ed25519Verify): StatusList | null =>
  readList<StatusList>(source, STATUS, { key, verify })

function readList<List>(
  source: string,
  shape: Shape,
  { key, verify }: { key: VerifierKey; verify: Ed25519Verify },
): List | null {
  const note = parseNote(source)
  if (!note.ok || verifyNote(note.value, key, verify).length > 0) return null
  const parsed = parseStrictJson(note.value.text)
  return parsed.ok && shape(parsed.value, '').length === 0 ? (parsed.value as List) : null
}

/** The `revoked` member for some places of a list of `size` certificates. */
export function revokedBits(size: number, places: Iterable<number>): string {
  const bits = new Uint8Array(Math.ceil(size / 8))
  for (const place of places) bits[place >> 3]! |= 1 << (place & 7)
  return base64Of(bits)
}

/** Whether a place is revoked; null when the list does not reach that far. */
export function isRevoked({ revoked }: StatusList, place: number): boolean | null {
  const byte = parseBase64(revoked)![Math.floor(place / 8)]
  return byte === undefined ? null : (byte & (1 << (place & 7))) !== 0
}

/** Key id of a public key: the first 8 bytes of its hash. */
export const keyIdOf = (key: Uint8Array, hash: Sha256): Uint8Array => hash(key).slice(0, 8)
