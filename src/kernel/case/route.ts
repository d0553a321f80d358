// Which unit a case goes to by a table of rules: the first row that fits; or by what the case itself says. Pure; the table is the newest valid entry of a
// register, so that every version of it was somebody's act and can be looked at again.

import { at, type Data, evaluate, type Surroundings } from '../service/evaluate.ts'
import type { RouteStep } from '../service/step.ts'
import type { UnitTree } from '../unit/tree.ts'

export interface Route {
  readonly unit: string | null
  /** Number of the table's entry; empty when there is no table. */
  readonly table: string
  /** The row that fitted, from 1. */
  readonly row: number | null
}

/** A row fits when each column is blank or fits; its unit must be one there is. */
export function routeOf({ table, columns, to }: RouteStep, around: Surroundings, units: UnitTree): Route {
  if (to !== undefined) {
    const unit = evaluate(to, around)
    return { unit: typeof unit === 'string' && units.has(unit) ? unit : null, table: '', row: null }
  }
  const entry = table === undefined ? undefined : around.facts[table]
  const number = String(at(entry, 'number') ?? '')
  const rows = at(entry, 'rows')
  const values = Object.entries(columns).map(([name, { of, fits }]) => ({ name, fits, text: evaluate(of, around) }))
  for (const [index, row] of (Array.isArray(rows) ? rows : []).entries()) {
    const unit = at(row as Data, 'unit')
    if (typeof unit !== 'string' || !units.has(unit)) continue
    const fitsAll = values.every(({ name, fits, text }) => fitsIn(at(row as Data, name), text, fits))
    if (fitsAll) return { unit, table: number, row: index + 1 }
  }
  return { unit: null, table: number, row: null }
}

/** Several words in a cell are separated by 、 or blanks; one that is found is enough. */
function fitsIn(cell: Data, text: Data, fits: 'equal' | 'contains'): boolean {
  if (cell === undefined || cell === null || cell === '') return true
  if (typeof text !== 'string') return false
  if (fits === 'equal') return String(cell) === text
  return String(cell)
    .split(/[、，,\s]+/)
    .some((word) => word !== '' && text.includes(word))
}
