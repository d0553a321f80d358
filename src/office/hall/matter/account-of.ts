// What the pages about mandates and sessions are given by the desk of identity.

import type { FastifyRequest } from 'fastify'
import type { MandatedAction } from '#kernel/case/actor.ts'
import type { Problem } from '#platform/http/problem.ts'

export interface MandateRow {
  readonly id: string
  readonly agentName: string
  readonly principalName: string
  readonly services: readonly string[]
  readonly actions: readonly MandatedAction[]
  readonly until: string
  readonly isRevoked: boolean
}

export interface SessionRow {
  readonly id: string
  readonly startedAt: string
  readonly seenAt: string
  readonly isThis: boolean
}

/** A person's account as the desk of identity keeps it. */
export interface Account {
  mandates(request: FastifyRequest): Promise<{
    readonly given: readonly MandateRow[]
    readonly received: readonly MandateRow[]
    /** The mandate the session acts under. */
    readonly actingFor: string | null
  }>
  giveMandate(
    request: FastifyRequest,
    mandate: {
      readonly agentName: string
      readonly agentIdNumber: string
      readonly services: readonly string[]
      readonly actions: readonly MandatedAction[]
      readonly until: string
    },
  ): Promise<object | { readonly problem: Problem }>
  sessions(request: FastifyRequest): Promise<readonly SessionRow[]>
  endOthers(request: FastifyRequest): Promise<unknown>
}
