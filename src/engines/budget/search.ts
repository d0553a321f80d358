// Finds in a book what a reader types: projects, indicators, codes and lines of the tables, tasks, sentences, terms. A plain
// look for every word of the question, in the order of the book; a book is small enough to be read whole each time.
import type { Book } from './book.ts'
import { english, englishMove, englishTarget } from './english/glosses.ts'
import { englishLine, englishTable, TABLE_TITLES } from './english/names.ts'
import { ENGLISH_SECTIONS } from './english/narrative.ts'
import type { Language } from './language.ts'
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

/** Everything in a book that can be found, in its order; in English by its Chinese too. */
export function searchEntries(book: Book, language: Language = 'zh-Hans'): SearchEntry[] {
  const entries = [projectEntries, lineEntries, taskEntries, sentenceEntries, terms].flatMap((of) => of(book))
  if (language !== 'en') return entries
  return entries
    .flatMap((entry) => (entry.kind === 'sentence' ? [] : [inEnglish(entry)]))
    .concat(englishSentences(book))
}

/** An entry with its title in English, where we have it. */
interface Entry extends SearchEntry {
  readonly english?: string
}

function inEnglish({ english: title, ...entry }: Entry): SearchEntry {
  return title === undefined ? entry : { ...entry, title, text: `${entry.title} ${entry.text}` }
}

function projectEntries({ goals }: Book): Entry[] {
  return goals.flatMap(({ name, aim, indicators }, i) => {
    const page = `project-${i + 1}.html`
    return [
      { kind: 'project' as const, title: name, english: english(name), text: aim.text, href: page },
      ...indicators.map((row) => ({
        kind: 'indicator' as const,
        title: `${row.name} ${row.target.asPublished}`,
        english: `${english(row.name)} ${englishTarget(row.target.asPublished) ?? row.target.asPublished}`,
        text: `${name} · ${row.level2}`,
        href: `${page}#L${row.line}`,
      })),
    ]
  })
}

function lineEntries(book: Book): Entry[] {
  return TABLES.flatMap(({ id, title, columns }) =>
    book.tables[id].rows.map(({ key, name, cells }) => {
      const column = columns[0]![0]
      const amount = cells[column]?.asPublished ?? ''
      const code = /^\d+$/.test(key) && !name.includes('、') ? `${key} ` : ''
      const place = column === 'amount' ? `${id}-${key}` : `${id}-${key}-${column}`
      return {
        kind: 'line',
        title: `${code}${name} ${amount}`,
        english: `${code}${englishLine(id, key) ?? name} ${amount}, ${englishTable(id)}: ${TABLE_TITLES[id]}`,
        text: `${tableName(id)} ${title}`,
        href: `tables.html#${place}`,
      }
    }),
  )
}

function taskEntries({ tasks }: Book): Entry[] {
  return tasks.map(({ title, text }, i) => {
    return { kind: 'task', title, english: english(title), text, href: `narrative.html#task${i + 1}` }
  })
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

function englishSentences(book: Book): SearchEntry[] {
  return ENGLISH_SECTIONS.flatMap((section, i) =>
    printSection(book, section, (printed) => english(englishMove(printed))).map((text) => ({
      kind: 'sentence' as const,
      title: section.heading,
      text,
      href: `narrative.html#s${i + 1}`,
    })),
  )
}

function terms({ glossary }: Book): Entry[] {
  return glossary.map(({ title, text }, i) => {
    return { kind: 'term', title, english: english(title), text, href: `narrative.html#term${i + 1}` }
  })
}

/** What two texts are compared as; a reader of another script brings its own. */
export type Fold = (text: string) => string

/** In which language is asked, and what its texts are compared as. */
export interface Asked {
  readonly language?: Language
  readonly fold?: Fold
}

/** Entries that hold every word of the question, titles first within their kind. Cost: one look through the book. */
export function searchBook(
  book: Book,
  question: string,
  { language = 'zh-Hans', fold = (text) => text }: Asked = {},
): SearchEntry[] {
  const words = plain(question, fold).split(' ').filter(Boolean)
  if (words.length === 0) return []
  const found = searchEntries(book, language).flatMap((entry) => {
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
