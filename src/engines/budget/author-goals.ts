// What an author writes besides figures: projects with their three-level indicators, the year's tasks, the offices. Each is
// a list that is set whole, so that adding, removing, reordering and editing are one kind of change and undo is the list
// before. Lines are numbered anew, so that a lint finding names exactly one row.
import { type Book, GOAL_MONEY, type Goal, type Indicator, type Passage, type Staffing } from './book.ts'
import { formatAmount } from './money.ts'
import { GOAL_SUFFIX, nameIn, parseTarget } from './read-goals.ts'

export type GoalMoney = (typeof GOAL_MONEY)[number][0]

/** An indicator as it is written: both upper levels are said on every row, whether printed there or not. */
export interface RowDraft {
  readonly level1: string
  readonly level2: string
  readonly name: string
  readonly target: string
}

/** A project's goal table as it is written. Units: `money` in 0.01 万元. */
export interface GoalDraft {
  readonly title: string
  readonly aim: string
  readonly money: Readonly<Record<GoalMoney, number>>
  readonly rows: readonly RowDraft[]
}

export type TaskDraft = Pick<Passage, 'title' | 'text'>
export type OfficeDraft = Pick<Staffing, 'name' | 'funding' | 'staff'>

/** Level 2 under its level 1, in the prescribed order (domain.md §12.2). */
export const LEVELS: readonly (readonly [level1: string, level2: readonly string[]])[] = [
  ['成本指标', ['经济成本指标', '社会成本指标', '生态环境成本指标']],
  ['产出指标', ['数量指标', '质量指标', '时效指标']],
  ['效益指标', ['经济效益指标', '社会效益指标', '生态效益指标', '可持续影响指标']],
  ['满意度指标', ['服务对象满意度指标']],
]

/** The level 1 a level 2 belongs to; undefined for a name that is not prescribed. */
export function level1Of(level2: string): string | undefined {
  return LEVELS.find(([, names]) => names.includes(level2))?.[0]
}

/** The goal tables of a book as an author writes them. */
export function goalDrafts(goals: readonly Goal[]): GoalDraft[] {
  return goals.map(({ title, aim, money, indicators }) => ({
    title,
    aim: aim.text,
    money: Object.fromEntries(GOAL_MONEY.map(([key]) => [key, money[key]?.value ?? 0])) as GoalDraft['money'],
    rows: indicators.map(({ level1, level2, name, target }) => ({ level1, level2, name, target: target.asPublished })),
  }))
}

/** A project to begin with: no money, one row of each level 1. */
export function blankGoal(): GoalDraft {
  const rows = ['经济成本指标', '数量指标', '社会效益指标', '服务对象满意度指标']
  return {
    title: GOAL_SUFFIX,
    aim: '',
    money: { total: 0, fiscal: 0, current: 0, carryOver: 0, other: 0 },
    rows: rows.map((level2) => ({ level1: level1Of(level2)!, level2, name: '', target: '' })),
  }
}

/** The book with these goal tables, its lines numbered from where its goals began. */
export function withGoals(book: Book, drafts: readonly GoalDraft[]): Book {
  let line = book.goals[0]?.line ?? 1
  const goals = drafts.map((draft) => {
    const first = line
    line += draft.rows.length + GOAL_MONEY.length + 4
    return goalFrom(draft, first)
  })
  return { ...book, goals }
}

function goalFrom({ title, aim, money, rows }: GoalDraft, line: number): Goal {
  const cells = GOAL_MONEY.map(([key], i) => {
    const value = money[key]
    return [key, { asPublished: formatAmount(value), value, line: line + 1 + i }] as const
  })
  const aimAt = line + 1 + GOAL_MONEY.length
  return {
    line,
    title,
    name: nameIn(title),
    money: Object.fromEntries(cells),
    aim: { text: aim, line: aimAt },
    indicators: rows.map((row, i) => indicatorFrom(row, rows[i - 1], aimAt + 2 + i)),
  }
}

/** Upper levels are printed where they change. */
function indicatorFrom(row: RowDraft, above: RowDraft | undefined, line: number): Indicator {
  const { level1, level2, name, target } = row
  const isNew1 = level1 !== above?.level1
  const isNew2 = isNew1 || level2 !== above?.level2
  const printed: [string, string] = [isNew1 ? level1 : '', isNew2 ? level2 : '']
  return { line, printed, level1, level2, name, target: parseTarget(target) }
}

/** The book with these tasks of the year. */
export function withTasks(book: Book, drafts: readonly TaskDraft[]): Book {
  const first = book.tasks[0]?.line ?? 1
  return { ...book, tasks: drafts.map(({ title, text }, i) => ({ title, text, line: first + i })) }
}

/** The book with these offices. */
export function withOffices(book: Book, drafts: readonly OfficeDraft[]): Book {
  const first = book.staffing[0]?.line ?? 1
  return { ...book, staffing: drafts.map(({ name, funding, staff }, i) => ({ name, funding, staff, line: first + i })) }
}
