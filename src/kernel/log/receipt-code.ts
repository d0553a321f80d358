// A receipt as a QR code carries it: the same receipt in fewer characters, and back to the very same text. What is words
// (names, the event) stands apart from what is noise (hashes, salt, signatures), so that whoever packs it can deflate the
// words alone. Called where a receipt is shown as a code, and by the page that checks one.

import { base64Of, concatBytes, parseBase64, textOf, utf8 } from '../bytes.ts'
import { SALT_BYTES } from './entry.ts'
import { formatReceipt, parseReceipt } from './receipt.ts'

/** A receipt taken apart: the words are worth deflating, the noise is not. */
export interface ReceiptParts {
  readonly words: Uint8Array
  readonly noise: Uint8Array
}

const HASH_BYTES = 32

/** The parts of a receipt; null when it is none, or has anything that `joinReceipt` would not give back byte by byte. */
export function splitReceipt(text: string): ReceiptParts | null {
  const receipt = parseReceipt(text)
  if (!receipt.ok) return null
  const { index, proof, checkpoint, extra = new Uint8Array(0) } = receipt.value
  const [head = '', ...signatures] = checkpoint.split('\n— ')
  const [origin, size, root] = head.split('\n')
  const lines = signatures.map((line) => line.trimEnd().split(' ') as [string, string])
  const rootBytes = parseBase64(root ?? '')
  const signed = lines.map(([, base64]) => parseBase64(base64))
  if (!rootBytes || signed.includes(null) || extra.length < SALT_BYTES) return null
  const names = lines.map(([name], at) => `${name} ${signed[at]!.length}`)
  const header = [`${index} ${proof.length} ${size} ${origin}`, ...names].join('\n')
  const parts = {
    words: concatBytes(utf8(`${header}\n\n`), extra.slice(SALT_BYTES)),
    noise: concatBytes(extra.slice(0, SALT_BYTES), ...proof, rootBytes, ...(signed as Uint8Array[])),
  }
  return joinReceipt(parts) === text ? parts : null
}

/** The receipt of its parts, or null when they are none. Verifies nothing. */
export function joinReceipt({ words, noise }: ReceiptParts): string | null {
  const end = words.findIndex((byte, at) => byte === 10 && words[at + 1] === 10)
  const [first = '', ...names] = (textOf(words.slice(0, Math.max(0, end))) ?? '').split('\n')
  const [, index, count, size, origin] = /^(\d{1,16}) (\d{1,2}) (\d{1,16}) (\S+)$/.exec(first) ?? []
  const lines = names.map((line) => /^(\S+) (\d{1,3})$/.exec(line))
  if (origin === undefined || lines.includes(null)) return null
  let at = 0
  const take = (length: number): Uint8Array => {
    at += length
    return noise.slice(at - length, at)
  }
  const salt = take(SALT_BYTES)
  const proof = Array.from({ length: Number(count) }, () => take(HASH_BYTES))
  const head = `${origin}\n${size}\n${base64Of(take(HASH_BYTES))}\n`
  const signatures = lines.map((line) => `— ${line![1]} ${base64Of(take(Number(line![2])))}\n`)
  if (at !== noise.length) return null
  return formatReceipt({
    index: Number(index),
    proof,
    checkpoint: `${head}\n${signatures.join('')}`,
    extra: concatBytes(salt, words.slice(end + 2)),
  })
}

/** Length of the packed words (2 bytes), the packed words, the noise: what stands, as base64url, behind the address. */
export function formatReceiptCode(packedWords: Uint8Array, noise: Uint8Array): string {
  const length = Uint8Array.of(packedWords.length >> 8, packedWords.length & 0xff)
  return base64Of(concatBytes(length, packedWords, noise))
    .replace(/=+$/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

/** The packed words and the noise of a code, or null when it is none. */
export function readReceiptCode(code: string): { readonly packedWords: Uint8Array; readonly noise: Uint8Array } | null {
  const base64 = code.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = parseBase64(base64 + '='.repeat((4 - (base64.length % 4)) % 4))
  if (!bytes || bytes.length < 2) return null
  const end = 2 + bytes[0]! * 256 + bytes[1]!
  return end > bytes.length ? null : { packedWords: bytes.slice(2, end), noise: bytes.slice(end) }
}
