// What fields let an officer choose from: offices as the desk knows them, entries of registers as the server has them now.

import { type FormFields, leavesOf } from '#kernel/form/form.ts'
import { type Choice, type Choices, registersIn } from '../../fields/choices.ts'
import type { UnitGroup } from '../../ui/units.ts'
import { ask } from './api.ts'
import { units } from './session.ts'

/** The lists that a form is chosen from; a register that cannot be read now has none. */
export async function choicesFor(form: FormFields): Promise<Choices> {
  const levels = new Set([...leavesOf(form)].flatMap(([, field]) => (field.kind === 'unit' ? [field.level ?? ''] : [])))
  const offices = [...levels].map((level): [string, readonly Choice[]] => [
    `unit:${level}`,
    [...units.value.values()]
      .filter((unit) => unit.level === level)
      .map(({ code, name }) => ({ value: code, title: name })),
  ])
  const registers = [...registersIn(form)].map(
    async ([key, { register, by }]): Promise<[string, readonly Choice[]]> => {
      const query = by === undefined ? '' : `?by=${encodeURIComponent(by)}`
      const answer = await ask<{ readonly choices: readonly Choice[] }>(`/api/registers/${register}/choices${query}`)
      return [key, answer.ok ? answer.value.choices : []]
    },
  )
  return Object.fromEntries([...offices, ...(await Promise.all(registers))])
}

/** Villages under their towns, for the list they are picked from. */
export function villageGroups(): readonly UnitGroup[] {
  const all = [...units.value.values()]
  return all
    .filter(({ level }) => level === 'town')
    .map((town) => ({
      name: town.name,
      units: all.filter(({ parent }) => parent === town.code).map(({ code, name }) => ({ code, name })),
    }))
}
