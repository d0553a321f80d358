// The method that fairdraw/v1 descends from: a list and future public numbers are named, then anyone gets the same choice. The
// numbers of RFC 3797's example go through our announcement and beacon as they are, and its own algorithm over what came out
// gives its published choice: nothing of a public number is lost or respelled on the way.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { sha256 } from '@noble/hashes/sha2.js'
import { demoAnnounce, demoEntrants } from './fixture.ts'
import { takeAnnounce, takeBeacon, takeFreeze } from './steps.ts'

const deps = { hash: sha256 }
/** RFC 3797, section 6: the balance of a lottery's prize fund, and two drawings with their bonus ball. */
const NUMBERS = ['9319', '2 5 8 10 12', '9 18 26 34 41 45']
const CHOSEN = [17, 7, 2, 16, 25, 23, 8, 24, 19, 13]

/** The RFC's selection of `count` from a pool by its key string. */
function select(key: string, pool: number, count: number): number[] {
  const left = Array.from({ length: pool }, (_, at) => at + 1)
  return Array.from({ length: count }, (_, round) => {
    const index = Buffer.from([round >> 8, round & 0xff])
    const digest = createHash('md5')
      .update(Buffer.concat([index, Buffer.from(key), index]))
      .digest('hex')
    return left.splice(Number(BigInt(`0x${digest}`) % BigInt(left.length)), 1)[0]!
  })
}

const keyOf = (values: readonly string[]): string => values.map((value) => `${value.split(' ').join('.')}./`).join('')

test('the numbers of RFC 3797 pass our beacon unchanged and choose what the RFC prints', () => {
  const beacons = NUMBERS.map((_, at) => ({ type: 'public', issue: `source ${at + 1}` }))
  const announced = takeAnnounce(
    { announce: demoAnnounce(sha256, { beacons, fallback: [] }), entrants: demoEntrants(25) },
    deps,
  )
  assert.ok(announced.ok)
  const frozen = takeFreeze(announced.bundle, deps)
  assert.ok(frozen.ok)
  const known = takeBeacon(frozen.bundle, NUMBERS, deps)
  assert.ok(known.ok)
  const key = keyOf(known.bundle.beacon!.values.map(({ value }) => value))
  assert.equal(key, '9319./2.5.8.10.12./9.18.26.34.41.45./')
  assert.deepEqual(select(key, 25, 10), CHOSEN)
  assert.notDeepEqual(
    select(keyOf(['9319', '5 2 8 10 12', NUMBERS[2]!]), 25, 10),
    CHOSEN,
    'order is part of the number',
  )
})
