// The self-evaluation report in the form finance asks for: basics, execution, scores by category, what fell short and why,
// what still needs an explanation. Written from the evaluation alone; a person adds the measures and signs.
import { formatAmount, formatGrouped, ratioRounded } from '../budget/money.ts'
import type { Category } from './scheme.ts'
import type { ScoredLine, SelfEvaluation } from './self-evaluation.ts'

/** What the report names besides the evaluation. Money in 0.01 万元. */
export interface ReportedProject {
  readonly unit: string
  readonly name: string
  readonly year: number
  readonly budget: number
  readonly paid: number
}

/** A section of the report: heading and paragraphs. */
export interface ReportSection {
  readonly heading: string
  readonly paragraphs: readonly string[]
}

export const CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  execution: '预算执行',
  cost: '成本',
  output: '产出',
  benefit: '效益',
  satisfaction: '满意度',
}

/** Why an indicator ended far from its target, in the words of who answers for it. */
export interface ReportedExplanation {
  readonly name: string
  readonly words: string
}

/** Writes the report's sections in order. */
export function writeReport(
  project: ReportedProject,
  evaluation: SelfEvaluation,
  explanations: readonly ReportedExplanation[] = [],
): ReportSection[] {
  const short = evaluation.lines.filter((line) => line.points < line.weight)
  return [
    { heading: '一、基本情况', paragraphs: [basics(project, evaluation)] },
    { heading: '二、预算执行', paragraphs: [execution(project)] },
    { heading: '三、得分情况', paragraphs: scores(evaluation) },
    { heading: '四、没有得满分的指标', paragraphs: short.length > 0 ? short.map(shortfall) : ['各项指标都得满分。'] },
    { heading: '五、偏差说明', paragraphs: explained(evaluation, explanations) },
  ]
}

function basics({ unit, name, year }: ReportedProject, { total, grade, scheme }: SelfEvaluation): string {
  return `${unit}${year} 年“${name}”项目绩效自评得分 ${formatAmount(total)} 分，等级为“${grade}”（计分办法 ${scheme}）。`
}

function execution({ budget, paid }: ReportedProject): string {
  if (budget <= 0) return '本年没有预算，执行率不计分，分值按比例分给其他类。'
  const rate = formatAmount(ratioRounded(Math.max(0, paid), budget, 10_000))
  return `全年预算 ${formatGrouped(budget)} 万元，支付 ${formatGrouped(paid)} 万元，执行率 ${rate}%。`
}

function scores({ byCategory }: SelfEvaluation): string[] {
  const categories = Object.entries(byCategory) as [Category, { weight: number; points: number }][]
  return categories.map(
    ([category, { weight, points }]) =>
      `${CATEGORY_NAMES[category]}：${formatAmount(points)} 分（满分 ${formatAmount(weight)} 分）。`,
  )
}

function shortfall({ name, category, points, weight, reason }: ScoredLine): string {
  return `${CATEGORY_NAMES[category]}·${name}：${formatAmount(points)} / ${formatAmount(weight)} 分，${reason}。`
}

function explained({ toExplain: names }: SelfEvaluation, explanations: readonly ReportedExplanation[]): string[] {
  const said = explanations.map(({ name, words }) => `${name}：${words}`)
  const open = names.length === 0 ? [] : [`完成数与目标相差较大，还要说明原因：${names.join('、')}。`]
  return said.length + open.length === 0 ? ['没有偏差较大的指标。'] : [...said, ...open]
}
