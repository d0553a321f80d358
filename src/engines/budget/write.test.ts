import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Book } from './book.ts'
import { deriveNarrative } from './derive.ts'
import { SECTIONS } from './narrative.ts'
import { readBook } from './read.ts'
import { TABLES } from './table-shape.ts'
import { printGoal, printSection, printTable, writeText } from './write.ts'

const SEED = readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')
const LINES = SEED.split('\n')
const { book } = readBook(SEED)

/** The book as if only its values were known: published texts and lines forgotten. */
function valuesOnly(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, item) => (key === 'line' || key === 'asPublished' ? undefined : item)))
}

/** A book whose published texts are lost, so that nothing printed can be copied from them. */
const forgetful = JSON.parse(
  JSON.stringify(book, (key, item) =>
    key === 'asPublished' && !/[≥≤=>]|[^\d\s,.%增加减少长下降]/.test(item) ? '' : item,
  ),
) as Book

for (const shape of TABLES)
  test(`${shape.id} ${shape.title} is printed cell for cell as published`, () => {
    const { heading, rows, remark } = printTable(forgetful, shape)
    const printed = [...heading, ...rows].map((cells) => cells.join('\t'))
    const start = book.tables[shape.id].line
    const published = LINES.slice(start).filter((line) => line.includes('\t'))
    assert.deepEqual(printed, published.slice(0, printed.length))
    assert.equal(remark ?? '', book.tables[shape.id].remark?.text ?? '')
  })

test('all 27 goal tables are printed cell for cell as published', () => {
  for (const goal of forgetful.goals) {
    const printed = printGoal(goal).map((cells) => cells.join('\t'))
    const published = LINES.slice(goal.line).filter((line) => line.includes('\t'))
    assert.deepEqual(printed, published.slice(0, printed.length))
  }
})

for (const section of SECTIONS)
  test(`“${section.heading}” is written from the figures, word for word as published`, () => {
    const written = printSection(forgetful, section).join('').replace(/\s+/g, '')
    const start = LINES.findIndex((line) => line.replace(/\s+/g, '') === section.heading.replace(/\s+/g, ''))
    const published = LINES.slice(start + 1)
      .filter((line) => !line.includes('\t'))
      .join('')
      .replace(/\s+/g, '')
    assert.ok(written.length > 10)
    assert.equal(published.slice(0, written.length), written)
  })

test('figures keep the spacing of the published sentence', () => {
  const [income] = printSection(forgetful, SECTIONS.find(({ heading }) => heading.startsWith('一、预算收支'))!)
  assert.ok(LINES.includes(income!))
})

test('what is written reads back as the same book', () => {
  const again = readBook(writeText(forgetful))
  assert.deepEqual(again.problems, [])
  assert.deepEqual(valuesOnly(again.book), valuesOnly(book))
})

test('a changed figure is written into its table, its sentence and its growth word', () => {
  const changed = structuredClone(book)
  changed.figures['general.change'] = { asPublished: '', value: -100_00, unit: 'money', line: 1 }
  changed.figures['general.growth'] = { asPublished: '', value: -289, unit: 'percent', line: 1 }
  const [general] = printSection(changed, SECTIONS.find(({ heading }) => heading.startsWith('二、一般公共'))!)
  assert.match(general!, /比上年减少 100\.00 万元，下降 2\.89%/)
})

test('a unit that spends another fund writes its sentence and list, and reads them back', () => {
  const cell = (value: number) => ({ asPublished: '', value, line: 1 })
  const cells = { total: cell(500_00), basic: cell(0), project: cell(500_00) }
  const funded = structuredClone(book)
  funded.tables.T6.rows = [
    { key: 'total', name: '合计', line: 1, cells },
    { key: '2120801', name: '征地和拆迁补偿支出', line: 1, cells },
  ]
  delete funded.tables.T6.remark
  const derived = deriveNarrative(funded)
  derived.figures['fund.change'] = { asPublished: '', value: -100_00, unit: 'money', line: 1 }
  derived.figures['fund.growth'] = { asPublished: '', value: -16_67, unit: 'percent', line: 1 }
  derived.texts['fund.reason'] = { text: '征地减少', line: 1 }
  derived.texts['fund.item.2120801.use'] = { text: '征地补偿', line: 1 }
  const again = readBook(writeText(derived))
  assert.deepEqual(
    again.problems.map(({ code, text }) => [code, text.split('\t')[0]]),
    [['code-unknown', '2120801']],
  )
  assert.ok(again.accepted)
  assert.deepEqual(valuesOnly(again.book), valuesOnly(derived))
  assert.match(writeText(derived), /政府性基金预算拨款支出 500\.00 万元，比上年减少 100\.00 万元，下降 16\.67%/)
})
