// Self-evaluation of one project: points for execution and for every indicator, a total of at most 100, a grade. Pure; the
// desk hands in what was found, the pages print what comes out.
import { formatAmount, ratioRounded } from '../budget/money.ts'
import { apportion } from './apportion.ts'
import { type Category, gradeOf, schemeFor, type WeightScheme } from './scheme.ts'
import { type Criterion, type Explanation, type Outcome, type Score, scoreOutcome } from './score.ts'

/** An indicator to be scored. `weight` sets its share inside its category; equal shares when left out. */
export interface Scored {
  readonly name: string
  readonly category: Exclude<Category, 'execution'>
  readonly criterion: Criterion
  readonly outcome: Outcome
  readonly weight?: number
}

/** A project with what was spent. Money in 0.01 万元; `budget` after adjustments of the year. */
export interface Evaluated {
  readonly year: number
  readonly budget: number
  readonly paid: number
  readonly indicators: readonly Scored[]
}

/** Why an indicator ended far from its target, by the id of its row. */
export interface RowExplanation extends Explanation {
  readonly id: string
}

/** The rows with what was said of them; words to a row that has no figure explain nothing. */
export function explainRows<Row extends Scored & { readonly id: string }>(
  rows: readonly Row[],
  explanations: readonly RowExplanation[],
): Row[] {
  return rows.map((row) => {
    const said = explanations.find(({ id }) => id === row.id)
    if (row.outcome.kind !== 'quantity' || !said) return row
    const { cause, words } = said
    return { ...row, outcome: { ...row.outcome, explanation: { cause, words } } }
  })
}

export interface ScoredLine extends Score {
  readonly name: string
  readonly category: Category
  /** Hundredths of a point. */
  readonly weight: number
}

/** The result. `points` and `total` in hundredths; weights add up to exactly 100 points. */
export interface SelfEvaluation {
  readonly scheme: string
  readonly lines: readonly ScoredLine[]
  readonly byCategory: Readonly<Partial<Record<Category, { readonly weight: number; readonly points: number }>>>
  readonly total: number
  readonly grade: string
  /** Names of lines that need an explanation before the evaluation can be filed. */
  readonly toExplain: readonly string[]
}

/** A project that cannot be scored: nothing to score it by. */
export interface EvaluationRefusal {
  readonly code: 'NO_INDICATORS' | 'NO_SCHEME'
}

/** Scores a project by the scheme of its year. Refuses NO_INDICATORS, NO_SCHEME. */
export function selfEvaluate(project: Evaluated): SelfEvaluation | EvaluationRefusal {
  if (project.indicators.length === 0) return { code: 'NO_INDICATORS' }
  const present = new Set<Category>(project.indicators.map(({ category }) => category))
  const scheme = schemeFor(project.year, present)
  if (!scheme) return { code: 'NO_SCHEME' }
  const weights = categoryWeights(scheme, present, project.budget > 0)
  const lines = [
    ...executionLine(project, weights.execution),
    ...[...present].flatMap((category) => categoryLines(project, category, weights[category], scheme)),
  ]
  const total = lines.reduce((sum, { points }) => sum + points, 0)
  return {
    scheme: scheme.id,
    lines,
    byCategory: Object.fromEntries(sums(lines)),
    total,
    grade: gradeOf(total, scheme),
    toExplain: lines.filter(({ needsExplanation }) => needsExplanation).map(({ name }) => name),
  }
}

/** Points of each category present: missing satisfaction goes to its heir, any other absence is shared out in proportion. */
function categoryWeights(
  { points, heir }: WeightScheme,
  present: ReadonlySet<Category>,
  hasBudget: boolean,
): Record<Category, number> {
  const weights = { ...points }
  if (!present.has('satisfaction') && present.has(heir)) {
    weights[heir] += weights.satisfaction
    weights.satisfaction = 0
  }
  const categories = Object.keys(weights) as Category[]
  const applies = categories.filter((category) => (category === 'execution' ? hasBudget : present.has(category)))
  const whole = categories.reduce((sum, category) => sum + weights[category], 0)
  const shares = apportion(
    whole,
    applies.map((category) => weights[category]),
  )
  const none = { execution: 0, cost: 0, output: 0, benefit: 0, satisfaction: 0 }
  return { ...none, ...Object.fromEntries(applies.map((category, i) => [category, shares[i]!])) }
}

/** Execution: paid over budget, at most the whole. A project without a budget has none. */
function executionLine({ budget, paid }: Evaluated, weight: number): ScoredLine[] {
  if (budget <= 0) return []
  const points = Math.min(weight, ratioRounded(weight * Math.max(0, paid), budget, 1))
  const reason = `支付 ÷ 预算 = ${formatAmount(ratioRounded(Math.max(0, paid), budget, 10_000))}%`
  return [
    {
      name: '预算执行率',
      category: 'execution',
      weight,
      points,
      reached: paid >= budget,
      needsExplanation: false,
      reason,
    },
  ]
}

function categoryLines(
  { indicators }: Evaluated,
  category: Category,
  weight: number,
  { overrun }: WeightScheme,
): ScoredLine[] {
  const own = indicators.filter((indicator) => indicator.category === category)
  const shares = apportion(
    weight,
    own.map((indicator) => indicator.weight ?? 1),
  )
  return own.map(({ name, criterion, outcome }, i) => {
    return { name, category, weight: shares[i]!, ...scoreOutcome(criterion, outcome, shares[i]!, overrun) }
  })
}

function sums(lines: readonly ScoredLine[]): [Category, { weight: number; points: number }][] {
  return [...Map.groupBy(lines, ({ category }) => category)].map(([category, own]) => [
    category,
    {
      weight: own.reduce((sum, line) => sum + line.weight, 0),
      points: own.reduce((sum, line) => sum + line.points, 0),
    },
  ])
}
