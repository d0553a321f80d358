// Rules that need more than one row: R13 copied goals, R14 contradictions, R15 one goal financed twice, R16 slips of the
// pen, R17 swapped units. Called by lint.ts with the whole book.
import type { Book, Goal, Indicator } from '../book.ts'
import { english, englishTarget } from '../english/glosses.ts'
import type { Said } from '../language.ts'
import { formatAmount } from '../money.ts'
import { type Found, rowText } from './finding.ts'
import { amountOf, isPercent, isUptime, measureOf, numbersIn, speaksOfAnother, subjectOf } from './meaning.ts'
import { slipsIn } from './wording.ts'

type Rows = readonly [Indicator, Indicator]

/** R13: the goal's words are about something else, or were copied and never say what this project does. */
export function strangeGoals({ goals }: Book): Found[] {
  return goals.flatMap((goal) => {
    const source = goals
      .filter((other) => other !== goal && sameAim(goal, other) && !sameProject(goal, other))
      .sort((a, b) => coverage(b) - coverage(a))[0]
    const copied = source && coverage(goal) < 0.5 && coverage(goal) < coverage(source)
    const elsewhere = !source && speaksOfAnother(goal.aim.text, goal.name)
    if (!copied && !elsewhere) return []
    const message: Said = copied
      ? [
          `总体目标与第 ${source.line} 行“${source.name}”一字不差，没有说出本项目要做什么。`,
          `The aim is word for word that of “${english(source.name)}” in line ${source.line} and does not say what this project does.`,
        ]
      : [
          '总体目标说的是另一项服务，没有提到本项目的名称所指的事。',
          'The aim is about another service and never names what this project is called after.',
        ]
    const lines = [goal.line, goal.aim.line, ...(copied ? [source.aim.line] : [])]
    const repair: Said = [
      `写明“${coreName(goal)}”今年要做成什么、给谁用、做到多少`,
      `say what “${english(goal.name)}” is to achieve this year, for whom, and how much`,
    ]
    return [{ rule: 'R13', line: goal.line, lines, published: goal.aim.text, message, repair }]
  })
}

function sameAim(a: Goal, b: Goal): boolean {
  return a.aim.text === b.aim.text
}

function sameProject(a: Goal, b: Goal): boolean {
  return coreName(a) === coreName(b)
}

/** The project's name without year, quotation marks, and words every project has. */
function coreName({ name }: Goal): string {
  return name
    .replace(/^\d{2,4}年/, '')
    .replace(/[“”"（）]/g, '')
    .replace(/(项目款|项目|专项经费|经费|费用)/g, '')
}

/** Share of the name's pairs of characters that occur in the goal's words. */
function coverage(goal: Goal): number {
  const pairs = pairsOf(coreName(goal))
  return pairs.filter((pair) => goal.aim.text.includes(pair)).length / Math.max(1, pairs.length)
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2))
}

/** R14: targets that cannot all be meant, within one table or between tables of one system. */
export function contradictions({ goals }: Book): Found[] {
  const within = goals.flatMap(({ indicators }) => [...runningAndFaulty(indicators), ...wholeBelowPart(indicators)])
  const between = goals.flatMap((goal, i) =>
    goals.slice(i + 1).flatMap((other) => (sameSystem(goal, other) ? differingTargets(goal, other) : [])),
  )
  return [...within, ...between]
}

function sameSystem(a: Goal, b: Goal): boolean {
  const subject = subjectOf(a.name)
  return subject >= 0 && subject === subjectOf(b.name)
}

function contradiction([a, b]: Rows, message: Said, repair: Said): Found {
  const published = `${rowText(a)}；${rowText(b)}`
  return { rule: 'R14', line: a.line, lines: [a.line, b.line], published, message, repair }
}

