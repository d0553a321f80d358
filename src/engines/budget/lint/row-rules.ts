// Rules that judge an indicator by its own row and its table: R01–R12 and R18. Each returns one plain sentence, and a
// repair where the words of the row allow one.
import { english, englishTarget } from '../english/glosses.ts'
import type { Said } from '../language.ts'
import { formatAmount } from '../money.ts'
import type { RowRule, RowView } from './finding.ts'
import { amountOf, betterWhen, isPercent, isTime, isUptime, LEVEL2_NAMES, measureOf, numbersIn } from './meaning.ts'

/** R01: a level-2 name in the level-3 column, the level-3 name in the target. */
const shiftedRow: RowRule = ({ row, rows, index }) => {
  if (!LEVEL2_NAMES.has(row.name)) return undefined
  const next = rows.slice(index + 1)
  const end = next.findIndex(({ printed }) => printed[1] !== '')
  const below = end < 0 ? next : next.slice(0, end)
  const name = row.target.asPublished
  const lines = below.map(({ line }) => line)
  const [level2, level3] = [english(row.name), english(name)]
  return {
    message: [
      `整行右移了一格：“${row.name}”是二级指标，“${name}”是三级指标，目标值因此空着${below.length > 0 ? '，下面的行也归错了类' : ''}。`,
      `The row slipped one cell to the right: “${level2}” is a second level, “${level3}” an indicator, so the target is empty${below.length > 0 ? ', and the rows below are filed wrongly' : ''}.`,
    ],
    repair: [
      `二级指标：${row.name}；三级指标：${name}；目标值请补写${below.length > 0 ? `；第 ${lines.join('、')} 行同属${row.name}` : ''}`,
      `second level: ${level2}; indicator: ${level3}; write a target${below.length > 0 ? `; what follows in line ${lines.join(', ')} is ${level2} too` : ''}`,
    ],
    also: lines,
  }
}

/** R02: a rate or degree told in days, pieces or times. */
const rateWithoutPercent: RowRule = ({ row }) => {
  const { target, name } = row
  if (measureOf(row) !== 'rate' || target.amount === undefined || isPercent(target)) return undefined
  return {
    message: [
      `“${name}”是比率或程度，不能用“${target.unit}”来量。`,
      `“${english(name)}” is a rate or degree and cannot be measured as “${toldTarget(target.asPublished)}”.`,
    ],
    repair: repairRate(row),
  }
}

function repairRate({ name, target }: RowView['row']): Said {
  const figure = target.asPublished
  if (isUptime(name)) return wording(name, '≥99.5%')
  if (isTime(target)) {
    const [chinese, inEnglish] = wording(name.replace(/及时性$|效率$/, '用时'), figure)
    return [`${chinese}，或改写为按时完成的比例（%）`, `${inEnglish}, or the share done in time (%)`]
  }
  if (/合格/.test(name)) {
    const [chinese, inEnglish] = wording(`${name}率`, '=100%')
    return [`${chinese}；${figure}另列为数量指标`, `${inEnglish}; ${toldTarget(figure)} as a quantity of its own`]
  }
  return [
    `改写为比例（%）；${figure}另列为数量指标`,
    `write it as a share (%); ${toldTarget(figure)} as a quantity of its own`,
  ]
}

/** A name and a target as we propose to write them, and their English. */
function wording(name: string, target: string): Said {
  return [`${name} ${target}`, `${english(name)} ${toldTarget(target)}`]
}

function toldTarget(asPublished: string): string {
  return englishTarget(asPublished) ?? asPublished
}

const AVAILABILITY = '系统可用率'

