// Turns a finding's proposal into a change an author can take with one key. Only proposals that say exactly what to write
// are turned; the others (a date to fill in, a goal to think about) stay words.
import type { Change } from '../author.ts'
import { type GoalDraft, goalDrafts, level1Of, type RowDraft, type TaskDraft } from '../author-goals.ts'
import type { Book } from '../book.ts'
import { parseTarget } from '../read-goals.ts'
import type { Finding } from './finding.ts'
import { slipsIn } from './wording.ts'

/** The change that a finding proposes, or undefined when its proposal is for a person to work out. */
export function mendOf(book: Book, finding: Finding): Change | undefined {
  if (finding.rule === 'R16') return mendSlip(book, finding)
  const place = rowAt(book, finding.line)
  if (!place || finding.repair === undefined) return undefined
  const [index, row] = place
  const drafts = goalDrafts(book.goals)
  const rows = mendRows(drafts[index]!.rows, row, finding)
  return rows && { goals: drafts.map((draft, i) => (i === index ? { ...draft, rows } : draft)) }
}

function rowAt({ goals }: Book, line: number): readonly [goal: number, row: number] | undefined {
  for (const [i, { indicators }] of goals.entries()) {
    const row = indicators.findIndex((one) => one.line === line)
    if (row >= 0) return [i, row]
  }
  return undefined
}

function mendRows(rows: readonly RowDraft[], at: number, { rule, repair = '' }: Finding): RowDraft[] | undefined {
  if (rule === 'R01') return unshift(rows, at)
  if (rule === 'R11') return split(rows, at, repair)
  if (rule === 'R12') return regroup(rows, at, repair)
  if (rule === 'R17') return swapUnits(rows, at, repair)
  const written = writtenAs(repair)
  return written && rows.map((row, i) => (i === at ? { ...row, ...written } : row))
}

/** A proposal that is a name and a target and nothing else: `系统正常运行率 ≥99.5%`. */
function writtenAs(repair: string): Pick<RowDraft, 'name' | 'target'> | undefined {
  const [, name, target] = /^([^；，]+) ([≥≤=><][^；，：（）]+)$/.exec(repair) ?? []
  return name && target && parseTarget(target).amount !== undefined ? { name, target } : undefined
}

/** The cells go back one to the left; the rows below, which had no level 2 of their own, follow. */
function unshift(rows: readonly RowDraft[], at: number): RowDraft[] {
  const { level2, name, target } = rows[at]!
  const end = rows.findIndex((row, i) => i > at && row.level2 !== level2)
  return rows.map((row, i) => {
    if (i < at || (end >= 0 && i >= end)) return row
    return i === at ? { ...row, level2: name, name: target, target: '' } : { ...row, level2: name }
  })
}

function split(rows: readonly RowDraft[], at: number, repair: string): RowDraft[] | undefined {
  const names = [...repair.matchAll(/“([^”]+)”/g)].map(([, name]) => name!)
  if (names.length < 2) return undefined
  return rows.toSpliced(at, 1, ...names.map((name) => ({ ...rows[at]!, name })))
}

/** The row goes behind the last of its right class, or to the end of the right level 1, or to the end. */
function regroup(rows: readonly RowDraft[], at: number, repair: string): RowDraft[] | undefined {
  const level2 = /^改列“([^”]+)”$/.exec(repair)?.[1] ?? ''
  const level1 = level1Of(level2)
  if (level1 === undefined) return undefined
  const rest = rows.toSpliced(at, 1)
  const ofClass = rest.findLastIndex((row) => row.level2 === level2)
  const ofLevel = rest.findLastIndex((row) => row.level1 === level1)
  const after = ofClass >= 0 ? ofClass : ofLevel >= 0 ? ofLevel : Math.min(at, rest.length) - 1
  return rest.toSpliced(after + 1, 0, { ...rows[at]!, level1, level2 })
}

function swapUnits(rows: readonly RowDraft[], at: number, repair: string): RowDraft[] | undefined {
  const written = repair.split('；').map(writtenAs)
  const [first, second] = written
  if (!first || !second || rows[at + 1] === undefined) return undefined
  return rows.map((row, i) => ({ ...row, ...(i === at && first), ...(i === at + 1 && second) }))
}

/** Slips of the pen, put right wherever the passage of that line stands. */
function mendSlip(book: Book, { line }: Finding): Change | undefined {
  const right = (text: string): string =>
    slipsIn(text).reduce((all, { found, meant }) => all.replace(found, meant), text)
  const aim = book.texts['tasks.aim']
  if (aim?.line === line) return { word: 'tasks.aim', text: right(aim.text) }
  if (book.tasks.some((task) => task.line === line)) {
    const mend = (task: TaskDraft & { line: number }): TaskDraft =>
      task.line === line ? { title: right(task.title), text: right(task.text) } : { title: task.title, text: task.text }
    return { tasks: book.tasks.map(mend) }
  }
  const index = book.goals.findIndex(
    (goal) => [goal.line, goal.aim.line].includes(line) || goal.indicators.some((row) => row.line === line),
  )
  if (index < 0) return undefined
  const mend = (draft: GoalDraft, goal: Book['goals'][number]): GoalDraft => ({
    ...draft,
    title: right(draft.title),
    aim: right(draft.aim),
    rows: draft.rows.map((row, i) => (goal.indicators[i]?.line === line ? { ...row, name: right(row.name) } : row)),
  })
  return { goals: goalDrafts(book.goals).map((draft, i) => (i === index ? mend(draft, book.goals[i]!) : draft)) }
}
