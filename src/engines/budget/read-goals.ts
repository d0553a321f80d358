// Reads the performance goal tables: title, five money lines, aim, and indicator rows in which levels 1 and 2 are printed
// once and hold for the rows below. Shifted cells are kept as published; judging them is the lint's work.
import { type Cell, GOAL_MONEY, type Goal, type Indicator, type Target } from './book.ts'
import { halfWidth, parseAmount } from './money.ts'
import { cellsOf, type Findings, flat, isTabular, type SourceLine } from './source-text.ts'

/** What the title of a goal table ends with. */
export const GOAL_SUFFIX = '绩效目标表'
const GOAL_COLUMNS = 5
const INDICATOR_HEAD = ['绩效目标指标', '一级指标', '二级指标', '三级指标', '目标值']

/** The project's name in the title of its table. */
export function nameIn(title: string): string {
  const name = title.replace(/\s+/g, '')
  return name.endsWith(GOAL_SUFFIX) ? name.slice(0, -GOAL_SUFFIX.length) : name
}

/** Reads every goal table between the given lines. */
export function readGoals(lines: readonly SourceLine[], findings: Findings): Goal[] {
  const starts = lines.flatMap((line, i) => (isGoalTitle(line) ? [i] : []))
  const goals = starts.map((start, i) => readGoal(lines.slice(start, starts[i + 1]), findings))
  for (const [i, goal] of goals.entries()) {
    const twin = goals.slice(0, i).find((other) => other.name === goal.name)
    if (twin) findings.refuse('table-twice', lines[starts[i]!]!, `“${goal.name}”与第 ${twin.line} 行的绩效目标表同名`)
  }
  return goals
}

function isGoalTitle(line: SourceLine): boolean {
  const text = line.flat
  return !isTabular(line) && text.endsWith(GOAL_SUFFIX) && !/^\d+\./.test(text)
}

function readGoal(lines: readonly SourceLine[], findings: Findings): Goal {
  const heading = lines[0]!
  const rows = lines.filter(isTabular)
  const title = heading.text.trim()
  const money: Record<string, Cell> = {}
  const goal: Goal = {
    line: heading.no,
    title,
    name: nameIn(title),
    money,
    aim: { text: '', line: heading.no },
    indicators: [],
  }
  const levels: [string, string] = ['', '']
  for (const line of rows) {
    const cells = cellsOf(line)
    if (cells.length !== GOAL_COLUMNS)
      findings.refuse('merged-cells', line, `绩效目标表每行 5 格，这一行有 ${cells.length} 格；如有合并单元格，请拆开`)
    else takeGoalRow(line, cells, { goal, levels, findings })
  }
  for (const [key, label] of GOAL_MONEY)
    if (!money[key]) findings.refuse('goal-form', heading, `“${goal.name}”缺少“${label}”的金额`)
  if (goal.aim.text === '') findings.refuse('goal-form', heading, `“${goal.name}”没有总体目标`)
  if (goal.indicators.length === 0) findings.refuse('goal-form', heading, `“${goal.name}”没有指标`)
  return goal
}

function takeGoalRow(
  line: SourceLine,
  cells: readonly string[],
  to: { goal: Goal; levels: [string, string]; findings: Findings },
): void {
  const { goal, findings } = to
  const [first = '', second = '', third = ''] = cells
  const money = GOAL_MONEY.find(([, label]) => flat(label) === flat(second))
  if (money) takeMoney(line, money[0], third, goal, findings)
  else if (first === '总体目标') goal.aim = { text: second, line: line.no }
  else if (first === INDICATOR_HEAD[0]) {
    if (cells.join() !== INDICATOR_HEAD.join())
      findings.refuse('header', line, `指标表头应为：${INDICATOR_HEAD.join(' | ')}`)
  } else if (first === '') takeIndicator(line, cells, to)
  else findings.refuse('row-unknown', line, `绩效目标表没有“${first}”这一项`)
}

function takeMoney(line: SourceLine, key: string, asPublished: string, goal: Goal, findings: Findings): void {
  if (goal.money[key]) {
    findings.refuse('row-twice', line, `“${goal.name}”的这一行资金重复，请删去一行`)
    return
  }
  const heading = key === 'total' ? line.flat : ''
  if (heading !== '' && !heading.startsWith(flat('项目资金（万元）'))) {
    findings.refuse('unit-heading', line, '项目资金的单位应为万元，写作“项目资金（万元）”')
    return
  }
  const read = parseAmount(asPublished)
  if (read.ok) goal.money[key] = { asPublished, value: read.value, line: line.no }
  else findings.refuse('amount', line, `“${goal.name}”：${read.reason}`)
}

/** The same indicator twice is a slip of copying; two targets for one name are the lint's to explain. */
function takeIndicator(
  line: SourceLine,
  cells: readonly string[],
  { goal, levels, findings }: { goal: Goal; levels: [string, string]; findings: Findings },
): void {
  const row = readIndicator(line, cells, levels)
  const before = goal.indicators.find((other) => other.level2 === row.level2 && sameWords(other, row))
  if (before) findings.refuse('row-twice', line, `“${row.name}”与第 ${before.line} 行重复，请删去一行`)
  else goal.indicators.push(row)
}

function sameWords(a: Indicator, b: Indicator): boolean {
  return flat(`${a.name}\t${a.target.asPublished}`) === flat(`${b.name}\t${b.target.asPublished}`)
}

function readIndicator(line: SourceLine, cells: readonly string[], levels: [string, string]): Indicator {
  const [, level1 = '', level2 = '', name = '', target = ''] = cells
  if (level1 !== '') levels[0] = level1
  if (level2 !== '') levels[1] = level2
  return {
    line: line.no,
    printed: [level1, level2],
    level1: levels[0],
    level2: levels[1],
    name,
    target: parseTarget(target),
  }
}

/** Operator, number and unit of a target; words stay words. Never refuses: an odd target is for the lint to explain. */
export function parseTarget(asPublished: string): Target {
  const plain = halfWidth(asPublished).trim()
  const [, sign, rest = ''] = /^(≥|≤|=|＝|>=|<=|>|<)?(.*)$/s.exec(plain) ?? []
  const operator = sign === undefined ? undefined : (SIGNS[sign] ?? (sign as NonNullable<Target['operator']>))
  const number = /^(\d[\d,]*(?:\.\d+)?)(.*)$/s.exec(rest.trim())
  if (!number) return { asPublished, ...(operator && { operator }) }
  return {
    asPublished,
    ...(operator && { operator }),
    amount: number[1]!.replaceAll(',', ''),
    unit: number[2]!.trim(),
  }
}

const SIGNS: Record<string, NonNullable<Target['operator']>> = { '>=': '≥', '<=': '≤', '＝': '=' }
