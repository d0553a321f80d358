// What the pages of one book are written from.
import type { Book } from '../book.ts'
import type { Report } from '../report.ts'
import type { Live } from './live.ts'
import type { Tongue } from './tongue.ts'

/** A judged book, told in a language; `live` is what its targets have come to. */
export interface Shown {
  readonly book: Book
  readonly report: Report
  readonly tongue: Tongue
  readonly live?: Live | undefined
  /** The way to the files beside the first edition. */
  readonly root: string
}
