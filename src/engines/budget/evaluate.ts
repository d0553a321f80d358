// Gives formulas their values over a book: one equation for each value of their variables, each side with its words, its
// figure and the figures it is made of.
import { englishLine, englishTable } from './english/names.ts'
import type { Formula, Reference, Term } from './formula.ts'
import { type Language, type Said, saidIn } from './language.ts'
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

/**
 * Evaluates a formula for every value of its variables, leaving out those its guard excludes. The words are of the language
 * that the sheets were named in.
 */
export function evaluate(formula: Formula, sheets: Sheets, language: Language = 'zh-Hans'): Equation[] {
  const within = { sheets, language }
  return bindings(formula.variables, sheets).flatMap((binding) => {
    if (formula.when && !equate(formula.when, binding, within).holds) return []
    return [equate(formula, binding, within)]
  })
}

interface Within {
  readonly sheets: Sheets
  readonly language: Language
}

function equate({ left, relation, right }: Formula, binding: Binding, within: Within): Equation {
  const [a, b] = [left, right].map((terms) => addUp(terms.map((term) => partOf(term, binding, within))))
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

function partOf(term: Term, binding: Binding, within: Within): Part {
  const { sign } = term
  if (term.kind === 'number') return { sign, text: String(term.value), value: term.value, unit: undefined, entries: [] }
  if (term.kind === 'growth') return growthPart(term, binding, within)
  const reference = bind(term.of, binding)
  const entries = select(reference, within.sheets)
  return {
    sign,
    text: wordsFor(reference, entries, within.language),
    value: sum(entries),
    unit: entries[0]?.unit,
    entries,
  }
}

/** A change of zero is 0 % of any base, so the base is then no part of it. */
function growthPart(term: Extract<Term, { kind: 'growth' }>, binding: Binding, within: Within): Part {
  const [change, current] = [term.change, term.current].map((of) => select(bind(of, binding), within.sheets))
  const entries = sum(change!) === 0 ? change! : [...change!, ...current!]
  const name = change![0]?.name ?? saidIn(within.language, ['比上年', 'change'])
  const text = `${name} ÷ ${saidIn(within.language, ['上年', 'last year'])}`
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

function wordsFor({ sheet, row, column }: Reference, entries: readonly Entry[], language: Language): string {
  const [only, ...more] = entries
  if (only && more.length === 0) return only.name
  const [lines, heading] = [rowName(sheet, row, language), columnName(sheet, column, language)]
  const place = saidIn(language, [`${sheetName(sheet, language)} ${lines}`, `${sheetName(sheet, language)}, ${lines}`])
  if (!only) return saidIn(language, [`${place}（无，按 0）`, `${place} (none, counts as 0)`])
  if (column === ONLY_COLUMN) return saidIn(language, [`${place}之和`, `sum of ${place}`])
  return saidIn(language, [`${place} ${heading}之和`, `sum of ${place}, ${heading}`])
}

function sheetName(sheet: string, language: Language): string {
  const said = SHEET_NAMES[sheet]
  return said ? saidIn(language, said) : sheet
}

function rowName(sheet: string, row: string, language: Language): string {
  const said = SET_NAMES[row]
  if (said) return saidIn(language, said)
  const stem = row.replace(/x+$/, '')
  return language === 'en' && !/\d/.test(row) ? (englishLine(sheet, row) ?? stem) : stem
}

function columnName(sheet: string, column: string, language: Language): string {
  if (language === 'en') return englishLine(sheet, column) ?? SET_NAMES[column]?.[1] ?? column
  const labels = new Map(TABLES.find((shape) => shape.id === sheet)?.columns ?? [])
  return labels.get(column) ?? SET_NAMES[column]?.[0] ?? column
}

const SHEET_NAMES: Readonly<Record<string, Said>> = {
  ...Object.fromEntries(TABLES.map(({ id }) => [id, [tableName(id), englishTable(id)] as const])),
  N: ['说明', 'narrative'],
  G: ['目标表', 'goal tables'],
}

/** Named sets of rows and columns. */
const SET_NAMES: Readonly<Record<string, Said>> = {
  items: ['各行', 'all rows'],
  sources: ['各项收入', 'all sources'],
  fiscalSources: ['财政拨款', 'fiscal money'],
  otherSources: ['非财政拨款收入', 'money that is not fiscal'],
  classes: ['各类支出', 'all classes'],
  ways: ['各类支出方式', 'all kinds of spending'],
  total: ['合计', 'total'],
  remark: ['备注', 'remark'],
  xxx: ['各类', 'all classes'],
  'item.x': ['各科目', 'all items'],
}
