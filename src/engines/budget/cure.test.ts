import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { failingEquations } from './check.ts'
import { findCures } from './cure.ts'
import { setFigure } from './edit.ts'
import { readBook } from './read.ts'
import { entriesOf, sheetsOf } from './sheet.ts'

const { book } = readBook(readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8'))
const money = entriesOf(sheetsOf(book)).filter(({ unit }) => unit === 'money')

test('a sound book needs no cure', () => assert.deepEqual(findCures(book), []))

test('one wrong figure is found, with its right value, among the cures that mend everything', () => {
  fc.assert(
    fc.property(fc.nat(money.length - 1), fc.integer({ min: 1, max: 99_999 }), (index, slip) => {
      const entry = money[index]!
      const broken = setFigure(book, entry, entry.value + slip)!
      if (failingEquations(broken).every(({ id }) => id === 'I34' || id === 'I35')) return
      const best = findCures(broken).filter(({ leaves }) => leaves.length === 0)
      const at = `${entry.sheet}/${entry.row}/${entry.column}`
      assert.ok(
        best.some((cure) => cure.at === at && cure.to === entry.value),
        `${at} + ${slip}`,
      )
    }),
    { seed: 4, numRuns: 40 },
  )
})

test('a cure says what it would still leave failing', () => {
  const broken = setFigure(book, { sheet: 'T3', row: '2019999', column: 'project' }, 251269)!
  const [best, ...others] = findCures(broken)
  assert.deepEqual([best?.name, best?.from, best?.to, best?.leaves], ['表三 2019999 项目支出', 251269, 252269, []])
  for (const { leaves } of others) assert.ok(leaves.length > 0 && leaves.length < 3)
})

test('setting a figure changes that figure alone, and its published text with it', () => {
  const before = entriesOf(sheetsOf(book))
  for (const { sheet, row, column } of money) {
    const after = entriesOf(sheetsOf(setFigure(book, { sheet, row, column }, 123456)!))
    const moved = after.filter((entry, i) => entry.value !== before[i]!.value)
    assert.deepEqual(
      moved.map((entry) => [entry.sheet, entry.row, entry.column]),
      [[sheet, row, column]],
    )
  }
  assert.equal(
    setFigure(book, { sheet: 'T3', row: '2019999', column: 'project' }, 123456)!.tables.T3.rows[2]!.cells.project!
      .asPublished,
    '1234.56',
  )
  assert.equal(
    setFigure(book, { sheet: 'N', row: 'general.change', column: 'amount' }, -500)!.figures['general.change']!
      .asPublished,
    '减少 5.00',
  )
  for (const place of [
    { sheet: 'T3', row: '9', column: 'x' },
    { sheet: 'N', row: 'no', column: 'amount' },
    { sheet: 'G', row: '99', column: 'total' },
    { sheet: 'X', row: '1', column: 'a' },
  ])
    assert.equal(setFigure(book, place, 1), undefined)
})
