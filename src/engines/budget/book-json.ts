// Reads `book.json` back. A book comes from a person's hands as often as from our reader, so its shape is checked against
// the schema, and every value against the text it says it was published as.
import { Value } from '@sinclair/typebox/value'
import { Book } from './book.ts'
import { parseAmount, parseCount } from './money.ts'

/** A fault of a `book.json`: where (JSON pointer) and what, in one Chinese phrase. */
export interface BookFault {
  readonly path: string
  readonly reason: string
}

export type BookParse = { readonly book: Book } | { readonly faults: readonly BookFault[] }

const MAX_FAULTS = 20

/** Takes a parsed JSON value as a book, or says what is wrong with it (at most 20 faults). */
export function parseBook(json: unknown): BookParse {
  if (!Value.Check(Book, json)) {
    const errors = [...Value.Errors(Book, json)].slice(0, MAX_FAULTS)
    return { faults: errors.map(({ path, message }) => ({ path: path || '/', reason: `不合格式：${message}` })) }
  }
  const faults = [...valueFaults(json)].slice(0, MAX_FAULTS)
  return faults.length > 0 ? { faults } : { book: json }
}

/** `book.json` as text: two spaces, keys in the order of the schema. */
export function bookToJson(book: Book): string {
  return `${JSON.stringify(book, null, 2)}\n`
}

/** A value that is not what its published text says: someone changed one and not the other. */
function* valueFaults(book: Book): Generator<BookFault> {
  for (const [id, table] of Object.entries(book.tables))
    for (const [i, row] of table.rows.entries())
      for (const [column, cell] of Object.entries(row.cells))
        yield* compare(`/tables/${id}/rows/${i}/cells/${column}`, cell, parseAmount(cell.asPublished))
  for (const [i, goal] of book.goals.entries())
    for (const [key, cell] of Object.entries(goal.money))
      yield* compare(`/goals/${i}/money/${key}`, cell, parseAmount(cell.asPublished))
  for (const [key, figure] of Object.entries(book.figures)) {
    const digits = figure.asPublished.replace(/^\D+/, '').replace(/\s*[%％]$/, '')
    const read = figure.unit === 'count' ? parseCount(digits) : parseAmount(digits)
    yield* compare(`/figures/${key}`, { ...figure, value: Math.abs(figure.value) }, read)
  }
}

function* compare(
  path: string,
  { asPublished, value }: { asPublished: string; value: number },
  read: ReturnType<typeof parseAmount>,
): Generator<BookFault> {
  if (!read.ok) yield { path, reason: read.reason }
  else if (read.value !== value) yield { path, reason: `value 是 ${value}，原文“${asPublished}”是 ${read.value}` }
}
