// Checks a book: forty identities with both sides, their figures and lines. Called by the command line, the public page and
// the authoring desk; questions and lint stand beside it and never block.
import type { Book, Figure } from './book.ts'
import { type Equation, evaluate, type Side } from './evaluate.ts'
import { parseFormula } from './formula.ts'
import { IDENTITIES } from './identities.ts'
import { type Language, saidIn } from './language.ts'
import { formatAmount, formatCount } from './money.ts'
import { type Sheets, sheetsOf } from './sheet.ts'

/** One identity judged. */
export interface IdentityResult {
  readonly id: string
  readonly says: string
  readonly holds: boolean
  /** Figures of the first failing equation, or of the leading one when all hold; decimal text in the printed unit. */
  readonly left: string
  readonly right: string
  /** Lines of every figure in the failing equations, or in all of them when all hold; ascending. */
  readonly lines: readonly number[]
  readonly note?: string
  readonly equations: readonly EquationResult[]
}

/** One equation of an identity, for one code, column or project. */
export interface EquationResult {
  readonly holds: boolean
  readonly left: SideResult
  readonly right: SideResult
}

/** One side: its words, its figure, the terms that carry weight and every line it stands on. */
export interface SideResult {
  /** The cell the figure stands in, as `sheet/row/column`, when the side is that one cell. */
  readonly at?: string
  readonly text: string
  readonly figure: string
  readonly terms: readonly { readonly name: string; readonly figure: string; readonly line: number }[]
  readonly lines: readonly number[]
}

const CHECKS = IDENTITIES.map((identity) => ({
  identity,
  formulas: identity.formulas.map(parseFormula),
  note: identity.note && { ...identity.note, differs: parseFormula(identity.note.differs.join(' = ')) },
}))

/** Judges I01–I40 in order, told in a language. Cost: about a thousand sums over the book's few hundred figures. */
export function checkIdentities(book: Book, language: Language = 'zh-Hans'): IdentityResult[] {
  const sheets = sheetsOf(book, language)
  return CHECKS.map(({ identity, formulas, note }) => {
    const equations = formulas.flatMap((formula) => evaluate(formula, sheets, language))
    const failing = equations.filter((equation) => !equation.holds)
    const shown = failing[0] ?? equations[0]
    const differs = note && evaluate(note.differs, sheets).some((equation) => !equation.holds)
    return {
      id: identity.id,
      says: saidIn(language, identity.says),
      holds: failing.length === 0,
      left: shown ? figureText(shown.left.value, shown.left.unit) : '',
      right: shown ? figureText(shown.right.value, shown.right.unit) : '',
      lines: linesOf((failing.length > 0 ? failing : equations).flatMap(({ left, right }) => [left, right])),
      ...(differs && { note: saidIn(language, note.text) }),
      equations: equations.map(toResult),
    }
  })
}

/** The equations that do not hold, each with its identity; cheaper than the full results. */
export function failingEquations(book: Book): { id: string; equation: Equation }[] {
  const sheets = sheetsOf(book)
  return CHECKS.flatMap(({ identity: { id }, formulas }) =>
    formulas
      .flatMap((formula) => evaluate(formula, sheets))
      .flatMap((equation) => (equation.holds ? [] : [{ id, equation }])),
  )
}

/** The identities a figure stands in, by `sheet/row/column`: what must fail when that figure alone is changed. */
export function coverageOf(sheets: Sheets): Map<string, Set<string>> {
  const coverage = new Map<string, Set<string>>()
  for (const { identity, formulas } of CHECKS)
    for (const { left, right } of formulas.flatMap((formula) => evaluate(formula, sheets)))
      for (const { sheet, row, column } of [...left.entries, ...right.entries]) {
        const key = `${sheet}/${row}/${column}`
        coverage.set(key, (coverage.get(key) ?? new Set()).add(identity.id))
      }
  return coverage
}

/** A figure as people read it. */
export function figureText(value: number, unit: Figure['unit']): string {
  if (unit === 'count') return formatCount(value)
  return unit === 'percent' ? `${formatAmount(value)}%` : formatAmount(value)
}

function toResult({ left, right, holds }: Equation): EquationResult {
  return { holds, left: sideResult(left), right: sideResult(right) }
}

function sideResult({ text, value, unit, entries }: Side): SideResult {
  const [only, ...more] = entries
  const single = only !== undefined && more.length === 0 && only.value === value
  const weighty = entries.filter((entry) => entry.value !== 0)
  return {
    ...(single && { at: `${only.sheet}/${only.row}/${only.column}` }),
    text,
    figure: figureText(value, unit),
    terms: weighty.map(({ name, value: amount, unit: kind, line }) => ({
      name,
      figure: figureText(amount, kind),
      line,
    })),
    lines: linesOf([{ entries }]),
  }
}

function linesOf(sides: readonly Pick<Side, 'entries'>[]): number[] {
  return [...new Set(sides.flatMap(({ entries }) => entries.map((entry) => entry.line)))].sort((a, b) => a - b)
}
