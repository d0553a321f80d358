// Who takes part in a draw that a case waits for, as its declaration says it: the list, the chances of each, the rule. The
// list itself is worked out by case/roster.ts; the desk of draws holds the draw.

import { type Expression, type List, type Num, operationOf, type Text, type Truth } from './expression.ts'

/**
 * Who takes part in a draw, and how it is held. The list comes from the case and nobody types it: elements of a list by
 * `id`, those for which `when` holds, each with `tickets` chances; or fixed names.
 */
export type Among = {
  readonly project: Expression
  /** The rule that is announced, in words. */
  readonly rule: string
  readonly winners: Expression
  readonly minimum: Expression
} & (
  | {
      readonly list: Expression
      readonly id: Expression
      readonly when?: Expression
      readonly tickets?: Expression
    }
  | { readonly names: readonly string[] }
)

interface Drawn {
  readonly project: Text
  readonly rule: string
  readonly winners: Num | number
  readonly minimum: Num | number
}
interface Chances<Item> {
  readonly id: (item: Item) => Text
  readonly when?: (item: Item) => Truth
  readonly tickets?: (item: Item) => Num
}

const raw = (value: Num | number): Expression => (typeof value === 'number' ? value : value.expression)
const held = ({ project, rule, winners, minimum }: Drawn) => ({
  ...{ project: project.expression, rule },
  ...{ winners: raw(winners), minimum: raw(minimum) },
})
/** What an operation over a list says of each element. */
const inside = ({ expression }: { readonly expression: Expression }) => operationOf(expression)?.args[1] as Expression

/** The list of a draw: `amongThose(fact.offers, { id: (one) => one.firm, … })`. */
export const amongThose = <Item>(of: List<Item>, { id, when, tickets, ...rest }: Drawn & Chances<Item>): Among => ({
  ...held(rest),
  list: of.expression,
  id: inside(of.first(id)),
  ...(when && { when: inside(of.some(when)) }),
  ...(tickets && { tickets: inside(of.sum(tickets)) }),
})
/** A draw of one of fixed names. */
export const amongNames = (names: readonly string[], rest: Drawn): Among => ({ ...held(rest), names })
