// The disclosure as sheets of a workbook, and such sheets back to the text the reader takes: one sheet a table, one for
// each part of the rest. Pure: sheets in, sheets out; whoever has the file packs and unpacks it.
import type { Book } from './book.ts'
import { ordinal, TABLES, tableName } from './table-shape.ts'
import { writeText } from './write.ts'

/** A sheet: its name and its cells, row by row. Amounts are numbers, everything else text. */
export interface WorkbookSheet {
  readonly name: string
  readonly rows: readonly (readonly (string | number)[])[]
}

/** A sheet as a file gives it: cells may be empty or wider than the table. */
export interface RawSheet {
  readonly name: string
  readonly rows: readonly (readonly unknown[])[]
}

/** A document put together from sheets; `places[n - 1]` says where line n stands, such as `表三!5`. */
export interface SheetText {
  readonly text: string
  readonly places: readonly string[]
}

/** The line that opens each sheet after the first. */
const OPENINGS: ReadonlyMap<string, string> = new Map([
  ...TABLES.map((shape, i) => [`${ordinal(i + 1)}、${shape.title}`, tableName(shape.id)] as const),
  ['第三部分', '情况说明'],
  ['（二）绩效目标表及说明', '绩效目标'],
  ['2. 有关情况说明', '其他事项'],
  ['第四部分', '名词解释'],
])

/** The book as sheets, in the prescribed order. */
export function workbookOf(book: Book): WorkbookSheet[] {
  const sheets: { name: string; rows: (string | number)[][] }[] = [{ name: '概况', rows: [] }]
  for (const line of writeText(book).trimEnd().split('\n')) {
    const opening = OPENINGS.get(line)
    if (opening !== undefined) sheets.push({ name: opening, rows: [] })
    sheets.at(-1)!.rows.push(line.split('\t').map(cellOf))
  }
  return sheets
}

function cellOf(text: string): string | number {
  return /^\d+\.\d\d$/.test(text) ? Number(text) : text
}

/** The text the sheets stand for. A row with one leading cell is a line of prose; other rows are table lines. */
export function textOfSheets(sheets: readonly RawSheet[]): SheetText {
  const lines = sheets.flatMap(({ name, rows }) => {
    const width = Math.max(0, ...rows.map((row) => row.findLastIndex((cell) => textOf(cell) !== '') + 1))
    return rows.map((row, i) => ({ place: `${name}!${i + 1}`, text: lineOf(row, width) }))
  })
  return { text: lines.map(({ text }) => text).join('\n'), places: lines.map(({ place }) => place) }
}

function lineOf(row: readonly unknown[], width: number): string {
  const cells = Array.from({ length: width }, (_, i) => textOf(row[i]))
  return cells.slice(1).every((cell) => cell === '') ? (cells[0] ?? '') : cells.join('\t')
}

/** How far a computed cell may miss a hundredth: spreadsheets store 3364.4 as 3364.3999999999996. */
const FLOAT_NOISE = 1e-6

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  const text = String(cell)
    .replace(/\s*[\r\n\t]+\s*/g, ' ')
    .trim()
  if (!/^-?\d+\.\d{3,}(e-?\d+)?$/i.test(text)) return text
  const hundredths = Number(text) * 100
  const nearest = Math.round(hundredths)
  return Math.abs(hundredths - nearest) < FLOAT_NOISE ? (nearest / 100).toFixed(2) : text
}
