import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8 } from './bytes.ts'
import { canonicalJson } from './canonical.ts'
import { parseStrictJson } from './strict-json.ts'

const REFUSED: readonly [name: string, source: string | Uint8Array, reason: string, at: number][] = [
  ['bytes that are not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'NOT_UTF8', 0],
  ['a byte order mark in bytes', Uint8Array.of(0xef, 0xbb, 0xbf, 0x31), 'BYTE_ORDER_MARK', 0],
  ['a byte order mark in text', '\ufeff1', 'BYTE_ORDER_MARK', 0],
  ['a duplicate key', '{"a":1,"a":1}', 'DUPLICATE_KEY', 7],
  ['a duplicate key spelled with an escape', '{"a":1,"\\u0061":2}', 'DUPLICATE_KEY', 7],
  ['a duplicate __proto__', '{"__proto__":1,"__proto__":2}', 'DUPLICATE_KEY', 15],
  ['a lone surrogate as escape', '["\\ud800"]', 'LONE_SURROGATE', 1],
  ['a lone surrogate as is', '["\udc00"]', 'LONE_SURROGATE', 1],
  ['surrogates in the wrong order', '["\\ude00\\ud83d"]', 'LONE_SURROGATE', 1],
  ['a decomposed name', '["e\u0301"]', 'NOT_NFC', 1],
  ['a decomposed name as escape', '["e\\u0301"]', 'NOT_NFC', 1],
  ['a decomposed key', '{"e\u0301":1}', 'NOT_NFC', 1],
  ['2^53', '9007199254740992', 'BIG_INTEGER', 0],
  ['2^53 + 1', '[9007199254740993]', 'BIG_INTEGER', 1],
  ['-2^53', '-9007199254740992', 'BIG_INTEGER', 0],
  ['a decimal', '0.5', 'NOT_INTEGER', 0],
  ['an exponent', '1e3', 'NOT_INTEGER', 0],
  ['minus zero', '-0', 'NOT_INTEGER', 0],
  ['a leading zero', '01', 'SYNTAX', 1],
  ['a plus sign', '+1', 'SYNTAX', 0],
  ['full-width digits', '１', 'SYNTAX', 0],
  ['nothing', '', 'SYNTAX', 0],
  ['two values', '1 2', 'SYNTAX', 2],
  ['a trailing comma', '[1,]', 'SYNTAX', 3],
  ['a trailing comma in an object', '{"a":1,}', 'SYNTAX', 7],
  ['an open list', '[1', 'SYNTAX', 2],
  ['an open text', '"ab', 'SYNTAX', 3],
  ['a raw line break in a text', '"a\n"', 'SYNTAX', 2],
  ['an unknown escape', '"\\x"', 'SYNTAX', 1],
  ['a short escape', '"\\u12"', 'SYNTAX', 1],
  ['a missing colon', '{"a" 1}', 'SYNTAX', 5],
  ['a misspelt word', 'tru', 'SYNTAX', 0],
  ['a no-break space', '\u00a01', 'SYNTAX', 0],
  ['nesting of 65', '['.repeat(65) + ']'.repeat(65), 'TOO_DEEP', 64],
]

for (const [name, source, reason, at] of REFUSED) {
  test(`${name} is refused as ${reason}`, () => {
    assert.deepEqual(parseStrictJson(source), { ok: false, reason, at })
  })
}

test('nesting of 100,000 is refused, not a crash', () => {
  assert.deepEqual(parseStrictJson('['.repeat(100_000)), { ok: false, reason: 'TOO_DEEP', at: 64 })
})

test('accepts the widest honest values', () => {
  const source =
    ' { "n" : [ 9007199254740991 , -9007199254740991, 0 ] , "文" : "\\u4e2d\\ud83d\\ude00\\n\\/" , "t":true,"f":false,"z":null }\r\n\t'
  const value = { n: [9007199254740991, -9007199254740991, 0], 文: '中😀\n/', t: true, f: false, z: null }
  assert.deepEqual(parseStrictJson(source), { ok: true, value })
})

test('__proto__ is a member like any other', () => {
  const parsed = parseStrictJson('{"__proto__":{"k":1}}')
  assert.ok(parsed.ok)
  assert.equal(canonicalJson(parsed.value), '{"__proto__":{"k":1}}')
  assert.equal((parsed.value as { k?: number }).k, undefined)
})

test('agrees with JSON.parse on every text it accepts, and accepts all canonical NFC text', () => {
  fc.assert(
    fc.property(fc.json(), (source) => {
      const parsed = parseStrictJson(source)
      if (parsed.ok) assert.deepEqual(parsed.value, JSON.parse(source))
      else assert.notEqual(parsed.reason, 'SYNTAX')
    }),
  )
  const anyText = fc.string({ unit: 'grapheme' }).map((value) => value.normalize('NFC'))
  fc.assert(
    fc.property(fc.dictionary(anyText, fc.array(anyText)), (value) => {
      const source = canonicalJson(value)
      const parsed = parseStrictJson(utf8(source))
      assert.ok(parsed.ok)
      assert.equal(canonicalJson(parsed.value), source)
    }),
  )
})

test('what JSON.parse refuses is refused here', () => {
  fc.assert(
    fc.property(fc.string(), (source) => {
      if (parseStrictJson(source).ok) JSON.parse(source)
    }),
  )
})
