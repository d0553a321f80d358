// Next year's book from the first draft to its publication: opened, saved, decided. Every step is one event, and what an
// officer did not see cannot be overwritten. Called by the routes of the authoring desk.
import { applyChanges, type Change, carryOver } from '#engines/budget/author.ts'
import type { Book } from '#engines/budget/book.ts'
import { failingEquations } from '#engines/budget/check.ts'
import { formFaults } from '#engines/budget/form.ts'
import { readBook } from '#engines/budget/read.ts'
import { actsFor, type BookAct, type BookEvent, decideStep, type Stage, stageOf } from '#engines/budget/stage.ts'
import { writeText } from '#engines/budget/write.ts'
import type { Officer } from '#kernel/case/actor.ts'
import type { Problem } from '#platform/http/problem.ts'
import { printOf } from './record-store.ts'
import { budgetProblem, problemOfStep } from './refusal.ts'
import { type BookStore, bookSubject } from './store.ts'

export interface Authoring {
  readonly store: BookStore
  /** The budget that this installation began with. */
  readonly seed: Book
  readonly now: () => Date
  readonly district: string
}

/** One year's book as the desk shows it. */
export interface BookView {
  readonly year: number
  readonly stage: Stage
  /** Number of the last event: what the next step must have seen. */
  readonly seq: number
  readonly book: Book
  /** The year before, which the changes are counted from. */
  readonly previous: Book
  readonly history: readonly BookEvent[]
  readonly may: readonly BookAct[]
  /** Where the receipt of a step is: this, a slash, its number. */
  readonly receipts: string
}

type Answer<Value> = { readonly value: Value } | { readonly problem: Problem }

/** The newest published book, else the one this installation began with. */
export async function bookInForce({ store, seed }: Authoring): Promise<Book> {
  const published = (await store.years()).find(({ last }) => last.type === 'published')
  return (published && (await store.version(published.year, published.last.seq))) ?? seed
}

/** The book before a year's: the newest published earlier one, else the one this installation began with. */
export async function bookBefore({ store, seed }: Authoring, year: number): Promise<Book> {
  const earlier = (await store.years()).find((one) => one.year < year && one.last.type === 'published')
  return (earlier && (await store.version(earlier.year, earlier.last.seq))) ?? seed
}

/** A year's book, or why there is none. */
export async function bookView(desk: Authoring, year: number, officer: Officer): Promise<Answer<BookView>> {
  const history = await desk.store.history(year)
  const seq = history.at(-1)?.seq ?? 0
  const book = await desk.store.version(year, seq)
  if (!book) return { problem: budgetProblem('BOOK_NOT_FOUND') }
  const previous = await bookBefore(desk, year)
  const may = actsFor(history, officer.id, rolesOf(officer))
  const receipts = `/log/${desk.district}/acts/${bookSubject(year)}`
  return { value: { year, stage: stageOf(history), seq, book, previous, history, may, receipts } }
}

/** Opens the book of the year after the one in force. Refuses BOOK_EXISTS. */
export async function openNext(desk: Authoring, officer: Officer): Promise<Answer<{ readonly year: number }>> {
  const book = carryOver(await bookInForce(desk))
  const opened = {
    ...by(desk, officer),
    year: book.year,
    seq: 1,
    type: 'opened',
    note: '',
    book,
    print: printOf(book),
  } as const
  const outcome = await desk.store.append(opened)
  return outcome === 'appended' ? { value: { year: book.year } } : { problem: budgetProblem('BOOK_EXISTS') }
}

/** A step as the desk sends it; `edits` with `save`. */
export interface SentStep {
  readonly act: BookAct
  readonly seen: number
  readonly note: string
  readonly edits: readonly Change[]
}

/** Takes a step. Answers the event that happened; refuses what decideStep refuses, and BOOK_PLACE. */
export async function takeStep(
  desk: Authoring,
  year: number,
  officer: Officer,
  { act, seen, note, edits }: SentStep,
): Promise<Answer<BookEvent>> {
  const history = await desk.store.history(year)
  const last = history.at(-1)
  const version = last && (await desk.store.version(year, last.seq))
  if (!version) return { problem: budgetProblem('BOOK_NOT_FOUND') }
  const sound = failingEquations(version).length === 0
  const whole = act === 'save' || (formFaults(version).length === 0 && readBook(writeText(version)).accepted)
  const decided = decideStep(history, { act, seen, note, sound, whole, officer: officer.id, roles: rolesOf(officer) })
  if ('refusal' in decided) return { problem: problemOfStep(decided.refusal) }
  const changed = act === 'save' ? applyChanges(version, edits, await bookBefore(desk, year)) : undefined
  if (changed && 'unknown' in changed) return { problem: budgetProblem('BOOK_PLACE', changed.unknown) }
  const event = { ...by(desk, officer), seq: seen + 1, type: decided.event, note }
  const print = printOf(changed?.book ?? version)
  const outcome = await desk.store.append({ ...event, year, print, ...(changed && { book: changed.book }) })
  if (outcome === 'appended') return { value: event }
  // Somebody wrote between the reading and the writing.
  const first = (await desk.store.history(year)).find(({ seq }) => seq === event.seq)!
  return { problem: problemOfStep({ code: 'BOOK_MOVED', by: first }) }
}

const rolesOf = ({ posts }: Officer): string[] => posts.map(({ role }) => role)

const by = ({ now }: Authoring, { id, name }: Officer): Pick<BookEvent, 'at' | 'officer' | 'officerName'> => ({
  at: now().toISOString(),
  officer: id,
  officerName: name,
})
