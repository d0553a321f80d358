// Who may act for me, and for whom I may act. Posted to /mandates with `agentName`, `agentIdNumber`, `services`, `actions` (both
// repeated) and `until`; revoked by /api/mandates/:id/revoke, chosen by /api/session/acting-for.

import type { FieldFault } from '../ui/field.ts'

interface MandateRow {
  readonly id: string
  readonly agentName: string
  readonly principalName: string
  readonly services: readonly string[]
  readonly actions: readonly ('submit' | 'supplement' | 'follow' | 'collect')[]
  readonly until: string
  readonly isRevoked: boolean
}

export interface MandatesPage {
  readonly given: readonly MandateRow[]
  readonly received: readonly MandateRow[]
  readonly actingFor: string | null
  /** Short titles of services by slug. */
  readonly titles: Readonly<Record<string, string>>
  readonly today: string
  readonly typed: {
    readonly agentName: string
    readonly agentIdNumber: string
    readonly services: readonly string[]
    readonly actions: readonly string[]
    readonly until: string
  }
  readonly faults: readonly ({ readonly path: string } & FieldFault)[]
}
