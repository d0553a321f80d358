// A book while it is typed: every change is a step with the book that came of it, so that undoing is going back a step.

import { applyChanges, type Change, placeOf } from '#engines/budget/author.ts'
import type { Book } from '#engines/budget/book.ts'

interface Step {
  readonly edits: readonly Change[]
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
export function typed(draft: Drafting, edits: readonly Change[], isGoingOn = false): Drafting {
  const last = draft.steps.at(-1)
  const isSame =
    isGoingOn && edits.length === 1 && last?.edits.length === 1 && placeOf(last.edits[0]!) === placeOf(edits[0]!)
  const steps = isSame ? draft.steps.slice(0, -1) : draft.steps
  const changed = applyChanges(steps.at(-1)?.book ?? draft.saved, edits, draft.previous)
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

/**
 * What is to be saved: every change in its order, but of changes of one place only the last. A line that comes or goes
 * parts what lies before it from what lies after it.
 */
export function editsOf({ steps }: Drafting): Change[] {
  const kept: Change[] = []
  let later = new Set<string>()
  for (const change of steps.flatMap(({ edits }) => edits).reverse()) {
    const isLine = 'add' in change || 'drop' in change
    if (isLine) later = new Set()
    else if (later.has(placeOf(change))) continue
    else later.add(placeOf(change))
    kept.push(change)
  }
  return kept.reverse()
}

/** What is still to be saved of `changes` when `sent` has been. */
export function unsent(changes: readonly Change[], sent: readonly Change[]): Change[] {
  const gone = new Set(sent.map((change) => JSON.stringify(change)))
  return changes.filter((change) => !gone.has(JSON.stringify(change)))
}
