// The public pages of the budget in force, made in memory by the same functions as `qinqing budget publish`, with what the
// targets have come to. Made anew when the minute or the book is another.
import { hash } from 'node:crypto'
import type { Book } from '#engines/budget/book.ts'
import { compareBooks } from '#engines/budget/compare.ts'
import type { Live } from '#engines/budget/publish/live.ts'
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

const SETTING = { stylesheet: STYLESHEET, home: { href: '/', name: '亲清家园' } }

/** A site made at a time. */
interface Made {
  readonly book: Book
  readonly minute: string
  readonly files: ReadonlyMap<string, ServedFile>
}

export interface SiteOptions {
  /** The book in force. */
  readonly bookOf: () => Promise<Book>
  readonly monitorOf: (book: Book) => Promise<Monitor>
  /** The year before, to compare with; the same book when there is none. */
  readonly previousOf: (book: Book) => Promise<Book>
  readonly now: () => Date
}

/** A file by name (`index.html`, `project-3.html`, `budget.xlsx`), a complaint why it cannot be made, or undefined. */
export type SiteFileOf = (name: string) => Promise<ServedFile | { readonly complaint: string } | undefined>

/** The site of the book in force. Cost: some 20 ms and one monitor a minute; the PDF a second, once a book. */
export function openSite({ bookOf, monitorOf, previousOf, now }: SiteOptions): SiteFileOf {
  let made: Made | undefined
  const papers = new Map<string, ReturnType<typeof setPdf>>()
  const workbooks = new WeakMap<Book, Promise<Buffer>>()
  return async (name) => {
    const book = await bookOf()
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
      made = { book, minute, files: filesOf(book, await monitorOf(book), await previousOf(book)) }
    }
    return made.files.get(name)
  }
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function filesOf(book: Book, monitor: Monitor, previous: Book): Map<string, ServedFile> {
  const compared = compareBooks(previous, book)
  const comparison = 'code' in compared ? undefined : compared
  const pages = publishSite(book, { live: liveOf(monitor), setting: SETTING, comparison }).map(({ name, text }) => {
    const type = name.endsWith('.json') ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8'
    return [name, { type, body: text }] as const
  })
  return new Map([...pages, [STYLESHEET, { type: 'text/css; charset=utf-8', body: STYLE }]])
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
