// What a certificate tells whoever checks it: its rows with the names of people masked. Used by the page of verdicts and by
// the API, so that neither says more than the other. Pure.

import { type FormFields, fieldAt } from '#kernel/form/form.ts'
import { maskName } from '#kernel/party/mask.ts'
import type { EntrySpec, ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Expression } from '#kernel/service/expression.ts'
import type { CertificateView } from './open-reads.ts'

/** The rows of a certificate for strangers; without the declaration nobody knows which are names, so all are masked. */
export function publicContent(
  { entry, content }: Pick<CertificateView, 'entry' | 'content'>,
  definition: ServiceDefinition | undefined,
): CertificateView['content'] {
  const names = definition ? nameRows(definition, definition.entries[entry]) : new Set(content.map((row) => row.title))
  return content.map((row) => (names.has(row.title) ? { ...row, value: maskName(row.value) } : row))
}

/** The titles of rows whose value comes from a person's name. */
function nameRows({ form }: Pick<ServiceDefinition, 'form'>, spec: EntrySpec | undefined): ReadonlySet<string> {
  const rows = (spec?.content ?? []).filter(({ value }) => fieldsNamed(value).some((path) => isName(form, path)))
  return new Set(rows.map(({ title }) => title))
}

/** Paths of the form that an expression reads; inside a list, the list's path in front. */
function fieldsNamed(expression: Expression, list = ''): string[] {
  if (!Array.isArray(expression)) return []
  const [operation, ...args] = expression as readonly Expression[]
  if (operation === 'field') return [String(args[0])]
  if (operation === 'item') return [`${list}.${args[0]}`]
  const [first] = args
  const inner = Array.isArray(first) && first[0] === 'field' ? String(first[1]) : list
  return args.flatMap((arg) => fieldsNamed(arg, inner))
}

const isName = (form: FormFields, path: string): boolean => fieldAt(form, path)?.kind === 'personName'
