// What a running publicity shows, and until when. Only the fields that the declaration publishes; never more.

import type { Calendar } from '../calendar/calendar.ts'
import type { PlainDate } from '../calendar/plain-date.ts'
import { type DisplayRow, displayRows } from '../form/display.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import type { PublicityStep } from '../service/step.ts'
import type { UnitTree } from '../unit/tree.ts'
import { spanEnd } from './due.ts'
import type { CaseState } from './state.ts'

/** The published rows and the last day on which anyone may object; null when the case is not being published. */
export function publicityOf(
  definition: ServiceDefinition,
  state: CaseState,
  world: { readonly units: UnitTree; readonly calendar: Calendar },
): { readonly shows: readonly DisplayRow[]; readonly from: PlainDate; readonly until: PlainDate } | null {
  const step = definition.steps[state.at]
  if (step?.kind !== 'publicity' || state.ended) return null
  return {
    shows: [...displayRows(definition.form, state.form, world.units, step.shows), ...entryRows(step, state)],
    from: state.enteredOn,
    until: spanEnd(step.for, state.enteredOn, world.calendar),
  }
}

/** The printed rows of the entry that is published with it, as it was last written. */
const entryRows = (step: PublicityStep, { entries }: CaseState): DisplayRow[] =>
  (entries.findLast(({ entry }) => entry === step.entry)?.content ?? []).map(({ title, value }) => ({
    path: `${step.entry}.${title}`,
    title,
    value,
  }))
