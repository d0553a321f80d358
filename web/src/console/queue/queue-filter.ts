// The filters of the queue as its address has them, and the choices that the rows seen so far offer.

import type { LightColour } from '../../ui/light.ts'
import type { QueueItem } from '../desk/answers.ts'

export interface QueueFilter {
  light: '' | LightColour
  step: string
  unit: string
  service: string
  /** Due on this day, `2026-11-17`. */
  on: string
}

/** Value and title, by filter. */
export type FilterOptions = Readonly<Record<'step' | 'unit' | 'service', ReadonlyMap<string, string>>>

/** `?step=decide&cursor=…`; empty when nothing is filtered. */
export function filterQuery(filter: QueueFilter, cursor: string | null = null): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value !== '') query.set(name, value)
  if (cursor !== null) query.set('cursor', cursor)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** The choices after more rows were seen: a choice once offered stays. */
export function optionsSeen(items: readonly QueueItem[], before?: FilterOptions): FilterOptions {
  const step = new Map(before?.step)
  const unit = new Map(before?.unit)
  const service = new Map(before?.service)
  for (const item of items) {
    step.set(item.step, item.stepTitle)
    unit.set(item.unit, item.unit)
    service.set(item.service, item.title)
  }
  return { step, unit, service }
}
