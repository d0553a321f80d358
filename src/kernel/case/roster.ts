// The list of a draw as a case has it: who takes part, with how many chances, how many are drawn, and by which rule. The
// desk of draws holds it; nobody types a name into it.

import type { Among } from '../service/among.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import { type Data, evaluate, type Surroundings } from '../service/evaluate.ts'
import type { CaseState } from './state.ts'
import { aroundCase } from './surroundings.ts'

/** A draw that a case waits for. */
export interface Roster {
  readonly project: string
  readonly rule: string
  readonly winners: number
  readonly minimum: number
  /** Ids as the draw takes them, in the order of the list; of several chances of one each has its own. */
  readonly entrants: readonly string[]
}

/** In an id that has several chances, what stands before the number of the chance. */
const CHANCE = '--'

/** The list of the draw that the case is at; null when it is at none over a list of its own, or something is not known. */
export function rosterOf(
  definition: ServiceDefinition,
  state: CaseState,
  facts: Surroundings['facts'],
  now: string,
): Roster | null {
  const step = definition.steps[state.at]
  if (step?.kind !== 'draw' || !step.among || state.ended) return null
  const around = aroundCase(definition, state, facts, now)
  const [project, winners, minimum] = [step.among.project, step.among.winners, step.among.minimum].map((one) =>
    evaluate(one, around),
  )
  const entrants = entrantsOf(step.among, around)
  const isKnown = typeof project === 'string' && Number.isInteger(winners) && Number.isInteger(minimum)
  if (!isKnown || entrants === null || entrants.length === 0) return null
  return { project, rule: step.among.rule, winners: winners as number, minimum: minimum as number, entrants }
}

function entrantsOf(among: Among, around: Surroundings): string[] | null {
  if ('names' in among) return [...among.names]
  const elements = evaluate(among.list, around)
  if (!Array.isArray(elements)) return null
  const taking = elements.filter((one: Data) => among.when === undefined || evaluate(among.when, around, one) === true)
  const ids = taking.map((one: Data) => {
    const tickets = among.tickets === undefined ? null : evaluate(among.tickets, around, one)
    return { id: evaluate(among.id, around, one), tickets }
  })
  if (ids.some(({ id, tickets }) => typeof id !== 'string' || (tickets !== null && !Number.isInteger(tickets))))
    return null
  return ids.flatMap(({ id, tickets }) =>
    tickets === null
      ? [id as string]
      : Array.from({ length: tickets as number }, (_, n) => `${id as string}${CHANCE}${n + 1}`),
  )
}

/** Whom a draw over a roster found, each once, in the order drawn. */
export const foundOnce = (drawn: readonly string[]): string[] => [
  ...new Set(drawn.map((one) => one.replace(/--\d+$/, ''))),
]
