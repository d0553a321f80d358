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

/**
 * What the registries of a service's comparisons can fill into a form that holds their keys: values by form path. `own`: the
 * number of the person who writes it; a row is read to nobody but the one it is of, or whom it names as its owner.
 */
export async function prefilled(
  registries: Registries | undefined,
  definition: ServiceDefinition,
  around: Surroundings,
  own: string,
): Promise<Record<string, Data>> {
  const comparisons = definition.comparisons ?? {}
  // A condition that is still unanswered is what the registry may answer.
  const open = Object.entries(comparisons).filter(
    ([, { when }]) => when === undefined || evaluate(when, around) !== false,
  )
  const asked = Object.fromEntries(open.map(([name, { when: _, ...one }]) => [name, one]))
  const answers = await ask(registries, { ...definition, comparisons: asked }, around, Object.keys(asked))
  return Object.fromEntries(
    open.flatMap(([name, { fields, key, owner }]) => {
      const answer = answers[name]
      if (answer === undefined || answer === 'unreachable' || answer.row === null) return []
      const { row } = answer
      const isOwn = evaluate(key, around) === own || (owner !== undefined && row[owner] === own)
      if (!isOwn) return []
      return Object.entries(fields).flatMap(([path, column]): [string, Data][] =>
        row[column] === undefined || row[column] === null ? [] : [[path, row[column]]],
      )
    }),
  )
}
