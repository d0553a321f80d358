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
  | { readonly type: 'decided'; readonly verdict: 'approve' | 'reject'; readonly reason: string }
  | { readonly type: 'issued'; readonly entries: readonly IssuedEntry[] }
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
  /** The clock's new mode and why, when this event changes it. */
  readonly clock?: { readonly mode: ClockMode; readonly why: string; readonly on?: PlainDate }
}

export type CaseEvent = EventFrame & EventBody
export type EventType = EventBody['type']
