import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isTaiwanId } from './taiwan-id.ts'

fc.configureGlobal({ seed: 20_241_123 })

const VALUES: Record<string, number> = {
  ...{ A: 10, B: 11, C: 12, D: 13, E: 14, F: 15, G: 16, H: 17, J: 18, K: 19, L: 20, M: 21, N: 22 },
  ...{ P: 23, Q: 24, R: 25, S: 26, T: 27, U: 28, V: 29, X: 30, Y: 31, W: 32, Z: 33, I: 34, O: 35 },
}

/** The rule as a clerk would reckon it, from the published table of letters. */
function naive(letter: string, nine: string): boolean {
  const value = VALUES[letter]!
  let sum = Math.floor(value / 10) + (value % 10) * 9
  for (let i = 0; i < 8; i++) sum += Number(nine[i]) * (8 - i)
  return (sum + Number(nine[8])) % 10 === 0
}

describe('isTaiwanId', () => {
  test('A123456789 is the published example', () => assert.equal(isTaiwanId('A123456789'), true))

  for (const text of [
    'A123456788',
    'a123456789',
    'A323456789',
    'A12345678',
    'A1234567890',
    'AA23456789',
    ' A123456789',
    '',
  ]) {
    test(`${JSON.stringify(text)} is none`, () => assert.equal(isTaiwanId(text), false))
  }

  test('agrees with the published table for all letters', () => {
    const nine = fc.tuple(fc.constantFrom('1', '2'), fc.integer({ min: 0, max: 99_999_999 }))
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(VALUES)), nine, (letter, [sex, rest]) => {
        const number = sex + String(rest).padStart(8, '0')
        return isTaiwanId(letter + number) === naive(letter, number)
      }),
      { numRuns: 2000 },
    )
  })

  test('exactly one check digit fits', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(VALUES)), fc.integer({ min: 0, max: 9_999_999 }), (letter, rest) => {
        const body = `${letter}1${String(rest).padStart(7, '0')}`
        return [...'0123456789'].filter((digit) => isTaiwanId(body + digit)).length === 1
      }),
    )
  })
})
