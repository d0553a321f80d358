import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { checkIdentities } from './check.ts'
import { evaluate } from './evaluate.ts'
import { parseFormula } from './formula.ts'
import { IDENTITIES } from './identities.ts'
import { readBook } from './read.ts'
import { sheetsOf } from './sheet.ts'

const SEED = readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')
const { book } = readBook(SEED)
const sheets = sheetsOf(book)
const results = new Map(checkIdentities(book).map((identity) => [identity.id, identity]))

/** Figures of domain.md §13.2, computed there by hand: each must be a side of some equation of its identity. */
const FIGURES: Record<string, readonly string[]> = {
  I01: ['3364.40'],
  I02: ['3364.40'],
  I03: ['3364.40'],
  I04: ['3364.40', '2645.89', '0.00', '718.51'],
  I05: ['2549.90', '795.39', '12.77', '3.91', '2.43'],
  I06: ['2645.89', '718.51', '0.00'],
  I07: ['3364.40', '841.71', '2522.69'],
  I08: ['2549.90'],
  I09: ['3345.29', '12.77', '6.34'],
  I10: ['795.39', '2549.90', '12.77', '3.91', '2.43'],
  I11: ['3364.40'],
  I12: ['3364.40'],
  I13: ['3364.40'],
  I14: ['3345.29', '12.77', '6.34'],
  I15: ['3364.40'],
  I16: ['3364.40', '841.71', '2522.69'],
  I17: ['3364.40'],
  I18: ['0.00', '1'],
  I19: ['3364.40'],
  I20: ['3364.40'],
  I21: ['757.27'],
  I22: ['80.44'],
  I23: ['4.00'],
  I24: ['841.71'],
  I25: ['841.71'],
  I26: ['2522.69', '757.27', '1987.94', '80.44', '619.19', '4.00'],
  I27: ['757.27'],
  I28: ['84.44'],
  I29: ['841.71'],
  I30: ['0.00'],
  I31: ['0.00'],
  I32: ['3364.40', '2645.89', '718.51', '841.71', '2522.69'],
  I33: ['3364.40', '795.39', '2549.90'],
  I34: ['43.55%'],
  I35: ['84.44', '41.16%'],
  I36: ['27', '1047.34'],
  I37: ['41.00', '100.00', '1.28'],
  I38: ['0.00'],
  I39: ['0'],
  I40: ['1'],
}

test('the forty identities are I01 to I40 in order', () => {
  assert.deepEqual(
    IDENTITIES.map(({ id }) => id),
    Object.keys(FIGURES),
  )
})

for (const [id, figures] of Object.entries(FIGURES))
  test(`${id} holds on the seed with ${figures.join(', ')}`, () => {
    const { holds, equations } = results.get(id)!
    assert.ok(holds)
    for (const figure of figures)
      assert.ok(
        equations.some(({ left, right }) => left.figure === figure && (id === 'I26' || right.figure === figure)) ||
          equations.some(({ right }) => right.figure === figure),
        figure,
      )
  })

test('27 goal tables are checked twice each, 26 classes once each', () => {
  assert.equal(results.get('I37')!.equations.length, 54)
  assert.equal(results.get('I09')!.equations.length, 26)
})

test('only I15 carries a note: one name, two figures', () => {
  assert.deepEqual(
    [...results.values()].flatMap(({ id, note }) => (note ? [id] : [])),
    ['I15'],
  )
})

const FORMULAS: [source: string, left: number, right: number, equations: number][] = [
  ['T9(301) = T8(301)', 75727, 75727, 1],
  ['T9(301) + T9(302) − T9(310) = 0', 75727 + 8044 - 400, 0, 1],
  ['T2(items, carryOver) = T1(carryOver)', 71851, 71851, 1],
  ['T3(201xxxx, total) = T1(201)', 334529, 334529, 1],
  ['T9(303) = 0', 0, 0, 1],
  ['growth(N(general.change), N(general)) = N(general.growth)', 4355, 4355, 1],
  ['T8({economicClass}) ≥ T9({economicClass})', 75727, 75727, 10],
  ['T9(301) = 0 when T9(303) = 1', 0, 0, 0],
]
for (const [source, left, right, count] of FORMULAS)
  test(`“${source}” gives ${count} equation(s)`, () => {
    const equations = evaluate(parseFormula(source), sheets)
    assert.equal(equations.length, count)
    if (count > 0) assert.deepEqual([equations[0]!.left.value, equations[0]!.right.value], [left, right])
  })

test('a malformed formula is a fault when it is parsed, an unknown name when it is evaluated', () => {
  for (const source of ['T1(income)', 'T1 = T2', 'T1() = 0']) assert.throws(() => parseFormula(source), source)
  for (const source of ['T11(income) = 0', 'T1({planet}) = 0'])
    assert.throws(() => evaluate(parseFormula(source), sheets))
})

test('an institution with money of its own is not blamed for a general budget smaller than its spending', () => {
  const own = structuredClone(book)
  const put = (table: 'T1' | 'T2' | 'T3', key: string, column: string, plus: number) => {
    own.tables[table].rows.find((row) => row.key === key)!.cells[column]!.value += plus
  }
  for (const [table, key, column] of [
    ['T1', 'institution', 'amount'],
    ['T1', 'income', 'amount'],
    ['T1', '201', 'amount'],
    ['T1', 'expenditure', 'amount'],
    ['T2', '2010301', 'institution'],
    ['T2', '2010301', 'total'],
    ['T2', 'total', 'institution'],
    ['T2', 'total', 'total'],
    ['T3', '2010301', 'basic'],
    ['T3', '2010301', 'total'],
    ['T3', 'total', 'basic'],
    ['T3', 'total', 'total'],
  ] as const)
    put(table, key, column, 100_00)
  for (const key of ['income', 'income.institution', 'expenditure', 'expenditure.basic'])
    own.figures[key]!.value += 100_00
  assert.deepEqual(
    checkIdentities(own).flatMap(({ id, holds }) => (holds ? [] : [id])),
    [],
  )
})
