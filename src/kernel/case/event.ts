// What can have happened to a case. Events are facts: whole, in the past tense, never changed. `evolve` folds them into
// the case's state without looking at the definition, so that a verifier needs nothing but the events.

import type { ClockMode } from '../calendar/clock.ts'
import type { PlainDate } from '../calendar/plain-date.ts'
import type { HandedMaterial } from '../material/material.ts'
import type { Advice } from '../material/rule.ts'
import type { Data } from '../service/evaluate.ts'
import type { EndStep } from '../service/step.ts'
import type { UnitCode } from '../unit/tree.ts'
import type { PersonRef } from './actor.ts'
import type { Signed } from './signed.ts'

/** One thing asked of the applicant, or sent back to be mended: a form field or a material, and why. */
export interface Asked {
  readonly field?: string
  readonly material?: string
  readonly reason: string
}

export type Verdict = 'agree' | 'disagree' | 'return'

/** What was found on site. Position in WGS-84 degrees; `photos` are content addresses of files. */
export interface Attendance {
  readonly result: 'pass' | 'fail'
  readonly longitude: number
  readonly latitude: number
  readonly photos: readonly string[]
  readonly note: string
  /** Content address of what somebody who was there signed. */
  readonly signature?: string
}

/** A register entry as issued; its number is given by the register when the event is stored. */
export interface IssuedEntry {
  readonly entry: string
  readonly title: string
  /** Opaque public code, printed as QR: opens the verification page. */
  readonly code: string
  readonly content: readonly { readonly title: string; readonly value: string }[]
  readonly validUntil: PlainDate | null
  /** What others may look up, by declared name; a personal value stands in it in the clear, the register keeps its index. */
  readonly data?: Readonly<Record<string, Data>>
  readonly unique?: string
}

/** Entries of a register whose standing changes: all whose data match. */
export interface ChangedEntries {
  readonly register: string
  readonly to: 'frozen' | 'revoked' | 'valid'
  readonly match: Readonly<Record<string, Data>>
}

export type Match = 'MATCH' | 'MISMATCH' | 'NO_DATA' | 'EXPIRED' | 'UNVERIFIABLE'

/** One field held against a registry. `there`: what the registry says, where it may be shown. */
export interface ComparedField {
  readonly path: string
  readonly match: Match
  readonly there: string | null
}

/** What an engine found, recorded with the hash of what proves it: a draw's bundle, a run of the seat allocation. */
export interface Finding {
  /** Name of the draw or run, under which its proof is published. */
  readonly name: string
  readonly hash: string
  /** Draw: those drawn, in order. Allocation: the one place given. */
  readonly chosen: readonly string[]
}

