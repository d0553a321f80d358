// Next year's book in the making: carried over from this year's, changed figure by figure, its sentences following its
// tables. The same functions run at the author's desk while typing and in the server when a version is saved.
import type { Book, Table } from './book.ts'
import { type Cure, findCures } from './cure.ts'
import { deriveNarrative } from './derive.ts'
import { type FigurePlace, setFigure } from './edit.ts'
import { TABLE_IDS, type TableId } from './table-shape.ts'

/** A figure to set: `T3/2019999/project`, or `G/4/current` for a project's money. Units: `value` in 0.01 万元. */
export interface Edit {
  readonly at: string
  readonly value: number
}

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

/** The book with its edits and the sentences that follow, or the place of the first edit that leads nowhere. */
export function applyEdits(
  book: Book,
  edits: readonly Edit[],
  previous: Book,
): { readonly book: Book } | { readonly unknown: string } {
  let changed = book
  for (const { at, value } of edits) {
    const place = placeAt(at)
    const next = place && setFigure(changed, place, value)
    if (!next) return { unknown: at }
    changed = next
  }
  return { book: deriveNarrative(changed, previous) }
}

/** Cures among the figures an author sets; the sentences follow each of them. Cost: as findCures. */
export function authorCures(book: Book, previous: Book): Cure[] {
  return findCures(book, (changed) => deriveNarrative(changed, previous)).filter(({ at }) => placeAt(at) !== undefined)
}