/** R03: ≤ where more is better, ≥ where less is better, or a floor that leaves one exact value. */
const wrongDirection: RowRule = ({ row, goal, rows }) => {
  const { operator = '', amount } = row.target
  const better = betterWhen(row)
  if (amount === undefined || better === undefined) return undefined
  if (better === 'higher' && /[≤<]/.test(operator))
    return {
      message: [
        `“${row.name}”越高越好，写“${operator}”等于越低越达标。`,
        `More of “${english(row.name)}” is better; with “${operator}” less would meet the target.`,
      ],
      repair: isUptime(row.name)
        ? wording(AVAILABILITY, '≥99.5%')
        : wording(row.name.replace(/合格$/, '合格率'), '=100%'),
    }
  if (better !== 'lower' || !/[≥>]/.test(operator)) return undefined
  const ceiling = rows.find(
    (other) => measureOf(other) === 'cost' && other !== row && /[≤<]/.test(other.target.operator ?? ''),
  )
  const budget = goal.money.total && formatAmount(goal.money.total.value)
  if (ceiling && amount === budget)
    return {
      message: [
        `成本越低越好，写“${operator}”方向反了；与第 ${ceiling.line} 行合起来，只有恰好花掉 ${amount} 万元才算达标。`,
        `Less cost is better, so “${operator}” is the wrong way; with line ${ceiling.line} only spending exactly ${amount} meets the target.`,
      ],
      repair: wording(row.name, `≤${amount} 万元`),
      also: [ceiling.line],
    }
  const isShare = measureOf(row) === 'cost' && isPercent(row.target)
  return {
    message: [
      `“${row.name}”越低越好，写“${operator}”等于要求多花。`,
      `Less of “${english(row.name)}” is better; “${operator}” asks for more to be spent.`,
    ],
    repair: wording(row.name, isShare ? '≤100%' : row.target.asPublished.replace(/[≥>]/, '≤')),
  }
}

/** R04: a time limit told in a unit that is no time. */
const timeWithoutUnit: RowRule = ({ row }) => {
  const { target, name } = row
  if (measureOf(row) !== 'duration' || target.amount === undefined || isTime(target)) return undefined
  const unit: Said =
    target.unit === ''
      ? ['没有单位', 'the target has no unit']
      : [`单位写成了“${target.unit}”`, `the target says “${toldTarget(target.asPublished)}”`]
  const [chinese, inEnglish] = wording(name, target.unit === '个' ? `${target.asPublished}月` : '≤12 个月')
  return {
    message: [`“${name}”是时间，${unit[0]}。`, `“${english(name)}” is a length of time, but ${unit[1]}.`],
    repair:
      target.unit === '个' ? [chinese, inEnglish] : [`${chinese}，按实际填写`, `${inEnglish}, or what it really is`],
  }
}

/** R05: running round the clock told as a number of hours. */
const clockAsHours: RowRule = ({ row }) =>
  measureOf(row) === 'roundTheClock' && isTime(row.target)
    ? {
        message: [
          `全天候运行是每天都要做到的事，写成“${row.target.asPublished}”说不清是哪一天、停多久算没做到。`,
          `Running round the clock is for every day; “${toldTarget(row.target.asPublished)}” does not say on which day, or how long a stop is a failure.`,
        ],
        repair: ['系统可用率 ≥99.5%（按全年分钟数计算）', 'Availability ≥99.5% (of all minutes of the year)'],
      }
    : undefined

/** R06: the target repeats the indicator's own words. */
const selfTarget: RowRule = ({ row }) => {
  const words = row.target.asPublished.replace(/^=/, '')
  if (row.target.amount !== undefined || squeeze(words) !== squeeze(row.name)) return undefined
  const repair: Said =
    measureOf(row) === 'roundTheClock'
      ? wording(AVAILABILITY, '≥99.5%')
      : ['写明做到什么数量或比例才算实现', 'say which number or share means that it was done']
  const message: Said = [
    '目标值只是把指标名称再写一遍，无法判断是否完成。',
    'The target only repeats the name, so nobody can tell whether it was met.',
  ]
  return { message, repair }
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '')
}

/** R07: “≥100 %” of something that cannot exceed 100 %. */
const beyondWhole: RowRule = ({ row }) => {
  const { operator, amount } = row.target
  if (!isPercent(row.target) || amount !== '100' || !(operator === '≥' || operator === '>')) return undefined
  if (measureOf(row) === 'growth') return undefined
  const plain = measureOf(row) !== 'slogan' && !row.name.includes('，')
  const message: Said = ['最多只能是 100%，写“≥”没有意义。', 'It cannot be more than 100%, so “≥” means nothing.']
  return { message, ...(plain && { repair: wording(row.name, '=100%') }) }
}