export type EventBody =
  | {
      readonly type: 'submitted'
      readonly place: UnitCode
      readonly applicant: PersonRef
      readonly agent: PersonRef | null
      readonly form: Data
      readonly materials: readonly HandedMaterial[]
      readonly advice: Advice
      /** The day a counter took the application down, when it came in on paper. */
      readonly takenDownOn: PlainDate
    }
  | { readonly type: 'entered'; readonly step: string; readonly branches?: readonly string[] }
  | {
      readonly type: 'accepted'
      readonly how: 'explicit' | 'deemed'
      readonly deferral: Deferral | null
      readonly note: string
    }
  | { readonly type: 'notAccepted'; readonly ground: 'notRequired' | 'notCompetent'; readonly reason: string }
  | { readonly type: 'supplementRequested'; readonly asked: readonly Asked[]; readonly until: PlainDate }
  | { readonly type: 'supplemented'; readonly form: Data; readonly materials: readonly HandedMaterial[] }
  | { readonly type: 'supplementLapsed' }
  | {
      readonly type: 'opined'
      readonly branch: string | null
      readonly verdict: Verdict
      readonly opinion: string
      readonly asked: readonly Asked[]
      readonly silent: boolean
    }
  | {
      readonly type: 'mended'
      readonly branch: string
      readonly reopened: readonly string[]
      readonly form: Data
      readonly materials: readonly HandedMaterial[]
      readonly note: string
    }
  | { readonly type: 'escalated'; readonly branches: readonly string[] }
  | { readonly type: 'objected'; readonly objector: string; readonly contact: string; readonly reason: string }
  | { readonly type: 'publicityClosed' }
  | ({ readonly type: 'attended' } & Attendance)
  | { readonly type: 'fulfilled'; readonly note: string; readonly files: readonly string[] }
  | { readonly type: 'awaitLapsed' }
  /** What was waited for has come about elsewhere. */
  | { readonly type: 'awaited' }
  | { readonly type: 'decided'; readonly verdict: 'approve' | 'reject'; readonly reason: string }
  | {
      readonly type: 'issued'
      readonly entries: readonly IssuedEntry[]
      readonly changes?: readonly ChangedEntries[]
    }
  | {
      readonly type: 'completed'
      readonly outcome: string
      readonly form: Data
      readonly note: string
      readonly assigned?: Assigned
      /** Time took this outcome. */
      readonly lapsed?: true
    }
  | { readonly type: 'chosen'; readonly outcome: string }
  | ({ readonly type: 'opened' } & OpenedCases)
  | {
      readonly type: 'routed'
      readonly unit: UnitCode | null
      /** Number of the table's entry, and its row from 1; null where no row fits. */
      readonly table: string
      readonly row: number | null
    }
  | {
      readonly type: 'compared'
      readonly results: Readonly<Record<string, readonly ComparedField[]>>
    }
  | { readonly type: 'paymentDue'; readonly amount: number | null }
  | { readonly type: 'paymentPrepared'; readonly batch: string; readonly hash: string }
  | { readonly type: 'paymentReleased' }
  | { readonly type: 'paymentReturned'; readonly reason: string }
  | { readonly type: 'paymentAnswered'; readonly paid: boolean; readonly reference: string; readonly reason: string }
  | ({
      readonly type: 'found'
      readonly succeeded: boolean
      readonly reason: string
      /** The unit at which a place was given leads the case from then on. */
      readonly assigned?: Assigned
    } & Finding)
  | { readonly type: 'rungReached'; readonly rung: number }
  | { readonly type: 'extensionAsked'; readonly reason: string }
  | { readonly type: 'extensionDeclined'; readonly reason: string }
  | { readonly type: 'delivered'; readonly how: string }
  | { readonly type: 'suspended'; readonly ground: string; readonly notice: string }
  | { readonly type: 'resumed' }
  | { readonly type: 'extended'; readonly days: number; readonly reason: string }
  | { readonly type: 'deferralKept'; readonly materials: readonly HandedMaterial[] }
  | { readonly type: 'withdrawn'; readonly reason: string }
  | { readonly type: 'terminated'; readonly reason: string }
  | { readonly type: 'reminded'; readonly timer: string }
  | { readonly type: 'ended'; readonly outcome: string; readonly result: EndStep['result'] }
  | {
      readonly type: 'rated'
      readonly level: 1 | 2 | 3 | 4 | 5
      readonly reasons: readonly string[]
      readonly text: string
    }

/** 容缺: materials promised for later, by a day. */
export interface Deferral {
  readonly materials: readonly string[]
  readonly until: PlainDate
}

/** Cases of an office that a case has opened, as they were filled in. */
export interface OpenedCases {
  readonly service: string
  readonly title: string
  /** The field there that takes which case opened it. */
  readonly from: string | null
  readonly forms: readonly Data[]
}

/** The units a case is assigned to. */
export interface Assigned {
  readonly lead: UnitCode | null
  readonly co: readonly UnitCode[]
}

/** What every event carries beside its body. */
export interface EventFrame {
  /** Place in the case's history, from 1. */
  readonly seq: number
  /** Instant, ISO 8601 in UTC. */
  readonly at: string
  readonly by: {
    readonly kind: 'person' | 'officer' | 'system' | 'public'
    readonly id: string
    readonly name: string
    /** The absent officer in whose post this was done. */
    readonly standsInFor?: PersonRef
  }
  /** With what the officer answered for the act; on its first event. */
  readonly signed?: Signed
  /** The clock's new mode and why, when this event changes it. */
  readonly clock?: { readonly mode: ClockMode; readonly why: string; readonly on?: PlainDate }
}

export type CaseEvent = EventFrame & EventBody
export type EventType = EventBody['type']
