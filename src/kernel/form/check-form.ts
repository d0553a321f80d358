// Checks a filled form against its declaration: what is missing, of the wrong shape, or fails its format. The same
// function answers the citizen while typing, the server on every command, and the importer on every line.

import { type PlainDate, parsePlainDate } from '../calendar/plain-date.ts'
import { isMainlandPhone } from '../party/phone.ts'
import { verifyResidentId } from '../party/resident-id.ts'
import type { Data } from '../service/evaluate.ts'
import type { Field, FormFields } from './form.ts'

export interface FormProblem {
  /** Dotted path with list positions (`members.2.idNumber`). */
  readonly path: string
  readonly code: FormProblemCode
  /** One sentence for the person who fills the form. */
  readonly message: string
}

export type FormProblemCode =
  | 'FIELD_MISSING'
  | 'WRONG_SHAPE'
  | 'OUT_OF_RANGE'
  | 'ID_INVALID'
  | 'PHONE_INVALID'
  | 'UNKNOWN_VILLAGE'

/** What the check needs beside the form: the legal date of receipt and the villages of the district. */
export interface FormContext {
  readonly on: PlainDate
  readonly isVillage: (code: string) => boolean
}

/** Every problem of the filled form, in order of declaration; none means that its types can be trusted from here on. */
export function checkForm(form: FormFields, filled: Data, context: FormContext): FormProblem[] {
  return [...checkFields(form, filled, context, '')]
}

function* checkFields(fields: FormFields, filled: Data, context: FormContext, prefix: string): Generator<FormProblem> {
  if (typeof filled !== 'object' || filled === null || Array.isArray(filled)) {
    yield problem(prefix.slice(0, -1), 'WRONG_SHAPE', '这里应当是一组填写项')
    return
  }
  const values = filled as { readonly [name: string]: Data }
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(fields, name)) yield problem(prefix + name, 'WRONG_SHAPE', '表里没有这一项')
  }
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (isBlank(value)) yield problem(prefix + name, 'FIELD_MISSING', `请填写${field.title}`)
    else yield* checkField(field, value, context, prefix + name)
  }
}

function isBlank(value: Data): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

function* checkField(field: Field, value: Data, context: FormContext, path: string): Generator<FormProblem> {
  switch (field.kind) {
    case 'group':
      yield* checkFields(field.fields, value, context, `${path}.`)
      return
    case 'list':
      yield* checkList(field, value, context, path)
      return
    case 'boolean':
      if (typeof value !== 'boolean') yield problem(path, 'WRONG_SHAPE', `${field.title}：请选是或否`)
      return
    case 'integer':
    case 'decimal':
      yield* checkNumber(field, value, path)
      return
    case 'choice':
      if (typeof value !== 'string' || !Object.hasOwn(field.options, value)) {
        yield problem(path, 'WRONG_SHAPE', `${field.title}：请从列出的选项里选一个`)
      }
      return
    default:
      if (typeof value !== 'string') yield problem(path, 'WRONG_SHAPE', `${field.title}：这里应当是文字`)
      else yield* checkText(field, value, context, path)
  }
}

function* checkList(
  field: Field & { kind: 'list' },
  value: Data,
  context: FormContext,
  path: string,
): Generator<FormProblem> {
  if (!Array.isArray(value)) {
    yield problem(path, 'WRONG_SHAPE', `${field.title}：这里应当是一列${field.of}`)
    return
  }
  if (value.length < field.min)
    yield problem(path, 'FIELD_MISSING', `${field.title}：至少填 ${field.min} 个${field.of}`)
  if (value.length > field.max) yield problem(path, 'OUT_OF_RANGE', `${field.title}：最多填 ${field.max} 个${field.of}`)
  for (const [index, element] of value.entries())
    yield* checkFields(field.fields, element, context, `${path}.${index}.`)
}

function* checkNumber(
  field: Field & { kind: 'integer' | 'decimal' },
  value: Data,
  path: string,
): Generator<FormProblem> {
  if (typeof value !== 'number' || !Number.isFinite(value) || (field.kind === 'integer' && !Number.isInteger(value))) {
    yield problem(path, 'WRONG_SHAPE', `${field.title}：请填${field.kind === 'integer' ? '整数' : '数字'}`)
  } else if (value < field.min || value > field.max) {
    yield problem(path, 'OUT_OF_RANGE', `${field.title}：应在 ${field.min} 到 ${field.max} ${field.unit}之间`)
  }
}

const ID_REASONS = {
  characters: '应是 18 位，前 17 位是数字，最后一位是数字或大写 X',
  date: '第 7 到 14 位不是真实的出生日期',
  future: '出生日期在收件日之后',
  'check-digit': '校验位对不上，请逐位核对',
} as const

function* checkText(
  field: Field & { maxLength?: number },
  value: string,
  context: FormContext,
  path: string,
): Generator<FormProblem> {
  if (value.length > (field.maxLength ?? 500)) {
    yield problem(path, 'OUT_OF_RANGE', `${field.title}：最多 ${field.maxLength ?? 500} 个字`)
    return
  }
  switch (field.kind) {
    case 'residentId': {
      const verdict = verifyResidentId(value, context.on)
      if (!verdict.ok) yield problem(path, 'ID_INVALID', `${field.title}：${ID_REASONS[verdict.reason]}`)
      return
    }
    case 'phone':
      if (!isMainlandPhone(value)) yield problem(path, 'PHONE_INVALID', `${field.title}：应是 1 开头的 11 位手机号`)
      return
    case 'date':
      if (parsePlainDate(value) === null)
        yield problem(path, 'WRONG_SHAPE', `${field.title}：请填真实的日期，如 2024-03-01`)
      return
    case 'village':
      if (!context.isVillage(value))
        yield problem(path, 'UNKNOWN_VILLAGE', `${field.title}：本区没有代码为 ${value} 的村`)
      return
  }
}

const problem = (path: string, code: FormProblemCode, message: string): FormProblem => ({ path, code, message })
