import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readBook } from './read.ts'
import { textOfSheets, workbookOf } from './workbook.ts'

const { book } = readBook(readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8'))
const sheets = workbookOf(book)

/** The sheets as a file gives them: every row padded to the widest, empty cells null. */
const padded = sheets.map(({ name, rows }) => {
  const width = Math.max(...rows.map((row) => row.length))
  return {
    name,
    rows: rows.map((row) => Array.from({ length: width }, (_, i) => (row[i] === '' ? null : (row[i] ?? null)))),
  }
})

const valuesOnly = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, item) => (key === 'line' || key === 'asPublished' ? undefined : item)))

test('a workbook has one sheet a table and one for each other part', () => {
  assert.deepEqual(
    sheets.map(({ name }) => name),
    [
      '概况',
      '表一',
      '表二',
      '表三',
      '表四',
      '表五',
      '表六',
      '表七',
      '表八',
      '表九',
      '表十',
      '情况说明',
      '绩效目标',
      '其他事项',
      '名词解释',
    ],
  )
  assert.deepEqual(sheets[3]?.rows[6]?.slice(0, 5), ['2019999', '其他一般公共服务支出', 2549.9, 27.21, 2522.69])
})

test('sheets read back as the same book', () => {
  const again = readBook(textOfSheets(padded).text)
  assert.deepEqual(again.problems, [])
  assert.deepEqual(valuesOnly(again.book), valuesOnly(book))
})

test('the noise of floating point is no third decimal; a real one is refused where it stands', () => {
  const noisy = structuredClone(padded)
  noisy[3]!.rows[6]![2] = 2549.9 + 4e-13
  assert.deepEqual(readBook(textOfSheets(noisy).text).problems, [])
  noisy[3]!.rows[6]![2] = 2549.901
  const { text, places } = textOfSheets(noisy)
  const [problem] = readBook(text).problems
  assert.match(problem!.reason, /多于两位小数/)
  assert.equal(places[problem!.line - 1], '表三!7')
})
