// A form put together from values by path, as a case fills in another one, or a task is filled in before anybody types.

import type { Data } from '../service/evaluate.ts'

/** `rows.0.unit` stands inside the first element of the list `rows`. What is not known, or empty, is left out. */
export function filledForm(values: readonly (readonly [path: string, value: Data])[]): Data {
  let form: Data = {}
  for (const [path, value] of values)
    if (value !== undefined && value !== null && value !== '') form = put(form, path.split('.'), value)
  return form
}

function put(into: Data, [name, ...rest]: readonly string[], value: Data): Data {
  if (name === undefined) return value
  if (/^\d+$/.test(name)) {
    const rows = Array.isArray(into) ? [...into] : []
    // A place beyond the end is the end: a list has no holes.
    const place = Math.min(Number(name), rows.length)
    rows[place] = put(rows[place], rest, value)
    return rows
  }
  const before = typeof into === 'object' && into !== null && !Array.isArray(into) ? into : {}
  return { ...before, [name]: put((before as { readonly [key: string]: Data })[name], rest, value) }
}
