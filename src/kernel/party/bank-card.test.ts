import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isBankCard, lastFourOf } from './bank-card.ts'

fc.configureGlobal({ seed: 20_241_123 })

/** The card number whose last digit is found by trying with a sum over pairs. */
const card = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 18 }).map((body) => {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]
  const sum = body.reduceRight((total, digit, i) => total + ((body.length - i) % 2 === 1 ? doubled[digit]! : digit), 0)
  return body.join('') + ((10 - (sum % 10)) % 10)
})

describe('isBankCard', () => {
  for (const text of ['4111111111111111', '5555555555554444', '30569309025904', '4222222222222']) {
    test(`${text}, a published test number, is one`, () => assert.equal(isBankCard(text), true))
  }
  for (const text of ['4111111111111112', '411111111111', '41111111111111111111', '4111 1111 1111 1111', '']) {
    test(`${JSON.stringify(text)} is none`, () => assert.equal(isBankCard(text), false))
  }

  test('every number made by the rule is one', () => {
    fc.assert(fc.property(card, (number) => isBankCard(number)))
  })

  test('no single wrong digit passes', () => {
    fc.assert(
      fc.property(card, fc.nat(18), fc.constantFrom(...'0123456789'), (number, at, digit) => {
        fc.pre(at < number.length && number[at] !== digit)
        return !isBankCard(number.slice(0, at) + digit + number.slice(at + 1))
      }),
    )
  })

  test('no two neighbours changed round pass, but 09 for 90', () => {
    fc.assert(
      fc.property(card, fc.nat(17), (number, at) => {
        const pair = number.slice(at, at + 2)
        fc.pre(pair.length === 2 && pair[0] !== pair[1])
        const swapped = number.slice(0, at) + pair[1] + pair[0] + number.slice(at + 2)
        return isBankCard(swapped) === ['09', '90'].includes(pair)
      }),
    )
  })
})

test('four digits of a card are kept', () => assert.equal(lastFourOf('4111111111111234'), '1234'))
