import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { base64Of, utf8 } from '../bytes.ts'
import { formatReceipt } from './receipt.ts'
import { formatReceiptCode, joinReceipt, readReceiptCode, splitReceipt } from './receipt-code.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const name = fc.stringMatching(/^[a-z]{1,9}\.example\/log\/[0-9]{6}$/)
const receipts = fc
  .record({
    index: fc.nat(),
    proof: fc.array(bytes(32), { maxLength: 40 }),
    salt: bytes(32),
    payload: fc.string({ minLength: 1, unit: 'grapheme', maxLength: 400 }),
    size: fc.nat(),
    root: bytes(32),
    origin: name,
    signatures: fc.array(fc.tuple(name, bytes(68)), { minLength: 1, maxLength: 4 }),
  })
  .map(({ index, proof, salt, payload, size, root, origin, signatures }) =>
    formatReceipt({
      index,
      proof,
      extra: Uint8Array.of(...salt, ...utf8(payload)),
      checkpoint: `${origin}\n${size}\n${base64Of(root)}\n\n${signatures.map(([by, made]) => `— ${by} ${base64Of(made)}\n`).join('')}`,
    }),
  )

test('a receipt comes back from its code to the byte, and the code needs no escaping in an address', () => {
  fc.assert(
    fc.property(receipts, (text) => {
      const parts = splitReceipt(text)
      assert.ok(parts)
      const code = formatReceiptCode(parts.words, parts.noise)
      assert.match(code, /^[\w-]+$/)
      const { packedWords: words, noise } = readReceiptCode(code)!
      assert.equal(joinReceipt({ words, noise }), text)
    }),
  )
})

test('what would not come back the same has no code, and what is no code has no receipt', () => {
  const [good] = fc.sample(receipts, { numRuns: 1, seed: 7 }) as [string]
  for (const text of [
    '',
    'junk',
    `${good}\n`,
    good.replace(/^extra .*\n/m, ''),
    good.replace('\n\n', '\nextension line\n\n'),
  ]) {
    const parts = splitReceipt(text)
    assert.ok(parts === null || joinReceipt(parts) === text, text.slice(0, 40))
  }
  assert.equal(splitReceipt(good.replace(/^extra .*\n/m, '')), null)
  for (const code of ['', 'A', 'AA', '!!!', '____', 'AAAA', 'AABB']) {
    const parts = readReceiptCode(code)
    assert.equal(parts && joinReceipt({ words: parts.packedWords, noise: parts.noise }), null, code)
  }
  const { words, noise } = splitReceipt(good)!
  assert.equal(joinReceipt({ words, noise: noise.slice(1) }), null)
  assert.equal(joinReceipt({ words, noise: Uint8Array.of(...noise, 0) }), null)
})
