// Says in plain words what the schema validator found: one field, one code, one sentence. Called by server.ts for
// every request that does not fit its schema.

import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import type { FieldError } from './problem.ts'

type Part = 'body' | 'querystring' | 'params' | 'headers' | string

const TYPE_NAMES: Record<string, string> = {
  string: '文字',
  number: '数字',
  integer: '整数',
  boolean: '是或否',
  array: '列表',
  object: '一组字段',
  null: '空值',
}

type Params = Record<string, unknown>

/** Keyword of the schema → code and sentence. Keywords not listed fall back to INVALID_VALUE. */
const FINDINGS: Record<string, (params: Params) => [code: string, message: string]> = {
  required: () => ['FIELD_MISSING', '请填写这一项。'],
  additionalProperties: () => ['UNKNOWN_FIELD', '没有这个字段，请删去。'],
  type: ({ type }) => ['WRONG_TYPE', `这里应为${typeNames(type)}。`],
  minLength: ({ limit }) => ['TOO_SHORT', `至少要 ${limit} 个字。`],
  maxLength: ({ limit }) => ['TOO_LONG', `最多 ${limit} 个字。`],
  minimum: ({ limit }) => ['TOO_SMALL', `不能小于 ${limit}。`],
  exclusiveMinimum: ({ limit }) => ['TOO_SMALL', `要大于 ${limit}。`],
  maximum: ({ limit }) => ['TOO_LARGE', `不能大于 ${limit}。`],
  exclusiveMaximum: ({ limit }) => ['TOO_LARGE', `要小于 ${limit}。`],
  minItems: ({ limit }) => ['TOO_FEW', `至少要 ${limit} 项。`],
  maxItems: ({ limit }) => ['TOO_MANY', `最多 ${limit} 项。`],
  uniqueItems: () => ['REPEATED', '有重复的项。'],
  pattern: () => ['WRONG_FORMAT', '写法不对，请按说明的格式填写。'],
  format: ({ format }) => ['WRONG_FORMAT', `写法不对，应为 ${format} 格式。`],
  const: ({ allowedValue }) => ['NOT_AN_OPTION', `只能是 ${JSON.stringify(allowedValue)}。`],
  enum: ({ allowedValues }) => ['NOT_AN_OPTION', `只能是其中之一：${(allowedValues as unknown[]).join('、')}。`],
  anyOf: () => ['NOT_AN_OPTION', '不是可选的内容。'],
  discriminator: () => ['NOT_AN_OPTION', '没有这种操作。'],
  oneOf: () => ['NOT_AN_OPTION', '不是可选的内容。'],
}

/** Most field errors told at once; a hostile body must not buy an answer far larger than itself. */
const MAX_ERRORS = 50

/**
 * Field errors of one part of a request, in the order of the validator.
 * Of a choice (`anyOf`) only the choice itself is told, not why each of its options failed.
 */
export function inputErrors(found: readonly FastifySchemaValidationError[], part: Part): FieldError[] {
  const choices = found.filter((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf')
  const told = found.filter((error) => !choices.some((choice) => error.schemaPath.startsWith(`${choice.schemaPath}/`)))
  return told.slice(0, MAX_ERRORS).map((error) => {
    const [code, message] = FINDINGS[error.keyword]?.(error.params) ?? ['INVALID_VALUE', '内容不对，请检查。']
    return { path: pathOf(error, part), code, message }
  })
}

function pathOf(error: FastifySchemaValidationError, part: Part): string {
  const property = error.params.missingProperty ?? error.params.additionalProperty
  const pointer = typeof property === 'string' ? `${error.instancePath}/${escapePointer(property)}` : error.instancePath
  if (part === 'querystring') return `?${pointer.slice(1)}`
  if (part === 'params') return `:${pointer.slice(1)}`
  if (part === 'headers') return `header:${pointer.slice(1)}`
  return pointer
}

function escapePointer(name: string): string {
  return name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')
}

function typeNames(type: unknown): string {
  return [type]
    .flat()
    .map((name) => TYPE_NAMES[String(name)] ?? String(name))
    .join('或')
}

/** No form is nested so deep; what is would exhaust the stack of whoever walks it next. */
const MAX_DEPTH = 32

/**
 * Finds text that no store can keep: NUL and lone surrogates. The schema lets them pass, PostgreSQL refuses the first
 * and would silently change the second. Finds what is nested too deep, too.
 * Cost: one walk over the strings of the value.
 */
export function unreadableText(value: unknown, path = '', depth = 0): FieldError | undefined {
  if (depth > MAX_DEPTH) return { path: '', code: 'TOO_DEEP', message: `最多嵌套 ${MAX_DEPTH} 层。` }
  if (typeof value === 'string') {
    if (!value.includes('\0') && value.isWellFormed()) return undefined
    return { path, code: 'UNREADABLE_CHARACTER', message: '含有控制字符或残缺字符，请删去后重填。' }
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined
  for (const name of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[name]
    // Named in the path only once something is found: nearly nothing ever is.
    const found = unreadableText(name, '', depth) ?? unreadableText(inner, '', depth + 1)
    if (found?.code === 'TOO_DEEP') return found
    if (found) return { ...found, path: `${path}/${escapePointer(name)}${found.path}` }
  }
  return undefined
}
