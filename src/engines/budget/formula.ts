// The small language of budget identities: sums of figures on both sides of = or ≥, written as an auditor writes them.
//
//   T2({code}, sources) = T2({code}, total)        T8(xxx) − T9(xxx) = T5(total, project)
//
// sheet(row, column); the column of one-column sheets is left out. Rows and columns are selectors (selector.ts). {variable}
// makes one equation for each of its values. growth(change, current) is the published percentage of a change. `when` guards
// an equation. Here formulas are parsed; evaluate.ts gives them their values.
import { ONLY_COLUMN } from './sheet.ts'

/** A place in the book, its row and column still selectors with variables. */
export interface Reference {
  readonly sheet: string
  readonly row: string
  readonly column: string
}

/** What is added or subtracted: a number, the sum of the selected figures, or a growth in percent. */
export type Term =
  | { readonly kind: 'number'; readonly sign: Sign; readonly value: number }
  | { readonly kind: 'sum'; readonly sign: Sign; readonly of: Reference }
  | { readonly kind: 'growth'; readonly sign: Sign; readonly change: Reference; readonly current: Reference }

type Sign = 1 | -1

export interface Formula {
  readonly left: readonly Term[]
  readonly relation: '=' | '≥'
  readonly right: readonly Term[]
  readonly when: Formula | undefined
  /** Names of the variables, in order of appearance. */
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
    variables: [...new Set([...body.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))],
  }
}

function parseSide(source: string): Term[] {
  return source.split(/ (?=[+−] )/).map((part) => parseTerm(part.replace(/^[+−] /, ''), part.startsWith('−') ? -1 : 1))
}

function parseTerm(text: string, sign: Sign): Term {
  if (/^\d+$/.test(text)) return { kind: 'number', sign, value: Number(text) }
  const [, change, current] = /^growth\((.+\)), (.+\))\)$/.exec(text) ?? []
  if (change === undefined || current === undefined) return { kind: 'sum', sign, of: parseReference(text) }
  return { kind: 'growth', sign, change: parseReference(change), current: parseReference(current) }
}

function parseReference(text: string): Reference {
  const [, sheet, row, column] = /^(\w+)\(([^,]+)(?:, (.+))?\)$/.exec(text) ?? []
  if (sheet === undefined || row === undefined) throw new Error(`no reference: ${text}`)
  return { sheet, row, column: column ?? ONLY_COLUMN }
}
