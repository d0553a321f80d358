import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import '../../dev/kernel-imports.ts'
import { exampleReceipt, receiptFixtures } from '../../dev/receipt-fixtures.ts'
import { speaker } from '../words/words.ts'
import { zhHans } from '../words/zh-Hans.ts'

const { examineWith } = await import('../../../src/kernel/log/receipt.ts')
const { receiptChecks, SAID_REASONS } = await import('./receipt-checks.ts')

const t = speaker(zhHans)
const { trust } = receiptFixtures('')['receipt-check']
const deps = {
  hash: sha256,
  verify: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => ed25519.verify(signature, message, key),
}
const examine = (text: string) => examineWith(text, trust, deps)

test('a receipt that holds passes every check but that of witnesses, who are none', () => {
  const checks = receiptChecks(t, examine(exampleReceipt))
  assert.deepEqual(
    checks.map(({ passed }) => passed),
    [true, true, true, null],
  )
})

test('whatever character of a receipt is changed, each reason is said in words of its own', () => {
  const found = new Set<string>()
  for (let at = 0; at < exampleReceipt.length; at++) {
    for (const other of ['A', '7', '\n', '\u0001']) {
      const text = exampleReceipt.slice(0, at) + other + exampleReceipt.slice(at + 1)
      if (text === exampleReceipt) continue
      const finding = examine(text)
      const told = finding.reasons.map(({ code }) => code)
      assert.equal(finding.ok, false, `${at} ${JSON.stringify(other)}`)
      assert.deepEqual(
        told.filter((code) => !SAID_REASONS.includes(code)),
        [],
      )
      const faults = receiptChecks(t, finding).flatMap((check) => check.faults)
      assert.equal(faults.length, told.length, 'every reason stands under one check')
      for (const code of told) found.add(code)
    }
  }
  assert.ok(found.size >= 7, [...found].join())
})

test('a checkpoint alone is told to be signed, or not', () => {
  const checkpoint = exampleReceipt.slice(exampleReceipt.indexOf('\n\n') + 2)
  const finding = examine(checkpoint)
  assert.deepEqual([finding.ok, finding.index, finding.size], [true, null, 12])
  assert.equal(receiptChecks(t, finding).length, 3)
  const wrong = examine(checkpoint.replace('\n12\n', '\n13\n'))
  assert.deepEqual(
    wrong.reasons.map(({ code }) => code),
    ['SIGNATURE_WRONG'],
  )
})
