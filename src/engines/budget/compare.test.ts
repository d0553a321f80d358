import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Book } from './book.ts'
import { type Comparison, compareBooks } from './compare.ts'
import { readBook } from './read.ts'

const { book } = readBook(readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8'))

/** An invented earlier year: less money, one project fewer, one that ended. */
function lastYear(): Book {
  const before = structuredClone(book)
  before.year = 2023
  before.tables.T1.rows.find(({ key }) => key === 'income')!.cells.amount!.value = 239870
  before.figures.income!.value = 239870
  before.figures.expenditure!.value = 200000
  before.tables.T9.rows = before.tables.T9.rows.filter(({ key }) => key !== '31003')
  before.goals = before.goals.slice(1)
  before.goals[0] = { ...before.goals[0]!, name: '某旧项目' }
  return before
}

const comparison = compareBooks(lastYear(), book) as Comparison

test('figures that moved are told with both values, absent ones as zero', () => {
  assert.deepEqual(
    comparison.figures.map(({ table, row, before, after }) => [table, row, before, after]),
    [
      ['T1', 'income', 239870, 336440],
      ['T9', '31003', 0, 400],
    ],
  )
})

test('a stated change that is not the change there is comes out', () => {
  const stated = new Map(comparison.stated.map((change) => [change.key, change]))
  assert.equal(stated.get('income')?.holds, true)
  assert.deepEqual([stated.get('expenditure')?.stated, stated.get('expenditure')?.actual], [96570, 136440])
})

test('projects are followed through the year mark in their name', () => {
  const { added, dropped, kept } = comparison.goals
  assert.deepEqual(
    dropped.map(({ name }) => name),
    ['某旧项目'],
  )
  assert.ok(added.some(({ name }) => name === '安可替代'))
  assert.equal(added.length + kept.length, book.goals.length)
})

test('two units, or the wrong order of years, are refused', () => {
  assert.deepEqual(compareBooks({ ...lastYear(), unit: '某局' }, book), { code: 'OTHER_UNIT' })
  assert.deepEqual(compareBooks(book, book), { code: 'NOT_LATER' })
})
