// One of the ten tables as a grid: rows, money columns, addresses as in a spreadsheet; and what is pasted into it.

import type { Edit } from '#engines/budget/author.ts'
import type { Book } from '#engines/budget/book.ts'
import { formatAmount, parseAmount } from '#engines/budget/money.ts'
import { TABLES, type TableId } from '#engines/budget/table-shape.ts'

export interface GridCell {
  /** `T3/2019999/project` */
  readonly at: string
  /** `E4` */
  readonly address: string
  /** `2019999 项目支出` */
  readonly name: string
  readonly value: number
  readonly text: string
}

export interface GridRow {
  readonly code: string
  readonly name: string
  /** A row of sums is set apart. */
  readonly isSum: boolean
  readonly cells: readonly GridCell[]
}

export interface Grid {
  readonly id: TableId
  readonly year: number
  readonly title: string
  readonly columns: readonly string[]
  readonly hasCodes: boolean
  readonly rows: readonly GridRow[]
  readonly remark: string
}

/** The tables in so few words that ten of them stand in a row. */
export const TAB_NAMES: Readonly<Record<TableId, string>> = {
  T1: '一 收支',
  T2: '二 收入',
  T3: '三 支出',
  T4: '四 财政拨款',
  T5: '五 一般预算',
  T6: '六 基金',
  T7: '七 国资',
  T8: '八 经济',
  T9: '九 基本',
  T10: '十 三公',
}

const SUMS = new Set(['total', 'income', 'expenditure'])
/** Columns A and B are code and name; money begins at C. */
const letter = (column: number) => String.fromCharCode('C'.charCodeAt(0) + column)

/** A table of a book as a grid. */
export function gridOf(book: Book, id: TableId): Grid {
  const shape = TABLES.find((one) => one.id === id)!
  const table = book.tables[id]
  const hasCodes = shape.rows === 'functional' || shape.rows === 'economic'
  return {
    id,
    year: book.year,
    title: shape.title,
    columns: shape.columns.map(([, label]) => label),
    hasCodes,
    rows: table.rows.map(({ key, name, cells }, row) => ({
      code: hasCodes && key !== 'total' ? key : '',
      name,
      isSum: SUMS.has(key),
      cells: shape.columns.flatMap(([column, label], i) => {
        const cell = cells[column]
        if (!cell) return []
        const at = `${id}/${key}/${column}`
        const owner = hasCodes && key !== 'total' ? key : name
        return [
          {
            at,
            address: `${letter(i)}${row + 2}`,
            name: `${owner} ${label}`,
            value: cell.value,
            text: formatAmount(cell.value),
          },
        ]
      }),
    })),
    remark: table.remark?.text ?? '',
  }
}

/** Pasted cells that are no figures, or that fall outside of the table: nothing of the paste is taken. */
export interface PasteFault {
  readonly address: string
  readonly reason: string
}

/** What a paste of spreadsheet cells sets, beginning at a cell. Empty cells leave what stands there. */
export function pasteEdits(grid: Grid, at: string, text: string): { edits: Edit[] } | { fault: PasteFault } {
  const first = grid.rows.findIndex(({ cells }) => cells.some((cell) => cell.at === at))
  const left = grid.rows[first]?.cells.findIndex((cell) => cell.at === at) ?? 0
  const edits: Edit[] = []
  for (const [i, line] of text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .entries())
    for (const [j, word] of line.split('\t').entries()) {
      if (word.trim() === '') continue
      const cell = grid.rows[first + i]?.cells[left + j]
      if (!cell) return { fault: { address: `${letter(left + j)}${first + i + 2}`, reason: '表里没有这一格' } }
      const read = parseAmount(word)
      if (!read.ok) return { fault: { address: cell.address, reason: read.reason } }
      edits.push({ at: cell.at, value: read.value })
    }
  return { edits }
}

/** The cell `down` rows and `right` columns away, or undefined at the edge. */
export function neighbour({ rows }: Grid, at: string, down: number, right: number): GridCell | undefined {
  const row = rows.findIndex(({ cells }) => cells.some((cell) => cell.at === at))
  const column = rows[row]?.cells.findIndex((cell) => cell.at === at) ?? -1
  return rows[row + down]?.cells[column + right]
}
