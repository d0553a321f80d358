// Limits: spans of days, of hours, and moments that a case itself knows; where they come from; and the classes of cases
// that have limits of their own. How they are counted out is in case/due.ts and calendar/.

import type { Expression, Text, Truth } from './expression.ts'

/** Where a limit or duty comes from: a law's article, or for a district's own value the document it stands in. */
export interface Source {
  readonly law: string
  readonly article?: string
}
export const law = (name: string, article?: string): Source => ({ law: name, ...(article && { article }) })

/** A length of time. Working days follow the official calendar; natural days count every day. */
export interface Span {
  readonly days: number
  readonly unit: 'workingDays' | 'naturalDays'
  readonly source?: Source
}
export const workingDays = (days: number, source?: Source): Span => ({
  days,
  unit: 'workingDays',
  ...(source && { source }),
})
export const naturalDays = (days: number, source?: Source): Span => ({
  days,
  unit: 'naturalDays',
  ...(source && { source }),
})

/** Hours: inside the office hours of working days, or round the clock. For the limits of single steps. */
export interface HourSpan {
  readonly hours: number
  readonly unit: 'workingHours' | 'naturalHours'
  readonly source?: Source
}
export const workingHours = (hours: number, source?: Source): HourSpan => ({
  hours,
  unit: 'workingHours',
  ...(source && { source }),
})
export const naturalHours = (hours: number, source?: Source): HourSpan => ({
  hours,
  unit: 'naturalHours',
  ...(source && { source }),
})

/**
 * A limit that ends at a moment the case itself knows: on a day (`2024-09-04`; a day off moves it to the next working day),
 * or so many working days before it, at a time of day.
 */
export interface Moment {
  readonly unit: 'moment'
  readonly day: Expression
  /** Working days before that day. */
  readonly before: number
  /** `12:00`, Shanghai time. */
  readonly at: string
}
/** `moment(f.day, { before: 1, at: '12:00' })` */
export const moment = (day: Text, { before = 0, at = '17:30' }: { before?: number; at?: string } = {}): Moment => ({
  unit: 'moment',
  day: day.expression,
  before,
  at,
})

/** The limit of a step. */
export type Limit = Span | HourSpan | Moment

/** A limit that holds instead of the ordinary one for a class of cases; the first whose condition holds counts. */
export interface Differing<L extends Limit = Limit> {
  readonly when: Expression
  readonly limit: L
}
/** `when(f.class.is('urgent'), workingDays(1))` */
export const when = <L extends Limit>(condition: Truth, limit: L): Differing<L> => ({
  when: condition.expression,
  limit,
})
