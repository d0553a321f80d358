// Reads a receipt as people bring it (a file, a pasted text, the address that its code holds) and judges it on this device.

import { sha256 } from '@noble/hashes/sha2.js'
import { textOf } from '#kernel/bytes.ts'
import type { TrustTexts } from '#kernel/log/checkpoint.ts'
import { examineWith, type ReceiptFinding, tidyReceipt } from '#kernel/log/receipt.ts'
import { joinReceipt, readReceiptCode } from '#kernel/log/receipt-code.ts'
import { verifyEd25519 } from './lists.ts'

/** More than any receipt unpacks to; a code that claims more is an attack on this device. Bytes. */
const MAX_WORDS = 1 << 20

/** Judges the text of a receipt by these keys. */
export const checkReceipt = (text: string, trust: TrustTexts): ReceiptFinding =>
  examineWith(text, trust, { hash: sha256, verify: verifyEd25519 })

/** The receipt in a file; a file that is no text becomes an empty one, which is no receipt. */
export const receiptInFile = async (file: Blob): Promise<string> =>
  textOf(new Uint8Array(await file.arrayBuffer())) ?? ''

/** The receipt in what was pasted or scanned: its own text, or an address with the receipt behind its `#`. */
export async function receiptInText(pasted: string): Promise<string> {
  const [, code] = /^\s*\S*#(\S+)\s*$/.exec(pasted) ?? []
  return code === undefined ? tidyReceipt(pasted) : ((await receiptInCode(code)) ?? '')
}

async function receiptInCode(code: string): Promise<string | null> {
  const parts = readReceiptCode(code)
  const words = parts && (await inflate(parts.packedWords))
  return words && joinReceipt({ words, noise: parts.noise })
}

/** Unpacks (RFC 1950), or null when it is damaged or too much. */
async function inflate(packed: Uint8Array): Promise<Uint8Array | null> {
  const reader = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate')).getReader()
  let words = new Uint8Array(0)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return words
      const longer = new Uint8Array(words.length + value.length)
      longer.set(words)
      longer.set(value, words.length)
      words = longer
      if (words.length > MAX_WORDS) {
        await reader.cancel()
        return null
      }
    }
  } catch {
    return null
  }
}
