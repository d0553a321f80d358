// What the fields of a form let one choose from: offices by level, valid entries by register.

import { type FormFields, leavesOf } from '#kernel/form/form.ts'
import { type Hall, todayOf } from '../hall.ts'
import type { Choices } from './apply-of.ts'

/** The lists that fields of a form are chosen from. Cost: a query a register. */
export async function choicesFor(hall: Hall, form: FormFields): Promise<Choices> {
  const { catalogue, store } = hall.desk
  const keys = new Set([...leavesOf(form)].flatMap(([, field]) => keyOf(field)))
  const lists = [...keys].map(async (key): Promise<[string, Choices[string]]> => {
    const [kind, name = '', by] = key.split(':')
    if (kind === 'entry') return [key, await store.entryChoices(name, todayOf(hall), by)]
    const offices = [...catalogue.units.values()].filter(({ level }) => level === name)
    return [key, offices.map(({ code, name: title }) => ({ value: code, title }))]
  })
  return Object.fromEntries(await Promise.all(lists))
}

function keyOf(field: FormFields[string]): string[] {
  if (field.kind === 'unit') return [`unit:${field.level}`]
  return field.kind === 'entry' ? [`entry:${field.register}${field.by ? `:${field.by}` : ''}`] : []
}
