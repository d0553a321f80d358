// Changes one figure of a book: what the authoring desk does on a key press and what cures are tried with. A new book comes
// back; the old one is untouched, so undo is keeping it.
import type { Book, Cell, Figure } from './book.ts'
import { formatAmount, formatCount, formatGrouped } from './money.ts'
import { TABLE_IDS, type TableId } from './table-shape.ts'

/** A figure's place: `sheet` T1–T10, N or G; keys as in sheet.ts. */
export interface FigurePlace {
  readonly sheet: string
  readonly row: string
  readonly column: string
}

/**
 * The book with one figure set, or undefined when there is no such figure.
 * Units: `value` as the figure's own (0.01 万元, 0.01 %, or a count). Cost: copies the changed table only.
 */
export function setFigure(book: Book, { sheet, row, column }: FigurePlace, value: number): Book | undefined {
  if (sheet === 'N') return setFact(book, row, value)
  if (sheet === 'G') return setGoalMoney(book, Number(row) - 1, column, value)
  return TABLE_IDS.includes(sheet as TableId) ? setCell(book, sheet as TableId, { row, column }, value) : undefined
}

function setCell(
  book: Book,
  id: TableId,
  { row, column }: Omit<FigurePlace, 'sheet'>,
  value: number,
): Book | undefined {
  const table = book.tables[id]
  const cell = table.rows.find(({ key }) => key === row)?.cells[column]
  if (!cell) return undefined
  const rows = table.rows.map((one) =>
    one.key === row ? { ...one, cells: { ...one.cells, [column]: withValue(cell, value) } } : one,
  )
  return { ...book, tables: { ...book.tables, [id]: { ...table, rows } } }
}

function setGoalMoney(book: Book, index: number, column: string, value: number): Book | undefined {
  const cell = book.goals[index]?.money[column]
  if (!cell) return undefined
  const goals = book.goals.map((goal, i) =>
    i === index ? { ...goal, money: { ...goal.money, [column]: withValue(cell, value) } } : goal,
  )
  return { ...book, goals }
}

function withValue(cell: Cell, value: number): Cell {
  return { ...cell, asPublished: formatAmount(value), value }
}

function setFact(book: Book, key: string, value: number): Book | undefined {
  const figure = book.figures[key]
  if (!figure) return undefined
  const changed = { ...figure, asPublished: factText(key, figure.unit, value), value }
  return { ...book, figures: { ...book.figures, [key]: changed } }
}

/** A figure of the narrative as its sentence prints it. */
export function factText(key: string, unit: Figure['unit'], value: number): string {
  if (unit === 'count') return formatCount(value)
  if (key.endsWith('.growth')) return `${value < 0 ? '下降' : '增长'} ${formatAmount(Math.abs(value))}%`
  if (key.endsWith('.change')) return `${value < 0 ? '减少' : '增加'} ${formatGrouped(Math.abs(value))}`
  return formatGrouped(value)
}
