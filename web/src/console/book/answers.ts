// What the authoring desk's server answers.

import type { Book } from '#engines/budget/book.ts'
import type { BookAct, BookEvent, BookEventType, Stage } from '#engines/budget/stage.ts'
import type { PlainWordKey } from '../../words/words.ts'

export interface BooksAnswer {
  /** Year of the budget in force. */
  readonly inForce: number
  /** Newest first. */
  readonly books: readonly { readonly year: number; readonly stage: Stage; readonly last: BookEvent }[]
}

export interface BookAnswer {
  readonly year: number
  readonly stage: Stage
  readonly seq: number
  readonly book: Book
  readonly previous: Book
  readonly history: readonly BookEvent[]
  readonly may: readonly BookAct[]
  /** Where the receipt of a step is: this, a slash, its number. */
  readonly receipts: string
}

export const STAGE_WORDS: Readonly<Record<Stage, PlainWordKey>> = {
  draft: 'book.draft',
  review: 'book.review',
  passed: 'book.passed',
  approved: 'book.approved',
  published: 'book.published',
}

export const EVENT_WORDS: Readonly<Record<BookEventType, PlainWordKey>> = {
  opened: 'book.opened',
  saved: 'book.savedVersion',
  submitted: 'book.submitted',
  passed: 'book.passedReview',
  returned: 'book.returned',
  approved: 'book.approvedBy',
  declined: 'book.declined',
  published: 'book.publishedBy',
}

/** The steps besides saving, in the order of their buttons. */
export const STEP_WORDS = {
  submit: 'book.submit',
  pass: 'book.pass',
  approve: 'book.approve',
  publish: 'book.publish',
  return: 'book.return',
  decline: 'book.decline',
} as const satisfies Record<Exclude<BookAct, 'save'>, PlainWordKey>
