// The part of a form that was sent back: its fields alone, and the whole form with the new answers in their places.

import type { Asked } from '#kernel/case/event.ts'
import type { FormFields } from '#kernel/form/form.ts'
import type { Data } from '#kernel/service/evaluate.ts'

/** The declared fields that the asked paths name; a place inside a list means the whole list. */
export function askedFields(form: FormFields, asked: readonly Asked[]): FormFields {
  return pick(
    form,
    asked.flatMap(({ field }) => (field === undefined ? [] : [field])),
    '',
  )
}

function pick(fields: FormFields, paths: readonly string[], prefix: string): FormFields {
  const picked = Object.entries(fields).flatMap(([name, field]): [string, FormFields[string]][] => {
    const path = prefix + name
    if (paths.includes(path)) return [[name, field]]
    if (!paths.some((one) => one.startsWith(`${path}.`))) return []
    if (field.kind !== 'group') return [[name, field]]
    return [[name, { ...field, fields: pick(field.fields, paths, `${path}.`) }]]
  })
  return Object.fromEntries(picked)
}

/** `before` with the values of `answers` over it; lists are replaced whole. */
export function withAnswers(before: Data, answers: Data): Data {
  if (!isRecord(before) || !isRecord(answers)) return answers
  const merged: Record<string, Data> = { ...before }
  for (const [name, value] of Object.entries(answers)) merged[name] = withAnswers(before[name], value)
  return merged
}

const isRecord = (value: Data): value is { readonly [name: string]: Data } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
