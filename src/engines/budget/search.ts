// Finds in a book what a reader types: projects, indicators, codes and lines of the tables, tasks, sentences, terms. A plain
// look for every word of the question, in the order of the book; a book is small enough to be read whole each time.
import type { Book } from './book.ts'
import { halfWidth } from './money.ts'
import { SECTIONS } from './narrative.ts'
import { TABLES, tableName } from './table-shape.ts'
import { printSection } from './write.ts'

export type EntryKind = 'project' | 'indicator' | 'line' | 'task' | 'sentence' | 'term'

/** Something that can be found: what is shown, what is looked through, and the page and element it stands in. */
export interface SearchEntry {
  readonly kind: EntryKind
  readonly title: string
  readonly text: string
  readonly href: string
}

/** Everything in a book that can be found, in its order. */
export function searchEntries(book: Book): SearchEntry[] {
  return [...projectEntries(book), ...lineEntries(book), ...taskEntries(book), ...sentenceEntries(book), ...terms(book)]
}

function projectEntries({ goals }: Book): SearchEntry[] {
  return goals.flatMap(({ name, aim, indicators }, i) => {
    const page = `project-${i + 1}.html`
    return [
      { kind: 'project' as const, title: name, text: aim.text, href: page },
      ...indicators.map((row) => ({
        kind: 'indicator' as const,
        title: `${row.name} ${row.target.asPublished}`,
        text: `${name} · ${row.level2}`,
        href: `${page}#L${row.line}`,
      })),
    ]
  })
}

function lineEntries(book: Book): SearchEntry[] {
  return TABLES.flatMap(({ id, title, columns }) =>
    book.tables[id].rows.map(({ key, name, cells }) => {
      const column = columns[0]![0]
      const amount = cells[column]?.asPublished ?? ''
      const code = /^\d+$/.test(key) && !name.includes('、') ? `${key} ` : ''
      const place = column === 'amount' ? `${id}-${key}` : `${id}-${key}-${column}`
      return {
        kind: 'line',
        title: `${code}${name} ${amount}`,
        text: `${tableName(id)} ${title}`,
        href: `tables.html#${place}`,
      }
    }),
  )
}

function taskEntries({ tasks }: Book): SearchEntry[] {
  return tasks.map(({ title, text }, i) => ({ kind: 'task', title, text, href: `narrative.html#task${i + 1}` }))
}

function sentenceEntries(book: Book): SearchEntry[] {
  return SECTIONS.flatMap((section, i) =>
    printSection(book, section).map((text) => ({
      kind: 'sentence' as const,
      title: section.heading.replace(/^2\. /, ''),
      text,
      href: `narrative.html#s${i + 1}`,
    })),
  )
}

function terms({ glossary }: Book): SearchEntry[] {
  return glossary.map(({ title, text }, i) => ({ kind: 'term', title, text, href: `narrative.html#term${i + 1}` }))
}

/** What two texts are compared as; a reader of another script brings its own. */
export type Fold = (text: string) => string

/** Entries that hold every word of the question, titles first within their kind. Cost: one look through the book. */
export function searchBook(book: Book, question: string, fold: Fold = (text) => text): SearchEntry[] {
  const words = plain(question, fold).split(' ').filter(Boolean)
  if (words.length === 0) return []
  const found = searchEntries(book).flatMap((entry) => {
    const [title, all] = [plain(entry.title, fold), plain(`${entry.title} ${entry.text}`, fold)]
    if (!words.every((word) => all.includes(word))) return []
    return [{ entry, isTitle: words.every((word) => title.includes(word)) }]
  })
  return [...found.filter(({ isTitle }) => isTitle), ...found.filter(({ isTitle }) => !isTitle)].map(
    ({ entry }) => entry,
  )
}

/** Half width, lower case, no thousands separators, one blank between words. */
function plain(text: string, fold: Fold): string {
  return fold(halfWidth(text))
    .toLowerCase()
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}
