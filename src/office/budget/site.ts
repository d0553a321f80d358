// The public pages of the budget in force, made in memory by the same functions as `qinqing budget publish`, with what the
// targets have come to. Made anew when the minute or the book is another.
import { hash } from 'node:crypto'
import type { Book } from '#engines/budget/book.ts'
import { bookToJson } from '#engines/budget/book-json.ts'
import { compareBooks } from '#engines/budget/compare.ts'
import type { Said } from '#engines/budget/language.ts'
import type { Live } from '#engines/budget/publish/live.ts'
import { EDITIONS, type Edition, type Setting } from '#engines/budget/publish/page.ts'
import { publishEdition, publishSearch } from '#engines/budget/publish/site.ts'
import { STYLE } from '#engines/budget/publish/style.ts'
import type { Monitor, MonitorRow } from '#engines/indicators/monitor.ts'
import { PROPOSED_TARGETS } from '#engines/indicators/proposal.ts'
import { setPdf } from './pdf.ts'
import { packWorkbook } from './workbook.ts'

/** One file of the site, ready to be sent. */
export interface ServedFile {
  readonly type: string
  readonly body: string | Buffer
}

/** The look under a name that changes with it, so that a browser never asks twice. */
const STYLESHEET = `style-${hash('sha256', STYLE).slice(0, 12)}.css`

const SETTING: Setting = { stylesheet: STYLESHEET, home: { href: '/', name: ['亲清家园', 'Qinqing'] } }

/** Puts pages and texts into traditional script. */
export type Traditional = () => Promise<{ page(html: string): string; text(text: string): string }>

/** Files that are no pages are the same in every language. */
const isPage = (name: string): boolean => name.endsWith('.html')

/** A site made at a time: its editions are written when first asked for, and each page put into its script once. */
interface Made {
  readonly book: Book
  readonly minute: string
  page(edition: Edition, name: string): Promise<ServedFile | undefined>
}

export interface SiteOptions {
  /** The book in force. */
  readonly bookOf: () => Promise<Book>
  readonly monitorOf: (book: Book) => Promise<Monitor>
  /** The year before, to compare with; the same book when there is none. */
  readonly previousOf: (book: Book) => Promise<Book>
  readonly now: () => Date
  readonly traditional: Traditional
}

/**
 * A file by name (`index.html`, `zh-Hant/project-3.html`, `en/lint.html`, `budget.xlsx`), a complaint why it cannot be made,
 * or undefined; `question` is what the search page was asked.
 */
export type SiteFileOf = (
  name: string,
  question?: string,
) => Promise<ServedFile | { readonly complaint: string } | undefined>

/** The site of the book in force. Cost: some 20 ms an edition and one monitor a minute; the PDF a second, once a book. */
export function openSite({ bookOf, monitorOf, previousOf, now, traditional }: SiteOptions): SiteFileOf {
  let made: Made | undefined
  const papers = new Map<string, ReturnType<typeof setPdf>>()
  const workbooks = new WeakMap<Book, Promise<Buffer>>()
  return async (asked, question) => {
    const book = await bookOf()
    const edition = EDITIONS.findLast(({ folder }) => asked.startsWith(folder))!
    const name = asked.slice(edition.folder.length)
    if (edition.folder !== '' && !isPage(name)) return undefined
    if (name === STYLESHEET) return { type: 'text/css; charset=utf-8', body: STYLE }
    if (name === 'book.json') return { type: 'application/json; charset=utf-8', body: bookToJson(book) }
    if (name === 'search.html') {
      // Whatever page one came from, 檔案 finds 档案.
      const { page, text: fold } = await traditional()
      const beside = { setting: SETTING, traditional: page }
      return { type: PAGE, body: publishSearch(book, edition, beside, { question: question ?? '', fold }) }
    }
    if (name === 'budget.xlsx') {
      if (!workbooks.has(book)) workbooks.set(book, packWorkbook(book))
      return { type: XLSX, body: await workbooks.get(book)! }
    }
    if (name === 'budget.pdf') {
      const key = hash('sha256', JSON.stringify(book))
      if (!papers.has(key)) papers.set(key, setPdf(book))
      const typeset = await papers.get(key)!
      return 'pdf' in typeset ? { type: 'application/pdf', body: typeset.pdf } : typeset
    }
    const minute = now().toISOString().slice(0, 16)
    if (made?.book !== book || made.minute !== minute) {
      const [monitor, previous] = [await monitorOf(book), await previousOf(book)]
      made = { book, minute, page: pagesOf(book, { monitor, previous, traditional }) }
    }
    return made.page(edition, name)
  }
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const PAGE = 'text/html; charset=utf-8'

/** Traditional script is put in page by page, when a page is asked for: the edition is written simplified. */
const UNCHANGED = (text: string): string => text

function pagesOf(
  book: Book,
  { monitor, previous, traditional }: Pick<SiteOptions, 'traditional'> & { monitor: Monitor; previous: Book },
): Made['page'] {
  const compared = compareBooks(previous, book)
  const comparison = 'code' in compared ? undefined : compared
  const beside = { live: liveOf(monitor), comparison, setting: SETTING, traditional: UNCHANGED }
  const editions = new Map<string, ReadonlyMap<string, string>>()
  const served = new Map<string, Promise<ServedFile>>()
  const textOf = (edition: Edition, name: string): string | undefined => {
    const written = publishOnce(editions, edition, () => publishEdition(book, edition, beside))
    return written.get(edition.folder + name)
  }
  const serve = async (text: string, { lang }: Edition): Promise<ServedFile> => {
    return { type: PAGE, body: lang === 'zh-Hant' ? (await traditional()).page(text) : text }
  }
  return async (edition, name) => {
    const key = edition.folder + name
    const text = served.has(key) ? undefined : textOf(edition, name)
    if (text !== undefined) served.set(key, serve(text, edition))
    return served.get(key)
  }
}

function publishOnce(
  editions: Map<string, ReadonlyMap<string, string>>,
  { lang }: Edition,
  publish: () => ReturnType<typeof publishEdition>,
): ReadonlyMap<string, string> {
  const written = editions.get(lang) ?? new Map(publish().map(({ name, text }) => [name, text]))
  editions.set(lang, written)
  return written
}

/** What the pages say of the targets: those that something measures by line, and all that we propose. */
export function liveOf({ at, year, bookYear, rows }: Monitor): Live {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString()
  const [, month, day] = local.slice(0, 10).split('-').map(Number)
  const time = local.slice(11, 16)
  const counted: Said = year === bookYear ? ['', ''] : [`，按 ${year} 年的办件计`, `, by the cases of ${year}`]
  const stateOf = ({ now = '—', standing }: MonitorRow) => ({ now, standing })
  const measured = rows.filter((row) => !row.proposed)
  return {
    asOf: [
      `${year} 年 ${month} 月 ${day} 日 ${time}${counted[0]}`,
      `as of ${day} ${MONTHS[month! - 1]} ${year}, ${time}${counted[1]}`,
    ],
    states: new Map(measured.map((row) => [Number(row.id.slice(1)), stateOf(row)])),
    proposed: rows
      .filter((row) => row.proposed)
      .map((row, i) => ({ target: PROPOSED_TARGETS[i]!, state: stateOf(row) })),
  }
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
