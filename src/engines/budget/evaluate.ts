// Gives formulas their values over a book: one equation for each value of their variables, each side with its words, its
// figure and the figures it is made of.
import type { Formula, Reference, Term } from './formula.ts'
import { growthOf } from './money.ts'
import { type Binding, bind, bindings, select } from './selector.ts'
import { type Entry, ONLY_COLUMN, type Sheets } from './sheet.ts'
import { TABLES, tableName } from './table-shape.ts'

/** An equation of one set of variable values, evaluated. */
export interface Equation {
  readonly left: Side
  readonly right: Side
  readonly holds: boolean
}

/** One side: its words, its value, the figures it depends on. */
export interface Side {
  readonly text: string
  readonly value: number
  readonly unit: Entry['unit']
  readonly entries: readonly Entry[]
}

/** Evaluates a formula for every value of its variables, leaving out those its guard excludes. */
export function evaluate(formula: Formula, sheets: Sheets): Equation[] {
  return bindings(formula.variables, sheets).flatMap((binding) => {
    if (formula.when && !equate(formula.when, binding, sheets).holds) return []
    return [equate(formula, binding, sheets)]
  })
}

function equate({ left, relation, right }: Formula, binding: Binding, sheets: Sheets): Equation {
  const [a, b] = [left, right].map((terms) => addUp(terms.map((term) => partOf(term, binding, sheets))))
  const unit = a!.unit ?? b!.unit ?? 'count'
  const holds = relation === '=' ? a!.value === b!.value : a!.value >= b!.value
  return { left: { ...a!, unit }, right: { ...b!, unit }, holds }
}

/** A term with its value; without figures it has no unit of its own. */
interface Part {
  readonly sign: 1 | -1
  readonly text: string
  readonly value: number
  readonly unit: Entry['unit'] | undefined
  readonly entries: readonly Entry[]
}

function partOf(term: Term, binding: Binding, sheets: Sheets): Part {
  const { sign } = term
  if (term.kind === 'number') return { sign, text: String(term.value), value: term.value, unit: undefined, entries: [] }
  if (term.kind === 'growth') return growthPart(term, binding, sheets)
  const reference = bind(term.of, binding)
  const entries = select(reference, sheets)
  return { sign, text: wordsFor(reference, entries), value: sum(entries), unit: entries[0]?.unit, entries }
}

/** A change of zero is 0 % of any base, so the base is then no part of it. */
function growthPart(term: Extract<Term, { kind: 'growth' }>, binding: Binding, sheets: Sheets): Part {
  const [change, current] = [term.change, term.current].map((of) => select(bind(of, binding), sheets))
  const entries = sum(change!) === 0 ? change! : [...change!, ...current!]
  const text = `${change![0]?.name ?? '比上年'} ÷ 上年`
  return { sign: term.sign, text, value: growthOf(sum(change!), sum(current!)), unit: 'percent', entries }
}

function sum(entries: readonly Entry[]): number {
  return entries.reduce((total, { value }) => total + value, 0)
}

/** Adds parts up; absent figures beside others are left out of the words. */
function addUp(parts: readonly Part[]): Omit<Side, 'unit'> & { readonly unit: Part['unit'] } {
  const named = parts.filter(({ entries, unit }) => parts.length === 1 || unit !== undefined || entries.length > 0)
  const words = named.map(({ sign, text }, i) => `${sign < 0 ? ' − ' : i === 0 ? '' : ' + '}${text}`)
  return {
    text: words.join(''),
    value: parts.reduce((total, { sign, value }) => total + sign * value, 0),
    unit: parts.find(({ unit }) => unit !== undefined)?.unit,
    entries: parts.flatMap(({ entries }) => entries),
  }
}

function wordsFor({ sheet, row, column }: Reference, entries: readonly Entry[]): string {
  const [only, ...more] = entries
  if (only && more.length === 0) return only.name
  const place = `${SHEET_NAMES[sheet] ?? sheet} ${ROW_NAMES[row] ?? row.replace(/x+$/, '')}`
  return only ? `${place}${column === ONLY_COLUMN ? '' : ` ${columnName(sheet, column)}`}之和` : `${place}（无，按 0）`
}

function columnName(sheet: string, column: string): string {
  const labels = new Map(TABLES.find((shape) => shape.id === sheet)?.columns ?? [])
  return labels.get(column) ?? ROW_NAMES[column] ?? column
}

const SHEET_NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(TABLES.map(({ id }) => [id, tableName(id)])),
  N: '说明',
  G: '目标表',
}

const ROW_NAMES: Readonly<Record<string, string>> = {
  items: '各行',
  sources: '各项收入',
  fiscalSources: '财政拨款',
  otherSources: '非财政拨款收入',
  classes: '各类支出',
  ways: '各类支出方式',
  total: '合计',
  remark: '备注',
  xxx: '各类',
  'item.x': '各科目',
}
