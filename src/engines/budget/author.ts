// Next year's book in the making: carried over from this year's, changed figure by figure, its sentences following its
// tables. The same functions run at the author's desk while typing and in the server when a version is saved.
import { type GoalDraft, type OfficeDraft, type TaskDraft, withGoals, withOffices, withTasks } from './author-goals.ts'
import type { Book, Prose, Table } from './book.ts'
import { codesOf } from './code-register.ts'
import { type Cure, findCures } from './cure.ts'
import { deriveNarrative, isStated } from './derive.ts'
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

/** A code whose line goes, with its figures: `T5/2080506`. */
export interface Removal {
  readonly drop: string
}

/** Words of the narrative to set, by their key in `texts`. */
export interface Wording {
  readonly word: string
  readonly text: string
}

/** What an author does to a book. A list is set whole. */
export type Change =
  | Edit
  | Addition
  | Removal
  | Wording
  | { readonly goals: readonly GoalDraft[] }
  | { readonly tasks: readonly TaskDraft[] }
  | { readonly offices: readonly OfficeDraft[] }

/** Where a change stands: two changes of one place replace each other. */
export function placeOf(change: Change): string {
  if ('at' in change) return change.at
  if ('word' in change) return `word/${change.word}`
  if ('add' in change) return change.add
  if ('drop' in change) return change.drop
  return Object.keys(change)[0]!
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
  return deriveNarrative({ ...book, year, tables, texts: onwardDate(book.texts) }, book)
}

/** The day the assets were counted is a year later. */
function onwardDate(texts: Book['texts']): Book['texts'] {
  const date: Prose | undefined = texts['assets.date']
  const text = date?.text.replace(/\d{4}/, (year) => String(Number(year) + 1))
  return date && text ? { ...texts, 'assets.date': { ...date, text } } : texts
}

/** The place named by `at`, or undefined when the text names none that an author may set. */
export function placeAt(at: string): FigurePlace | undefined {
  const [sheet = '', row, column, ...more] = at.split('/')
  const isTable = TABLE_IDS.includes(sheet as TableId)
  if (!row || !column || more.length > 0) return undefined
  return isTable || sheet === 'G' || (sheet === 'N' && isStated(row)) ? { sheet, row, column } : undefined
}

/** The book with its changes and the sentences that follow, or the place of the first change that leads nowhere. */
export function applyChanges(
  book: Book,
  changes: readonly Change[],
  previous: Book,
): { readonly book: Book } | { readonly unknown: string } {
  let changed = book
  for (const change of changes) {
    // Words may be those of a line that was added a moment ago in the same save.
    const next = applyOne('word' in change ? deriveNarrative(changed, previous) : changed, change)
    if (!next) return { unknown: placeOf(change) }
    changed = next
  }
  return { book: deriveNarrative(changed, previous) }
}

function applyOne(book: Book, change: Change): Book | undefined {
  if ('at' in change) return setAt(book, change)
  if ('word' in change) return setWords(book, change)
  if ('add' in change) return addLine(book, change)
  if ('drop' in change) return dropLine(book, change)
  if ('goals' in change) return withGoals(book, change.goals)
  return 'tasks' in change ? withTasks(book, change.tasks) : withOffices(book, change.offices)
}

/** Words that are there, or that a figure without words asks for; a code's name is its table's. */
function setWords(book: Book, { word, text }: Wording): Book | undefined {
  const isAsked = /\.reason$/.test(word) && book.figures[word.replace(/\.reason$/, '')] !== undefined
  if ((!book.texts[word] && !isAsked) || word.endsWith('.name')) return undefined
  return { ...book, texts: { ...book.texts, [word]: { text, line: book.texts[word]?.line ?? 1 } } }
}

/** The book without a code's line; undefined when there is none or it is the total. */
function dropLine(book: Book, { drop }: Removal): Book | undefined {
  const [id = '', code = '', ...more] = drop.split('/')
  const table = book.tables[id as TableId]
  if (more.length > 0 || !takesCode(id, code, book.year) || !table?.rows.some(({ key }) => key === code))
    return undefined
  const rows = table.rows.filter(({ key }) => key !== code)
  return { ...book, tables: { ...book.tables, [id]: { ...table, rows } } }
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
