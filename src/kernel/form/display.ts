// A filled form as people read it: titles and words instead of codes. Used by publicity, check-answers, the officer's
// form view and print.

import { at, type Data } from '../service/evaluate.ts'
import { writtenFormula } from '../service/formula.ts'
import type { UnitTree } from '../unit/tree.ts'
import { type Field, type FormFields, fieldAt } from './form.ts'

export interface DisplayRow {
  readonly path: string
  readonly title: string
  readonly value: string
  /** The case it names. */
  readonly caseId?: string
}

/** The rows of a form at these paths, or of the whole form; a group gives its fields, a list its elements in turn. */
export function displayRows(
  form: FormFields,
  filled: Data,
  units: UnitTree,
  paths: readonly string[] = Object.keys(form),
): DisplayRow[] {
  return paths.flatMap((path) => {
    const field = fieldAt(form, path)
    const value = at(filled, path)
    return field && !isLeftOut(field, value) ? [...rowsOf(field, value, path, units)] : []
  })
}

/** Nothing is shown of what was not asked, or need not be answered and was not. */
const isLeftOut = (field: Field, value: Data) =>
  (field.when !== undefined || field.optional === true) && (value === undefined || value === null)

function* rowsOf(field: Field, value: Data, path: string, units: UnitTree): Generator<DisplayRow> {
  if (field.kind === 'group') {
    for (const [name, inner] of Object.entries(field.fields)) {
      if (isLeftOut(inner, at(value, name))) continue
      yield* rowsOf(inner, at(value, name), `${path}.${name}`, units)
    }
  } else if (field.kind === 'list') {
    if (!Array.isArray(value) || value.length === 0) yield { path, title: field.title, value: '无' }
    else
      for (const [index, element] of value.entries())
        yield* elementRows(field, element, `${path}.${index}`, index, units)
  } else {
    const caseId = field.kind === 'case' && typeof value === 'string' ? { caseId: value } : {}
    yield { path, title: field.title, value: displayValue(field, value, units), ...caseId }
  }
}

function* elementRows(
  field: Field & { kind: 'list' },
  element: Data,
  path: string,
  index: number,
  units: UnitTree,
): Generator<DisplayRow> {
  for (const [name, inner] of Object.entries(field.fields)) {
    if (isLeftOut(inner, at(element, name))) continue
    for (const row of rowsOf(inner, at(element, name), `${path}.${name}`, units))
      yield { ...row, title: `${field.of} ${index + 1}：${row.title}` }
  }
}

/** Cents as yuan: `1,234.50`; without decimals when there are none. */
export function sayMoney(cents: number): string {
  const [whole = '', part] = (Math.abs(cents) / 100).toFixed(2).split('.')
  return `${cents < 0 ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${part === '00' ? '' : `.${part}`}`
}

/** One value in words; a dash when it is not known. */
export function displayValue(field: Field, value: Data, units: UnitTree): string {
  if (value === undefined || value === null || value === '') return '—'
  switch (field.kind) {
    case 'boolean':
      return value === true ? (field.yes ?? '是') : (field.no ?? '否')
    case 'choice':
      return field.options[value as string] ?? String(value)
    case 'integer':
    case 'decimal':
      return `${value} ${field.unit}`
    case 'money':
      return `${sayMoney(value as number)} ${field.unit}`
    case 'case':
      return '那一件'
    case 'formula':
      return writtenFormula(String(value))
    default:
      return units.get(value as string)?.name ?? String(value)
  }
}