/** R08: “100 %” of words that name no measure. */
const slogan: RowRule = ({ row }) => {
  const measure = measureOf(row)
  if (!isPercent(row.target) || row.target.amount !== '100' || row.target.operator === '≤') return undefined
  if (measure === 'growth')
    return {
      message: [
        '没有说明与哪一年、用什么办法相比，“100%”无法计算。',
        'Compared with which year, and how, is not said: “100%” cannot be computed.',
      ],
      repair: [
        `${row.name}：平均用时比上年缩短的比例`,
        `${english(row.name)}: share by which the mean time is shorter than last year`,
      ],
    }
  if (measure !== 'slogan') return undefined
  const team = /^组建一支/.test(row.name)
  return {
    message: [
      `“${row.name.replace(/。$/, '')}”是一句话，不是可以量的比例，“100%”无法计算。`,
      `“${english(row.name).replace(/\.$/, '')}” is a sentence, not a share that can be measured: “100%” cannot be computed.`,
    ],
    repair: team
      ? [
          '专业服务团队 =1 支，台胞青年占比 ≥50%，按实际填写',
          'Service teams =1, share of young Taiwan compatriots ≥50%, or what it really is',
        ]
      : [
          '改写为能数出来的量，如服务人次、办结件数、满意度',
          'write something that can be counted, such as visits served, cases finished, satisfaction',
        ],
  }
}

/** R09: a safety target below the whole: part of the harm is allowed. */
const harmAllowed: RowRule = ({ row }) => {
  if (measureOf(row) !== 'safety' || !isPercent(row.target) || amountOf(row.target) >= 100) return undefined
  return {
    message: [
      `安全目标写“${row.target.asPublished}”，等于允许一部分损害发生。`,
      `A safety target of “${toldTarget(row.target.asPublished)}” allows part of the harm.`,
    ],
    repair: ['造成损害的事件 =0 起', 'Events that did harm =0'],
  }
}

/** R10: the target's number stands in the name too. */
const numberTwice: RowRule = ({ row }) => {
  const number = amountOf(row.target)
  if (!numbersIn(row.name).includes(number)) return undefined
  const { operator } = row.target
  const clash = (/以上/.test(row.name) && operator === '>') || (measureOf(row) === 'roundTheClock' && operator === '≤')
  const exact = /[一二三四五六七八九十]大/.test(row.name) && operator === '≥'
  const [sense, inEnglish]: Said = clash
    ? [`，而且与“${operator}”意思不合`, `, and “${operator}” does not fit it`]
    : exact
      ? ['，既然就是这个数，就不该写“≥”', '; if it is just that number, “≥” is out of place']
      : ['', '']
  return {
    message: [
      `名称里已经写了 ${number}，目标值又写一遍${sense}。`,
      `The name already says ${number}, and the target says it again${inEnglish}.`,
    ],
    repair: repairTwice(row, exact),
  }
}

function repairTwice(row: RowView['row'], exact: boolean): Said {
  const { name, target } = row
  if (measureOf(row) === 'roundTheClock') return wording(AVAILABILITY, '≥99.5%')
  if (exact) return wording(name.replace(/[一二三四五六七八九十]大/, ''), target.asPublished.replace('≥', '='))
  if (/费满.*月/.test(name)) return wording(`${name.replace(/费满.*$/, '')}月数`, target.asPublished)
  const bare = name.replace(/满?\s*\d+\s*万?\s*(个月|人次|[次件天月人])?(以上)?/, '').trim()
  return wording(bare, target.asPublished.replace('>', '≥'))
}

