// The published budget as a folder of pages: overview, ten tables, narrative, lint, checks, search, one page a project, and
// the book itself; the same pages once more in traditional script and in English. Pure: names and texts; the command line
// writes them, a server sends them.
import type { Book } from '../book.ts'
import { bookToJson } from '../book-json.ts'
import type { Comparison } from '../compare.ts'
import { judgeBook } from '../report.ts'
import { checksPage } from './checks-page.ts'
import { comparePage } from './compare-page.ts'
import { lintPage } from './lint-page.ts'
import type { Live } from './live.ts'
import { narrativePage } from './narrative-page.ts'
import { overviewPage } from './overview-page.ts'
import { documentOf, EDITIONS, type Edition, type Frame, type Page, rootOf, type Setting } from './page.ts'
import { projectPage } from './project-page.ts'
import { type Question, searchPage } from './search-page.ts'
import type { Shown } from './shown.ts'
import { tablesPage } from './tables-page.ts'
import { tongueOf } from './tongue.ts'

/** One file of the site. */
export interface SiteFile {
  readonly name: string
  readonly text: string
}

/** A finished page of simplified Chinese, put into traditional script. */
export type Traditional = (page: string) => string

/** What may be published beside the book: the comparison with last year, and what the targets have come to so far. */
export interface Beside {
  readonly comparison?: Comparison | undefined
  readonly live?: Live | undefined
  /** Where a server shows the pages; without it they stand alone. */
  readonly setting?: Setting | undefined
  /** Without it there are no pages in traditional script. */
  readonly traditional?: Traditional | undefined
}

/** Every file of a book's site, the overview first. A book with failing identities is published with its failures. */
export function publishSite(book: Book, beside: Beside = {}): SiteFile[] {
  const pages = editionsOf(beside).flatMap((edition) => publishEdition(book, edition, beside))
  return [...pages, { name: 'book.json', text: bookToJson(book) }]
}

/** The editions that can be published. */
function editionsOf({ traditional }: Beside): readonly Edition[] {
  return traditional ? EDITIONS : EDITIONS.filter(({ lang }) => lang !== 'zh-Hant')
}

/** The pages of one edition, by their names under the site. */
export function publishEdition(book: Book, edition: Edition, beside: Beside): SiteFile[] {
  const { comparison, live, setting } = beside
  const tongue = tongueOf(edition.lang === 'en' ? 'en' : 'zh-Hans')
  const report = judgeBook(book, tongue.language)
  const shown: Shown = { book, report, tongue, live, root: rootOf(edition) }
  const pages = [
    overviewPage(shown, comparison !== undefined),
    tablesPage(book, tongue),
    narrativePage(book, tongue),
    lintPage(shown),
    checksPage(shown),
    searchPage(book, tongue, setting ? {} : undefined),
    ...(comparison ? [comparePage(comparison, tongue)] : []),
    ...book.goals.map((_, index) => projectPage(shown, index)),
  ]
  return pages.map((page) => published(book, edition, beside, page))
}

/** The search page of an edition, as a server answers a question. */
export function publishSearch(book: Book, edition: Edition, beside: Beside, asked: Question): string {
  const tongue = tongueOf(edition.lang === 'en' ? 'en' : 'zh-Hans')
  return published(book, edition, beside, searchPage(book, tongue, asked)).text
}

function published(book: Book, edition: Edition, beside: Beside, page: Page): SiteFile {
  const tongue = tongueOf(edition.lang === 'en' ? 'en' : 'zh-Hans')
  const frame: Frame = { book, edition, tongue, editions: editionsOf(beside), setting: beside.setting }
  const text = documentOf(page, frame)
  const { traditional } = beside
  const put = edition.lang === 'zh-Hant' && traditional ? traditional(text) : text
  return { name: edition.folder + page.name, text: put }
}
