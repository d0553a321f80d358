// A book while it is typed: every change is a step with the book that came of it, so that undoing is going back a step.

import { applyEdits, type Edit } from '#engines/budget/author.ts'
import type { Book } from '#engines/budget/book.ts'

interface Step {
  readonly edits: readonly Edit[]
  readonly book: Book
}

export interface Drafting {
  /** The version that was loaded, and the year before it. */
  readonly saved: Book
  readonly previous: Book
  readonly steps: readonly Step[]
  readonly undone: readonly Step[]
}

export const draftOf = (saved: Book, previous: Book): Drafting => ({ saved, previous, steps: [], undone: [] })

/** The book as it stands now. */
export const bookOf = ({ saved, steps }: Drafting): Book => steps.at(-1)?.book ?? saved

/**
 * Figures set, as one step. Typing on in the same cell is one step, however many keys it takes (`isGoingOn`).
 * Edits that lead nowhere change nothing.
 */
export function typed(draft: Drafting, edits: readonly Edit[], isGoingOn = false): Drafting {
  const last = draft.steps.at(-1)
  const isSame = isGoingOn && edits.length === 1 && last?.edits.length === 1 && last.edits[0]!.at === edits[0]!.at
  const steps = isSame ? draft.steps.slice(0, -1) : draft.steps
  const changed = applyEdits(steps.at(-1)?.book ?? draft.saved, edits, draft.previous)
  if (!('book' in changed)) return draft
  return { ...draft, steps: [...steps, { edits, book: changed.book }], undone: [] }
}

export function undo(draft: Drafting): Drafting {
  const last = draft.steps.at(-1)
  return last ? { ...draft, steps: draft.steps.slice(0, -1), undone: [...draft.undone, last] } : draft
}

export function redo(draft: Drafting): Drafting {
  const next = draft.undone.at(-1)
  return next ? { ...draft, steps: [...draft.steps, next], undone: draft.undone.slice(0, -1) } : draft
}

/** What is to be saved: the last value of each figure that was set. */
export function editsOf({ steps }: Drafting): Edit[] {
  const last = new Map(steps.flatMap(({ edits }) => edits).map((edit) => [edit.at, edit]))
  return [...last.values()]
}
