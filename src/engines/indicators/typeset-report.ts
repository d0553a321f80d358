// A self-evaluation report as a Typst document: its sections, the score of every indicator, who signs. Pure text, as
// engines/budget/typeset.ts.
import { formatAmount } from '../budget/money.ts'
import { literal, PREAMBLE } from '../budget/typeset.ts'
import { CATEGORY_NAMES, type ReportSection } from './evaluation-report.ts'
import type { ScoredLine } from './self-evaluation.ts'

export interface TypesetReport {
  readonly project: string
  readonly report: readonly ReportSection[]
  readonly lines: readonly ScoredLine[]
  /** Who recorded it and when. */
  readonly signed: string
}

/** The report as Typst source; every text enters as a string literal. */
export function typesetReport({ project, report, lines, signed }: TypesetReport): string {
  const head = ['类别', '指标', '分值', '得分', '怎样计分'].map((title) => `[#${literal(title)}]`)
  const cells = lines.flatMap(({ category, name, weight, points, reason }) =>
    [CATEGORY_NAMES[category], name, formatAmount(weight), formatAmount(points), reason].map(
      (text) => `[#${literal(text)}]`,
    ),
  )
  return [
    PREAMBLE,
    `#align(center)[#text(size: 18pt, weight: "bold")[#${literal('项目绩效自评报告')}]]`,
    `#align(center)[#${literal(project)}]`,
    ...report.flatMap(({ heading, paragraphs }) => [
      `#heading(level: 2)[#${literal(heading)}]`,
      ...paragraphs.map((text) => `#par[#${literal(text)}]`),
    ]),
    `#heading(level: 2)[#${literal('附：逐项得分')}]`,
    `#grid-of((44pt, 1fr, 44pt, 44pt, 1fr), (left, left, right, right, left), 1, 9pt, ${[...head, ...cells].join(', ')})`,
    `#align(right)[#${literal(signed)}]`,
  ].join('\n')
}
