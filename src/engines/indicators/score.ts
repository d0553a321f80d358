// Scores one indicator against its target. Quantities are integers in one scale (target and actual in the same), so that a
// ratio is exact until it is rounded once, to a hundredth of a point.
import { ratioRounded } from '../budget/money.ts'

export type Operator = '≥' | '≤' | '=' | '>' | '<'

/** A target that can be measured. `bounded`: the measure cannot exceed its target, such as a rate of 100 %. */
export interface Criterion {
  readonly operator: Operator
  readonly target: number
  readonly bounded: boolean
}

/** What was found: a number, or for words a level with a share of the weight inside that level's band. */
export type Outcome =
  | { readonly kind: 'quantity'; readonly actual: number; readonly explanation?: Explanation }
  | { readonly kind: 'quality'; readonly level: QualityLevel; readonly percent: number }
  | { readonly kind: 'missing' }

/**
 * Why a figure ended far from its target. Far above it, a target set too low costs points and anything else, explained, does
 * not; far below it, the words stand in the report and the points follow the share reached.
 */
export interface Explanation {
  readonly cause: 'targetTooLow' | 'other'
  readonly words: string
}

export type QualityLevel = 'achieved' | 'partly' | 'notAchieved'

/** The share of the weight each level may get, in percent: 达成 100–80, 部分达成 80–60, 未达成 60–0. */
export const QUALITY_BANDS: Readonly<Record<QualityLevel, readonly [from: number, to: number]>> = {
  achieved: [80, 100],
  partly: [60, 80],
  notAchieved: [0, 60],
}

/** Points and how they came about. `reason` is one Chinese phrase for the self-evaluation table. */
export interface Score {
  readonly points: number
  readonly reached: boolean
  readonly needsExplanation: boolean
  readonly reason: string
}

/**
 * Scores an outcome. Units: `weight` and points in hundredths, `overrun` in 0.01 %.
 * A missing outcome scores nothing. Throws (fault) when a quality percentage lies outside its band: parse at the border.
 * Source: 财预〔2020〕10号, scoring of quantitative and qualitative indicators (domain.md §12.2).
 */
export function scoreOutcome(criterion: Criterion, outcome: Outcome, weight: number, overrun: number): Score {
  if (outcome.kind === 'missing')
    return { points: 0, reached: false, needsExplanation: false, reason: '缺证据，不得分' }
  if (outcome.kind === 'quality') return scoreQuality(outcome.level, outcome.percent, weight)
  return scoreQuantity(criterion, outcome, weight, overrun)
}

function scoreQuality(level: QualityLevel, percent: number, weight: number): Score {
  const [from, to] = QUALITY_BANDS[level]
  if (!(percent >= from && percent <= to)) throw new Error(`${percent} % is outside ${level}: ${from}–${to}`)
  const points = ratioRounded(weight * percent, 100, 1)
  return { points, reached: level === 'achieved', needsExplanation: false, reason: `按${percent}%计分` }
}

function scoreQuantity(
  criterion: Criterion,
  { actual, explanation }: Extract<Outcome, { kind: 'quantity' }>,
  weight: number,
  overrun: number,
): Score {
  if (!meets(criterion, actual)) {
    const points = weight === 0 ? 0 : part(criterion, actual, weight)
    const isFar = points < weight - ratioRounded(weight * overrun, 10_000, 1)
    const reason = isFar && explanation ? '未达到，差得较多，已说明，按完成比例计分' : '未达到，按完成比例计分'
    return { points, reached: false, needsExplanation: isFar && explanation === undefined, reason }
  }
  const excess = excessOf(criterion, actual)
  const far = excess > overrun
  if (!far || explanation?.cause === 'other')
    return {
      points: weight,
      reached: true,
      needsExplanation: false,
      reason: far ? '超出较多，已说明，满分' : '达到，满分',
    }
  const points = Math.max(0, weight - ratioRounded(weight * (excess - overrun), 10_000, 1))
  const reason = explanation ? '目标定低，按超出的幅度扣分' : '超出较多，未说明前按幅度扣分'
  return { points, reached: true, needsExplanation: explanation === undefined, reason }
}

/** Whether the actual figure satisfies the criterion. */
export function meets({ operator, target }: Criterion, actual: number): boolean {
  if (operator === '≥') return actual >= target
  if (operator === '≤') return actual <= target
  if (operator === '>') return actual > target
  return operator === '<' ? actual < target : actual === target
}

/** Points of a target that was missed: the smaller over the larger, the way the operator points. */
function part({ operator, target }: Criterion, actual: number, weight: number): number {
  const short = operator === '≤' || operator === '<' || (operator === '=' && actual > target)
  const [reached, wanted] = short ? [target, actual] : [actual, target]
  if (reached <= 0 || wanted <= 0) return 0
  return Math.min(weight, ratioRounded(weight * reached, wanted, 1))
}

/** How far above a floor the figure ended, in 0.01 %; ceilings and bounded measures have no excess. */
function excessOf({ operator, target, bounded }: Criterion, actual: number): number {
  if (bounded || target <= 0 || (operator !== '≥' && operator !== '>')) return 0
  return ratioRounded(actual - target, target, 10_000)
}
