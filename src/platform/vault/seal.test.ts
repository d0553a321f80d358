import assert from 'node:assert/strict'
import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { blindIndex, open, SEAL_OVERHEAD, seal } from './seal.ts'

const key = createSecretKey(randomBytes(32))
const bytes = fc.uint8Array({ maxLength: 200 })

test('what was sealed opens for the same key and place, and is only longer by the overhead', () => {
  fc.assert(
    fc.property(bytes, bytes, (plaintext, aad) => {
      const sealed = seal(key, plaintext, aad)
      assert.equal(sealed.length, plaintext.length + SEAL_OVERHEAD)
      assert.deepEqual(new Uint8Array(open(key, sealed, aad)), plaintext)
    }),
  )
})

test('every single flipped bit, every shortening and every other place or key is noticed', () => {
  const aad = Buffer.from('person:1:name')
  const sealed = seal(key, Buffer.from('某甲'), aad)
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed)
    changed[bit >> 3]! ^= 1 << (bit & 7)
    assert.throws(() => open(key, changed, aad), /sealed content/, `bit ${bit}`)
  }
  for (let length = 0; length < sealed.length; length += 1) {
    assert.throws(() => open(key, sealed.subarray(0, length), aad), /sealed content/)
  }
  assert.throws(() => open(key, sealed, Buffer.from('person:2:name')), /another key or place/)
  assert.throws(() => open(createSecretKey(randomBytes(32)), sealed, aad), /another key or place/)
})

test('the same text sealed twice looks different', () => {
  assert.notDeepEqual(seal(key, Buffer.from('x'), Buffer.of()), seal(key, Buffer.from('x'), Buffer.of()))
})

test('a blind index is the cut HMAC of kind and canonical value', () => {
  const expected = createHmac('sha256', key).update('id\x0035059819900101001X').digest().subarray(0, 16)
  for (const typed of ['35059819900101001X', ' 35059819900101001x ', '35059819900101001x']) {
    assert.deepEqual(blindIndex(key, 'id', typed), expected)
  }
  assert.notDeepEqual(blindIndex(key, 'phone', '35059819900101001X'), expected)
  assert.notDeepEqual(blindIndex(createSecretKey(randomBytes(32)), 'id', '35059819900101001X'), expected)
})