/** R11: two claims in one indicator. */
const composite: RowRule = ({ row: { name } }) => {
  const act = '(?:实现|提升|提高|保证|保障|推进)'
  const parts = name.includes('，')
    ? name.split('，')
    : name === '保质保量完成'
      ? ['保质', '保量']
      : new RegExp(`^${act}[^、]+、${act}`).test(name)
        ? name.split('、')
        : []
  if (parts.length < 2) return undefined
  const names = parts.map((part) => part.trim())
  return {
    message: [
      '一个指标装了两件事，做到一件、没做到另一件时无法打分。',
      'One indicator holds two things: with one done and the other not, it cannot be scored.',
    ],
    repair: [
      `拆成两个指标：${names.map((part) => `“${part}”`).join('和')}`,
      `two indicators: ${names.map((part) => `“${english(part)}”`).join(' and ')}`,
    ],
  }
}

/** R12: the row stands under the wrong level-2 class. */
const wrongClass: RowRule = (view) => {
  const right = rightClass(view)
  if (!right) return undefined
  const [target, [why, inEnglish]] = right
  return {
    message: [`${why}，不属于“${view.level2}”。`, `${inEnglish} and does not belong under “${english(view.level2)}”.`],
    repair: [`改列“${target}”`, `file it under “${english(target)}”`],
  }
}

/** The class a row belongs to, and why. */
type RightClass = readonly [level2: string, why: Said]

function rightClass({ row, level2 }: RowView): RightClass | undefined {
  const measure = measureOf(row)
  if (row.target.amount === undefined) return undefined
  if (level2 === '社会成本指标') return costClass(row.name)
  if (level2 === '数量指标') {
    if (measure === 'duration' || isTime(row.target)) return ['时效指标', ['这是时间', 'This is a time']]
    if (measure === 'rate')
      return [/及时|进度/.test(row.name) ? '时效指标' : '质量指标', ['这是比率', 'This is a rate']]
  }
  if (level2 === '质量指标' && measure === 'count' && !isPercent(row.target))
    return ['数量指标', ['这是数量', 'This is a quantity']]
  if (level2 === '社会效益指标' && measure === 'duration')
    return ['时效指标', ['这是办理用时', 'This is the time a case takes']]
  if (level2 === '社会效益指标' && /服务单位/.test(row.name))
    return ['数量指标', ['这是服务单位的家数', 'This is a number of units served']]
  if (level2 === '生态效益指标' && !/生态|环境|节能|能耗|排放|绿/.test(row.name))
    return ['质量指标', ['这与生态无关', 'This has nothing to do with ecology']]
  return undefined
}

function costClass(name: string): RightClass | undefined {
  if (/成本控制/.test(name)) return ['经济成本指标', ['这是花了多少钱', 'This is how much was spent']]
  return /支出实现率|执行率/.test(name)
    ? ['预算执行率（单列）', ['这是预算执行进度', 'This is how far the budget was carried out']]
    : undefined
}

/** R18: carried-over work with a length of time and no day to count from. */
const noStart: RowRule = ({ row, goal }) => {
  const carriedOver = goal.money.current?.value === 0 && (goal.money.carryOver?.value ?? 0) > 0
  if (!carriedOver || !/时限/.test(row.name)) return undefined
  return {
    message: [
      `这是上年结转的项目，只写“${row.target.asPublished}”，没有说从哪一天算起。`,
      `The project was carried over from last year; “${toldTarget(row.target.asPublished)}” does not say from which day.`,
    ],
    repair: [`${row.name}：某年某月某日前`, `${english(row.name)}: before a given day`],
  }
}

/** The row rules by their id. */
export const ROW_RULES: readonly (readonly [rule: string, judge: RowRule])[] = [
  ['R01', shiftedRow],
  ['R02', rateWithoutPercent],
  ['R03', wrongDirection],
  ['R04', timeWithoutUnit],
  ['R05', clockAsHours],
  ['R06', selfTarget],
  ['R07', beyondWhole],
  ['R08', slogan],
  ['R09', harmAllowed],
  ['R10', numberTwice],
  ['R11', composite],
  ['R12', wrongClass],
  ['R18', noStart],
]
