// What would mend a failing book by changing a single figure: every figure of a failing equation is tried with the value
// that equation asks for, and the whole book is judged again. Proposals only; a person decides which side was wrong.
import type { Book } from './book.ts'
import { failingEquations } from './check.ts'
import { setFigure } from './edit.ts'
import type { Equation } from './evaluate.ts'
import type { Entry } from './sheet.ts'

/** A single figure to change, and the identities that would still fail afterwards. */
export interface Cure {
  readonly at: string
  readonly name: string
  readonly line: number
  /** Units as the figure's own. */
  readonly from: number
  readonly to: number
  readonly leaves: readonly string[]
}

/** So many figures are tried at most; a book that is wrong in more places is not mended by one figure. */
const MAX_TRIALS = 120

/**
 * Cures that leave fewer identities failing than now, best first, one per figure. `settle` brings into a changed book what
 * follows from the change by itself; nothing does in a published one.
 * Cost: one judgement of the book per figure tried.
 */
export function findCures(book: Book, settle = (changed: Book): Book => changed): Cure[] {
  const failing = failingEquations(book)
  const trials = new Map<string, { entry: Entry; to: number }>()
  for (const { equation } of failing)
    for (const trial of trialsOf(equation)) trials.set(`${placeOf(trial.entry)}=${trial.to}`, trial)
  const now = new Set(failing.map(({ id }) => id)).size
  const cures = [...trials.values()].slice(0, MAX_TRIALS).flatMap(({ entry, to }) => {
    const leaves = failingAfter(book, entry, to, settle)
    if (leaves === undefined || leaves.length >= now) return []
    return [{ at: placeOf(entry), name: entry.name, line: entry.line, from: entry.value, to, leaves }]
  })
  return cures.sort((a, b) => a.leaves.length - b.leaves.length)
}

function placeOf({ sheet, row, column }: Entry): string {
  return `${sheet}/${row}/${column}`
}

/** Each money figure of the equation with the value that would make it hold. */
function trialsOf({ left, right }: Equation): { entry: Entry; to: number }[] {
  const gap = left.value - right.value
  const shift = (entries: readonly Entry[], by: number) =>
    entries.filter(({ unit }) => unit === 'money').map((entry) => ({ entry, to: entry.value + by }))
  const trials = [
    ...shift(left.entries, -gap),
    ...shift(left.entries, gap),
    ...shift(right.entries, gap),
    ...shift(right.entries, -gap),
  ]
  return left.unit === 'money' ? trials.filter(({ to }) => to >= 0) : []
}

function failingAfter(book: Book, entry: Entry, to: number, settle: (changed: Book) => Book): string[] | undefined {
  const changed = setFigure(book, entry, to)
  return changed && [...new Set(failingEquations(settle(changed)).map(({ id }) => id))]
}
