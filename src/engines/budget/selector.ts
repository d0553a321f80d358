// Which figures a reference means: a key, a pattern in which x is any digit, `items` (all rows but total), or a named set; and
// which values a variable takes in a document. Absent figures are simply not selected: they count as zero.
import type { Reference } from './formula.ts'
import type { Entry, Sheet, Sheets } from './sheet.ts'
import { SOURCES, TABLES, WAYS } from './table-shape.ts'

/** Values of the variables of one equation. */
export type Binding = Readonly<Record<string, string>>

/** The reference with its variables replaced. */
export function bind({ sheet, row, column }: Reference, binding: Binding): Reference {
  const put = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => binding[name]!)
  return { sheet, row: put(row), column: put(column) }
}

/** Every figure a bound reference means. Throws (fault) for a sheet that does not exist. */
export function select({ sheet, row, column }: Reference, sheets: Sheets): Entry[] {
  const rows = sheets.get(sheet)
  if (!rows) throw new Error(`no sheet ${sheet}`)
  return matchingKeys(row, rows).flatMap((key) => {
    const cells = rows.get(key)
    return cells ? matchingKeys(column, cells).flatMap((name) => cells.get(name) ?? []) : []
  })
}

/** Every combination of the variables' values. Throws (fault) for an unknown variable. */
export function bindings(variables: readonly string[], sheets: Sheets): Binding[] {
  return variables.reduce<Binding[]>(
    (all, name) => {
      const values = DOMAINS[name]?.(sheets)
      if (!values) throw new Error(`no variable ${name}`)
      return all.flatMap((binding) => values.map((value) => ({ ...binding, [name]: value })))
    },
    [{}],
  )
}

/** Keys a selector stands for; a plain key stands for itself, present or not. */
function matchingKeys(selector: string, among: ReadonlyMap<string, unknown>): readonly string[] {
  const set = SETS[selector]
  if (set) return set
  const keys = [...among.keys()]
  if (selector === 'items') return keys.filter((key) => !NOT_ITEMS.has(key))
  if (selector === 'item.x') return keys.filter((key) => key.startsWith('item.'))
  if (!/^\d*x+$/.test(selector)) return [selector]
  const stem = selector.replace(/x+$/, '')
  return keys.filter((key) => key.length === selector.length && key.startsWith(stem) && /^\d+$/.test(key))
}

const NOT_ITEMS = new Set(['total', 'remark', 'count'])
const SOURCE_KEYS = SOURCES.map(([key]) => key)
const WAY_KEYS = WAYS.map(([key]) => key)
const CLASS_KEYS = TABLES[0]!.right.map(([key]) => key).filter((key) => key !== 'expenditure')

/** Named sets. Other sources are those without a table of their own; the carry-over counts as fiscal money. */
const SETS: Readonly<Record<string, readonly string[]>> = {
  sources: SOURCE_KEYS,
  fiscalSources: SOURCE_KEYS.slice(0, 3),
  otherSources: SOURCE_KEYS.slice(3, -1),
  classes: CLASS_KEYS,
  ways: WAY_KEYS,
}

const CODED_TABLES = ['T2', 'T3', 'T5', 'T6', 'T7']

/** Values of each variable in a document. */
const DOMAINS: Readonly<Record<string, (sheets: Sheets) => readonly string[]>> = {
  source: () => SOURCE_KEYS,
  class: () => CLASS_KEYS,
  way: () => WAY_KEYS,
  t2column: () => ['total', ...SOURCE_KEYS],
  t3column: () => ['total', ...WAY_KEYS],
  split: () => ['basic', 'project'],
  code: (sheets) => codesIn(sheets, CODED_TABLES),
  line: (sheets) => ['total', ...codesIn(sheets, CODED_TABLES)],
  fundCode: (sheets) => ['total', ...codesIn(sheets, ['T6', 'T7'])],
  item: (sheets) => [...new Set([...codesIn(sheets, ['T5']), ...narrativeItems(sheets)])],
  economicClass: economicClasses,
  otherClass: (sheets) => economicClasses(sheets).filter((key) => key !== '301' && key !== '302'),
  goal: (sheets) => matchingKeys('items', sheets.get('G')!),
  compared: () => ['general', 'fund', 'stateCapital', 'abroad', 'reception', 'vehicleRun', 'vehicleBuy'],
  threePublic: () => ['abroad', 'reception', 'vehicles', 'vehicleRun', 'vehicleBuy'],
}

function codesIn(sheets: Sheets, names: readonly string[]): string[] {
  const keys = names.flatMap((name) => [...(sheets.get(name) as Sheet).keys()])
  return [...new Set(keys)].filter((key) => /^\d+$/.test(key))
}

function narrativeItems(sheets: Sheets): string[] {
  return matchingKeys('item.x', sheets.get('N')!).map((key) => key.slice('item.'.length))
}

function economicClasses(sheets: Sheets): string[] {
  return [...new Set(codesIn(sheets, ['T8', 'T9']).map((key) => key.slice(0, 3)))]
}