/** Never down, and yet so many hours down each time. */
function runningAndFaulty(rows: readonly Indicator[]): Found[] {
  const faulty = rows.find((row) => /故障(小时|时间)/.test(row.name) && amountOf(row.target) > 0)
  const always = rows.find(
    (row) => isUptime(row.name) && (measureOf(row) === 'roundTheClock' || amountOf(row.target) === 100),
  )
  if (!faulty || !always) return []
  const message: Said = [
    `第 ${faulty.line} 行允许每次故障 ${faulty.target.asPublished}，第 ${always.line} 行又要求一刻不停。`,
    `Line ${faulty.line} allows faults of ${told(faulty)}, line ${always.line} asks for running without a stop.`,
  ]
  const repair: Said = [
    '可用率按允许的故障时间倒推，如 ≥99.5%',
    'availability worked out from the fault time allowed, such as ≥99.5%',
  ]
  return [contradiction([faulty, always], message, repair)]
}

/** A floor for the whole lower than the floor for a part of it. */
function wholeBelowPart(rows: readonly Indicator[]): Found[] {
  const part = rows.find(({ name }) => /核身次数/.test(name))
  if (!part) return []
  return rows.flatMap((whole) => {
    if (!/使用次数|受益/.test(whole.name)) return []
    const floor = isPercent(whole.target) ? (numbersIn(whole.name)[0] ?? Number.NaN) : amountOf(whole.target)
    if (!(floor < amountOf(part.target))) return []
    const message: Said = [
      `“${part.name}”已要 ${amountOf(part.target)} 次，第 ${whole.line} 行却只要 ${floor}，两个下限对不上。`,
      `“${english(part.name)}” alone asks for ${amountOf(part.target)}, line ${whole.line} for no more than ${floor} in all: the two floors do not fit.`,
    ]
    const repair: Said = ['两行取同一口径，较大的数为准', 'count both the same way, the greater number holds']
    return [contradiction([part, whole], message, repair)]
  })
}

/** The same indicator of one system with two targets. Outputs that add up (so many verifications bought) may differ. */
function differingTargets(a: Goal, b: Goal): Found[] {
  return a.indicators.flatMap((row) => {
    const twin = b.indicators.find((other) => other.name === row.name)
    if (!twin || addsUp(row) || sameTarget(row, twin)) return []
    const message: Said = [
      `同一系统的同一指标，第 ${row.line} 行是“${row.target.asPublished}”，第 ${twin.line} 行是“${twin.target.asPublished}”。`,
      `The same indicator of the same system is “${told(row)}” in line ${row.line} and “${told(twin)}” in line ${twin.line}.`,
    ]
    return [contradiction([row, twin], message, ['两张表写同一个目标值', 'one target in both tables'])]
  })
}

function told({ target: { asPublished } }: Indicator): string {
  return englishTarget(asPublished) ?? asPublished
}

function addsUp(row: Indicator): boolean {
  if (measureOf(row) === 'duration' && /时限/.test(row.name)) return true
  return measureOf(row) === 'count' && row.level2 === '数量指标' && !/^保证各平台/.test(row.name)
}

function sameTarget({ target: a }: Indicator, { target: b }: Indicator): boolean {
  return a.amount === b.amount && month(a.unit) === month(b.unit)
}

function month(unit = ''): string {
  return unit.replace('个月', '月')
}

/** R15: near-identical tables, or one system's same promises again, with two sums of money. */
export function financedTwice({ goals }: Book): Found[] {
  return goals.flatMap((goal, i) =>
    goals.slice(i + 1).flatMap((other) => {
      const copied = sameAim(goal, other) && likeness(goal, other) >= 0.6
      const again = sameSystem(goal, other) && oneNamesOther(goal, other) && sharedRows(goal, other) >= 0.5
      if (!copied && !again) return []
      const [alike, inEnglish]: Said = copied
        ? ['目标相同、指标大半同名', 'have the same aim and mostly the same indicators']
        : [
            '说的是同一件事、半数指标连目标值都一样',
            'are about the same thing, and half their indicators agree to the target',
          ]
      const sums = [goal, other].map(({ money }) => formatAmount(money.total?.value ?? 0))
      return [
        {
          rule: 'R15',
          line: goal.line,
          lines: [goal.line, other.line],
          published: `${goal.name} ${sums[0]}；${other.name} ${sums[1]}`,
          message: [
            `两张表${alike}，各有一笔钱：${sums[0]} 和 ${sums[1]} 万元。`,
            `The two tables ${inEnglish}, each with money of its own: ${sums[0]} and ${sums[1]}.`,
          ] as const,
          repair: [
            '并成一张表；确是两期的，各写本期要做成的部分',
            'one table; or, if they are two stages, each with its own part',
          ] as const,
        },
      ]
    }),
  )
}

