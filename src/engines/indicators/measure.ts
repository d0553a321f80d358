// From the facts of a platform to the figure of a counter, and from the figure to a judgement: count or level, forecast to
// the year's end, deviation from the even pace. Facts are gathered by the desk; the arithmetic is here.
import { type CounterName, QUANTITY_SCALE } from './binding.ts'
import {
  activeSatisfaction,
  type CompletedCase,
  type Handling,
  meanWorkingDays,
  onTimeRate,
  type Rate,
  type Rating,
  savedTrips,
} from './counter.ts'
import { DEVIATION_LIMIT, deviationOf, type Forecast, forecastYearEnd, type Standing, standingOf } from './forecast.ts'
import type { Criterion } from './score.ts'

/** A case completed on the `day`-th working day of the year, counted from 1. */
export interface DatedCase extends CompletedCase, Handling {
  readonly day: number
}

/** What a platform's records say of some services in one year, up to today. */
export interface Facts {
  /** By day. */
  readonly cases: readonly DatedCase[]
  readonly ratings: readonly Rating[]
  /** Working days of the year up to today, and all of them. */
  readonly elapsed: number
  readonly workingDays: number
}

/** A figure found, in parts of QUANTITY_SCALE: a sum that grows by days, or a level as it stands; or why there is none. */
export type Measured =
  | { readonly kind: 'count'; readonly daily: readonly number[] }
  | { readonly kind: 'level'; readonly now: number; readonly note: string }
  | Missing

/** No evidence: why not, and the act that cures it. Each one Chinese phrase. */
export interface Missing {
  readonly kind: 'missing'
  readonly why: string
  readonly cure: string
}

const missing = (why: string, cure: string): Missing => ({ kind: 'missing', why, cure })

/** The figure of a counter over the facts. Cost: linear in the facts. */
export function measureCounter(counter: CounterName, facts: Facts): Measured {
  const { cases } = facts
  switch (counter) {
    case 'completedCases':
      return byDay(facts, () => 1)
    case 'savedTrips':
      return byDay(facts, (one) => savedTrips([one]))
    case 'distinctUsers':
      return byDay(facts, firstOf(cases))
    case 'meanWorkingDays':
      return level(meanWorkingDays(cases), `${cases.length} 件的平均数`, '还没有办结的件')
    case 'onTimeRate':
      return level(onTimeRate(cases), `${cases.length} 件里按时的`, '还没有办结的件')
    case 'activeSatisfaction':
      return satisfaction(facts.ratings)
    case 'availability':
    case 'meanTimeToRepair':
    case 'onTimeRepairRate':
      return missing('平台没有运行心跳和故障记录', '接入运维心跳，或上传运维月报')
    case 'acceptancePassRate':
      return missing('平台上没有验收登记', '登记验收，或上传验收报告')
  }
}

/** Evidence of other kinds than counters is not on this platform yet; says so, and what to do. */
export const NOT_HERE = {
  register: missing('平台上还没有这本登记簿', '上传佐证，由另一人复核'),
  payments: missing('没有接入国库支付数据', '接入支付数据，或上传支付凭证'),
  proof: missing('要由人举证', '上传佐证，由另一人复核'),
  system: missing('平台上还没有这个系统', '系统上线后自动接入'),
  criterion: missing('目标没有写成可以比较的数', '按“写法”的建议改目标'),
} as const satisfies Record<string, Missing>

function byDay({ cases, elapsed }: Facts, worth: (one: DatedCase) => number): Measured {
  const daily = Array.from({ length: elapsed }, () => 0)
  for (const one of cases) daily[Math.min(one.day, elapsed) - 1]! += worth(one) * QUANTITY_SCALE
  return { kind: 'count', daily }
}

/** One for the first case of each user, nothing for the later ones. */
function firstOf(cases: readonly DatedCase[]): (one: DatedCase) => number {
  const first = new Map<string, DatedCase>()
  for (const one of cases)
    if (one.day < (first.get(one.user)?.day ?? Number.POSITIVE_INFINITY)) first.set(one.user, one)
  return (one) => (first.get(one.user) === one ? 1 : 0)
}

function level(hundredths: Rate, note: string, why: string): Measured {
  if (hundredths === undefined) return missing(why, '有了第一件就有数')
  return { kind: 'level', now: (hundredths * QUANTITY_SCALE) / 100, note }
}

function satisfaction(ratings: readonly Rating[]): Measured {
  const { active, withDefaults } = activeSatisfaction(ratings)
  const chosen = ratings.filter(({ byDefault }) => !byDefault).length
  if (active === undefined) return missing('还没有人主动评价', '请办完事的人评价')
  return level(active, `${chosen} 份主动评价；含默认好评 ${withDefaults! / 100}%`, '')
}

/** A target judged. Figures in parts of QUANTITY_SCALE, deviation in 0.01 %. */
export interface Judged {
  readonly standing: Standing
  readonly forecast?: Forecast
  readonly deviation?: number
  readonly flagged: boolean
}

/** Judges what was measured against its criterion; a level is its own forecast, and only falling short of it is flagged. */
export function judgeTarget(criterion: Criterion, measured: Measured, { elapsed, workingDays }: Facts): Judged {
  if (measured.kind === 'missing') return { standing: 'noEvidence', flagged: false }
  if (measured.kind === 'count') {
    const progress = { daily: measured.daily, workingDays }
    const forecast = forecastYearEnd(progress)
    return { standing: standingOf(criterion, forecast), forecast, ...deviationOf(criterion.target, progress) }
  }
  const { now } = measured
  const left = workingDays - elapsed
  const forecast = { actual: now, yearEnd: now, low: now, high: now, basis: elapsed, left }
  const final = standingOf(criterion, forecast)
  const deviation = criterion.target === 0 ? 0 : Math.round(((now - criterion.target) * 10_000) / criterion.target)
  const short = final === 'willMiss'
  return {
    standing: left === 0 ? final : short ? 'mayMiss' : 'onTrack',
    forecast,
    deviation,
    flagged: short && Math.abs(deviation) > DEVIATION_LIMIT,
  }
}

/** A figure as people read it: `2,671 卷`, `96.3%`, `8.4 天`. At most two decimals; 万次 is counted in 次. */
export function quantityText(value: number, unit: string): string {
  const hundredths = Math.round((value * 100) / QUANTITY_SCALE)
  const [whole = '0', decimals = ''] = (Math.abs(hundredths) / 100).toFixed(2).split('.')
  const text = `${hundredths < 0 ? '−' : ''}${whole.replace(/\d(?=(\d{3})+$)/g, '$&,')}${`.${decimals}`.replace(/\.?0+$/, '')}`
  const plain = unit === '万元' ? unit : unit.replace(/^万/, '')
  return plain === '%' ? `${text}%` : `${text} ${plain}`.trim()
}
