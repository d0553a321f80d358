// The counts of cases as a table: a row a unit, a column a status, sums at the edges.

import type { CountRow } from '../desk/answers.ts'

export interface Pivot {
  /** Statuses that occur, in the order given. */
  readonly statuses: readonly string[]
  readonly rows: readonly { readonly unit: string; readonly counts: readonly number[]; readonly sum: number }[]
  readonly sums: readonly number[]
  readonly sum: number
}

/** Units by name, statuses in the order of `known`, others behind them. */
export function pivotOf(
  counts: readonly CountRow[],
  known: readonly string[],
  nameOf: (unit: string) => string,
): Pivot {
  const place = (status: string) => (known.indexOf(status) + 1 || known.length + 1) - 1
  const statuses = [...new Set(counts.map(({ status }) => status))].sort(
    (a, b) => place(a) - place(b) || (a < b ? -1 : 1),
  )
  const units = [...new Set(counts.map(({ unit }) => unit))].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'zh'))
  const total = (of: (row: CountRow) => boolean) => counts.filter(of).reduce((sum, { count }) => sum + count, 0)
  return {
    statuses,
    rows: units.map((unit) => ({
      unit,
      counts: statuses.map((status) => total((row) => row.unit === unit && row.status === status)),
      sum: total((row) => row.unit === unit),
    })),
    sums: statuses.map((status) => total((row) => row.status === status)),
    sum: total(() => true),
  }
}
