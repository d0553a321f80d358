import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseTravelPermit } from './travel-permit.ts'

describe('parseTravelPermit', () => {
  const permits: [string, string, 'current' | 'legacy'][] = [
    ['01234567', '01234567', 'current'],
    ['0123456701', '01234567', 'legacy'],
    ['0123456701(A)', '01234567', 'legacy'],
    ['0123456712(3)', '01234567', 'legacy'],
    ['0123456701（B）', '01234567', 'legacy'],
  ]
  for (const [raw, number, form] of permits) {
    test(`${raw} is the ${form} form of ${number}`, () => {
      assert.deepEqual(parseTravelPermit(raw), { number, raw, form })
    })
  }

  for (const text of [
    '',
    '0123456',
    '012345678',
    '0123456701(AB)',
    '0123456701()',
    '01234567(A)',
    'T1234567',
    '01234567 ',
  ]) {
    test(`${JSON.stringify(text)} is no permit`, () => assert.equal(parseTravelPermit(text), null))
  }
})
