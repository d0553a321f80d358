// A filled form as rows to read: what the citizen checks before submitting, and what the officer sees as the form.

import type { Field, FormFields } from '#kernel/form/form.ts'
import { at, type Data } from '#kernel/service/evaluate.ts'
import type { T } from '../words/words.ts'

export interface AnswerRow {
  readonly title: string
  /** Empty when nothing was filled in. */
  readonly value: string
  /** Dotted path with list positions, where the answer can be changed or doubted. */
  readonly path: string
  /** What an empty value is called, when it is not `还没填`. */
  readonly blank?: string
  /** The case it names, to open in the console. */
  readonly caseId?: string
  /** A heading over the rows that follow (`第 2 人`). */
  readonly head?: boolean
}

export interface AnswerSection {
  readonly title: string
  /** Where to change it; absent when it cannot be changed. */
  readonly href?: string | undefined
  readonly rows: readonly AnswerRow[]
}

export interface Reader {
  readonly t: T
  /** The name of a village by its code. */
  readonly nameOfVillage: (code: string) => string
}

/** The rows of the named top-level fields, in order of declaration. */
export function answersOf(form: FormFields, names: readonly string[], filled: Data, reader: Reader): AnswerRow[] {
  return names.flatMap((name) => {
    const field = form[name]
    return field ? [...rowsOfField(field, at(filled, name), name, reader)] : []
  })
}

function* rowsOfField(field: Field, value: Data, path: string, reader: Reader): Generator<AnswerRow> {
  if (field.kind === 'group') {
    for (const [name, inner] of Object.entries(field.fields))
      yield* rowsOfField(inner, at(value, name), `${path}.${name}`, reader)
  } else if (field.kind === 'list') {
    const rows = Array.isArray(value) ? value : []
    if (rows.length === 0) yield { title: field.title, value: reader.t('field.none'), path }
    for (const [index, row] of rows.entries()) {
      yield {
        title: reader.t('field.row', { n: index + 1, of: field.of }),
        value: '',
        path: `${path}.${index}`,
        head: true,
      }
      for (const [name, inner] of Object.entries(field.fields))
        yield* rowsOfField(inner, at(row, name), `${path}.${index}.${name}`, reader)
    }
  } else {
    const caseId = field.kind === 'case' && typeof value === 'string' ? { caseId: value } : {}
    yield { title: field.title, value: sayValue(field, value, reader), path, ...caseId }
  }
}

/** A value as a person says it: `98.5 ㎡`, `原地翻建`, `是`. */
export function sayValue(field: Field, value: Data, { t, nameOfVillage }: Reader): string {
  if (value === undefined || value === null || value === '') return ''
  switch (field.kind) {
    case 'integer':
    case 'decimal':
      return `${String(value)} ${field.unit}`
    case 'boolean':
      return value === true
        ? (field.yes ?? t('field.yes'))
        : value === false
          ? (field.no ?? t('field.no'))
          : String(value)
    case 'choice':
      return field.options[String(value)] ?? String(value)
    case 'case':
      return t('field.openCase')
    case 'unit':
    case 'village':
      return nameOfVillage(String(value))
    default:
      return String(value)
  }
}
