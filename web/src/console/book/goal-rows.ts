// What the goal editor does to its lists, apart from how it looks: rows and projects moved, blocks of cells pasted in, and
// findings and faults brought to the row they speak of.

import type { Change } from '#engines/budget/author.ts'
import { type GoalDraft, goalDrafts, level1Of, type RowDraft } from '#engines/budget/author-goals.ts'
import type { Book } from '#engines/budget/book.ts'
import type { FormFault } from '#engines/budget/form.ts'
import { mendOf } from '#engines/budget/lint/mend.ts'
import type { Finding } from '#engines/budget/lint.ts'

/** A sentence under a row or a heading, and the change that would mend it where the proposal says exactly what to write. */
export interface Said {
  readonly id: string
  readonly text: string
  readonly repair?: string
  readonly mend?: Change
  /** It keeps the book from going on; a finding never does. */
  readonly blocks: boolean
}

/** What is said of a project: of its heading, and of each of its rows. */
export interface GoalSaid {
  readonly heading: readonly Said[]
  readonly rows: readonly (readonly Said[])[]
}

/** Everything said of the project at `index`. */
export function saidOf(
  book: Book,
  index: number,
  findings: readonly Finding[],
  faults: readonly FormFault[],
): GoalSaid {
  const goal = book.goals[index]!
  const found = (lines: readonly number[]): Said[] =>
    findings
      .filter(({ line }) => lines.includes(line))
      .map((finding) => ({
        id: finding.rule,
        text: inRows(book, finding.message),
        blocks: false,
        ...(finding.repair && { repair: finding.repair }),
        ...mendFor(book, finding),
      }))
  const missing = (at: string): Said[] =>
    faults.filter((fault) => fault.at === at).map(({ reason }, i) => ({ id: `${at}#${i}`, text: reason, blocks: true }))
  return {
    heading: [...missing(`goals/${index}`), ...found([goal.line, goal.aim.line])],
    rows: goal.indicators.map(({ line }, i) => [...missing(`goals/${index}/rows/${i}`), ...found([line])]),
  }
}

/** A line of the book in the making is told as a row of its project. */
function inRows({ goals }: Book, text: string): string {
  return text.replace(/第 (\d+) 行/g, (said, digits: string) => {
    const line = Number(digits)
    const goal = goals.find(
      ({ line: first, indicators }) => line >= first && line <= (indicators.at(-1)?.line ?? first),
    )
    const row = goal?.indicators.findIndex((one) => one.line === line) ?? -1
    return row < 0 ? said : `“${goal!.name}”第 ${row + 1} 行`
  })
}

function mendFor(book: Book, finding: Finding): { readonly mend?: Change } {
  const mend = mendOf(book, finding)
  return mend ? { mend } : {}
}

/** How much is said of each project: what keeps it from going on, and what could be written better. */
export function countsOf(
  book: Book,
  findings: readonly Finding[],
  faults: readonly FormFault[],
): { missing: number; found: number }[] {
  return book.goals.map((goal, i) => {
    const lines = new Set([goal.line, goal.aim.line, ...goal.indicators.map(({ line }) => line)])
    return {
      missing: faults.filter(({ at }) => at === `goals/${i}` || at.startsWith(`goals/${i}/`)).length,
      found: findings.filter(({ line }) => lines.has(line)).length,
    }
  })
}

/** The list with one item moved; the same list when there is nowhere to go. */
export function moved<Item>(list: readonly Item[], from: number, by: number): readonly Item[] {
  const to = from + by
  if (to < 0 || to >= list.length) return list
  const rest = list.toSpliced(from, 1)
  return rest.toSpliced(to, 0, list[from]!)
}

/** The change that sets one project of a book. */
export function goalChange(book: Book, index: number, goal: GoalDraft): Change {
  return { goals: goalDrafts(book.goals).with(index, goal) }
}

/** A row to write in, of the class of the row above it. */
export const rowAfter = ({ level1, level2 }: RowDraft): RowDraft => ({ level1, level2, name: '', target: '' })

export const ROW_COLUMNS = ['level2', 'name', 'target'] as const
export type RowColumn = (typeof ROW_COLUMNS)[number]

/**
 * Rows with a block of cells pasted at a place; below the last row new ones are made. An empty class is that of the row
 * above. A class that is none of the prescribed refuses the whole, naming the line of the block.
 */
export function pasteRows(
  rows: readonly RowDraft[],
  { row, column }: { readonly row: number; readonly column: RowColumn },
  text: string,
): { readonly rows: readonly RowDraft[] } | { readonly fault: { readonly line: number; readonly text: string } } {
  const first = ROW_COLUMNS.indexOf(column)
  const result = [...rows]
  for (const [i, line] of text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .entries()) {
    const at = row + i
    const next = { ...(result[at] ?? rowAfter(result.at(-1) ?? FIRST_ROW)) }
    for (const [j, raw] of line.split('\t').entries()) {
      const cell = raw.trim()
      const key = ROW_COLUMNS[first + j]
      if (key === undefined) return { fault: { line: i + 1, text: cell } }
      if (key !== 'level2') next[key] = cell
      else if (cell !== '') {
        const level1 = level1Of(cell)
        if (level1 === undefined) return { fault: { line: i + 1, text: cell } }
        Object.assign(next, { level1, level2: cell })
      } else if (result[at - 1]) {
        const { level1, level2 } = result[at - 1]!
        Object.assign(next, { level1, level2 })
      }
    }
    result[at] = next
  }
  return { rows: result }
}

/** The first row of a project without any. */
export const FIRST_ROW: RowDraft = { level1: '产出指标', level2: '数量指标', name: '', target: '' }
