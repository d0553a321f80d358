// Prints a judged budget for people: the verdict first, then what fails, what is asked, what could be written better.
import type { Problem } from '#engines/budget/book.ts'
import type { EquationResult, IdentityResult, SideResult } from '#engines/budget/check.ts'
import type { Cure } from '#engines/budget/cure.ts'
import { type Finding, RULES } from '#engines/budget/lint.ts'
import { formatAmount } from '#engines/budget/money.ts'
import type { Report } from '#engines/budget/report.ts'
import type { Document } from './budget-file.ts'

const MAX_EQUATIONS = 5

/** How a line is named: `L81` of a text, `表一!9` of a workbook. */
type Where = (line: number) => string

/** The report of one unit, for a terminal, with what would mend it; `places` as in Document. */
export function printReport(report: Report, cures: readonly Cure[], places: readonly string[] = []): string {
  const where: Where = (line) => places[line - 1] ?? `L${line}`
  const { unit, year, questions, lint } = report
  const open = questions.filter(({ holds }) => !holds)
  return [
    `${unit}  ${year} 年度单位预算`,
    '',
    ...printIdentities(report.identities, where),
    ...printCures(cures, where),
    '',
    `■ 请说明  ${questions.length} 个问题，${open.length} 个请说明（不影响通过）`,
    ...open.map(({ id, text }) => `  ? ${id}  ${text}`),
    '',
    `■ 绩效目标写法  ${lint.length} 处（原文不改，“建议”是我们提的）`,
    ...Object.keys(RULES).flatMap((rule) => printRule(rule, lint, where)),
    '',
  ].join('\n')
}

function printIdentities(identities: readonly IdentityResult[], where: Where): string[] {
  const failing = identities.filter(({ holds }) => !holds)
  const noted = identities.filter(({ note, holds }) => note && holds)
  const verdict = failing.length === 0 ? `全部成立` : `${failing.length} 条不成立`
  return [
    `■ 数字之间  ${identities.length} 条恒等式，${verdict}`,
    ...failing.flatMap((identity) => printIdentity(identity, where)),
    ...noted.map(({ id, note }) => `  ! ${id}  成立；${note}`),
  ]
}

const MAX_CURES = 3

/** The single changes that mend most, for the author to choose from; the tool changes nothing. */
function printCures(cures: readonly Cure[], where: Where): string[] {
  const best = cures.filter(({ leaves }) => leaves.length === cures[0]!.leaves.length)
  return best.slice(0, MAX_CURES).map(({ name, line, from, to, leaves }) => {
    const left = leaves.length === 0 ? '全部成立' : `还有 ${leaves.join(' ')} 不成立`
    return `  → 若把 ${name}（${where(line)}）由 ${formatAmount(from)} 改为 ${formatAmount(to)}：${left}`
  })
}

function printIdentity({ id, says, equations }: IdentityResult, where: Where): string[] {
  const failing = equations.filter(({ holds }) => !holds)
  const more = failing.length - MAX_EQUATIONS
  return [
    `  ✗ ${id}  ${says}`,
    ...failing.slice(0, MAX_EQUATIONS).flatMap((equation) => printEquation(equation, where)),
    ...(more > 0 ? [`         另有 ${more} 处`] : []),
  ]
}

function printEquation({ left, right }: EquationResult, where: Where): string[] {
  const hundredths = ({ figure }: SideResult): number => Math.round(Number(figure.replace(/[,%]/g, '')) * 100)
  const gap = formatAmount(Math.abs(hundredths(left) - hundredths(right)))
  return [printSide(' ', left, where), printSide('≠', right, where), `         差 ${gap}`]
}

function printSide(sign: string, { text, figure, terms, lines }: SideResult, where: Where): string {
  const shown = (terms.length > 0 ? terms.map(({ line }) => line) : lines).slice(0, 8)
  const places = [...new Set(shown)].map(where).join(' ')
  return `       ${sign} ${figure.padStart(10)}  ${text}${places ? `  ${places}` : ''}`
}

/** One rule: its findings line by line; what all of them share is said once. */
function printRule(rule: string, lint: readonly Finding[], where: Where): string[] {
  const found = lint.filter((finding) => finding.rule === rule)
  if (found.length === 0) return []
  const shared = new Set(found.map(({ message }) => message)).size === 1 && found.length > 1
  return [
    `  ${rule}  ${RULES[rule]![0]}  ${found.length} 处`,
    ...(shared ? [`       ${found[0]!.message}`] : []),
    ...found.flatMap(({ line, published, message, repair }) => [
      `    ${where(line)}  ${clip(published)}`,
      ...(shared ? [] : [`          ${message}`]),
      ...(repair ? [`          建议  ${repair}`] : []),
    ]),
  ]
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** Why a document cannot be judged, or what was remarked while reading it. */
export function printProblems({ file, problems, faults, places }: Document): string {
  const lines = [
    ...problems.map(
      (problem) =>
        `  ${file}:${places[problem.line - 1] ?? problem.line}  ${problem.refused ? '✗' : '!'} ${problem.reason}${quote(problem)}`,
    ),
    ...faults.map(({ path, reason }) => `  ${file} ${path}  ✗ ${reason}`),
  ]
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

function quote({ text }: Problem): string {
  return text === '' ? '' : `\n      ${clip(text.replaceAll('\t', ' | '))}`
}

/** One unit of a batch. `report` is missing when the document was refused. */
export interface BatchLine {
  readonly document: Document
  readonly report?: Report
}

/** A folder of units: one line a unit, then how often each identity failed and each rule fired. */
export function printBatch(lines: readonly BatchLine[]): string {
  const judged = lines.flatMap(({ report }) => report ?? [])
  const sound = judged.filter((report) => report.sound).length
  return [
    `${lines.length} 份预算：${sound} 份全部成立，${judged.length - sound} 份有恒等式不成立，${lines.length - judged.length} 份读不懂`,
    '',
    ...lines.map(printBatchLine),
    '',
    ...printTally(
      '不成立的恒等式',
      tally(judged, ({ identities }) => identities.filter(({ holds }) => !holds).map(({ id }) => id)),
    ),
    ...printTally(
      '没有答案的问题',
      tally(judged, ({ questions }) => questions.filter(({ holds }) => !holds).map(({ id }) => id)),
    ),
    ...printTally(
      '写法规则',
      tally(judged, ({ lint }) => lint.map(({ rule }) => rule)),
    ),
  ].join('\n')
}

function printBatchLine({ document, report }: BatchLine): string {
  if (!report) return `  ✗ ${document.file}  读不懂：${document.problems.length + document.faults.length} 处`
  const failing = report.identities.filter(({ holds }) => !holds).map(({ id }) => id)
  const open = report.questions.filter(({ holds }) => !holds).length
  return `  ${report.sound ? '✓' : '✗'} ${document.file}  ${report.unit}  ${failing.join(' ') || '40 条成立'}  问题 ${open}  写法 ${report.lint.length}`
}

/** How often each id occurs over all units, most frequent first. */
export function tally(
  reports: readonly Report[],
  idsOf: (report: Report) => readonly string[],
): [id: string, count: number][] {
  const counts = new Map<string, number>()
  for (const id of reports.flatMap(idsOf)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
}

function printTally(title: string, counts: readonly (readonly [string, number])[]): string[] {
  const list = counts.map(([id, count]) => `${id} ×${count}`).join('  ')
  return [`${title}  ${list || '没有'}`]
}
