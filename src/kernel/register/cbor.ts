// The part of CBOR a certificate needs (RFC 8949): integers, bytes, text, arrays, maps, tags, true, false and null, in the
// one deterministic spelling of section 4.2. Anything else, and any other spelling, is refused.
// Called by envelope.ts and certificate.ts.

import { compareBytes, concatBytes, equalBytes, textOf, utf8 } from '../bytes.ts'

/** What certificates hold. Maps keep integer or text keys. */
export type Cbor = number | string | boolean | null | Uint8Array | readonly Cbor[] | CborMap | Tagged
export type CborMap = ReadonlyMap<number | string, Cbor>

/** A value with a tag in front. */
export class Tagged {
  readonly tag: number
  readonly value: Cbor
  constructor(tag: number, value: Cbor) {
    this.tag = tag
    this.value = value
  }
}

const MAX_DEPTH = 8
const [UNSIGNED, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE] = [0, 1, 2, 3, 4, 5, 6, 7] as const
const [FALSE, TRUE, NULL] = [20, 21, 22] as const

/** Deterministic bytes of a value. Throws on a number that is not a safe integer. */
export function encodeCbor(value: Cbor): Uint8Array {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`CBOR here holds no number ${value}`)
    return value >= 0 ? head(UNSIGNED, value) : head(NEGATIVE, -1 - value)
  }
  if (typeof value === 'string') return withHead(TEXT, utf8(value))
  if (typeof value === 'boolean') return head(SIMPLE, value ? TRUE : FALSE)
  if (value === null) return head(SIMPLE, NULL)
  if (value instanceof Uint8Array) return withHead(BYTES, value)
  if (value instanceof Tagged) return concatBytes(head(TAG, value.tag), encodeCbor(value.value))
  if (value instanceof Map) return encodeMap(value)
  const items = value as readonly Cbor[]
  return concatBytes(head(ARRAY, items.length), ...items.map(encodeCbor))
}

const withHead = (major: number, bytes: Uint8Array): Uint8Array => concatBytes(head(major, bytes.length), bytes)

function encodeMap(map: CborMap): Uint8Array {
  const entries = [...map].map(([key, value]) => ({ key: encodeCbor(key), value: encodeCbor(value) }))
  entries.sort((a, b) => compareBytes(a.key, b.key))
  return concatBytes(head(MAP, map.size), ...entries.flatMap(({ key, value }) => [key, value]))
}

/** Major type and argument, in the fewest bytes. */
function head(major: number, argument: number): Uint8Array {
  const type = major << 5
  if (argument < 24) return Uint8Array.of(type | argument)
  const size = argument < 2 ** 8 ? 0 : argument < 2 ** 16 ? 1 : argument < 2 ** 32 ? 2 : 3
  const bytes = new Uint8Array(1 + 2 ** size)
  bytes[0] = type | (24 + size)
  for (let at = bytes.length - 1, rest = argument; at > 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256
  return bytes
}

/** The value of bytes in the deterministic spelling, or null for anything else. Never throws. */
export function decodeCbor(bytes: Uint8Array): { readonly value: Cbor } | null {
  const reader = new Reader(bytes)
  const value = reader.value(0)
  // Reading is lenient about lengths and the order of keys; writing is not, so the two agree only on one spelling.
  if (value === undefined || !reader.isAtEnd || !equalBytes(encodeCbor(value), bytes)) return null
  return { value }
}

class Reader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  /** The next value, or undefined when there is none that we read. */
  value(depth: number): Cbor | undefined {
    const first = this.#bytes[this.#at++]
    if (first === undefined || depth > MAX_DEPTH) return undefined
    const major = first >> 5
    if (major === SIMPLE) return this.#simple(first & 31)
    const argument = this.#argument(first & 31)
    if (argument === undefined) return undefined
    if (major === UNSIGNED) return argument
    if (major === NEGATIVE) return Number.isSafeInteger(-1 - argument) ? -1 - argument : undefined
    if (major === BYTES) return this.#take(argument)
    if (major === TEXT) return this.#text(argument)
    if (major === ARRAY) return this.#array(argument, depth)
    if (major === MAP) return this.#map(argument, depth)
    const tagged = this.value(depth + 1)
    return tagged === undefined ? undefined : new Tagged(argument, tagged)
  }

  #simple(code: number): Cbor | undefined {
    if (code === FALSE || code === TRUE) return code === TRUE
    return code === NULL ? null : undefined
  }

  #argument(info: number): number | undefined {
    if (info < 24) return info
    if (info > 27) return undefined
    const bytes = this.#take(2 ** (info - 24))
    const value = bytes?.reduce((sum, byte) => sum * 256 + byte, 0)
    return value !== undefined && Number.isSafeInteger(value) ? value : undefined
  }

  #take(length: number): Uint8Array | undefined {
    if (length > this.#bytes.length - this.#at) return undefined
    const from = this.#at
    this.#at += length
    return this.#bytes.slice(from, this.#at)
  }

  #text(length: number): string | undefined {
    const bytes = this.#take(length)
    return bytes === undefined ? undefined : (textOf(bytes) ?? undefined)
  }

  #array(length: number, depth: number): Cbor[] | undefined {
    const items: Cbor[] = []
    for (let i = 0; i < length; i++) {
      const item = this.value(depth + 1)
      if (item === undefined) return undefined
      items.push(item)
    }
    return items
  }

  #map(length: number, depth: number): CborMap | undefined {
    const map = new Map<number | string, Cbor>()
    for (let i = 0; i < length; i++) {
      const key = this.value(depth + 1)
      const value = this.value(depth + 1)
      if ((typeof key !== 'number' && typeof key !== 'string') || value === undefined || map.has(key)) return undefined
      map.set(key, value)
    }
    return map
  }
}