/** Share of indicator names the two tables have in common. */
function likeness(a: Goal, b: Goal): number {
  const [left, right] = [a, b].map(({ indicators }) => indicators.map(({ name }) => name))
  const common = left!.filter((name) => right!.includes(name)).length
  return common / new Set([...left!, ...right!]).size
}

/** Whether one project's name is part of the other's. */
function oneNamesOther(a: Goal, b: Goal): boolean {
  const [left, right] = [coreName(a), coreName(b)]
  return left.includes(right) || right.includes(left)
}

/** Share of the shorter table's indicators that stand in the other with the same target. */
function sharedRows(a: Goal, b: Goal): number {
  const shared = a.indicators.filter((row) =>
    b.indicators.some((other) => other.name === row.name && sameTarget(row, other)),
  )
  return shared.length / Math.max(1, Math.min(a.indicators.length, b.indicators.length))
}

/** R16: slips of the pen in titles, aims, indicators and the year's main tasks. */
export function slipsOfThePen(book: Book): Found[] {
  const aim = book.texts['tasks.aim']
  const passages = [
    ...(aim ? [aim] : []),
    ...book.tasks.map(({ title, text, line }) => ({ text: `${title}。${text}`, line })),
    ...book.goals.flatMap(({ title, line, aim: goal, indicators }) => [
      { text: title, line },
      goal,
      ...indicators.map((row) => ({ text: row.name, line: row.line })),
    ]),
  ]
  return passages.flatMap(({ text, line }) => {
    const slips = slipsIn(text)
    if (slips.length === 0) return []
    const found = slips.map((slip) => slip.found)
    const mended = slips.map((slip) => `${slip.found} → ${slip.meant}`)
    const message: Said = [`用字或引号有误：${found.join('、')}。`, `A slip of the pen: ${found.join(', ')}.`]
    const repair: Said = [mended.join('；'), mended.join('; ')]
    return [{ rule: 'R16', line, lines: [line], published: text, message, repair }]
  })
}

/** What is counted in which units: acts in times, things in pieces. First match decides. */
const COUNTED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/申领|申请|申报|报名|查询|次数/, ['次', '件', '人次', '笔', '条']],
  [/政策|功能|平台|类型/, ['个', '项', '条', '类']],
]

/** R17: two neighbours whose units fit each other's names. */
export function swappedUnits({ goals }: Book): Found[] {
  return goals.flatMap(({ indicators }) =>
    indicators.slice(1).flatMap((second, i) => {
      const first = indicators[i]!
      const swapped = !fits(first, first) && !fits(second, second) && fits(first, second) && fits(second, first)
      if (!swapped) return []
      const [a, b] = [first.target.asPublished, second.target.asPublished]
      const mendedA = a.replace(first.target.unit!, second.target.unit!)
      const mendedB = b.replace(second.target.unit!, first.target.unit!)
      return [
        {
          rule: 'R17',
          line: first.line,
          lines: [first.line, second.line],
          published: `${rowText(first)}；${rowText(second)}`,
          message: [
            `“${first.name}”以“${first.target.unit}”计、“${second.name}”以“${second.target.unit}”计，两行单位对调了。`,
            `“${english(first.name)}” and “${english(second.name)}” have each other’s units.`,
          ] as const,
          repair: [
            `${first.name} ${mendedA}；${second.name} ${mendedB}`,
            `${english(first.name)} ${englishTarget(mendedA) ?? mendedA}; ${english(second.name)} ${englishTarget(mendedB) ?? mendedB}`,
          ] as const,
        },
      ]
    }),
  )
}

/** Whether the unit of one row suits the name of the other; unknown names suit nothing. */
function fits({ target }: Indicator, { name }: Indicator): boolean {
  const units = COUNTED.find(([pattern]) => pattern.test(name))?.[1]
  return units?.includes(target.unit ?? '') ?? false
}
