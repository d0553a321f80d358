import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { applyChanges, authorCures, carryOver, placeAt } from './author.ts'
import { parseBook } from './book-json.ts'
import { figureChanges } from './compare.ts'
import { readBook } from './read.ts'
import { judgeBook } from './report.ts'

const BOOK = readBook(readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')).book
const NEXT = carryOver(BOOK)

const edited = (...edits: readonly (readonly [at: string, value: number])[]) => {
  const result = applyChanges(
    NEXT,
    edits.map(([at, value]) => ({ at, value })),
    BOOK,
  )
  assert.ok('book' in result, JSON.stringify(result))
  return result.book
}
const failing = (book: typeof BOOK) => judgeBook(book).identities.flatMap(({ id, holds }) => (holds ? [] : [id]))

test('a book carried over is sound, of the next year, changes nothing and says so', () => {
  assert.equal(NEXT.year, 2025)
  assert.deepEqual(failing(NEXT), [])
  assert.deepEqual(figureChanges(BOOK, NEXT), [])
  assert.match(NEXT.tables.T6.remark!.text, /2025 年没有使用/)
  assert.equal(NEXT.figures['income.change']!.value, 0)
  assert.ok('book' in parseBook(JSON.parse(JSON.stringify(NEXT))), 'it is a whole book.json')
})

test('one figure changed fails the identities it stands in, and the cure that puts it back comes first', () => {
  const book = edited(['T3/2019999/project', 251_269])
  assert.deepEqual(failing(book), ['I07', 'I08', 'I16'])
  const [best] = authorCures(book, BOOK)
  assert.deepEqual(
    { at: best!.at, to: best!.to, leaves: best!.leaves },
    { at: 'T3/2019999/project', to: 252_269, leaves: [] },
  )
})

test('the sentences follow the tables, so that no narrative figure has to be typed', () => {
  const raised = [
    ['T1/general/amount', 264_689],
    ['T1/income/amount', 336_540],
    ['T1/201/amount', 334_629],
    ['T1/expenditure/amount', 336_540],
  ] as const
  const book = edited(...raised)
  assert.equal(book.figures.income!.value, 336_540)
  assert.equal(book.figures['income.change']!.asPublished, '增加 1.00')
  assert.ok(!failing(book).includes('I32'))
})

test('an edit that leads nowhere is named, and none of them is made', () => {
  for (const at of [
    'T3/9999999/project',
    'T3/2019999/nothing',
    'N/income/value',
    'T3',
    'T99/a/b',
    'G/99/total',
    'T3/a/b/c',
  ])
    assert.deepEqual(
      applyChanges(
        NEXT,
        [
          { at: 'T1/general/amount', value: 1 },
          { at, value: 1 },
        ],
        BOOK,
      ),
      { unknown: at },
    )
  assert.deepEqual(placeAt('G/4/current'), { sheet: 'G', row: '4', column: 'current' })
})

test('a code gets a line of zeros in the order of codes, which fails nothing; money in it must stand in every table', () => {
  const added = applyChanges(NEXT, [{ add: 'T5/2080506', name: '职业年金缴费支出' }], BOOK)
  assert.ok('book' in added)
  const keys = added.book.tables.T5.rows.map(({ key }) => key)
  assert.deepEqual(keys.slice(keys.indexOf('2080505')), ['2080505', '2080506', '2101101', '2101103'])
  assert.deepEqual(failing(added.book), [])
  assert.ok('book' in parseBook(JSON.parse(JSON.stringify(added.book))), 'it is a whole book.json')
  const paid = applyChanges(added.book, [{ at: 'T5/2080506/total', value: 100 }], BOOK)
  assert.ok('book' in paid && failing(paid.book).includes('I16'))
  const again = applyChanges(paid.book, [{ add: 'T5/2080506', name: '别的名' }], BOOK)
  assert.ok('book' in again)
  assert.equal(again.book.tables.T5.rows.find(({ key }) => key === '2080506')!.cells.total!.value, 100)
})

test('what is no code of the table is not added', () => {
  for (const add of [
    'T5/208',
    'T5/2990101',
    'T8/2080506',
    'T8/3010',
    'T1/2080506',
    'T10/30101',
    'T5/2080506/total',
    'N/30101',
  ])
    assert.deepEqual(applyChanges(NEXT, [{ add, name: '某项' }], BOOK), { unknown: add })
  assert.deepEqual(applyChanges(NEXT, [{ add: 'T5/2080506', name: ' ' }], BOOK), { unknown: 'T5/2080506' })
})
