import assert from 'node:assert/strict'
import { test } from 'node:test'
import { remembered } from './remembered.ts'

test('it is worked out once until it is old, and a failure is not remembered', async () => {
  let at = 1_000
  let n = 0
  let fails = false
  const ask = remembered(
    async () => {
      n += 1
      if (fails) throw new Error('no')
      return n
    },
    100,
    () => new Date(at),
  )
  assert.deepEqual(await Promise.all([ask(), ask()]), [1, 1])
  at = 1_099
  assert.equal(await ask(), 1)
  at = 1_100
  fails = true
  await assert.rejects(ask())
  fails = false
  assert.equal(await ask(), 3)
  at = 500
  assert.equal(await ask(), 4)
})
