// Packs a book into an .xlsx file for people who work in a spreadsheet: titles, ruled tables with bold heads, sentences that
// wrap. Nothing is merged, so that the file reads back. What stands in which sheet is decided by the engine. Called by the
// command line and by the public pages.
import writeFile from 'write-excel-file/node'
import type { Book } from '#engines/budget/book.ts'
import { workbookOf } from '#engines/budget/workbook.ts'

const NARROW = 12
const WIDEST = 44
const PROSE = 110
const LINE_HEIGHT = 18
const TITLE_HEIGHT = 26
const RULE = '#B9C2CC'
const HEAD = '#E8F0F8'

type Row = readonly (string | number)[]

/** The workbook's bytes; amounts are numbers with two decimals. */
export async function packWorkbook(book: Book): Promise<Buffer> {
  const sheets = workbookOf(book).map(({ name, rows }) => {
    const hasTable = rows.some(isTabular)
    const columns = hasTable ? widths(rows) : [{ width: PROSE }]
    const styledRow = (row: Row, at: number) => {
      const place = { row, at, hasTable, isHead: isHead(rows, at), height: heightOf(row, columns, at) }
      return row.map((cell) => styled(cell, place))
    }
    return { sheet: name, columns, data: rows.map(styledRow) }
  })
  return writeFile(sheets).toBuffer()
}

const isTabular = (row: Row): boolean => row.length > 1

/** The rows of words that a table begins with. */
function isHead(rows: readonly Row[], at: number): boolean {
  const row = rows[at]!
  const above = rows[at - 1]
  if (!isTabular(row) || row.some((cell) => typeof cell === 'number')) return false
  return above === undefined || !isTabular(above) || isHead(rows, at - 1)
}

interface Place {
  readonly row: Row
  readonly at: number
  readonly hasTable: boolean
  readonly isHead: boolean
  readonly height: number
}

function styled(value: string | number, { row, at, hasTable, isHead: bold, height }: Place): object | null {
  const ruled = isTabular(row) ? { borderStyle: 'thin', borderColor: RULE } : {}
  if (typeof value === 'number') return { value, format: '#,##0.00', height, alignVertical: 'center', ...ruled }
  if (value === '' && !isTabular(row)) return null
  const look = bold ? { fontWeight: 'bold', backgroundColor: HEAD, wrap: true } : { wrap: isTabular(row) || !hasTable }
  const title = at === 0 && !isTabular(row) ? { fontWeight: 'bold', fontSize: 14 } : {}
  return { value, type: String, height, alignVertical: 'center', ...look, ...title, ...ruled }
}

/** A column is as wide as its longest short text; figures are narrow, and what is longer wraps. */
function widths(rows: readonly Row[]): { width: number }[] {
  const tabular = rows.filter(isTabular)
  const count = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: count }, (_, i) => {
    const texts = tabular.map((row) => row[i]).filter((cell) => typeof cell === 'string')
    const longest = Math.max(4, ...texts.map(widthOf).filter((width) => width <= WIDEST))
    return { width: tabular.some((row) => typeof row[i] === 'number') ? Math.max(NARROW, longest) : longest }
  })
}

/** Characters of Latin width that a text takes. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 2)
}

/** Height of a row in points: as many lines as its longest cell wraps to. */
function heightOf(row: Row, columns: readonly { readonly width: number }[], at: number): number {
  if (at === 0 && !isTabular(row)) return TITLE_HEIGHT
  const wraps = isTabular(row) || columns.length === 1
  const lines = row.map((cell, i) => (wraps ? Math.ceil(widthOf(String(cell)) / (columns[i]?.width ?? 1)) : 1))
  return LINE_HEIGHT * Math.max(1, ...lines)
}
