// Figures of the narrative that follow from the tables, so that an author fills in tables and the sentences come of
// themselves. Changes over last year follow from last year's book. What no table says (procurement, vehicles) stays.
import type { Book, Figure, Prose } from './book.ts'
import { type FigurePlace, factText } from './edit.ts'
import { growthOf } from './money.ts'
import { SOURCES, WAYS } from './table-shape.ts'

type Place = Omit<FigurePlace, 'sheet'> & { readonly sheet: keyof Book['tables'] }
const place = (sheet: Place['sheet'], row: string, column = 'amount'): Place => ({ sheet, row, column })

/** Each derived figure with the cells it is the sum of. */
const SUMS: Readonly<Record<string, readonly Place[]>> = {
  income: [place('T1', 'income')],
  ...Object.fromEntries(SOURCES.map(([key]) => [`income.${key}`, [place('T1', key)]])),
  expenditure: [place('T1', 'expenditure')],
  ...Object.fromEntries(WAYS.map(([key]) => [`expenditure.${key}`, [place('T3', 'total', key)]])),
  general: [place('T5', 'total', 'total')],
  basic: [place('T5', 'total', 'basic')],
  personnel: [place('T9', '301'), place('T9', '303')],
  operating: [place('T9', '302'), place('T9', '310')],
  running: [place('T9', '302'), place('T9', '310')],
  ...Object.fromEntries(
    ['abroad', 'reception', 'vehicles', 'vehicleRun', 'vehicleBuy'].map((key) => [key, [place('T10', key)]]),
  ),
}

/** Figures that state a change over last year; those in `GROWING` state its percentage too. */
const CHANGING = ['income', 'expenditure', 'general', 'abroad', 'reception', 'vehicleRun', 'vehicleBuy', 'running']
const GROWING = CHANGING.slice(2)

/** Funds that the narrative mentions with a sum only when there is one. */
const OTHER_FUNDS = [
  ['fund', 'T6'],
  ['stateCapital', 'T7'],
] as const

/** Whether a figure of the narrative is stated by the author, since no table says it. */
export function isStated(key: string): boolean {
  return /^(procurement|cars|equipment)(\.|$)/.test(key)
}

/** The book with its narrative figures taken from its tables; changes too when last year's book is given. */
export function deriveNarrative(book: Book, previous?: Book): Book {
  const listed = listFacts(book)
  const figures: Record<string, Figure> = { ...unlisted(book.figures), ...listed.figures }
  const put = (key: string, unit: Figure['unit'], value: number): void => {
    figures[key] = { asPublished: factText(key, unit, value), value, unit, line: book.figures[key]?.line ?? 1 }
  }
  for (const [key, places] of Object.entries(SUMS)) put(key, 'money', sumOf(book, places))
  const texts: Record<string, Prose> = { ...unlisted(book.texts), ...listed.texts }
  for (const [key, table] of OTHER_FUNDS) {
    const total = [place(table, 'total', 'total')]
    const spent = sumOf(book, total)
    if (spent === 0) {
      for (const fact of [key, `${key}.change`, `${key}.growth`]) delete figures[fact]
      continue
    }
    put(key, 'money', spent)
    texts[`${key}.reason`] ??= { text: '', line: 1 }
    if (!previous) continue
    put(`${key}.change`, 'money', spent - sumOf(previous, total))
    put(`${key}.growth`, 'percent', growthOf(spent - sumOf(previous, total), spent))
  }
  put('offices', 'count', book.staffing.length)
  put('goals', 'count', book.goals.length)
  put(
    'goals.money',
    'money',
    book.goals.reduce((sum, { money }) => sum + (money.total?.value ?? 0), 0),
  )
  for (const key of previous ? CHANGING : []) {
    const [value, before] = [figures[key]!.value, sumOf(previous!, SUMS[key]!)]
    put(`${key}.change`, 'money', value - before)
    if (GROWING.includes(key)) put(`${key}.growth`, 'percent', growthOf(value - before, value))
  }
  return { ...book, figures, texts }
}

function sumOf(book: Book, places: readonly Place[]): number {
  return places.reduce((sum, { sheet, row, column }) => {
    return sum + (book.tables[sheet].rows.find(({ key }) => key === row)?.cells[column]?.value ?? 0)
  }, 0)
}

/** The narrative's lists of codes, each with the table it repeats. */
const LISTS = [
  ['item', 'T5'],
  ['fund.item', 'T6'],
  ['stateCapital.item', 'T7'],
] as const

const isListed = (key: string): boolean => /(^|\.)item\.\d/.test(key)

function unlisted<T>(facts: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => !isListed(key)))
}

/** One figure and the name for each code of the listed tables, in their order; what the money is for is the author's to say. */
function listFacts({ tables, figures, texts }: Book): Pick<Book, 'figures' | 'texts'> {
  const listed: Pick<Book, 'figures' | 'texts'> = { figures: {}, texts: {} }
  for (const [list, table] of LISTS)
    for (const { key: code, name, cells } of tables[table].rows) {
      if (code === 'total') continue
      const [key, value] = [`${list}.${code}`, cells.total?.value ?? 0]
      const line = figures[key]?.line ?? 1
      listed.figures[key] = { asPublished: factText(key, 'money', value), value, unit: 'money', line }
      listed.texts[`${key}.name`] = { text: name, line: texts[`${key}.name`]?.line ?? 1 }
      listed.texts[`${key}.use`] = texts[`${key}.use`] ?? { text: '', line: 1 }
    }
  return listed
}
