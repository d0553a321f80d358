// The small language of budget identities: sums of figures on both sides of = or ≥, written as an auditor writes them.
//
//   T2({code}, sources) = T2({code}, total)        T8(xxx) − T9(xxx) = T5(total, project)
//
// sheet(row, column); the column of one-column sheets is left out. A row or column is a key, a pattern in which x is any
// digit, `items` (all rows but total), or a named set (SETS below). {variable} makes one equation for each of its
// values. growth(change, current) is the published percentage; a change of zero is 0 % of any base. `when` guards an
// equation. Absent figures are zero.
import { growthOf } from './money.ts'
import { type Entry, ONLY_COLUMN, type Sheet, type Sheets } from './sheet.ts'
import { SOURCES, TABLES, WAYS } from './table-shape.ts'

/** An equation of one set of variable values, evaluated. */
export interface Equation {
  readonly left: Side
  readonly right: Side
  readonly holds: boolean
}

/** One side: its words, its value, the figures it is made of. */
export interface Side {
  readonly text: string
  readonly value: number
  readonly unit: Entry['unit']
  readonly entries: readonly Entry[]
}

interface Reference {
  readonly sheet: string
  readonly row: string
  readonly column: string
}

/** A signed number, one reference, or two for growth(change, current). */
interface Term {
  readonly sign: 1 | -1
  readonly constant: number
  readonly of: readonly Reference[]
}

interface Formula {
  readonly left: readonly Term[]
  readonly relation: '=' | '≥'
  readonly right: readonly Term[]
  readonly when: Formula | undefined
  readonly variables: readonly string[]
}

/** Parses `left = right` or `left ≥ right`, optionally followed by `when` and a condition. Throws (fault) if malformed. */
export function parseFormula(source: string): Formula {
  const [body = '', condition] = source.split(' when ')
  const [, left, relation, right] = /^(.+?) (=|≥) (.+)$/.exec(body) ?? []
  if (left === undefined || right === undefined) throw new Error(`no formula: ${source}`)
  return {
    left: parseSide(left),
    relation: relation as Formula['relation'],
    right: parseSide(right),
    when: condition === undefined ? undefined : parseFormula(condition),
    variables: [...new Set([...source.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))],
  }
}

function parseSide(source: string): Term[] {
  return source.split(/ (?=[+−] )/).map((part): Term => {
    const sign = part.startsWith('− ') ? -1 : 1
    const text = part.replace(/^[+−] /, '')
    if (/^\d+$/.test(text)) return { sign, constant: Number(text), of: [] }
    const call = /^growth\((.+\)), (.+\))\)$/.exec(text)
    const of = call ? [parseReference(call[1]!), parseReference(call[2]!)] : [parseReference(text)]
    return { sign, constant: 0, of }
  })
}

function parseReference(text: string): Reference {
  const [, sheet, row, column] = /^(\w+)\(([^,]+)(?:, (.+))?\)$/.exec(text.trim()) ?? []
  if (sheet === undefined || row === undefined) throw new Error(`no reference: ${text}`)
  return { sheet, row, column: column ?? ONLY_COLUMN }
}

/** Evaluates a formula for every value of its variables. */
export function evaluate(formula: Formula, sheets: Sheets): Equation[] {
  return bindings(formula.variables, sheets).flatMap((binding) => {
    if (formula.when && !equate(formula.when, binding, sheets).holds) return []
    return [equate(formula, binding, sheets)]
  })
}

type Binding = Readonly<Record<string, string>>

function equate({ left, relation, right }: Formula, binding: Binding, sheets: Sheets): Equation {
  const a = sideOf(left, binding, sheets)
  const plain = sideOf(right, binding, sheets)
  const b = plain.entries.length === 0 ? { ...plain, unit: a.unit } : plain
  return { left: a, right: b, holds: relation === '=' ? a.value === b.value : a.value >= b.value }
}

function sideOf(terms: readonly Term[], binding: Binding, sheets: Sheets): Side {
  const entries: Entry[] = []
  let value = 0
  let text = ''
  for (const { sign, constant, of } of terms) {
    const figures = of.map((reference) => select(bind(reference, binding), sheets))
    const sums = figures.map((found) => found.reduce((sum, entry) => sum + entry.value, 0))
    value += sign * (sums.length === 2 ? growthOf(sums[0]!, sums[1]!) : (sums[0] ?? constant))
    entries.push(...(sums.length === 2 && sums[0] === 0 ? figures[0]! : figures.flat()))
    const absent = of.length === 1 && figures[0]!.length === 0
    if (absent && terms.length > 1) continue
    text += `${sign < 0 ? ' − ' : text === '' ? '' : ' + '}${of.length === 0 ? constant : describe(of, figures, binding)}`
  }
  const remark = terms[0]?.of[0]?.row === 'remark'
  const unit = terms.some(({ of }) => of.length === 2) ? 'percent' : (entries[0]?.unit ?? (remark ? 'count' : 'money'))
  return { text, value, unit, entries }
}

function describe(of: readonly Reference[], figures: readonly Entry[][], binding: Binding): string {
  if (of.length === 2) return `${figures[0]?.[0]?.name ?? '比上年'} ÷ 上年`
  const { sheet, row, column } = bind(of[0]!, binding)
  const [only, ...more] = figures[0]!
  if (only && more.length === 0) return only.name
  if (!only) return `${nameOfSheet(sheet)} ${nameOfRow(row)}（无，按 0）`
  return `${nameOfSheet(sheet)} ${nameOfRow(row)}${column === ONLY_COLUMN ? '' : ` ${nameOfColumn(sheet, column)}`}之和`
}

