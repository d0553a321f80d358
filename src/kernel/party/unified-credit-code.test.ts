import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  organisationCheckCharacter,
  unifiedCreditCheckCharacter,
  verifyUnifiedCreditCode,
} from './unified-credit-code.ts'

fc.configureGlobal({ seed: 20_241_123 })

const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const characters = (count: number, of = CHARACTERS) =>
  fc.string({ unit: fc.constantFrom(...of), minLength: count, maxLength: count })
const first17 = fc
  .tuple(characters(2), characters(6, '0123456789'), characters(9))
  .map(([kind, division, subject]) => kind + division + subject)
const validCode = first17.map((text) => text + naiveCheckCharacter(text))

/** The check character found by trying: the one that makes the weighted sum a multiple of 31. */
function naiveCheckCharacter(text: string): string {
  return [...CHARACTERS].find((candidate) => {
    let [sum, weight] = [0, 1]
    for (const character of text) {
      sum += CHARACTERS.indexOf(character) * weight
      weight = (weight * 3) % 31
    }
    return (sum + CHARACTERS.indexOf(candidate)) % 31 === 0
  })!
}

describe('verifyUnifiedCreditCode', () => {
  const vectors: [string, string, string | null][] = [
    ['91350100M000100Y43', 'valid', null],
    ['91512081MA62K0260E', 'valid', null],
    ['9131000063159284XQ', 'valid', null],
    ['91110000802100433B', 'valid', null],
    ['91440300708461136T', 'valid', null],
    ['91350211M0000XUF46', 'legacy', 'check-character'],
    ['91350100M0001TGQXM', 'legacy', 'check-character'],
    ['91350100M000100Y4Z', 'invalid', 'characters'],
    ['91310115MA1G4L1WXK', 'invalid', 'check-character'],
    ['911100001000013428', 'invalid', 'check-character'],
    ['91310211M0000XUF46', 'invalid', 'check-character'],
    ['91350211M0000XUF56', 'invalid', 'check-character'],
    ['91350211MA000XUF46', 'invalid', 'check-character'],
    ['91350100m000100y43', 'invalid', 'characters'],
    ['9135010OM000100Y43', 'invalid', 'characters'],
    ['9135A100M000100Y43', 'invalid', 'characters'],
    ['91350100M000100Y4', 'invalid', 'characters'],
    ['91350100M000100Y43 ', 'invalid', 'characters'],
    ['', 'invalid', 'characters'],
  ]
  for (const [code, level, reason] of vectors) {
    test(`${code || 'nothing'} is ${level}${reason ? ` (${reason})` : ''}`, () => {
      assert.deepEqual(verifyUnifiedCreditCode(code), { ok: level !== 'invalid', level, reason })
    })
  }

  test('every code made by the rule is valid, with the naive check character', () => {
    fc.assert(fc.property(validCode, (code) => verifyUnifiedCreditCode(code).level === 'valid'))
    fc.assert(fc.property(first17, (text) => unifiedCreditCheckCharacter(text) === naiveCheckCharacter(text)))
  })

  test('no single wrong character stays valid', () => {
    fc.assert(
      fc.property(validCode, fc.nat(17), fc.constantFrom(...CHARACTERS), (code, at, character) => {
        fc.pre(code[at] !== character)
        return verifyUnifiedCreditCode(code.slice(0, at) + character + code.slice(at + 1)).level !== 'valid'
      }),
    )
  })

  test('no two neighbours changed round stay valid', () => {
    fc.assert(
      fc.property(validCode, fc.nat(16), (code, at) => {
        fc.pre(code[at] !== code[at + 1])
        const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2)
        return verifyUnifiedCreditCode(swapped).level !== 'valid'
      }),
    )
  })

  test('I, O, S, V and Z are never part of a code', () => {
    fc.assert(
      fc.property(validCode, fc.nat(17), fc.constantFrom(...'IOSVZ'), (code, at, letter) => {
        return verifyUnifiedCreditCode(code.slice(0, at) + letter + code.slice(at + 1)).ok === false
      }),
    )
  })
})

describe('organisationCheckCharacter', () => {
  const examples: [string, string][] = [
    ['M000100Y', '4'],
    ['M0000XUF', '4'],
    ['M0001TGQ', 'X'],
    ['63159284', 'X'],
    ['MA62K026', '0'],
  ]
  for (const [first8, check] of examples) {
    test(`of ${first8} it is ${check}`, () => assert.equal(organisationCheckCharacter(first8), check))
  }
})
