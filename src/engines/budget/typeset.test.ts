import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readBook } from './read.ts'
import { typesetBook } from './typeset.ts'

const { book } = readBook(readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8'))

/** String literals of a Typst source, unescaped. */
function literalsOf(source: string): string[] {
  return [...source.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text!.replace(/\\(.)/g, '$1'))
}

test('parts stand in the prescribed order', () => {
  const source = typesetBook(book)
  const parts = [
    '第一部分',
    '第二部分',
    '一、收支预算总表',
    '十、一般公共预算',
    '第三部分',
    '安可替代绩效目标表',
    '第四部分',
  ]
  const places = parts.map((part) => source.indexOf(part))
  assert.ok(places.every((place) => place > 0))
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  )
})

test('every cell, every target and every sentence of the book is set', () => {
  const set = new Set(literalsOf(typesetBook(book)))
  for (const table of Object.values(book.tables))
    for (const { name, cells } of table.rows)
      for (const text of [...(name === '合计' ? [] : [name]), ...Object.values(cells).map((cell) => cell.asPublished)])
        assert.ok(set.has(text), text)
  for (const { indicators } of book.goals)
    for (const { name, target } of indicators) assert.ok(set.has(name) && set.has(target.asPublished), name)
})

test('no text of a document becomes a command', () => {
  const hostile = '"); #read("/etc/passwd") \\ #"'
  const changed = structuredClone(book)
  changed.unit = hostile
  changed.tables.T9.rows[1]!.name = hostile
  changed.goals[0]!.title = hostile
  const commands = typesetBook(changed).replace(/"(?:[^"\\]|\\.)*"/g, '')
  assert.doesNotMatch(commands, /read\(|passwd/)
})
