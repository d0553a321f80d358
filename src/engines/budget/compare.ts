// Two years of one unit side by side: every table figure that moved, goals that came, went and stayed, and whether the
// changes this year's narrative states are the changes there are.
import type { Book, Goal } from './book.ts'
import { type Entry, type Sheet, sheetsOf } from './sheet.ts'
import { TABLE_IDS, type TableId } from './table-shape.ts'

/** A figure in two years; a figure absent in one of them counts as zero there. Money in 0.01 万元. */
export interface FigureChange {
  readonly table: TableId
  readonly row: string
  readonly column: string
  readonly name: string
  readonly before: number
  readonly after: number
}

/** A stated change over last year, and the change the two books show. */
export interface StatedChange {
  readonly key: string
  readonly line: number
  readonly stated: number
  readonly actual: number
  readonly holds: boolean
}

/** What happened between two years. */
export interface Comparison {
  readonly years: readonly [before: number, after: number]
  /** Figures that differ, in table order. */
  readonly figures: readonly FigureChange[]
  readonly stated: readonly StatedChange[]
  readonly goals: {
    readonly added: readonly Goal[]
    readonly dropped: readonly Goal[]
    readonly kept: readonly (readonly [before: Goal, after: Goal])[]
  }
}

/** A pair of books that cannot be compared. */
export interface ComparisonRefusal {
  readonly code: 'OTHER_UNIT' | 'NOT_LATER'
}

/** Compares an earlier and a later book. Refuses OTHER_UNIT, NOT_LATER. Cost: linear in their figures. */
export function compareBooks(before: Book, after: Book): Comparison | ComparisonRefusal {
  if (before.unit !== after.unit) return { code: 'OTHER_UNIT' }
  if (before.year >= after.year) return { code: 'NOT_LATER' }
  return {
    years: [before.year, after.year],
    figures: figureChanges(before, after),
    stated: statedChanges(before, after),
    goals: goalChanges(before, after),
  }
}

/** Every figure of the ten tables that differs, in table order; of two years, or of two versions of one year. */
export function figureChanges(before: Book, after: Book): FigureChange[] {
  const [old, fresh] = [sheetsOf(before), sheetsOf(after)]
  return TABLE_IDS.flatMap((table) => {
    const [left, right] = [moneyOf(old.get(table)!), moneyOf(fresh.get(table)!)]
    return [...new Set([...right.keys(), ...left.keys()])].flatMap((key) => {
      const entry = right.get(key) ?? left.get(key)!
      const [was, is] = [left.get(key)?.value ?? 0, right.get(key)?.value ?? 0]
      const { row, column, name } = entry
      return was === is ? [] : [{ table, row, column, name, before: was, after: is }]
    })
  })
}

function moneyOf(sheet: Sheet): Map<string, Entry> {
  const entries = [...sheet.values()].flatMap((row) => [...row.values()]).filter(({ unit }) => unit === 'money')
  return new Map(entries.map((entry) => [`${entry.row}/${entry.column}`, entry]))
}

/** The narrative figures that state a change over last year, with the figure they change. */
function statedChanges(before: Book, after: Book): StatedChange[] {
  return Object.entries(after.figures).flatMap(([key, { value: stated, line }]) => {
    const base = key.endsWith('.change') ? key.slice(0, -'.change'.length) : ''
    const [was, is] = [before.figures[base], after.figures[base]]
    if (!was || !is) return []
    const actual = is.value - was.value
    return [{ key: base, line, stated, actual, holds: stated === actual }]
  })
}

function goalChanges(before: Book, after: Book): Comparison['goals'] {
  const kept = after.goals.flatMap((goal) => {
    const old = before.goals.find((other) => projectOf(other) === projectOf(goal))
    return old ? [[old, goal] as const] : []
  })
  const has = (goals: readonly Goal[], goal: Goal): boolean =>
    goals.some((other) => projectOf(other) === projectOf(goal))
  return {
    added: after.goals.filter((goal) => !has(before.goals, goal)),
    dropped: before.goals.filter((goal) => !has(after.goals, goal)),
    kept,
  }
}

/** The project behind a goal's name: “23年” marks last year's money, not another project. */
function projectOf({ name }: Goal): string {
  return name.replace(/^\d{2,4}年/, '').replace(/[“”"]/g, '')
}
