// A definition proved in this browser: its examples replayed through the kernel, every situation explored.

import { type Replays, replayAll } from '#kernel/case/example.ts'
import { checkService } from '#kernel/service/check.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Proof } from '#kernel/service/proof.ts'
import { calendar, units } from '../desk/session.ts'

export interface Proved {
  readonly definition: ServiceDefinition
  readonly proofs: readonly Proof[]
  /** Situations the exploration visited. */
  readonly situations: number
  readonly examples: number
  readonly failures: Replays['failures']
  readonly tookMs: number
}

/** Proves a definition with the examples of the declared service of its name. Cost: some 50 ms. */
export async function prove(definition: ServiceDefinition): Promise<Proved> {
  // The declarations are only needed here, so they come with a request of their own.
  const { SERVICES } = await import('#services/index.ts')
  const examples = SERVICES.find(({ declaration }) => declaration.slug === definition.slug)?.examples ?? []
  const began = performance.now()
  const { covered, failures } = replayAll(definition, examples, { units: units.value, calendar })
  const others = SERVICES.map(({ declaration }) => declaration)
  const { proofs, explored } = checkService(definition, covered, others)
  return {
    definition,
    proofs,
    failures,
    situations: explored.situations.size,
    examples: examples.length,
    tookMs: performance.now() - began,
  }
}
