import assert from 'node:assert/strict'
import { test } from 'node:test'
import { suppressed } from './suppress.ts'

test('small counts are kept back, nought and large ones stay', () => {
  assert.deepEqual(suppressed([0, 3, 4, 5, 80]), [0, null, null, 5, 80])
  assert.deepEqual(suppressed([0, 5, 9]), [0, 5, 9])
  assert.deepEqual(suppressed([]), [])
})

test('a single small count cannot be worked out from the sum of its column', () => {
  assert.deepEqual(suppressed([2, 40, 7, 0]), [null, 40, null, 0])
  assert.deepEqual(suppressed([2]), [null])
})
