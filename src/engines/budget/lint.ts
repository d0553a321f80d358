// The lint of performance goals: 18 rules over every goal table. It explains and proposes; it never changes the published
// text and never blocks. Called by the command line, the public page and the authoring desk.
import type { Book, Goal } from './book.ts'
import { type Language, type Said, saidIn } from './language.ts'
import { type Finding, type Found, type RowView, rowText } from './lint/finding.ts'
import { LEVEL2_NAMES } from './lint/meaning.ts'
import { ROW_RULES } from './lint/row-rules.ts'
import { contradictions, financedTwice, slipsOfThePen, strangeGoals, swappedUnits } from './lint/table-rules.ts'

export type { Finding } from './lint/finding.ts'

/** What each rule looks for, in the words of the page that shows it. Source: domain.md §13.4. */
export const RULES: Readonly<Record<string, Said>> = {
  R01: [
    '整行右移：二级指标写进三级，三级写进目标值',
    'A row shifted to the right: the second level in the third, the third in the target',
  ],
  R02: ['比率、程度用天、个、次来量', 'A rate or degree measured in days, pieces or times'],
  R03: ['方向写反，或只剩一个值可以达标', 'The wrong direction, or only one exact value meets it'],
  R04: ['时间没有单位或单位不对', 'A time without a unit of time'],
  R05: ['全天候运行写成多少小时', 'Round-the-clock service told as a number of hours'],
  R06: ['目标值照抄指标名称', 'The target repeats its own name'],
  R07: ['最多 100% 的写成“≥100%”', '“≥100%” of what cannot exceed 100%'],
  R08: ['一句口号配“100%”', '“100%” of a slogan'],
  R09: ['安全目标容许损害', 'A safety target that allows harm'],
  R10: ['名称里已有目标的数', 'The number stands in the name too'],
  R11: ['一个指标装两件事', 'Two things in one indicator'],
  R12: ['二级分类放错', 'Filed under the wrong class'],
  R13: ['总体目标说的不是本项目', 'The aim is not about this project'],
  R14: ['目标互相矛盾', 'Targets that contradict each other'],
  R15: ['同一目标两处出钱', 'The same goal financed twice'],
  R16: ['错字、繁简混用、引号不成对', 'Slips of the pen, mixed scripts, unpaired quotation marks'],
  R17: ['相邻两行单位对调', 'Units of neighbouring rows swapped'],
  R18: ['结转项目的时限没有起点', 'Carried over, with a time limit that has no start'],
}

/** Every defect of the book's goals, by line, then by rule, told in a language. */
export function lintBook(book: Book, language: Language = 'zh-Hans'): Finding[] {
  return foundIn(book).map(({ message, repair, ...found }) => ({
    ...found,
    message: saidIn(language, message),
    ...(repair && { repair: saidIn(language, repair) }),
  }))
}

function foundIn(book: Book): Found[] {
  const rows = book.goals.flatMap((goal) => viewsOf(goal).flatMap(judge))
  const tables = [strangeGoals, contradictions, financedTwice, slipsOfThePen, swappedUnits].flatMap((rule) =>
    rule(book),
  )
  return [...rows, ...tables].sort((a, b) => a.line - b.line || a.rule.localeCompare(b.rule))
}

function judge(view: RowView): Found[] {
  return ROW_RULES.flatMap(([rule, applies]) => {
    const verdict = applies(view)
    if (!verdict) return []
    const { message, repair, also = [] } = verdict
    const { line } = view.row
    return [{ rule, line, lines: [line, ...also], published: rowText(view.row), message, ...(repair && { repair }) }]
  })
}

/** The rows of a goal; a shifted row hands its true level-2 name to the rows below it. */
function viewsOf(goal: Goal): RowView[] {
  let shifted: string | undefined
  return goal.indicators.map((row, index, rows) => {
    if (row.printed[1] !== '') shifted = undefined
    else if (LEVEL2_NAMES.has(row.name)) shifted = row.name
    return { goal, row, rows, index, level2: shifted ?? row.level2 }
  })
}
