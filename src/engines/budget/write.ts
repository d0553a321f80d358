// Writes a book again: the ten tables and every sentence of the narrative, from values alone. The inverse of reading; the
// round trip test holds it to the source cell for cell. Called by the pages, the documents and the authoring desk.
import { type Book, GOAL_MONEY, type Goal } from './book.ts'
import { formatAmount } from './money.ts'
import { SECTIONS, type Section, type Sentence } from './narrative.ts'
import { ordinal, TABLES, type TableShape } from './table-shape.ts'
import { joinPieces, type Mark, type Piece, piecesOf } from './template.ts'

/** A table as printed: heading rows and data rows, cell by cell. */
export interface PrintedTable {
  readonly heading: readonly (readonly string[])[]
  readonly rows: readonly (readonly string[])[]
  readonly remark?: string
}

/** Prints one of the ten tables. */
export function printTable(book: Book, shape: TableShape): PrintedTable {
  const table = book.tables[shape.id]
  const rows = shape.rows === 'twoSided' ? twoSidedRows(book, shape) : singleRows(book, shape)
  const total = table.rows.find(({ key }) => key === 'total')?.cells
  const empty = total !== undefined && Object.values(total).every(({ value }) => value === 0)
  const remark = empty && shape.remark?.replace('{year}', String(book.year))
  return { heading: table.heading, rows, ...(remark && { remark }) }
}

/** Named lines side by side; the totals close both columns on the last line. */
function twoSidedRows(book: Book, shape: TableShape): string[][] {
  const rows = new Map(book.tables[shape.id].rows.map((row) => [row.key, row]))
  const side = (labels: TableShape['left'], index: number, last: boolean): [string, string] => {
    const key = last ? labels.at(-1)?.[0] : labels.slice(0, -1)[index]?.[0]
    const row = key === undefined ? undefined : rows.get(key)
    return row ? [row.name, amountIn(row.cells, 'amount')] : ['', '']
  }
  const height = Math.max(shape.left.length, shape.right.length)
  return Array.from({ length: height }, (_, i) => {
    const last = i === height - 1
    return [...side(shape.left, i, last), ...side(shape.right, i, last)]
  })
}

function singleRows(book: Book, shape: TableShape): string[][] {
  return book.tables[shape.id].rows.map(({ key, name, cells }) => {
    const amounts = shape.columns.map(([column]) => amountIn(cells, column))
    if (shape.rows === 'named') return [name, ...amounts]
    return [...(key === 'total' ? ['合计', ''] : [key, name]), ...amounts]
  })
}

function amountIn(cells: Readonly<Record<string, { value: number }>>, column: string): string {
  const cell = cells[column]
  return cell ? formatAmount(cell.value) : ''
}

/** Prints the paragraphs of a section, its heading left out; `mark` decorates the filled blanks. */
export function printSection(book: Book, section: Section, mark?: Mark): string[] {
  return sectionPieces(book, section).map((pieces) => joinPieces(pieces, mark))
}

/** The paragraphs of a section in pieces: what stands there always, and what the book says. */
export function sectionPieces(book: Book, section: Section): Piece[][] {
  return section.sentences.flatMap((sentence) => {
    if (!applies(sentence, book)) return []
    return sentence.list === undefined ? [piecesOf(sentence.says, book)] : listPieces(sentence, sentence.list, book)
  })
}

function applies({ zero, nonzero }: Sentence, book: Book): boolean {
  if (zero !== undefined) return (book.figures[zero]?.value ?? 0) === 0
  return nonzero === undefined || (book.figures[nonzero]?.value ?? 0) !== 0
}

/** One numbered sentence for each code that has a figure under the list's name. */
function listPieces(sentence: Sentence, list: string, book: Book): Piece[][] {
  const codes = Object.keys(book.figures).flatMap((key) => {
    const code = key.startsWith(`${list}.`) ? key.slice(list.length + 1) : ''
    return /^\d{7}$/.test(code) ? [code] : []
  })
  return codes.map((code, i) => {
    const key = `${list}.${code}`
    const word = (text: string) => ({ text, line: 1 })
    const texts = {
      ordinal: word(ordinal(i + 1)),
      code: word(code),
      name: book.texts[`${key}.name`]!,
      use: book.texts[`${key}.use`]!,
    }
    const own: Readonly<Record<string, string>> = { amount: key, use: `${key}.use` }
    return piecesOf(sentence.says, { ...book, figures: { amount: book.figures[key]! }, texts }).map((piece) =>
      piece.key === undefined ? piece : { ...piece, key: own[piece.key] ?? piece.key },
    )
  })
}

/** A goal table as printed: five cells a line. */
export function printGoal(goal: Goal): string[][] {
  const money = GOAL_MONEY.map(([key, label], i) => [
    i === 0 ? '项目资金（万元）' : '',
    label,
    amountIn(goal.money, key),
    '',
    '',
  ])
  const rows = goal.indicators.map(({ printed, name, target }) => ['', ...printed, name, target.asPublished])
  return [
    ...money,
    ['总体目标', goal.aim.text, '', '', ''],
    ['绩效目标指标', '一级指标', '二级指标', '三级指标', '目标值'],
    ...rows,
  ]
}

/** The whole disclosure as text in the prescribed order; reading it gives the same book. */
export function writeText(book: Book): string {
  const [first, second, third] = SECTIONS.filter(({ part }) => part === 1)
  const rest = SECTIONS.filter(({ part }) => part === 3)
  const note = rest.findIndex(({ heading }) => heading.startsWith('2.'))
  const lines = [
    `${book.year} 年度`,
    ...[book.unit, '单位预算', '第一部分', '单位概况'],
    ...sectionLines(book, first!),
    ...sectionLines(book, second!),
    '单位名称\t经费性质\t在职人数',
    ...book.staffing.map(({ name, funding, staff }) => `${name}\t${funding}\t${staff}`),
    ...sectionLines(book, third!),
    ...book.tasks.map(({ title, text }, i) => `（${ordinal(i + 1)}）${title}。${text}`),
    ...['第二部分', `${book.year} 年度单位预算表`],
    ...TABLES.flatMap((shape, i) => tableLines(book, shape, i + 1)),
    ...['第三部分', `${book.year} 年度单位预算情况说明`],
    ...rest.slice(0, note).flatMap((section) => sectionLines(book, section)),
    ...['（二）绩效目标表及说明', '1. 项目支出绩效目标表'],
    ...book.goals.flatMap((goal) => [goal.title, ...printGoal(goal).map(tabbed)]),
    ...rest.slice(note).flatMap((section) => sectionLines(book, section)),
    ...['第四部分', '名词解释'],
    ...book.glossary.map(({ title, text }, i) => `${ordinal(i + 1)}、${title}：${text}`),
  ]
  return `${lines.join('\n')}\n`
}

function sectionLines(book: Book, section: Section): string[] {
  return [section.heading, ...printSection(book, section)]
}

function tableLines(book: Book, shape: TableShape, number: number): string[] {
  const { heading, rows, remark } = printTable(book, shape)
  const captions = [`${ordinal(number)}、${shape.title}`, `${book.year} 年度${shape.title}`, '单位：万元']
  return [...captions, ...heading.map(tabbed), ...rows.map(tabbed), ...(remark ? [remark] : [])]
}

function tabbed(cells: readonly string[]): string {
  return cells.join('\t')
}
