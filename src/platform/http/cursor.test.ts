import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Type } from '@sinclair/typebox'
import fc from 'fast-check'
import { cursorOf, parseCursor } from './cursor.ts'
import { idempotencyKeyOf } from './idempotency-key.ts'

const Position = Type.Tuple([Type.String(), Type.Integer()])

test('a cursor comes back as the position it was made of', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 50, unit: 'grapheme' }), fc.integer(), (due, id) => {
      const text = cursorOf([due, id])
      assert.match(text, /^[\w-]+$/)
      assert.deepEqual(parseCursor(Position, text), { position: [due, id] })
    }),
  )
})

test('whatever else stands there is refused, not guessed at', () => {
  fc.assert(fc.property(fc.string(), (text) => assert.ok('problem' in parseCursor(Position, text))))
  for (const text of [cursorOf(['x']), cursorOf({ 0: 'x', 1: 1 }), cursorOf(null), 'x'.repeat(10_000)]) {
    assert.ok('problem' in parseCursor(Position, text))
  }
})

test('an idempotency key is read from header, quoted header or form field, and refused by name', () => {
  const read = (key?: string | string[], body: unknown = undefined) => {
    const found = idempotencyKeyOf({ headers: key === undefined ? {} : { 'idempotency-key': key }, body })
    return 'key' in found ? found.key : found.problem.code
  }
  assert.equal(read('abcd-1234'), 'abcd-1234')
  assert.equal(read('"abcd-1234"'), 'abcd-1234')
  assert.equal(read(undefined, { idempotencyKey: 'abcd_1234' }), 'abcd_1234')
  assert.equal(read(undefined, null), 'IDEMPOTENCY_KEY_MISSING')
  for (const key of ['short', 'x'.repeat(65), 'with space', '某某某某某某某某', ['abcd-1234', 'abcd-1235']]) {
    assert.equal(read(key), 'IDEMPOTENCY_KEY_INVALID')
  }
})
