// The whole disclosure as a Typst document in the prescribed order: cover, contents, duties and tasks, ten tables,
// narrative, goal tables, terms. Pure text; whoever has a Typst compiler makes the PDF.
import { type Book, GOAL_MONEY, type Goal } from './book.ts'
import { SECTIONS, type Section } from './narrative.ts'
import { ordinal, TABLES, type TableShape } from './table-shape.ts'
import { printGoal, printSection, printTable } from './write.ts'

/** Typefaces asked for, best first; each has the rare characters of names. */
export const FONTS = ['Noto Serif CJK SC', 'Source Han Serif SC', 'SimSun', 'Songti SC', 'Noto Sans CJK SC']

/** Paper, type and tables of every document. */
export const PREAMBLE = `#set page(paper: "a4", margin: (x: 22mm, y: 24mm), numbering: "1")
#set text(font: (${FONTS.map((font) => JSON.stringify(font)).join(', ')}), size: 11pt, lang: "zh", region: "cn")
#set par(leading: 0.9em, first-line-indent: (amount: 2em, all: true), justify: true)
#set table(stroke: 0.4pt + rgb("#7A8694"), inset: 4pt)
#show heading: set block(above: 1.4em, below: 0.9em)
#show table.cell.where(y: 0): set text(weight: "bold")
#let grid-of(widths, aligns, head, size, ..cells) = {
  set text(size: size)
  set par(first-line-indent: 0pt, justify: false, leading: 0.6em)
  let first = head * widths.len()
  table(
    columns: widths,
    align: (x, y) => if y < head { center + horizon } else { aligns.at(x) + horizon },
    table.header(..cells.pos().slice(0, first)),
    ..cells.pos().slice(first),
  )
}
`

/** The book as Typst source. Every text of the book enters as a string literal, so none of it can become a command. */
export function typesetBook(book: Book): string {
  const [duties, offices, aims] = SECTIONS.filter(({ part }) => part === 1)
  const rest = SECTIONS.filter(({ part }) => part === 3)
  const note = rest.findIndex(({ heading }) => heading.startsWith('2.'))
  return [
    PREAMBLE,
    cover(book),
    part('第一部分　单位概况'),
    ...[duties!, offices!].flatMap((section) => sectionSource(book, section)),
    staffing(book),
    ...sectionSource(book, aims!),
    ...book.tasks.map(({ title, text }, i) => paragraph(`（${ordinal(i + 1)}）${title}。${text}`)),
    part(`第二部分　${book.year} 年度单位预算表`),
    ...TABLES.map((shape, i) => tableSource(book, shape, i + 1)),
    part(`第三部分　${book.year} 年度单位预算情况说明`),
    ...rest.slice(0, note).flatMap((section) => sectionSource(book, section)),
    paragraph('（二）绩效目标表及说明'),
    ...book.goals.map(goalSource),
    ...rest.slice(note).flatMap((section) => sectionSource(book, section)),
    part('第四部分　名词解释'),
    ...book.glossary.map(({ title, text }, i) => paragraph(`${ordinal(i + 1)}、${title}：${text}`)),
  ].join('\n')
}

/** A Typst string literal. */
export function literal(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/[\r\n\t]+/g, ' ')}"`
}

function cover({ year, unit }: Book): string {
  const title = `${year} 年度单位预算`
  return `#set document(title: ${literal(`${unit}${title}`)}, date: none)
#page(numbering: none, align(center + horizon)[#text(22pt, ${literal(unit)}) #v(12pt) #text(28pt, weight: "bold", ${literal(title)})])
#page(numbering: none, outline(title: "目　录", depth: 2))`
}

function part(title: string): string {
  return `#pagebreak(weak: true)\n#heading(level: 1, ${literal(title)})`
}

function paragraph(text: string): string {
  return `#par(${literal(text)})`
}

function sectionSource(book: Book, section: Section): string[] {
  return [`#heading(level: 2, ${literal(section.heading)})`, ...printSection(book, section).map(paragraph)]
}

function staffing(book: Book): string {
  const rows = book.staffing.map(({ name, funding, staff }) => [name, funding, String(staff)])
  return gridSource([['单位名称', '经费性质', '在职人数'], ...rows], [WORDS, LABEL, LABEL], 1, 10)
}

/** Tables wider than this go on a page laid on its side. */
const UPRIGHT_COLUMNS = 6

function tableSource(book: Book, shape: TableShape, number: number): string {
  const { heading, rows, remark } = printTable(book, shape)
  const width = heading[0]?.length ?? 1
  const size = width > 9 ? 7 : width > UPRIGHT_COLUMNS ? 8 : 9
  const body = [
    `#heading(level: 2, ${literal(`${ordinal(number)}、${shape.title}`)})`,
    `#align(right, ${literal('单位：万元')})`,
    gridSource([...heading, ...rows], columnsOf(shape, width), heading.length, size),
    ...(remark === undefined ? [] : [paragraph(remark)]),
  ].join('\n')
  return width > UPRIGHT_COLUMNS ? `#page(flipped: true)[\n${body}\n]` : `#pagebreak(weak: true)\n${body}`
}

/** A column: how wide, and to which side its cells lean. */
type Column = readonly [width: string, align: 'left' | 'right']

const WORDS: Column = ['1fr', 'left']
const LABEL: Column = ['auto', 'left']
const AMOUNT: Column = ['auto', 'right']
/** In tables of many sums the sums share the width, and the name takes twice as much. */
const WIDE_CODED: readonly Column[] = [LABEL, ['2fr', 'left']]

function columnsOf({ rows }: TableShape, width: number): Column[] {
  if (rows === 'twoSided') return [WORDS, AMOUNT, WORDS, AMOUNT]
  if (rows === 'named') return [WORDS, AMOUNT]
  if (width <= UPRIGHT_COLUMNS) return [LABEL, WORDS, ...Array<Column>(width - 2).fill(AMOUNT)]
  return [...WIDE_CODED, ...Array<Column>(width - 2).fill(['1fr', 'right'])]
}

function gridSource(
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  head: number,
  size: number,
): string {
  const cells = rows.flat().map(literal).join(', ')
  const [widths, aligns] = [columns.map(([width]) => width), columns.map(([, align]) => align)]
  return `#grid-of((${widths.join(', ')}), (${aligns.join(', ')}), ${head}, ${size}pt, ${cells})`
}

/** A goal table: its money and aim as lines, its indicators as a table. */
function goalSource(goal: Goal): string {
  const lines = printGoal(goal)
  const money = lines.slice(0, GOAL_MONEY.length).map((cells) => [cells[1]!.replace(/：$/, ''), cells[2]!])
  const indicators = lines.slice(GOAL_MONEY.length + 1).map((cells) => cells.slice(1))
  return [
    `#block(breakable: false, above: 1.6em)[#text(weight: "bold", ${literal(goal.title)})`,
    `${gridSource([['项目资金', '万元'], ...money], [WORDS, AMOUNT], 1, 9)}]`,
    paragraph(`总体目标：${goal.aim.text}`),
    gridSource(indicators, [LABEL, LABEL, WORDS, AMOUNT], 1, 9),
  ].join('\n')
}
