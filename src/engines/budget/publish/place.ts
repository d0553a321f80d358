// Where a figure stands on the published pages: every cell of the ten tables, every figure of the narrative and of the
// goal tables has an address, and every figure shown anywhere links to it.
import { formatGrouped } from '../money.ts'
import { type Entry, ONLY_COLUMN } from '../sheet.ts'
import { html, type Markup } from './markup.ts'

/** The element id of a cell. */
export function cellId({ sheet, row, column }: Pick<Entry, 'sheet' | 'row' | 'column'>): string {
  return [sheet, row, ...(column === ONLY_COLUMN ? [] : [column])].join('-')
}

/** The page and element a figure stands in. */
export function hrefOf(place: Pick<Entry, 'sheet' | 'row' | 'column'>): string {
  if (place.sheet === 'N') return `narrative.html#${cellId(place)}`
  if (place.sheet === 'G')
    return place.row === 'count' ? 'index.html#projects' : `project-${place.row}.html#${place.column}`
  return place.sheet === 'P' ? 'narrative.html#staffing' : `tables.html#${cellId(place)}`
}

/** An amount as a link to its cell. `at` is `sheet/row/column`; the column of one-column sheets is left out. */
export function figure(value: number, at: string): Markup {
  const [sheet = '', row = '', column = ONLY_COLUMN] = at.split('/')
  return html`<a class="n" href="${hrefOf({ sheet, row, column })}">${formatGrouped(value)}</a>`
}

/** The table cell a figure of the narrative repeats, as `sheet/row/column`. */
export function sourceOf(key: string): string | undefined {
  const [head = '', tail] = key.split('.')
  if (tail === 'change' || tail === 'growth') return undefined
  if (head === 'income') return tail === undefined ? 'T1/income' : `T1/${tail}`
  if (head === 'expenditure') return tail === undefined ? 'T1/expenditure' : `T3/total/${tail}`
  if (head === 'item') return `T5/${tail}/total`
  return SOURCES[key]
}

const SOURCES: Record<string, string> = {
  general: 'T5/total/total',
  fund: 'T6/total/total',
  stateCapital: 'T7/total/total',
  basic: 'T5/total/basic',
  personnel: 'T9/301',
  running: 'N/operating',
  abroad: 'T10/abroad',
  reception: 'T10/reception',
  vehicles: 'T10/vehicles',
  vehicleRun: 'T10/vehicleRun',
  vehicleBuy: 'T10/vehicleBuy',
}
