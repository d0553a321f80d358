// All proofs of one definition, in the order they are read. `qinqing check`, the publish gate and the compiler page call
// this; examples are replayed by the caller, because replay needs decide().

import { clockBalanced, limitsSourced, promiseWithinLaw } from './clock-proofs.ts'
import { connected, moneyGuarded } from './connection-proofs.ts'
import type { ServiceDeclaration, ServiceDefinition } from './declaration.ts'
import { type Explored, explore } from './explore.ts'
import { dutiesSeparate, joinsComplete, materialsUsed, outcomesHandled, reachable, terminating } from './flow-proofs.ts'
import type { Proof } from './proof.ts'
import { examplesCover, parametersGiven, personalJustified } from './text-proofs.ts'
import { wellTyped } from './typing-proof.ts'

export interface Checked {
  readonly proofs: readonly Proof[]
  readonly explored: Explored
}

/**
 * Proves or refutes everything the platform promises of a service. `covered`: the ends and outcomes of its examples;
 * `others`: the services beside it, whose registers and cases its facts may name.
 */
export function checkService(
  definition: ServiceDefinition,
  covered: ReadonlySet<string>,
  others: readonly ServiceDeclaration[],
): Checked {
  const explored = explore(definition)
  const proofs = [
    outcomesHandled(definition, explored),
    reachable(definition, explored),
    terminating(definition, explored),
    joinsComplete(definition, explored),
    clockBalanced(definition, explored),
    promiseWithinLaw(definition),
    dutiesSeparate(definition, explored),
    materialsUsed(definition, explored),
    limitsSourced(definition),
    personalJustified(definition),
    parametersGiven(definition),
    wellTyped(definition),
    connected(definition, others),
    moneyGuarded(definition, explored),
    examplesCover(definition, explored, covered),
  ]
  return { proofs, explored }
}
