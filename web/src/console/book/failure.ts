// What does not agree in a book, as the desk tells it: both sides with their figures, the gap, and the cells concerned.

import type { Book } from '#engines/budget/book.ts'
import { failingEquations, figureText } from '#engines/budget/check.ts'
import type { Equation, Side } from '#engines/budget/evaluate.ts'
import { IDENTITIES } from '#engines/budget/identities.ts'
import { formatAmount } from '#engines/budget/money.ts'
import type { TableId } from '#engines/budget/table-shape.ts'

export interface FailingSide {
  readonly text: string
  readonly figure: string
  /** The figures of a sum, written out: `27.21 + 2512.69`; empty for a single one. */
  readonly sum: string
}

export interface Failure {
  readonly id: string
  readonly says: string
  readonly left: FailingSide
  readonly right: FailingSide
  readonly gap: string
  /** Cells of both sides, those of `left` first; `weighty` are those that are not zero. */
  readonly places: readonly string[]
  readonly weighty: readonly string[]
  readonly tables: readonly TableId[]
}

const SAYS = new Map(IDENTITIES.map(({ id, says: [chinese] }) => [id, chinese]))

/** Every failing equation, in the order of the identities. Cost: a few milliseconds. */
export function failuresOf(book: Book): Failure[] {
  return failingEquations(book).map(({ id, equation }) => failureOf(id, equation))
}

function failureOf(id: string, { left, right }: Equation): Failure {
  const entries = [...left.entries, ...right.entries]
  return {
    id,
    says: SAYS.get(id) ?? '',
    left: sideOf(left),
    right: sideOf(right),
    gap: formatAmount(Math.abs(left.value - right.value)),
    places: placesOf(entries),
    weighty: placesOf(entries.filter((entry) => entry.value !== 0)),
    tables: [...new Set(entries.map(({ sheet }) => sheet as TableId))],
  }
}

const placesOf = (entries: Side['entries']): string[] => [
  ...new Set(entries.map(({ sheet, row, column }) => `${sheet}/${row}/${column}`)),
]

function sideOf({ text, value, unit, entries }: Side): FailingSide {
  const weighty = entries.filter((entry) => entry.value !== 0)
  const sum =
    weighty.length > 1 && weighty.length <= 6
      ? weighty.map((entry) => figureText(entry.value, entry.unit)).join(' + ')
      : ''
  return { text, figure: figureText(value, unit), sum }
}

/** How many identities fail in each table. */
export function countByTable(failures: readonly Failure[]): ReadonlyMap<TableId, number> {
  const ids = new Map<TableId, Set<string>>()
  for (const { id, tables } of failures)
    for (const table of tables) ids.set(table, (ids.get(table) ?? new Set()).add(id))
  return new Map([...ids].map(([table, set]) => [table, set.size]))
}

/** The failure after this one, for the key that goes from one to the next; the first one after the last. */
export function nextFailure(failures: readonly Failure[], now: Failure | null): Failure | null {
  const index = now ? failures.findIndex(({ id, left }) => id === now.id && left.text === now.left.text) : -1
  return failures[(index + 1) % Math.max(failures.length, 1)] ?? null
}
