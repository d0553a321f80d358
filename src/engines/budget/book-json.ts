// Reads `book.json` back. A book comes from a person's hands as often as from our reader, so its shape is checked against
// the schema, and every value against the text it says it was published as.
import { Value } from '@sinclair/typebox/value'
import { Book } from './book.ts'
import { parseAmount, parseCount } from './money.ts'
import { SECTIONS } from './narrative.ts'
import { factsOf } from './template.ts'

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
  const faults = [...valueFaults(json), ...missingFacts(json)].slice(0, MAX_FAULTS)
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

/** Figures and words that the sentences to be printed cannot do without. */
function* missingFacts(book: Book): Generator<BookFault> {
  for (const { says, nonzero, list } of SECTIONS.flatMap((section) => section.sentences)) {
    if (nonzero !== undefined && (book.figures[nonzero]?.value ?? 0) === 0) continue
    const needed = list === undefined ? factsOf(says) : listFacts(book, list)
    for (const key of needed.figures)
      if (!book.figures[key]) yield { path: `/figures/${key}`, reason: '说明中缺少这个数字' }
    for (const key of needed.texts) if (!book.texts[key]) yield { path: `/texts/${key}`, reason: '说明中缺少这段文字' }
  }
}

/** Words that go with each listed code. */
function listFacts(book: Book, list: string): ReturnType<typeof factsOf> {
  const items = Object.keys(book.figures).filter((key) => key.startsWith(`${list}.`) && /\.\d{7}$/.test(key))
  return { figures: [], texts: items.flatMap((key) => [`${key}.name`, `${key}.use`]) }
}

function* compare(
  path: string,
  { asPublished, value }: { asPublished: string; value: number },
  read: ReturnType<typeof parseAmount>,
): Generator<BookFault> {
  if (!read.ok) yield { path, reason: read.reason }
  else if (read.value !== value) yield { path, reason: `value 是 ${value}，原文“${asPublished}”是 ${read.value}` }
}
