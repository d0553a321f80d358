// Between a declared form and what a browser posts: flat names such as `members.0.idNumber`, every value a text.
// The page draws inputs from `encode`d values and the server reads them back with `decode`; so does the live check.
// It judges nothing: a text that is no number stays a text, and check-form.ts says so.

import type { Data } from '../service/evaluate.ts'
import { keptFormula, writtenFormula } from '../service/formula.ts'
import { isAsked } from './check-form.ts'
import type { AnyList, Field, FormFields } from './form.ts'

/** What a form posts: input name → text as typed. It is also what the page shows again after a refusal. */
export type Posted = Readonly<Record<string, string>>

type DataRecord = { readonly [name: string]: Data }

/** The values of a filled form as the texts of its inputs; what is not known yet has no entry. */
export function encodeForm(form: FormFields, filled: Data): Posted {
  return Object.fromEntries(encodeFields(form, filled, ''))
}

/**
 * The typed values that posted texts stand for, by the declared form: names it does not declare are left out, blanks
 * are absent, figures typed full-width or with spaces are understood, rows left wholly blank at the end of a list fall away.
 */
export function decodeForm(form: FormFields, posted: Posted): DataRecord {
  return askedOnly(form, decodeFields(form, posted, ''))
}

/** Without the answers to questions that this form does not ask: they stood on the page before the condition was known. */
export function askedOnly(form: FormFields, filled: DataRecord): DataRecord {
  const prune = (fields: FormFields, values: DataRecord, element?: Data): DataRecord =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]): [string, Data][] => {
        const field = fields[name] as Field
        if (isAsked(field, filled, element) === 'no') return []
        if (field.kind === 'group' && isRecord(value)) return [[name, prune(field.fields, value, element)]]
        if (field.kind !== 'list' || !Array.isArray(value)) return [[name, value]]
        return [[name, value.map((row: Data) => (isRecord(row) ? prune(field.fields, row, row) : row))]]
      }),
    )
  return prune(form, filled)
}

/** How many rows of the list at `path` are on the page: those posted, at least one so that there is something to fill. */
export function rowsOf(list: AnyList, posted: Posted, path: string): number {
  let rows = 0
  for (const name of Object.keys(posted)) {
    const index = name.startsWith(`${path}.`) ? /^\d{1,3}(?=\.)/.exec(name.slice(path.length + 1)) : null
    if (index) rows = Math.max(rows, Number(index[0]) + 1)
  }
  // One row more than allowed is kept, so that the check can say there are too many.
  return Math.min(Math.max(rows, list.min), list.max + 1)
}

/** The same form with one more, empty row in the list at `path`. */
export function addRow(list: AnyList, posted: Posted, path: string): Posted {
  const row = rowsOf(list, posted, path)
  const [first] = namesOf(list.fields)
  return row < list.max && first ? { ...posted, [`${path}.${row}.${first}`]: '' } : posted
}

/** The same form without row `index` of the list at `path`; the rows behind it move up. */
export function removeRow(posted: Posted, path: string, index: number): Posted {
  const moved = Object.entries(posted).flatMap(([name, value]): [string, string][] => {
    const [, at, rest] = name.startsWith(`${path}.`)
      ? (/^(\d{1,3})(\..+)$/.exec(name.slice(path.length + 1)) ?? [])
      : []
    if (at === undefined || Number(at) < index) return [[name, value]]
    return Number(at) === index ? [] : [[`${path}.${Number(at) - 1}${rest}`, value]]
  })
  return Object.fromEntries(moved)
}

function namesOf(fields: FormFields): string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'group' ? namesOf(field.fields).map((inner) => `${name}.${inner}`) : [name],
  )
}

function* encodeFields(fields: FormFields, filled: Data, prefix: string): Generator<[string, string]> {
  if (!isRecord(filled)) return
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(filled, name) ? filled[name] : undefined
    if (value === undefined || value === null) continue
    const path = prefix + name
    if (field.kind === 'group') yield* encodeFields(field.fields, value, `${path}.`)
    else if (field.kind !== 'list') yield [path, encodeValue(field, value)]
    else if (Array.isArray(value)) {
      for (const [index, row] of value.entries()) yield* encodeFields(field.fields, row, `${path}.${index}.`)
    }
  }
}

function encodeValue(field: Field, value: Data): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (field.kind === 'money' && typeof value === 'number') return String(value / 100)
  return field.kind === 'formula' ? writtenFormula(String(value)) : String(value)
}

function decodeFields(fields: FormFields, posted: Posted, prefix: string): DataRecord {
  const filled: Record<string, Data> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = decodeField(field, posted, prefix + name)
    if (value !== undefined) filled[name] = value
  }
  return filled
}

function decodeField(field: Field, posted: Posted, path: string): Data {
  switch (field.kind) {
    case 'group':
      return decodeFields(field.fields, posted, `${path}.`)
    case 'list': {
      const rows = Array.from({ length: rowsOf(field, posted, path) }, (_, row) =>
        decodeFields(field.fields, posted, `${path}.${row}.`),
      )
      return rows.slice(0, rows.findLastIndex((row) => !isEmpty(row)) + 1)
    }
    case 'date':
      return decodeDate(posted, path)
    default:
      return decodeText(field, read(posted, path))
  }
}

function decodeText(field: Field, text: string): Data {
  if (text === '') return undefined
  switch (field.kind) {
    case 'integer':
    case 'decimal': {
      const digits = halfWidth(text).replace(/[\s,]/g, '')
      return /^[+-]?\d+(\.\d*)?$/.test(digits) ? Number(digits) : text
    }
    case 'money': {
      const digits = halfWidth(text).replace(/[\s,¥￥元]/g, '')
      return /^-?\d{1,12}(\.\d{0,2})?$/.test(digits) ? Math.round(Number(digits) * 100) : text
    }
    case 'formula': {
      const kept = keptFormula(halfWidth(text), field.names ?? {})
      return typeof kept === 'string' ? kept : text
    }
    case 'boolean':
      return text === 'yes' ? true : text === 'no' ? false : text
    case 'residentId':
    case 'creditCode':
    case 'anyId':
      return halfWidth(text).replace(/\s/g, '').toUpperCase()
    case 'phone':
      return halfWidth(text).replace(/[\s-]/g, '').replace(/^\+86/, '')
    default:
      return text
  }
}

/** A date is typed into three boxes, or comes whole. */
function decodeDate(posted: Posted, path: string): Data {
  const whole = halfWidth(read(posted, path))
  const [year, month, day] = ['year', 'month', 'day'].map((part) => halfWidth(read(posted, `${path}.${part}`)))
  if (!year && !month && !day) return whole === '' ? undefined : whole
  return `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
}

const read = (posted: Posted, name: string): string => (Object.hasOwn(posted, name) ? String(posted[name]).trim() : '')

/** Chinese keyboards type １２ and ． as readily as 12 and `.`. */
const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll('　', ' ')

const isEmpty = (value: Data): boolean =>
  isRecord(value) ? Object.values(value).every(isEmpty) : Array.isArray(value) ? value.length === 0 : false

const isRecord = (value: Data): value is DataRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
