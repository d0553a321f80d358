// What a case is at this moment: nothing but the fold of its events.

import type { Clock } from '../calendar/clock.ts'
import type { PlainDate } from '../calendar/plain-date.ts'
import type { HandedMaterial } from '../material/material.ts'
import type { Advice } from '../material/rule.ts'
import type { Data } from '../service/evaluate.ts'
import type { EndStep } from '../service/step.ts'
import type { UnitCode } from '../unit/tree.ts'
import type { PersonRef } from './actor.ts'
import type {
  Asked,
  Assigned,
  Attendance,
  ComparedField,
  Deferral,
  Finding,
  IssuedEntry,
  OpenedCases,
  Verdict,
} from './event.ts'

/** Who did something, and when: shown to whoever comes second. */
export interface Act {
  readonly id: string
  readonly name: string
  readonly at: string
}

export interface BranchState {
  readonly phase: 'pending' | 'returned' | 'spoken'
  readonly verdict: Verdict | null
  readonly opinion: string
  readonly asked: readonly Asked[]
  readonly act: Act | null
  readonly escalated: boolean
}

export interface Supplement {
  readonly asked: readonly Asked[]
  readonly until: PlainDate
  readonly act: Act
  readonly phase: 'open' | 'answered' | 'lapsed'
}

/** Where the payment of a `pay` step stands; the amount is in cents and null when it could not be computed. */
export interface Payment {
  readonly phase: 'due' | 'prepared' | 'released' | 'paid' | 'failed'
  readonly amount: number | null
  readonly batch: string | null
  readonly hash: string | null
  readonly prepared: Act | null
  readonly released: Act | null
  readonly reference: string
  readonly reason: string
}

export interface CaseState {
  readonly seq: number
  readonly place: UnitCode
  readonly receivedAt: string
  readonly receivedOn: PlainDate
  readonly takenDownOn: PlainDate
  readonly applicant: PersonRef
  readonly agent: PersonRef | null
  readonly form: Data
  readonly materials: readonly HandedMaterial[]
  readonly advice: Advice
  /** The step the case is at, since when, and the branches of a parallel one. */
  readonly at: string
  readonly enteredOn: PlainDate
  /** The same to the second: for limits in hours. */
  readonly enteredAt: string
  readonly branches: Readonly<Record<string, BranchState>>
  readonly clock: Clock
  readonly acceptance: { readonly how: 'explicit' | 'deemed'; readonly on: PlainDate; readonly act: Act } | null
  readonly deferral: Deferral | null
  readonly supplement: Supplement | null
  readonly suspension: { readonly ground: string; readonly act: Act } | null
  readonly extension: { readonly days: number; readonly act: Act } | null
  readonly extensionAsked: { readonly reason: string; readonly act: Act } | null
  /** What was filled in at each task, newest; and how often each outcome was taken, by `step.outcome`. */
  readonly filled: Readonly<Record<string, Data>>
  readonly taken: Readonly<Record<string, number>>
  readonly assigned: Assigned
  readonly routed: { readonly table: string; readonly row: number | null; readonly unit: UnitCode | null } | null
  /** Fields held against registries, by comparison. */
  readonly compared: Readonly<Record<string, readonly ComparedField[]>>
  readonly payments: Readonly<Record<string, Payment>>
  /** What draws and seat allocations found, by step. */
  readonly findings: Readonly<
    Record<string, Finding & { readonly succeeded: boolean; readonly reason: string; readonly act: Act }>
  >
  /** Cases of an office that it has opened, and who did. */
  readonly opened: readonly (OpenedCases & { readonly by: Act | null })[]
  /** Rungs of supervision reached, by place in the ladder. */
  readonly rungs: readonly number[]
  readonly objections: readonly { readonly objector: string; readonly reason: string; readonly at: string }[]
  readonly opinions: readonly {
    readonly step: string
    readonly branch: string | null
    readonly verdict: Verdict
    readonly opinion: string
    readonly act: Act
  }[]
  readonly attendances: readonly (Attendance & { readonly step: string; readonly act: Act })[]
  readonly decision: {
    readonly verdict: 'approve' | 'reject'
    readonly reason: string
    readonly on: PlainDate
    readonly act: Act
  } | null
  readonly entries: readonly IssuedEntry[]
  /** Who handled each step so far: the separation of duties reads it. */
  readonly handledBy: Readonly<Record<string, readonly string[]>>
  /** Who moved the case last, and how: told to whoever came too late. */
  readonly last: Act & { readonly did: string; readonly from: string }
  /** Timers that have gone off at this step. */
  readonly fired: readonly string[]
  readonly ended: { readonly outcome: string; readonly result: EndStep['result']; readonly on: PlainDate } | null
  readonly rating: { readonly level: number; readonly reasons: readonly string[]; readonly text: string } | null
}
