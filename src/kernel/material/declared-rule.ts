// A service's own rule as its declaration writes it: when it is broken, what is then said, and how to mend it.

import type { Expression, Num, Text, Truth } from '../service/expression.ts'

export interface Rule {
  readonly code: string
  /** What is examined, for the officer's list (`面积上限`). */
  readonly title: string
  readonly group: 'not-eligible' | 'supplement'
  /** Holds when the rule is broken. */
  readonly when: Expression
  /** The form field the finding stands beside. */
  readonly field: string
  /** What is wrong; `{name}` is a figure. */
  readonly say: string
  /** The same in one clause when nothing is wrong. */
  readonly passes: string
  readonly remedy: string
  readonly figures: Readonly<Record<string, Expression>>
}

/** Declares a rule. */
export function rule(
  code: string,
  rest: Omit<Rule, 'code' | 'when' | 'figures'> & {
    readonly when: Truth
    readonly figures?: Readonly<Record<string, Num | Text>>
  },
): Rule {
  const figures = Object.fromEntries(
    Object.entries(rest.figures ?? {}).map(([name, value]) => [name, value.expression]),
  )
  return { code, ...rest, when: rest.when.expression, figures }
}
