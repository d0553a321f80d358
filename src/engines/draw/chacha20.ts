// ChaCha20 of RFC 8439 as a source of 32-bit words: the fast, portable stream behind lottery ranks.
// It encrypts nothing; called by ranks.ts only.

const WORDS = 16
// "expand 32-byte k", little-endian.
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const

/** Key and nonce as the block function reads them. */
export interface ChaChaState {
  /** 8 words, little-endian from 32 bytes. */
  readonly key: Uint32Array
  /** 3 words, little-endian from 12 bytes. */
  readonly nonce: Uint32Array
}

/** Little-endian words of a byte string whose length is a multiple of 4. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => view.getUint32(4 * i, true))
}

/** Writes the keystream block `counter` into `out` as 16 little-endian words. Source: RFC 8439 section 2.3. */
export function chachaBlock({ key, nonce }: ChaChaState, counter: number, out: Uint32Array): void {
  const start = new Uint32Array(WORDS)
  start.set(CONSTANTS)
  start.set(key, 4)
  start[12] = counter
  start.set(nonce, 13)
  out.set(start)
  for (let round = 0; round < 10; round++) {
    quarter(out, 0, 4, 8, 12)
    quarter(out, 1, 5, 9, 13)
    quarter(out, 2, 6, 10, 14)
    quarter(out, 3, 7, 11, 15)
    quarter(out, 0, 5, 10, 15)
    quarter(out, 1, 6, 11, 12)
    quarter(out, 2, 7, 8, 13)
    quarter(out, 3, 4, 9, 14)
  }
  for (let i = 0; i < WORDS; i++) out[i]! += start[i]!
}

function quarter(s: Uint32Array, a: number, b: number, c: number, d: number): void {
  s[a]! += s[b]!
  s[d] = rotate(s[d]! ^ s[a]!, 16)
  s[c]! += s[d]!
  s[b] = rotate(s[b]! ^ s[c]!, 12)
  s[a]! += s[b]!
  s[d] = rotate(s[d]! ^ s[a]!, 8)
  s[c]! += s[d]!
  s[b] = rotate(s[b]! ^ s[c]!, 7)
}

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))

/**
 * The keystream from block 0 with a zero nonce, word by word.
 * Range: 2^36 words, after which the counter would repeat; a permutation of every person on earth needs 2^33.
 */
export function chachaWords(key: Uint8Array): () => number {
  const state = { key: wordsOf(key), nonce: new Uint32Array(3) }
  const block = new Uint32Array(WORDS)
  let counter = 0
  let used = WORDS
  return () => {
    if (used === WORDS) {
      chachaBlock(state, counter++, block)
      used = 0
    }
    return block[used++]!
  }
}
