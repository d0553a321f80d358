import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  base64Of,
  compareBytes,
  compareUtf8,
  concatBytes,
  hexOf,
  parseBase64,
  parseHex,
  textOf,
  utf8,
} from './bytes.ts'

const anyBytes = fc.uint8Array({ maxLength: 64 })

test('hex and base64 agree with Node and read back what they wrote', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      assert.equal(hexOf(bytes), Buffer.from(bytes).toString('hex'))
      assert.equal(base64Of(bytes), Buffer.from(bytes).toString('base64'))
      assert.deepEqual(parseHex(hexOf(bytes)), bytes)
      assert.deepEqual(parseBase64(base64Of(bytes)), bytes)
    }),
  )
})

test('hex and base64 have one spelling', () => {
  for (const text of ['A0', 'abc', '0x', ' 00', 'g0']) assert.equal(parseHex(text), null, text)
  for (const text of ['AB==', 'AA=', 'AA', 'A A=', 'AA==\n', '_w==']) assert.equal(parseBase64(text), null, text)
})

test('texts are ordered by their UTF-8 bytes, astral characters last', () => {
  assert.ok(compareUtf8('\uffee', '\u{1f600}') < 0)
  assert.ok('\uffee' > '\u{1f600}')
  const text = fc.string({ unit: 'binary', maxLength: 8 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      assert.equal(Math.sign(compareUtf8(a, b)), Math.sign(compareBytes(utf8(a), utf8(b))))
    }),
  )
})

test('text that is not UTF-8 is null and a byte order mark is kept', () => {
  assert.equal(textOf(Uint8Array.of(0xff)), null)
  assert.equal(textOf(Uint8Array.of(0xed, 0xa0, 0x80)), null)
  assert.equal(textOf(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), '\ufeffa')
})

test('parts are joined in order', () => {
  assert.deepEqual(concatBytes(utf8('a'), utf8(''), utf8('bc')), utf8('abc'))
})
