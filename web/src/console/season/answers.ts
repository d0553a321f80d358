// What the server answers about seasons.

import type { Cutoff } from '#engines/seats/market.ts'

export interface SeasonRow {
  readonly id: string
  readonly name: string
  readonly isBinding: boolean
  readonly step: string
  readonly ended: boolean
  readonly schools: number
  readonly seats: number
}

export interface SeasonRun {
  readonly n: number
  readonly kind: 'main' | 'rest' | 'rehearsal'
  readonly at: string
  readonly officerName: string
  readonly hash: string
  readonly children: number
  readonly placed: number
  readonly givenAt: string | null
}

export interface SchoolRow {
  readonly school: string
  readonly unit: string
  readonly seats: number
  readonly wished: number
  readonly admitted: number
  readonly held: number
  readonly cutoff: Cutoff | null
}

export interface Season extends SeasonRow {
  readonly plan: string | null
  readonly acts: readonly ('draw' | 'rehearse' | 'run' | 'rest')[]
  readonly waiting: number
  readonly children: number
  readonly stands: readonly { readonly step: string; readonly title: string; readonly count: number }[]
  readonly runs: readonly SeasonRun[]
  readonly rows: readonly SchoolRow[]
  readonly unplaced: number
}

export interface SchoolChild {
  readonly caseId: string
  readonly number: string
  readonly name: string
  readonly guardian: string
  readonly class: string | null
  readonly rank: number | null
  readonly step: string
}
