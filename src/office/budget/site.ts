// The public pages of the budget in force, made in memory by the same functions as `qinqing budget publish`, with what the
// targets have come to. Made anew when the minute or the book is another.
import { hash } from 'node:crypto'
import type { Book } from '#engines/budget/book.ts'
import { compareBooks } from '#engines/budget/compare.ts'
import type { Live } from '#engines/budget/publish/live.ts'
import { html, type Markup } from '#engines/budget/publish/markup.ts'
import { documentOf } from '#engines/budget/publish/page.ts'
import { searchPage } from '#engines/budget/publish/search-page.ts'
import { publishSite } from '#engines/budget/publish/site.ts'
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

const HOME = { href: '/', name: '亲清家园' }
const AS_PUBLISHED = { stylesheet: STYLESHEET, home: HOME, languages: languageLinks('zh-Hant/', '繁體') }
/** One folder down, beside the pages as they were published. */
const IN_TRADITIONAL = { stylesheet: `../${STYLESHEET}`, home: HOME, languages: languageLinks('../', '简体') }

/** The way between the scripts, and to English; every script has its own folder of the same pages. */
function languageLinks(other: string, name: string): Markup {
  const note = name === '简体' ? html`<p>本页由简体自动转换，公布的文字以简体为准。</p>` : html``
  const english = name === '简体' ? '../en.html' : 'en.html'
  return html`${note}<p><a href="${other}index.html" lang="${name === '简体' ? 'zh-Hans' : 'zh-Hant'}">${name}</a>　<a href="${english}" lang="en">English</a></p>`
}

/** Puts pages and texts into traditional script. */
export type Traditional = () => Promise<{ page(html: string): string; text(text: string): string }>

const FOLDER = 'zh-Hant/'
/** Files that are no pages are the same in every language. */
const isPage = (name: string): boolean => name.endsWith('.html')

/** A site made at a time. */
interface Made {
  readonly book: Book
  readonly minute: string
  readonly files: ReadonlyMap<string, ServedFile>
  /** A page in traditional script. */
  readonly inTraditional: (name: string) => Promise<ServedFile | undefined>
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
 * A file by name (`index.html`, `zh-Hant/project-3.html`, `budget.xlsx`), a complaint why it cannot be made, or undefined;
 * `question` is what the search page was asked.
 */
export type SiteFileOf = (
  name: string,
  question?: string,
) => Promise<ServedFile | { readonly complaint: string } | undefined>

/** The site of the book in force. Cost: some 20 ms and one monitor a minute; the PDF a second, once a book. */
export function openSite({ bookOf, monitorOf, previousOf, now, traditional }: SiteOptions): SiteFileOf {
  let made: Made | undefined
  const papers = new Map<string, ReturnType<typeof setPdf>>()
  const workbooks = new WeakMap<Book, Promise<Buffer>>()
  return async (asked, question) => {
    const book = await bookOf()
    const inTraditional = asked.startsWith(FOLDER)
    const name = inTraditional ? asked.slice(FOLDER.length) : asked
    if (inTraditional && !isPage(name)) return undefined
    if (name === 'search.html') {
      const script = inTraditional ? await traditional() : undefined
      const page = searchPage(book, { question: question ?? '', ...(script && { fold: script.text }) })
      const text = documentOf(book, page, script ? IN_TRADITIONAL : AS_PUBLISHED)
      return { type: PAGE, body: script ? script.page(linksUp(text)) : text }
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
      made = { book, minute, ...filesOf(book, { monitor, previous, traditional }) }
    }
    return inTraditional ? made.inTraditional(name) : made.files.get(name)
  }
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const PAGE = 'text/html; charset=utf-8'

function filesOf(
  book: Book,
  { monitor, previous, traditional }: Pick<SiteOptions, 'traditional'> & { monitor: Monitor; previous: Book },
): Pick<Made, 'files' | 'inTraditional'> {
  const compared = compareBooks(previous, book)
  const beside = { live: liveOf(monitor), comparison: 'code' in compared ? undefined : compared }
  const pages = publishSite(book, { ...beside, setting: AS_PUBLISHED }).map(({ name, text }) => {
    return [name, { type: isPage(name) ? PAGE : 'application/json; charset=utf-8', body: text }] as const
  })
  return {
    files: new Map([...pages, [STYLESHEET, { type: 'text/css; charset=utf-8', body: STYLE }]]),
    inTraditional: traditionalPages(() => publishSite(book, { ...beside, setting: IN_TRADITIONAL }), traditional),
  }
}

/** The site is written for traditional script when its first page is asked for, and each page put into it once. */
function traditionalPages(
  publish: () => ReturnType<typeof publishSite>,
  traditional: Traditional,
): Made['inTraditional'] {
  let texts: ReadonlyMap<string, string> | undefined
  const put = new Map<string, Promise<ServedFile>>()
  const putInto = async (text: string): Promise<ServedFile> => {
    return { type: PAGE, body: (await traditional()).page(linksUp(text)) }
  }
  return async (name) => {
    texts ??= new Map(publish().map((page) => [page.name, page.text]))
    const text = texts.get(name)
    if (text !== undefined && !put.has(name)) put.set(name, putInto(text))
    return put.get(name)
  }
}

/** From a folder down, what is no page in Chinese stands one folder up. */
function linksUp(text: string): string {
  return text.replace(/href="(book\.json|budget\.xlsx|budget\.pdf|en(?:-\w+)?\.html)/g, 'href="../$1')
}

/** What the pages say of the targets: those that something measures by line, and all that we propose. */
export function liveOf({ at, year, bookYear, rows }: Monitor): Live {
  const local = new Date(Date.parse(at) + 8 * 3_600_000).toISOString()
  const [, month, day] = local.slice(0, 10).split('-').map(Number)
  const counted = year === bookYear ? '' : `，按 ${year} 年的办件计`
  const stateOf = ({ now = '—', standing }: MonitorRow) => ({ now, standing })
  const measured = rows.filter((row) => !row.proposed)
  return {
    asOf: `${year} 年 ${month} 月 ${day} 日 ${local.slice(11, 16)}${counted}`,
    states: new Map(measured.map((row) => [Number(row.id.slice(1)), stateOf(row)])),
    proposed: rows
      .filter((row) => row.proposed)
      .map((row, i) => ({ target: PROPOSED_TARGETS[i]!, state: stateOf(row) })),
  }
}
