// Holds fields of the form against what registries answered: one word a field, seen by officer and applicant alike.

import type { PlainDate } from '../calendar/plain-date.ts'
import type { Comparison } from '../service/declaration.ts'
import { at, type Data } from '../service/evaluate.ts'
import type { OutcomeOf } from '../service/step.ts'
import type { RegistryAnswer } from './command.ts'
import type { ComparedField, Match } from './event.ts'

/** Every field of a comparison that was filled in. An answer past its day is EXPIRED, no answer UNVERIFIABLE. */
export function compareFields(
  comparison: Comparison,
  form: Data,
  answer: RegistryAnswer | undefined,
  today: PlainDate,
): ComparedField[] {
  return Object.entries(comparison.fields).flatMap(([path, column]): ComparedField[] => {
    const here = at(form, path)
    if (here === undefined) return []
    if (answer === undefined || answer === 'unreachable') return [{ path, match: 'UNVERIFIABLE', there: null }]
    const there = answer.row === null ? undefined : at(answer.row, column)
    if (there === undefined) return [{ path, match: 'NO_DATA', there: null }]
    const isOver = answer.row !== null && answer.until !== undefined && answer.until < today
    return [{ path, match: isOver ? 'EXPIRED' : matchOf(here, there), there: String(there) }]
  })
}

/** The outcome of a step whose comparisons came out like this. */
export const comparedAs = (results: Readonly<Record<string, readonly ComparedField[]>>): OutcomeOf<'compare'> =>
  Object.values(results).every((fields) => fields.every(({ match }) => match === 'MATCH')) ? 'matched' : 'differing'

const matchOf = (here: Data, there: Data): Match => (plain(here) === plain(there) ? 'MATCH' : 'MISMATCH')

/** Blanks and full-width signs are typed by hand; they are no difference. */
const plain = (value: Data): string => String(value).normalize('NFKC').replace(/\s/g, '').toUpperCase()
