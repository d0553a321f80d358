// Data for looking at receipts: a log of a few entries under a key made for it, one receipt, and the same tampered with.

import { deflateSync } from 'node:zlib'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8 } from '../../src/kernel/bytes.ts'
import { checkpointText } from '../../src/kernel/log/checkpoint.ts'
import { commitmentOfBytes, entryOf, openingOf } from '../../src/kernel/log/entry.ts'
import { inclusionProof, leafHash, memoryReader, treeRoot } from '../../src/kernel/log/merkle.ts'
import { formatNote, formatVerifierKey, NOTE_ED25519, signNote, verifierKey } from '../../src/kernel/log/note.ts'
import { examineWith, formatReceipt } from '../../src/kernel/log/receipt.ts'
import { formatReceiptCode, splitReceipt } from '../../src/kernel/log/receipt-code.ts'
import type { ReceiptPage } from '../src/pages/receipt.ts'
import type { ReceiptCheckPage } from '../src/pages/receipt-check.ts'

const secret = sha256(utf8('key of the example'))
const origin = 'qinqing.example/log/350598'
const key = verifierKey(origin, NOTE_ED25519, ed25519.getPublicKey(secret), sha256)
const trust = { vkey: formatVerifierKey(key), witnesses: [] }
const by = { kind: 'officer', id: '019ab1c2-3d4e-7f50-8a61-9b7c8d9e0f11', name: '林示例' }
const event = { seq: 6, at: '2024-09-14T03:20:00.000Z', by, type: 'decided', verdict: 'approve', reason: '' }
const payload = utf8(JSON.stringify({ ...event, previous: '5e'.repeat(32) }))
const salt = sha256(utf8('salt of the example'))
const entries = Array.from({ length: 12 }, (_, at) =>
  at === 7 ? entryOf(commitmentOfBytes(payload, salt, sha256)) : entryOf(sha256(Uint8Array.of(at))),
)
const leaves = entries.map((entry) => leafHash(entry, sha256))
const text = checkpointText({ origin, size: leaves.length, root: treeRoot(leaves, sha256) })
const checkpoint = formatNote({ text, signatures: [signNote(text, key, (message) => ed25519.sign(message, secret))] })
const proof = inclusionProof(7, leaves.length, memoryReader(leaves, sha256), sha256)

/** A receipt that holds. */
export const exampleReceipt = formatReceipt({ index: 7, proof, checkpoint, extra: openingOf(payload, salt) })
const deps = {
  hash: sha256,
  verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
    ed25519.verify(signature, message, publicKey),
}
const found = examineWith(exampleReceipt, trust, deps)

export function receiptFixtures(base: string): {
  readonly receipt: ReceiptPage
  readonly 'receipt/waits': ReceiptPage
  readonly 'receipt/long': ReceiptPage
  readonly 'receipt-check': ReceiptCheckPage
  readonly 'receipt-check/holds': ReceiptCheckPage
  readonly 'receipt-check/fails': ReceiptCheckPage
} {
  const { words, noise } = splitReceipt(exampleReceipt)!
  const link = `https://qinqing.example/verify/receipt#${formatReceiptCode(deflateSync(words), noise)}`
  const receipt = {
    finding: found,
    link,
    fitsCode: true,
    file: `${base}/receipts/6`,
    fileName: 'receipt-6-7.tlog-proof',
  }
  const page = { base, seq: 6, receipt, vkey: trust.vkey }
  return {
    receipt: page,
    'receipt/waits': { ...page, receipt: null },
    'receipt/long': { ...page, receipt: { ...receipt, fitsCode: false } },
    'receipt-check': { trust, found: null },
    'receipt-check/holds': { trust, found },
    'receipt-check/fails': { trust, found: examineWith(exampleReceipt.replace('index 7', 'index 6'), trust, deps) },
  }
}
