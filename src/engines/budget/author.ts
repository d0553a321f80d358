// Next year's book in the making: carried over from this year's, changed figure by figure, its sentences following its
// tables. The same functions run at the author's desk while typing and in the server when a version is saved.
import type { Book, Table } from './book.ts'
import { codesOf } from './code-register.ts'
import { type Cure, findCures } from './cure.ts'
import { deriveNarrative } from './derive.ts'
import { type FigurePlace, setFigure } from './edit.ts'
import { TABLE_IDS, TABLES, type TableId } from './table-shape.ts'

/** A figure to set: `T3/2019999/project`, or `G/4/current` for a project's money. Units: `value` in 0.01 万元. */
export interface Edit {
  readonly at: string
  readonly value: number
}

/** A code to give a line of its own, all zeros: `T5/2080506`. A table that has it already stays as it is. */
export interface Addition {
  readonly add: string
  readonly name: string
}

/** What an author does to a book. */
export type Change = Edit | Addition

/** Next year's book to begin with: the same figures, so that what is not touched is what was; the year moves on in words. */
export function carryOver(book: Book): Book {
  const year = book.year + 1
  const onward = (text: string): string => text.replaceAll(`${book.year} 年`, `${year} 年`)
  const tables = Object.fromEntries(
    TABLE_IDS.map((id): [TableId, Table] => {
      const { remark, ...table } = book.tables[id]
      return [id, { ...table, ...(remark && { remark: { ...remark, text: onward(remark.text) } }) }]
    }),
  ) as Book['tables']
  return deriveNarrative({ ...book, year, tables }, book)
}

/** The place named by `at`, or undefined when the text names none that an author may set. */
export function placeAt(at: string): FigurePlace | undefined {
  const [sheet = '', row, column, ...more] = at.split('/')
  const isTable = TABLE_IDS.includes(sheet as TableId)
  return (isTable || sheet === 'G') && row && column && more.length === 0 ? { sheet, row, column } : undefined
}

/** The book with its changes and the sentences that follow, or the place of the first change that leads nowhere. */
export function applyChanges(
  book: Book,
  changes: readonly Change[],
  previous: Book,
): { readonly book: Book } | { readonly unknown: string } {
  let changed = book
  for (const change of changes) {
    const next = 'add' in change ? addLine(changed, change) : setAt(changed, change)
    if (!next) return { unknown: 'add' in change ? change.add : change.at }
    changed = next
  }
  return { book: deriveNarrative(changed, previous) }
}

function setAt(book: Book, { at, value }: Edit): Book | undefined {
  const place = placeAt(at)
  return place && setFigure(book, place, value)
}

/** Whether a table takes such a code: an item of a listed class, or an economic code of three or five digits. */
export function takesCode(id: string, code: string, year: number): boolean {
  const kind = TABLES.find((one) => one.id === id)?.rows
  if (kind === 'functional')
    return /^\d{7}$/.test(code) && codesOf(year).classes.some(([listed]) => code.startsWith(listed))
  return kind === 'economic' && /^3\d{2}(\d{2})?$/.test(code)
}

/** The book with a line for a code, in the order of codes; undefined when the table takes no such code. */
function addLine(book: Book, { add, name }: Addition): Book | undefined {
  const [id = '', code = '', ...more] = add.split('/')
  const shape = TABLES.find((one) => one.id === id)
  if (!shape || !takesCode(id, code, book.year) || more.length > 0 || name.trim() === '') return undefined
  const table = book.tables[shape.id]
  if (table.rows.some(({ key }) => key === code)) return book
  const { line } = table
  const cells = Object.fromEntries(shape.columns.map(([key]) => [key, { asPublished: '0.00', value: 0, line }]))
  const after = table.rows.findIndex(({ key }) => key !== 'total' && key > code)
  const at = after === -1 ? table.rows.length : after
  const rows = table.rows.toSpliced(at, 0, { key: code, name: name.trim(), line, cells })
  return { ...book, tables: { ...book.tables, [shape.id]: { ...table, rows } } }
}

/** Cures among the figures an author sets; the sentences follow each of them. Cost: as findCures. */
export function authorCures(book: Book, previous: Book): Cure[] {
  return findCures(book, (changed) => deriveNarrative(changed, previous)).filter(({ at }) => placeAt(at) !== undefined)
}
