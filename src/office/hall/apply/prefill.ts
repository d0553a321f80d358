// What a form need not ask: fields still blank that a registry knows of the person who writes it.

import { surroundingsOf } from '#kernel/material/rule.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { at, type Data } from '#kernel/service/evaluate.ts'
import { prefilled } from '#office/cases/registries.ts'
import type { Hall } from '../hall.ts'

/** The form with its blanks filled in where a registry answers; what was typed stays. */
export async function withKnown(
  hall: Hall,
  definition: ServiceDefinition,
  form: Data,
  own: string | undefined,
): Promise<Data> {
  if (own === undefined || !definition.comparisons) return form
  const values = await prefilled(hall.desk.registries, definition, surroundingsOf(definition, form, {}), own)
  return Object.entries(values).reduce(
    (filled, [path, value]) => (isBlank(at(filled, path)) ? withValue(filled, path.split('.'), value) : filled),
    form,
  )
}

const isBlank = (value: Data): boolean => value === undefined || value === null || value === ''

function withValue(form: Data, [head = '', ...rest]: readonly string[], value: Data): Data {
  const fields = typeof form === 'object' && form !== null && !Array.isArray(form) ? form : {}
  const inner = (fields as { readonly [name: string]: Data })[head]
  return { ...fields, [head]: rest.length === 0 ? value : withValue(inner, rest, value) }
}
