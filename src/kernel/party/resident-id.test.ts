import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { plainDate } from '../calendar/plain-date.ts'
import {
  ageOn,
  plausibleResidentId,
  residentIdCheckDigit,
  verifyResidentId,
  verifyTaiwanResidencePermit,
} from './resident-id.ts'

fc.configureGlobal({ seed: 20_241_123 })

const TODAY = plainDate('2026-11-23')
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''))
const birthDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

/** The sum of the standard written the long way: weight 2^(18-i) mod 11, and the whole of it 1 modulo 11. */
function naiveCheckDigit(first17: string): string {
  for (const candidate of '0123456789X') {
    let sum = candidate === 'X' ? 10 : Number(candidate)
    for (let i = 0; i < 17; i++) sum += Number(first17[i]) * (2 ** (17 - i) % 11)
    if (sum % 11 === 1) return candidate
  }
  throw new Error('no check digit')
}

const validId = fc.tuple(digits(6), birthDate, digits(3)).map(([division, date, sequence]) => {
  const first17 = division + date.replaceAll('-', '') + sequence
  return first17 + naiveCheckDigit(first17)
})

describe('verifyResidentId', () => {
  const valid: [string, string, string][] = [
    ['11010519491231002X', '1949-12-31', 'female'],
    ['440524188001010014', '1880-01-01', 'male'],
    ['350521199003071235', '1990-03-07', 'male'],
    ['350521201809010212', '2018-09-01', 'male'],
    ['830000199001010012', '1990-01-01', 'male'],
    ['830000198512310020', '1985-12-31', 'female'],
    ['830000200002291034', '2000-02-29', 'male'],
  ]
  for (const [id, birth, sex] of valid) {
    test(`${id} is the number of a ${sex} born on ${birth}`, () => {
      assert.deepEqual(verifyResidentId(id, TODAY), { ok: true, birthDate: birth, sex })
    })
  }

  const refused: [string, string, string][] = [
    ['11010519491231002x', 'characters', 'a lower-case x'],
    ['1101051949123100X2', 'characters', 'an X before the end'],
    ['11010519491231002', 'characters', '17 characters'],
    ['11010519491231002XX', 'characters', '19 characters'],
    ['110105491231002', 'characters', 'an old number of 15 digits'],
    [' 11010519491231002X', 'characters', 'a space before'],
    ['11010519491231002X\n', 'characters', 'a line end behind'],
    ['１1010519491231002X', 'characters', 'a full-width digit'],
    ['', 'characters', 'nothing'],
    ['110105194913310020', 'date', 'month 13'],
    ['110105190002290023', 'date', '29 February 1900'],
    ['110105000001010022', 'date', 'year 0'],
    ['350521202612010019', 'future', 'a birth date to come'],
    ['110105194912310021', 'check-digit', 'a wrong check digit'],
  ]
  for (const [id, reason, why] of refused) {
    test(`refused for its ${reason}: ${why}`, () => {
      assert.deepEqual(verifyResidentId(id, TODAY), { ok: false, reason })
    })
  }

  test('a child born today has a number today and none the day before', () => {
    const id = '350521202611230019'.slice(0, 17) + residentIdCheckDigit('35052120261123001')
    assert.equal(verifyResidentId(id, TODAY).ok, true)
    assert.deepEqual(verifyResidentId(id, plainDate('2026-11-22')), { ok: false, reason: 'future' })
  })

  test('an unknown division is no reason to refuse', () => {
    assert.equal(verifyResidentId(`35059819900307123${residentIdCheckDigit('35059819900307123')}`, TODAY).ok, true)
  })

  test('every number made by the rule verifies', () => {
    fc.assert(fc.property(validId, (id) => verifyResidentId(id, TODAY).ok))
  })

  test('the check digit is the naive one', () => {
    fc.assert(fc.property(digits(17), (first17) => residentIdCheckDigit(first17) === naiveCheckDigit(first17)))
  })

  test('no single wrong digit passes', () => {
    fc.assert(
      fc.property(validId, fc.nat(17), fc.constantFrom(...'0123456789X'), (id, at, digit) => {
        fc.pre(id[at] !== digit)
        return !verifyResidentId(id.slice(0, at) + digit + id.slice(at + 1), TODAY).ok
      }),
    )
  })

  test('no two neighbours changed round pass', () => {
    fc.assert(
      fc.property(validId, fc.nat(16), (id, at) => {
        fc.pre(id[at] !== id[at + 1])
        return !verifyResidentId(id.slice(0, at) + id[at + 1] + id[at] + id.slice(at + 2), TODAY).ok
      }),
    )
  })

  test('any text at all gets a verdict', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !verifyResidentId(text, TODAY).ok))
  })
})

describe('plausibleResidentId', () => {
  const withCheck = (first17: string) => first17 + residentIdCheckDigit(first17)

  test('warns of a first level division that never was', () => {
    assert.deepEqual(plausibleResidentId(withCheck('99050119900307123'), TODAY), { ok: false, reason: 'province' })
    for (const province of ['11', '35', '71', '83']) {
      assert.deepEqual(plausibleResidentId(withCheck(`${province}050119900307123`), TODAY), { ok: true })
    }
  })

  test('warns of an age over 150 and not of 150', () => {
    assert.deepEqual(plausibleResidentId(withCheck('35050118751123123'), TODAY), { ok: false, reason: 'age' })
    assert.deepEqual(plausibleResidentId(withCheck('35050118751124123'), TODAY), { ok: true })
  })

  test('passes on what is refused anyway', () => {
    assert.deepEqual(plausibleResidentId('x', TODAY), { ok: false, reason: 'characters' })
  })
})

describe('verifyTaiwanResidencePermit', () => {
  test('takes the address code 830000 only', () => {
    assert.equal(verifyTaiwanResidencePermit('830000199001010012', TODAY).ok, true)
    assert.deepEqual(verifyTaiwanResidencePermit('11010519491231002X', TODAY), { ok: false, reason: 'address-code' })
    assert.deepEqual(verifyTaiwanResidencePermit('830000199001010013', TODAY), { ok: false, reason: 'check-digit' })
  })
})

describe('ageOn', () => {
  const examples: [string, string, number][] = [
    ['2008-11-23', '2026-11-23', 18],
    ['2008-11-24', '2026-11-23', 17],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2026-11-23', '2026-11-23', 0],
  ]
  for (const [born, on, age] of examples) {
    test(`born on ${born} is ${age} on ${on}`, () => assert.equal(ageOn(plainDate(born), plainDate(on)), age))
  }
})
