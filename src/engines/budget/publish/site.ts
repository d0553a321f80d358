// The published budget as a folder of pages: overview, ten tables, narrative, lint, checks, one page a project, and the
// book itself. Pure: names and texts; the command line writes them.
import type { Book } from '../book.ts'
import { bookToJson } from '../book-json.ts'
import type { Comparison } from '../compare.ts'
import { judgeBook } from '../report.ts'
import { checksPage } from './checks-page.ts'
import { comparePage } from './compare-page.ts'
import { englishPages } from './english-page.ts'
import { lintPage } from './lint-page.ts'
import type { Live } from './live.ts'
import { narrativePage } from './narrative-page.ts'
import { overviewPage } from './overview-page.ts'
import { documentOf, type Setting } from './page.ts'
import { projectPage } from './project-page.ts'
import { searchPage } from './search-page.ts'
import { tablesPage } from './tables-page.ts'

/** One file of the site. */
export interface SiteFile {
  readonly name: string
  readonly text: string
}

/** What may be published beside the book: the comparison with last year, and what the targets have come to so far. */
export interface Beside {
  readonly comparison?: Comparison | undefined
  readonly live?: Live | undefined
  /** Where a server shows the pages; without it they stand alone. */
  readonly setting?: Setting | undefined
}

/** Every file of a book's site, the overview first. A book with failing identities is published with its failures. */
export function publishSite(book: Book, { comparison, live, setting }: Beside = {}): SiteFile[] {
  const report = judgeBook(book)
  const pages = [
    overviewPage(book, report, { compared: comparison !== undefined, live }),
    tablesPage(book),
    narrativePage(book),
    lintPage(book, report),
    checksPage(report),
    ...englishPages(book, report, live),
    searchPage(book, setting ? {} : undefined),
    ...(comparison ? [comparePage(comparison)] : []),
    ...book.goals.map((_, index) => projectPage(book, report, index, live)),
  ]
  const files = pages.map((page) => ({ name: page.name, text: documentOf(book, page, setting) }))
  return [...files, { name: 'book.json', text: bookToJson(book) }]
}