function bind({ sheet, row, column }: Reference, binding: Binding): Reference {
  const put = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => binding[name]!)
  return { sheet, row: put(row), column: put(column) }
}

function select({ sheet, row, column }: Reference, sheets: Sheets): Entry[] {
  const rows = sheets.get(sheet)
  if (!rows) throw new Error(`no sheet ${sheet}`)
  return matchingKeys(row, rows).flatMap((key) => {
    const cells = rows.get(key)
    return cells ? matchingKeys(column, cells).flatMap((name) => cells.get(name) ?? []) : []
  })
}

/** Keys a selector stands for; a plain key stands for itself, present or not. */
function matchingKeys(selector: string, among: ReadonlyMap<string, unknown>): readonly string[] {
  const set = SETS[selector]
  if (set) return set
  if (selector === 'items') return [...among.keys()].filter((key) => !NOT_ITEMS.has(key))
  if (selector === 'item.x') return [...among.keys()].filter((key) => key.startsWith('item.'))
  if (!/^\d*x+$/.test(selector)) return [selector]
  const stem = selector.replace(/x+$/, '')
  return [...among.keys()].filter((key) => key.length === selector.length && key.startsWith(stem) && /^\d+$/.test(key))
}

const NOT_ITEMS = new Set(['total', 'remark', 'count'])
const SOURCE_KEYS = SOURCES.map(([key]) => key)
const CLASS_KEYS = TABLES[0]!.right.map(([key]) => key).filter((key) => key !== 'expenditure')

/** Sets of keys a row or column may name. Non-fiscal sources are those without a table of their own; the carry-over counts as fiscal. */
const SETS: Record<string, readonly string[]> = {
  sources: SOURCE_KEYS,
  fiscalSources: SOURCE_KEYS.slice(0, 3),
  otherSources: SOURCE_KEYS.slice(3, -1),
  classes: CLASS_KEYS,
  ways: WAYS.map(([key]) => key),
}

/** Values of each variable in a document. */
const DOMAINS: Record<string, (sheets: Sheets) => readonly string[]> = {
  source: () => SOURCE_KEYS,
  class: () => CLASS_KEYS,
  way: () => WAYS.map(([key]) => key),
  t2column: () => ['total', ...SOURCE_KEYS],
  t3column: () => ['total', ...WAYS.map(([key]) => key)],
  split: () => ['basic', 'project'],
  code: (sheets) => codesIn(sheets, ['T2', 'T3', 'T5', 'T6', 'T7']),
  line: (sheets) => ['total', ...codesIn(sheets, ['T2', 'T3', 'T5', 'T6', 'T7'])],
  fundCode: (sheets) => ['total', ...codesIn(sheets, ['T6', 'T7'])],
  item: (sheets) => [
    ...new Set([...codesIn(sheets, ['T5']), ...matchingKeys('item.x', sheets.get('N')!).map((key) => key.slice(5))]),
  ],
  economicClass: (sheets) => economicClasses(sheets),
  otherClass: (sheets) => economicClasses(sheets).filter((key) => key !== '301' && key !== '302'),
  goal: (sheets) => matchingKeys('items', sheets.get('G')!),
  compared: () => ['general', 'fund', 'stateCapital', 'abroad', 'reception', 'vehicleRun', 'vehicleBuy'],
  threePublic: () => ['abroad', 'reception', 'vehicles', 'vehicleRun', 'vehicleBuy'],
}

function codesIn(sheets: Sheets, names: readonly string[]): string[] {
  const keys = names.flatMap((name) => [...(sheets.get(name) as Sheet).keys()])
  return [...new Set(keys)].filter((key) => /^\d+$/.test(key))
}

function economicClasses(sheets: Sheets): string[] {
  return [...new Set(codesIn(sheets, ['T8', 'T9']).map((key) => key.slice(0, 3)))]
}

function bindings(variables: readonly string[], sheets: Sheets): Binding[] {
  return variables.reduce<Binding[]>(
    (all, name) => {
      const values = DOMAINS[name]?.(sheets)
      if (!values) throw new Error(`no variable ${name}`)
      return all.flatMap((binding) => values.map((value) => ({ ...binding, [name]: value })))
    },
    [{}],
  )
}

function nameOfSheet(sheet: string): string {
  return SHEET_NAMES[sheet] ?? sheet
}

function nameOfRow(row: string): string {
  return ROW_NAMES[row] ?? row.replace(/x+$/, '')
}

function nameOfColumn(sheet: string, column: string): string {
  const labels = new Map(TABLES.find((shape) => shape.id === sheet)?.columns ?? [])
  return labels.get(column) ?? ROW_NAMES[column] ?? column
}

const SHEET_NAMES: Record<string, string> = {
  ...Object.fromEntries(TABLES.map((shape, i) => [shape.id, `表${'一二三四五六七八九十'[i]}`])),
  N: '说明',
  G: '目标表',
}

const ROW_NAMES: Record<string, string> = {
  items: '各行',
  sources: '各项收入',
  fiscalSources: '财政拨款',
  otherSources: '非财政拨款收入',
  classes: '各类支出',
  ways: '各类支出方式',
  total: '合计',
  xxx: '各类',
  'item.x': '各科目',
  remark: '备注',
}
