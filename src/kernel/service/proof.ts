// What a proof about a service is: a short name, whether it holds, one sentence with its numbers, and when it fails a
// story that shows why, with the cure. Printed by `qinqing check`, shown on the compiler page of the console.

import type { ServiceDefinition } from './declaration.ts'
import { type Explored, type StoryLine, storyTo } from './explore.ts'
import type { Situation } from './model.ts'

export interface CounterExample {
  /** What goes wrong, in one sentence. */
  readonly headline: string
  /** The shortest story that leads there; empty when the mistake is in the text, not in the flow. */
  readonly story: readonly StoryLine[]
  readonly cure: string
}

export interface Proof {
  readonly name: ProofName
  readonly holds: boolean
  /** The finding in one sentence, with its numbers. */
  readonly says: string
  readonly counterExamples: readonly CounterExample[]
}

export const PROOF_TITLES = {
  wellTyped: '表达式',
  outcomesHandled: '结果齐全',
  reachable: '可达',
  terminating: '可终结',
  joinsComplete: '汇合完整',
  clockBalanced: '时限平衡',
  promiseWithinLaw: '承诺 ≤ 法定',
  dutiesSeparate: '职责分离',
  materialsUsed: '材料有用',
  limitsSourced: '时限有据',
  personalJustified: '个人信息',
  parametersGiven: '参数齐全',
  connected: '相互引用',
  moneyGuarded: '付款有据',
  examplesCover: '示例覆盖',
} as const

export type ProofName = keyof typeof PROOF_TITLES

export function proof(name: ProofName, says: string, counterExamples: readonly CounterExample[]): Proof {
  return { name, holds: counterExamples.length === 0, says, counterExamples }
}

/** A counter-example whose story leads to a situation. */
export function storyExample(
  definition: ServiceDefinition,
  explored: Explored,
  key: string,
  headline: string,
  cure: string,
): CounterExample {
  return { headline, story: storyTo(definition, explored, key), cure }
}

/** A counter-example that stands in the text alone. */
export const textExample = (headline: string, cure: string): CounterExample => ({ headline, story: [], cure })

/** A step's title in quotes, for sentences. */
export const titleOf = (definition: ServiceDefinition, name: string): string =>
  `「${definition.steps[name]?.title ?? name}」`

/** The key of the first reached situation that satisfies a test; breadth-first order makes its story a shortest one. */
export function firstWhere(explored: Explored, test: (situation: Situation) => boolean): string | undefined {
  for (const [key, situation] of explored.situations) if (test(situation)) return key
  return undefined
}
