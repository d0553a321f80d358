// Packs a book into an .xlsx file for people who work in a spreadsheet. What stands in which sheet is decided by the engine.
// Called by the command line and by the public pages.
import writeFile from 'write-excel-file/node'
import type { Book } from '#engines/budget/book.ts'
import { workbookOf } from '#engines/budget/workbook.ts'

const NARROW = 14
const WIDE = 36

/** The workbook's bytes; amounts are numbers with two decimals. */
export async function packWorkbook(book: Book): Promise<Buffer> {
  const sheets = workbookOf(book).map(({ name, rows }) => ({
    sheet: name,
    columns: widths(rows),
    data: rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? { value: cell, format: '0.00' } : cell || null)),
    ),
  }))
  return writeFile(sheets).toBuffer()
}

/** Columns of figures are narrow, columns of words wide. */
function widths(rows: readonly (readonly (string | number)[])[]): { width: number }[] {
  const count = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: count }, (_, i) => ({
    width: rows.some((row) => typeof row[i] === 'number') ? NARROW : WIDE,
  }))
}
