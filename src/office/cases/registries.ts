// Registries of other authorities, as a comparison asks them: by key, for a row. Which there are, the composition root says;
// one that does not answer is UNVERIFIABLE to the comparison, never an error of the case.

import type { RegistryAnswer } from '#kernel/case/command.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { aroundCase } from '#kernel/case/surroundings.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { type Data, evaluate, isTrue, type Surroundings } from '#kernel/service/evaluate.ts'

/** `row` null: the registry has nothing under this key. `until`: the last day on which the row holds good. */
export interface Registries {
  ask(registry: string, key: string): Promise<RegistryAnswer>
}

/** What the registries say to the named comparisons of a case. */
export function answersOf(
  registries: Registries | undefined,
  definition: ServiceDefinition,
  state: CaseState,
  names: readonly string[],
): Promise<Record<string, RegistryAnswer>> {
  return ask(registries, definition, aroundCase(definition, state, {}), names)
}

async function ask(
  registries: Registries | undefined,
  definition: ServiceDefinition,
  around: Surroundings,
  names: readonly string[],
): Promise<Record<string, RegistryAnswer>> {
  const answers = await Promise.all(
    names.map(async (name): Promise<[string, RegistryAnswer]> => {
      const declared = definition.comparisons?.[name]
      if (!registries || !declared) return [name, 'unreachable']
      if (declared.when !== undefined && !isTrue(declared.when, around)) return [name, 'unreachable']
      const key = evaluate(declared.key, around)
      if (typeof key !== 'string') return [name, { row: null }]
      return [name, await registries.ask(declared.registry, key).catch((): RegistryAnswer => 'unreachable')]
    }),
  )
  return Object.fromEntries(answers)
}

/** What the registries of a service's comparisons can fill into a form that holds their keys: values by form path. */
export async function prefilled(
  registries: Registries | undefined,
  definition: ServiceDefinition,
  around: Surroundings,
): Promise<Record<string, Data>> {
  const comparisons = definition.comparisons ?? {}
  const answers = await ask(registries, definition, around, Object.keys(comparisons))
  return Object.fromEntries(
    Object.entries(comparisons).flatMap(([name, { fields }]) => {
      const answer = answers[name]
      if (answer === undefined || answer === 'unreachable' || answer.row === null) return []
      const { row } = answer
      return Object.entries(fields).flatMap(([path, column]): [string, Data][] =>
        row[column] === undefined || row[column] === null ? [] : [[path, row[column]]],
      )
    }),
  )
}
