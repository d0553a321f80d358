// Self-evaluation of the projects of the book in force: scored by the scheme of its year from what the monitor found,
// deviations explained, the report written, all of it kept as it was when it was recorded.
import type { Book, Goal } from '#engines/budget/book.ts'
import { categoryOf, criterionOf } from '#engines/indicators/binding.ts'
import { type ReportSection, writeReport } from '#engines/indicators/evaluation-report.ts'
import type { Monitor, MonitorRow } from '#engines/indicators/monitor.ts'
import type { Criterion, Outcome } from '#engines/indicators/score.ts'
import {
  explainRows,
  type RowExplanation,
  type Scored,
  type SelfEvaluation,
  selfEvaluate,
} from '#engines/indicators/self-evaluation.ts'
import type { Officer } from '#kernel/case/actor.ts'
import type { Problem } from '#platform/http/problem.ts'
import { type BudgetRecord, printOf, type RecordStore } from './record-store.ts'
import { budgetProblem } from './refusal.ts'

export interface Evaluations {
  readonly records: RecordStore
  readonly bookOf: () => Promise<Book>
  readonly monitor: () => Promise<Monitor>
  readonly now: () => Date
  readonly district: string
}

/** A self-evaluation as it is kept. Money in 0.01 万元. */
export interface EvaluationBody {
  readonly project: string
  readonly budget: number
  readonly paid: number
  readonly explanations: readonly RowExplanation[]
  readonly evaluation: SelfEvaluation
  readonly report: readonly ReportSection[]
}

export type KeptEvaluation = BudgetRecord<EvaluationBody>

/** An indicator to be scored, by the id of its target; `target` and `now` for people. */
export type EvaluatedRow = Scored & Pick<MonitorRow, 'id' | 'target' | 'now' | 'evidence'>

/** A project to be evaluated: what the scoring needs, so that it can be tried while one writes. */
export interface ProjectView {
  readonly year: number
  readonly unit: string
  readonly n: number
  readonly name: string
  readonly budget: number
  readonly rows: readonly EvaluatedRow[]
  readonly history: readonly KeptEvaluation[]
  readonly receipts: string
}

const subjectOf = (year: number, n: number): string => `evaluation:${year}.${n}`

/** Every project with its newest evaluation. */
export async function evaluationList({ records, bookOf }: Evaluations): Promise<{
  readonly year: number
  readonly projects: readonly { n: number; name: string; budget: number; latest?: KeptEvaluation }[]
}> {
  const book = await bookOf()
  const kept = await records.list<EvaluationBody>(`evaluation:${book.year}.`)
  const projects = book.goals.map((goal, i) => {
    const latest = kept.findLast(({ subject }) => subject === subjectOf(book.year, i + 1))
    return { n: i + 1, name: goal.name, budget: budgetOf(goal), ...(latest && { latest }) }
  })
  return { year: book.year, projects }
}

/** One project, to be evaluated. Refuses EVALUATION_PROJECT. */
export async function evaluationView(
  desk: Evaluations,
  n: number,
): Promise<{ readonly value: ProjectView } | { readonly problem: Problem }> {
  const book = await desk.bookOf()
  const goal = book.goals[n - 1]
  const rows = goal ? scoredRows(goal, await desk.monitor()) : []
  if (!goal || rows.length === 0) return { problem: budgetProblem('EVALUATION_PROJECT') }
  const subject = subjectOf(book.year, n)
  const kept = await desk.records.list<EvaluationBody>(subject)
  const history = kept.filter((one) => one.subject === subject)
  const view = { year: book.year, unit: book.unit, n, name: goal.name, budget: budgetOf(goal), rows, history }
  return { value: { ...view, receipts: `/log/${desk.district}/acts/${subject}` } }
}

const budgetOf = ({ money }: Goal): number => money.total?.value ?? 0

/** Targets in words are scored by the level that a proof found; a class the scheme does not know is left out. */
function scoredRows({ indicators }: Goal, { rows }: Monitor): EvaluatedRow[] {
  return indicators.flatMap((indicator) => {
    const category = categoryOf(indicator)
    const row = rows.find(({ id }) => id === `L${indicator.line}`)
    if (!category || !row) return []
    const { id, target, now, evidence } = row
    const criterion: Criterion = criterionOf(indicator) ?? { operator: '=', target: 0, bounded: true }
    const scored = { name: indicator.name, category, criterion, outcome: outcomeOf(row) }
    return [{ ...scored, id, target, evidence, ...(now !== undefined && { now }) }]
  })
}

function outcomeOf({ actual, quality }: MonitorRow): Outcome {
  if (quality) return { kind: 'quality', ...quality }
  return actual === undefined ? { kind: 'missing' } : { kind: 'quantity', actual }
}

/** What an officer hands in. */
export interface SentEvaluation {
  readonly seen: number
  readonly paid: number
  readonly explanations: readonly RowExplanation[]
}

/** Scores, writes the report and keeps both. Refuses EVALUATION_PROJECT, EVALUATION_MOVED, EVALUATION_UNEXPLAINED. */
export async function recordEvaluation(
  desk: Evaluations,
  n: number,
  officer: Officer,
  { seen, paid, explanations }: SentEvaluation,
): Promise<{ readonly value: KeptEvaluation } | { readonly problem: Problem }> {
  const seenView = await evaluationView(desk, n)
  if ('problem' in seenView) return seenView
  const { year, unit, name, budget, rows, history } = seenView.value
  if ((history.at(-1)?.seq ?? 0) !== seen) return { problem: budgetProblem('EVALUATION_MOVED') }
  const said = explanations.filter(({ words }) => words.trim() !== '')
  const evaluation = selfEvaluate({ year, budget, paid, indicators: explainRows(rows, said) })
  if ('code' in evaluation) return { problem: budgetProblem('EVALUATION_PROJECT') }
  if (evaluation.toExplain.length > 0)
    return { problem: budgetProblem('EVALUATION_UNEXPLAINED', evaluation.toExplain.join('、')) }
  const named = said.map(({ id, words }) => ({ name: rows.find((row) => row.id === id)?.name ?? id, words }))
  const report = writeReport({ unit, name, year, budget, paid }, evaluation, named)
  const kept: KeptEvaluation = {
    ...{ subject: subjectOf(year, n), seq: seen + 1, type: 'evaluated', at: desk.now().toISOString(), note: '' },
    ...{ officer: officer.id, officerName: officer.name },
    body: { project: name, budget, paid, explanations: said, evaluation, report },
  }
  const { total, grade, scheme } = evaluation
  const outcome = await desk.records.append(kept, { total, grade, scheme, report: printOf(report) })
  return outcome === 'appended' ? { value: kept } : { problem: budgetProblem('EVALUATION_MOVED') }
}
