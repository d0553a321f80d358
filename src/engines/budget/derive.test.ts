import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { checkIdentities } from './check.ts'
import { deriveNarrative } from './derive.ts'
import { setFigure } from './edit.ts'
import { readBook } from './read.ts'

const { book } = readBook(readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8'))

test('every figure derived from the seed’s tables is the figure the seed published', () => {
  const derived = deriveNarrative(book)
  assert.deepEqual(derived.figures, book.figures)
  assert.deepEqual(derived.texts, book.texts)
})

test('changes and growth derived from last year’s book are the published ones', () => {
  const last = structuredClone(book)
  const put = (table: 'T1' | 'T5' | 'T9', row: string, column: string, value: number) => {
    last.tables[table].rows.find(({ key }) => key === row)!.cells[column]!.value = value
  }
  put('T1', 'income', 'amount', 239870)
  put('T1', 'expenditure', 'amount', 239870)
  put('T5', 'total', 'total', 234370)
  put('T9', '302', 'amount', 5582)
  const { figures } = deriveNarrative(book, last)
  assert.deepEqual(figures, book.figures)
  assert.equal(figures['general.growth']?.asPublished, '增长 43.55%')
  assert.equal(figures['running.growth']?.asPublished, '增长 41.16%')
})

test('after an edit of a table the derived narrative agrees with it again', () => {
  const edited = setFigure(book, { sheet: 'T9', row: '301', column: 'amount' }, 80_000)!
  const failing = (one: typeof book) => checkIdentities(one).flatMap(({ id, holds }) => (holds ? [] : [id]))
  assert.ok(failing(edited).includes('I27'))
  assert.ok(!failing(deriveNarrative(edited)).includes('I27'))
})

test('money of another fund gets its figure and its list, and loses them again', () => {
  const cell = (value: number) => ({ asPublished: '', value, line: 1 })
  const funded = structuredClone(book)
  const cells = { total: cell(500), basic: cell(0), project: cell(500) }
  funded.tables.T6.rows = [
    { key: 'total', name: '合计', line: 1, cells },
    { key: '2120801', name: '征地', line: 1, cells },
  ]
  const { figures, texts } = deriveNarrative(funded)
  assert.deepEqual([figures.fund?.asPublished, figures['fund.item.2120801']?.asPublished], ['5.00', '5.00'])
  assert.equal(texts['fund.item.2120801.name']?.text, '征地')
  assert.equal(deriveNarrative({ ...book, figures, texts }).figures.fund, undefined)
})
