// What the expressions of a declaration look at for one case: its form and parameters, the facts from elsewhere, and what
// the case itself has come to.

import { legalDateOf } from '../calendar/plain-date.ts'
import { surroundingsOf } from '../material/rule.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import type { Data, Surroundings } from '../service/evaluate.ts'
import type { CaseState } from './state.ts'

/** `now`: the instant asked about; without it `today` is the day of the last act. */
export function aroundCase(
  definition: ServiceDefinition,
  state: CaseState,
  facts: Surroundings['facts'],
  now: string = state.last.at,
): Surroundings {
  return {
    ...surroundingsOf(definition, state.form, facts),
    own: {
      filled: state.filled,
      taken: state.taken,
      differs: differsOf(state),
      compared: comparedOf(state),
      chosen: Object.fromEntries(
        Object.entries(state.findings).map(([step, one]) => [step, one.succeeded ? one.chosen : []]),
      ),
      assigned: state.assigned.lead,
    },
    today: legalDateOf(now),
  }
}

/** How many fields of each comparison came out in each way. */
function comparedOf({ compared }: CaseState): Record<string, Record<string, number>> {
  return Object.fromEntries(
    Object.entries(compared).map(([name, fields]) => [
      name,
      Object.fromEntries([...Map.groupBy(fields, ({ match }) => match)].map(([match, few]) => [match, few.length])),
    ]),
  )
}

/** How many fields of each comparison are anything but MATCH. */
function differsOf({ compared }: CaseState): Record<string, Data> {
  return Object.fromEntries(
    Object.entries(compared).map(([name, fields]) => [name, fields.filter(({ match }) => match !== 'MATCH').length]),
  )
}
