import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { maskBankCard, maskIdNumber, maskName, maskPhone } from './mask.ts'

fc.configureGlobal({ seed: 20_241_123 })

describe('masked display', () => {
  const examples: [(text: string) => string, string, string][] = [
    [maskName, '陈海生', '陈**'],
    [maskName, '陈某', '陈*'],
    [maskName, '某', '*'],
    [maskName, '𠮷某某', '𠮷**'],
    [maskName, '', ''],
    [maskIdNumber, '350521199003071235', '350***********1235'],
    [maskIdNumber, '11010519491231002X', '110***********002X'],
    [maskIdNumber, '01234567', '0*****67'],
    [maskIdNumber, 'A123456789', 'A*******89'],
    [maskIdNumber, '123456', '******'],
    [maskPhone, '13800000123', '138****0123'],
    [maskPhone, '+886912345678', '+886******678'],
    [maskPhone, '1234567', '*******'],
    [maskBankCard, '4111111111111234', '************1234'],
    [maskBankCard, '1234567', '*******'],
  ]
  for (const [mask, text, shown] of examples) {
    test(`${mask.name} shows ${JSON.stringify(text)} as ${JSON.stringify(shown)}`, () =>
      assert.equal(mask(text), shown))
  }

  test('keeps the length and shows no text whole', () => {
    const text = fc.string({ unit: fc.constantFrom(...'陈海生𠮷0123456789+X'), minLength: 1, maxLength: 24 })
    fc.assert(
      fc.property(text, fc.constantFrom(maskName, maskIdNumber, maskPhone, maskBankCard), (whole, mask) => {
        const shown = mask(whole)
        return [...shown].length === [...whole].length && shown !== whole
      }),
    )
  })

  test('hides at least four characters of every number', () => {
    const number = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 24 })
    fc.assert(
      fc.property(number, fc.constantFrom(maskIdNumber, maskPhone, maskBankCard), (whole, mask) => {
        return [...mask(whole)].filter((character) => character === '*').length >= 4
      }),
    )
  })
})
