// The stream of each year's book in the database: events appended once, versions of the book in those that save one.
import type { Book } from '#engines/budget/book.ts'
import type { BookEvent } from '#engines/budget/stage.ts'
import { appendWithAct, type RecordOptions } from './record-store.ts'

/** An event to append; `book` with those that save one. */
export interface NewBookEvent extends BookEvent {
  readonly year: number
  readonly book?: Book
  /** Fingerprint of the version that the step is about: what the log says of it to anyone. */
  readonly print: string
}

export interface BookStore {
  /** Years that have a book here, newest first, each with its last event. */
  years(): Promise<readonly { readonly year: number; readonly last: BookEvent }[]>
  /** What happened to a year's book, in order; empty when there is none. */
  history(year: number): Promise<readonly BookEvent[]>
  /** The version as of an event: the last book saved until then; undefined when there is none. */
  version(year: number, seq: number): Promise<Book | undefined>
  /** Appends, with its act in the district's log; `moved` when somebody else has written that number first. */
  append(event: NewBookEvent): Promise<'appended' | 'moved'>
}

const EVENT = `seq, type, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, officer, officer_name as "officerName", note`

/** The acts of a year's book in the log. */
export const bookSubject = (year: number): string => `budget:${year}`

export function bookStore(options: RecordOptions): BookStore {
  const { read, district } = options
  return {
    async years() {
      const { rows } = await read.query<BookEvent & { year: number }>(
        `select distinct on (year) year, ${EVENT} from budget_event where district = $1 order by year desc, seq desc`,
        [district],
      )
      return rows.map(({ year, ...last }) => ({ year, last }))
    },
    async history(year) {
      const text = `select ${EVENT} from budget_event where district = $1 and year = $2 order by seq`
      return (await read.query<BookEvent>(text, [district, year])).rows
    },
    async version(year, seq) {
      const { rows } = await read.query<{ book: Book }>(
        `select book from budget_event where district = $1 and year = $2 and seq <= $3 and book is not null
          order by seq desc limit 1`,
        [district, year, seq],
      )
      return rows[0]?.book
    },
    append({ year, seq, type, at, officer, officerName, note, book, print }) {
      const text = `insert into budget_event (district, year, seq, type, at, officer, officer_name, note, book)
                    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`
      const kept = book === undefined ? null : JSON.stringify(book)
      const values = [district, year, seq, type, at, officer, officerName, note, kept]
      const act = { subject: bookSubject(year), seq, kind: type, at, body: { book: print } }
      return appendWithAct(options, (client) => client.query(text, values), act)
    },
  }
}
