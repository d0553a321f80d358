// How a case opens others: cases of an office, filled in by expressions as it leaves a step. What becomes of it: Turn in
// case/turn.ts notes them, the reader of the stream in office/cases/ hands them in.

import type { Expression, List, Num, Text, Truth } from './expression.ts'

/** A case of an office, filled in by expressions, that a case opens by itself; with `each`, one for every element. */
export interface Opens {
  readonly service: string
  /** What is opened, in words. */
  readonly title: string
  readonly each?: Expression
  /** Form path there (`rows.0.unit` inside a list) → value; what is not known is left out. */
  readonly form: Readonly<Record<string, Expression>>
  /** The `case` field there that takes which case this is. */
  readonly from?: string
}
type Filling = Readonly<Record<string, Text | Num | Truth>>
const plainFilling = (form: Filling) =>
  Object.fromEntries(Object.entries(form).map(([path, value]) => [path, value.expression]))

/** `opens('route-change', '改分派表', { word: filled.word }, { from: 'demand' })` */
export const opens = (service: string, title: string, form: Filling, more: Pick<Opens, 'from'> = {}): Opens => ({
  service,
  title,
  form: plainFilling(form),
  ...more,
})
/** The same for every element of a list. */
export const opensEach = <Item>(
  service: string,
  title: string,
  list: List<Item>,
  form: (item: Item) => Filling,
  more: Pick<Opens, 'from'> = {},
): Opens => ({ service, title, each: list.expression, form: plainFilling(form(list.item)), ...more })
