// What an indicator's words mean: which measure its name announces, what its unit counts, when more is better. The rules
// judge by these; new words are added to the tables here.
import type { Indicator, Target } from '../book.ts'
import { halfWidth } from '../money.ts'

/** The measure a name announces. `slogan`: words that name no measure at all. */
export type Measure = 'roundTheClock' | 'safety' | 'growth' | 'cost' | 'duration' | 'rate' | 'slogan' | 'count'

/** First match decides. */
const NAMES: readonly (readonly [RegExp, Measure])[] = [
  [/7\s*[*×x]\s*24/i, 'roundTheClock'],
  [/损害|攻击|保证.*安全$/, 'safety'],
  [/^(提高|提升|增加|降低)[^、]*$/, 'growth'],
  [/成本控制/, 'cost'],
  [/时限|时间|时效$|小时$|用时/, 'duration'],
  [/^确保|^实现|^推行/, 'slogan'],
  [/率$|比例$|度$|满意|覆盖|合格$|及时性$|规范性$|质量$|质保$|验收(情况)?$|进度$|可追溯/, 'rate'],
]

/** Names of counts and slogans are told apart by the target: words with “100%” name nothing that could be counted. */
export function measureOf({ name, target }: Indicator): Measure {
  const known = NAMES.find(([pattern]) => pattern.test(name))?.[1]
  if (known) return known
  return target.unit === '%' && !/\d/.test(name) ? 'slogan' : 'count'
}

const TIME_UNITS = /^(个?月|天|日|工作日|年|周|小时|分钟)(\/次)?$/

/** Whether the target is a length of time. */
export function isTime({ unit }: Target): boolean {
  return unit !== undefined && TIME_UNITS.test(unit)
}

/** Whether the target is a percentage. */
export function isPercent({ unit }: Target): boolean {
  return unit !== undefined && /^[%％]$/.test(unit)
}

/** Whether the name speaks of staying in service: there more is better even when it is told in days. */
export function isUptime(name: string): boolean {
  return /运行率|运转率|正常运行|正常使用|正常申报/.test(name)
}

/** Which way is better, where the name tells. A rate told as elapsed time is a duration in disguise. */
export function betterWhen(row: Indicator): 'higher' | 'lower' | undefined {
  const measure = measureOf(row)
  if (measure === 'cost' || measure === 'duration') return 'lower'
  if (measure === 'roundTheClock') return 'higher'
  if (measure === 'rate') return isTime(row.target) && !isUptime(row.name) ? 'lower' : 'higher'
  return undefined
}

/** The target's number with 万 multiplied out, or NaN. Exact for the decimals budgets print. */
export function amountOf({ amount, unit = '' }: Target): number {
  return amount === undefined ? Number.NaN : scaled(amount, unit.startsWith('万') && unit !== '万元')
}

function scaled(digits: string, tenThousands: boolean): number {
  return tenThousands ? Math.round(Number(digits) * 10_000) : Number(digits)
}

const NUMERALS = '零一二三四五六七八九十'

/** Numbers that stand in a name: digits, digits with 万, and the numeral of “四大”. */
export function numbersIn(name: string): number[] {
  const digits = [...halfWidth(name).matchAll(/(\d+(?:\.\d+)?)\s*(万)?/g)].map(([, text, tenThousands]) =>
    scaled(text!, tenThousands !== undefined),
  )
  const numerals = [...name.matchAll(/([一二三四五六七八九十])大/g)].map(([, numeral]) => NUMERALS.indexOf(numeral!))
  return [...digits, ...numerals]
}

/** What the table calls its second level. */
export const LEVEL2_NAMES: ReadonlySet<string> = new Set([
  '经济成本指标',
  '社会成本指标',
  '生态环境成本指标',
  '数量指标',
  '质量指标',
  '时效指标',
  '经济效益指标',
  '社会效益指标',
  '生态效益指标',
  '可持续影响指标',
  '服务对象满意度指标',
])

/** Subjects a project can be about; two tables with the same subject speak of one system. First match decides. */
const SUBJECTS: readonly RegExp[] = [
  /三级等保|等级保护/,
  /安可/,
  /中介超市/,
  /第三方/,
  /体验中心/,
  /数据港/,
  /概算/,
  /多图联审|施工图审查/,
  /不动产/,
  /档案/,
  /自助一体机/,
  /门牌/,
  /掌上办事/,
  /展馆/,
  /代办点/,
  /云服务器/,
  /信息化/,
  /入学/,
  /落户/,
]

/** Index of the subject a text is about, or -1. */
export function subjectOf(text: string): number {
  return SUBJECTS.findIndex((pattern) => pattern.test(text))
}

/** Whether a text names some subject, but not the one the project's name announces. */
export function speaksOfAnother(text: string, name: string): boolean {
  const own = SUBJECTS[subjectOf(name)]
  return own !== undefined && !own.test(text) && subjectOf(text) >= 0
}
