// All proofs of one definition, in the order they are read. `qinqing check`, the publish gate and the compiler page call
// this; examples are replayed by the caller, because replay needs decide().

import type { ServiceDefinition } from './declaration.ts'
import { type Explored, explore } from './explore.ts'
import { clockBalanced, dutiesSeparate, joinsComplete, outcomesHandled, reachable, terminating } from './flow-proofs.ts'
import type { Proof } from './proof.ts'
import {
  examplesCover,
  limitsSourced,
  materialsUsed,
  parametersGiven,
  personalJustified,
  promiseWithinLaw,
  wellTyped,
} from './text-proofs.ts'

export interface Checked {
  readonly proofs: readonly Proof[]
  readonly explored: Explored
}

/** Proves or refutes everything the platform promises of a service. `ended`: the end steps its examples reached. */
export function checkService(definition: ServiceDefinition, ended: ReadonlySet<string>): Checked {
  const explored = explore(definition)
  const proofs = [
    outcomesHandled(definition, explored),
    reachable(definition, explored),
    terminating(definition, explored),
    joinsComplete(definition, explored),
    clockBalanced(definition, explored),
    promiseWithinLaw(definition, explored),
    dutiesSeparate(definition, explored),
    materialsUsed(definition),
    limitsSourced(definition),
    personalJustified(definition),
    parametersGiven(definition),
    wellTyped(definition),
    examplesCover(definition, explored, ended),
  ]
  return { proofs, explored }
}
