// How next year's book becomes the published one: draft, review by finance, approval, publication. Each step is an event;
// where a book stands is the fold of its events, and who may take the next step is decided here and nowhere else.

/** What happened to a book. `saved` holds a new version; `opened` the one carried over. */
export type BookEventType =
  | 'opened'
  | 'saved'
  | 'submitted'
  | 'passed'
  | 'returned'
  | 'approved'
  | 'declined'
  | 'published'

/** Where a book stands. */
export type Stage = 'draft' | 'review' | 'passed' | 'approved' | 'published'

/** One step, without the book it may hold. */
export interface BookEvent {
  readonly seq: number
  readonly type: BookEventType
  readonly at: string
  readonly officer: string
  readonly officerName: string
  readonly note: string
}

/** What an officer may do. */
export type BookAct = 'save' | 'submit' | 'pass' | 'return' | 'approve' | 'decline' | 'publish'

/** Who takes a step, at which stage, and what it becomes. `apart`: not by anyone who wrote the version. */
interface Rule {
  readonly role: 'bureau.author' | 'bureau.finance' | 'bureau.head'
  readonly from: Stage
  readonly event: BookEventType
  readonly apart: boolean
  readonly needsNote: boolean
}

const rule = (
  role: Rule['role'],
  from: Stage,
  event: BookEventType,
  { apart = false, needsNote = false }: Partial<Rule> = {},
): Rule => ({ role, from, event, apart, needsNote })

/** The whole way of a book. */
export const BOOK_ACTS: Readonly<Record<BookAct, Rule>> = {
  save: rule('bureau.author', 'draft', 'saved'),
  submit: rule('bureau.author', 'draft', 'submitted'),
  pass: rule('bureau.finance', 'review', 'passed', { apart: true }),
  return: rule('bureau.finance', 'review', 'returned', { apart: true, needsNote: true }),
  approve: rule('bureau.head', 'passed', 'approved', { apart: true }),
  decline: rule('bureau.head', 'passed', 'declined', { apart: true, needsNote: true }),
  publish: rule('bureau.head', 'approved', 'published'),
}

const AFTER: Readonly<Record<BookEventType, Stage>> = {
  opened: 'draft',
  saved: 'draft',
  submitted: 'review',
  passed: 'passed',
  returned: 'draft',
  approved: 'approved',
  declined: 'draft',
  published: 'published',
}

/** Where a book with this history stands. Throws (fault) on an empty history. */
export function stageOf(history: readonly Pick<BookEvent, 'type'>[]): Stage {
  const last = history.at(-1)
  if (!last) throw new Error('a book without history')
  return AFTER[last.type]
}

/** Why a step may not be taken. Each code has its sentence in the desk's problems. */
export type BookRefusal =
  | { readonly code: 'BOOK_MOVED'; readonly by: BookEvent }
  | { readonly code: 'BOOK_STAGE'; readonly stage: Stage }
  | { readonly code: 'BOOK_ROLE' | 'BOOK_OWN' | 'BOOK_NOTE' | 'BOOK_UNSOUND' | 'BOOK_FORM' }

/** A step somebody wants to take. */
export interface BookStep {
  readonly act: BookAct
  /** Number of the last event the officer saw. */
  readonly seen: number
  readonly officer: string
  readonly roles: readonly string[]
  readonly note: string
  /** Whether every identity of the present version holds. */
  readonly sound: boolean
  /** Whether it can be printed in the prescribed form and read back. */
  readonly whole: boolean
}

/**
 * The event of a step, or why it may not be taken. A book with a failing identity may be saved and goes no further.
 * Refuses BOOK_ROLE, BOOK_MOVED, BOOK_STAGE, BOOK_OWN, BOOK_NOTE, BOOK_UNSOUND, BOOK_FORM, in this order.
 */
export function decideStep(
  history: readonly BookEvent[],
  { act, seen, officer, roles, note, sound, whole }: BookStep,
): { readonly event: BookEventType } | { readonly refusal: BookRefusal } {
  const { role, from, event, apart, needsNote } = BOOK_ACTS[act]
  const refuse = (refusal: BookRefusal) => ({ refusal })
  const last = history.at(-1)!
  if (!roles.includes(role)) return refuse({ code: 'BOOK_ROLE' })
  if (last.seq !== seen) return refuse({ code: 'BOOK_MOVED', by: last })
  if (stageOf(history) !== from) return refuse({ code: 'BOOK_STAGE', stage: stageOf(history) })
  if (apart && writersOf(history).has(officer)) return refuse({ code: 'BOOK_OWN' })
  if (needsNote && note.trim() === '') return refuse({ code: 'BOOK_NOTE' })
  if (act !== 'save' && !sound) return refuse({ code: 'BOOK_UNSOUND' })
  if (act !== 'save' && !whole) return refuse({ code: 'BOOK_FORM' })
  return { event }
}

/** Whoever opened, saved or submitted any version. */
function writersOf(history: readonly BookEvent[]): ReadonlySet<string> {
  const writing: readonly BookEventType[] = ['opened', 'saved', 'submitted']
  return new Set(history.filter(({ type }) => writing.includes(type)).map(({ officer }) => officer))
}

/** What an officer could do now, sound or not; for the buttons of the desk. */
export function actsFor(history: readonly BookEvent[], officer: string, roles: readonly string[]): BookAct[] {
  const seen = history.at(-1)?.seq ?? 0
  return (Object.keys(BOOK_ACTS) as BookAct[]).filter(
    (act) => 'event' in decideStep(history, { act, seen, officer, roles, note: '…', sound: true, whole: true }),
  )
}
