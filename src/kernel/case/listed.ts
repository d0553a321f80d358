// Lists of entries that a case's facts are made of, as a table that people read: what is true elsewhere, shown where it counts.

import { sayMoney } from '../form/display.ts'
import type { Column, ServiceDefinition } from '../service/declaration.ts'
import { at, type Data } from '../service/evaluate.ts'

export interface ListedFact {
  readonly title: string
  readonly heads: readonly string[]
  /** Columns of figures: they stay on one line. */
  readonly figures: readonly boolean[]
  readonly rows: readonly (readonly string[])[]
}

/** The lists that have something in them; a column that no element has a value for is left out. */
export function listedFacts(
  definition: ServiceDefinition,
  facts: Readonly<Record<string, Data>>,
  reader: 'officer' | 'applicant' = 'officer',
): ListedFact[] {
  return Object.entries(definition.facts).flatMap(([name, fact]): ListedFact[] => {
    const elements = facts[name]
    if (fact.kind !== 'entries' || !fact.columns || !Array.isArray(elements) || elements.length === 0) return []
    if (reader === 'applicant' && !fact.open) return []
    const used = Object.entries(fact.columns).filter(([key]) =>
      elements.some((one: Data) => (at(one, key) ?? '') !== ''),
    )
    return [
      {
        title: fact.title,
        heads: used.map(([, { title }]) => title),
        figures: used.map(([, { type }]) => type === 'number'),
        rows: elements.map((one: Data) => used.map(([key, column]) => cellOf(column, at(one, key)))),
      },
    ]
  })
}

function cellOf({ type, unit }: Column, value: Data): string {
  if (value === undefined || value === null || value === '') return '—'
  if (type === 'number' && unit === '分') return `${sayMoney(value as number)} 元`
  return unit ? `${value} ${unit}` : String(value)
}
