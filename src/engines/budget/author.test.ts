import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { applyEdits, authorCures, carryOver, placeAt } from './author.ts'
import { parseBook } from './book-json.ts'
import { figureChanges } from './compare.ts'
import { readBook } from './read.ts'
import { judgeBook } from './report.ts'

const BOOK = readBook(readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')).book
const NEXT = carryOver(BOOK)

const edited = (...edits: readonly (readonly [at: string, value: number])[]) => {
  const result = applyEdits(
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
      applyEdits(
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
