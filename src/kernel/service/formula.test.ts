import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainDate } from '../calendar/plain-date.ts'
import { evaluate } from './evaluate.ts'
import { type FormulaNames, keptFormula, parseFormula, readFormula, writtenFormula } from './formula.ts'

const NAMES: FormulaNames = {
  年龄: { type: 'number', means: ['field', 'age'] },
  落户日期: { type: 'text', means: ['field', 'moved'] },
  学历: { type: 'text', means: ['field', 'education'], words: { doctor: '博士', master: '硕士' } },
  本地: { type: 'truth', means: ['field', 'local'] },
}
const around = {
  form: { age: 40, moved: '2024-06-18', education: 'master', local: true },
  params: {},
  facts: {},
  today: plainDate('2024-07-01'),
}
const given = (text: string) => {
  const read = parseFormula(text, NAMES)
  return 'problem' in read ? read.problem : evaluate(read.expression, around)
}

const GIVES: readonly (readonly [formula: string, value: unknown])[] = [
  ['年龄 < 45 且 落户日期 ≥ 2024-01-01', true],
  ['年龄 < 30 或 本地', true],
  ['非 本地', false],
  ['学历 = 博士 ? 50000 : 20000', 20_000],
  ['学历 = 博士 ? 50000 : 学历 = 硕士 ? 30000 : 10000', 30_000],
  ['（年龄 - 10）× 2 + 1', 61],
  ['100 ÷ 4', 25],
  ['年龄 != 40', false],
  ['落户日期 > 2024-06-18', false],
  ['学历 = “硕士”', false],
]
for (const [formula, value] of GIVES) test(`${formula} gives ${value}`, () => assert.equal(given(formula), value))

const WRONG: readonly (readonly [formula: string, says: RegExp])[] = [
  ['工资 > 3', /没有「工资」/],
  ['学历 = 小学', /没有「小学」这个值；可以写：博士、硕士/],
  ['年龄 <', /没有写完/],
  ['年龄 + 落户日期', /要一个数/],
  ['年龄 ? 1 : 2', /要一个条件/],
  ['（年龄', /少了「）」/],
  ['学历 = 博士 ? 1', /要有「：」/],
  ['年龄 = 落户日期', /一类/],
  ['年龄 年龄', /看不懂/],
  ['', /没有写完/],
  [`1${' + 1'.repeat(300)}`, /太长/],
]
for (const [formula, says] of WRONG)
  test(`「${formula.slice(0, 20)}」 is explained`, () => assert.match(String(given(formula)), says))

test('a kept formula gives back what was written, and means the same for ever', () => {
  const kept = keptFormula('年龄 < 45', NAMES)
  assert.equal(typeof kept, 'string')
  assert.equal(writtenFormula(kept as string), '年龄 < 45')
  const read = readFormula(kept as string)
  assert.ok('expression' in read)
  assert.equal(evaluate(['condition', kept as string], around), true)
  assert.equal(evaluate(['formula', kept as string], around), undefined, 'a condition is no number')
})

test('a formula in a formula is none: what is evaluated always ends', () => {
  const forged = `f1:${JSON.stringify(['formula', ['field', 'self']])}\nx`
  assert.ok('problem' in readFormula(forged))
  assert.equal(evaluate(['formula', ['field', 'self']], { ...around, form: { self: forged } }), undefined)
})

test('whatever is written is read or explained, never thrown at the writer', () => {
  const sign = fc.constantFrom(
    '年龄',
    '学历',
    '博士',
    '且',
    '或',
    '非',
    '?',
    ':',
    '(',
    ')',
    '<',
    '=',
    '+',
    '1',
    '“a',
    ' ',
    '𠮷',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.array(sign, { maxLength: 30 }).map((all) => all.join(' ')),
      ),
      (text) => {
        const read = parseFormula(text, NAMES)
        assert.ok('problem' in read || read.type)
        evaluate(['formula', text], around)
      },
    ),
    { seed: 3, numRuns: 500 },
  )
})
