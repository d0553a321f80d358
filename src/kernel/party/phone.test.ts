import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isMainlandPhone, parsePhone } from './phone.ts'

describe('isMainlandPhone', () => {
  for (const text of ['13800000000', '19999999999', '14700000000']) {
    test(`${text} is one`, () => assert.equal(isMainlandPhone(text), true))
  }
  for (const text of [
    '12892433118',
    '1380000000',
    '138000000000',
    '23800000000',
    '138 0000 0000',
    '+8613800000000',
    '1380000000０',
    '13800000000\n',
    '',
  ]) {
    test(`${JSON.stringify(text)} is none`, () => assert.equal(isMainlandPhone(text), false))
  }
})

describe('parsePhone', () => {
  const written: [string, string, 'mainland' | 'taiwan'][] = [
    ['13800000000', '13800000000', 'mainland'],
    ['138 0000 0000', '13800000000', 'mainland'],
    ['+86 138-0000-0000', '13800000000', 'mainland'],
    ['8613800000000', '13800000000', 'mainland'],
    ['+886912345678', '+886912345678', 'taiwan'],
    ['+886 (0)912-345-678', '+886912345678', 'taiwan'],
    ['+886 2 2345 6789', '+886223456789', 'taiwan'],
  ]
  for (const [text, number, region] of written) {
    test(`${text} is ${number}`, () => assert.deepEqual(parsePhone(text), { number, region }))
  }
  for (const text of ['0912345678', '+886', '+8869123456789', '+852 91234567', '12800000000', '电话13800000000', '']) {
    test(`${JSON.stringify(text)} is none`, () => assert.equal(parsePhone(text), null))
  }
})
