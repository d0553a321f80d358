// What officers have told the applicant at the steps of a case: those of the fields they filled in that a step tells.

import { type DisplayRow, displayRows } from '../form/display.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import type { UnitTree } from '../unit/tree.ts'
import type { CaseState } from './state.ts'

export interface Telling {
  readonly title: string
  readonly rows: readonly DisplayRow[]
}

/** One after another in the order of the steps, the newest of each; a step that tells nothing is left out. */
export function tellingsOf(definition: ServiceDefinition, state: CaseState, units: UnitTree): readonly Telling[] {
  return Object.entries(definition.steps).flatMap(([name, step]) => {
    const filled = state.filled[name]
    if (step.kind !== 'task' || !step.tells || filled === undefined) return []
    const rows = displayRows(step.form, filled, units, step.tells).filter(({ value }) => value !== '—')
    return rows.length > 0 ? [{ title: step.title, rows }] : []
  })
}
