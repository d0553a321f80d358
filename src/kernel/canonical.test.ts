import assert from 'node:assert/strict'
import { test } from 'node:test'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { canonicalJson } from './canonical.ts'

const text = fc.string({ unit: 'binary', maxLength: 8 }).filter((value) => value.isWellFormed())
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(text, tie('value')),
  ),
}))

test('agrees with the canonicalize package on every value both accept', () => {
  fc.assert(fc.property(anyValue, (value) => assert.equal(canonicalJson(value), canonicalize(value))))
})

test('orders the keys of RFC 8785 section 3.2.3 by UTF-16 code unit', () => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 }
  assert.equal(canonicalJson(value), '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}')
})

test('leaves out undefined members, as JSON.stringify does', () => {
  assert.equal(canonicalJson({ a: undefined, b: -0 }), '{"b":0}')
})

test('throws on what has no single spelling or is not data', () => {
  for (const value of [0.5, 2 ** 53, NaN, Infinity, '\ud800', { '\udc00': 1 }, 1n, undefined, () => 1, new Date(0)]) {
    assert.throws(() => canonicalJson([value]), TypeError)
  }
})
