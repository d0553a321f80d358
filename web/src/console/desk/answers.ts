// What the server answers the console with. Everything else about a case is computed here from definition and state.

import type { Light } from '#kernel/calendar/clock.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor, Post } from '#kernel/case/actor.ts'
import type { CaseEvent } from '#kernel/case/event.ts'
import type { Confirmation } from '#kernel/case/signed.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { Surroundings } from '#kernel/service/evaluate.ts'
import type { Role } from '#kernel/unit/role.ts'
import type { Unit, UnitCode } from '#kernel/unit/tree.ts'

/** Who is signed in, as the identity desk describes it. */
export interface SessionAnswer {
  readonly kind: 'public' | 'person' | 'officer'
  /** The password was right and the code of the second step is still to come. */
  readonly waitsForCode?: boolean
  readonly id?: string
  readonly name?: string
  readonly posts?: readonly Post[]
  /** How this session answers for what is signed. */
  readonly confirmation?: Confirmation
  /** Whether officers without a passkey confirm what is signed by a code; a demo lets them off. */
  readonly asksCode?: boolean
  /** Token that every change must carry. */
  readonly formToken?: string
}

export interface Session {
  readonly actor: Actor | null
  readonly csrf: string
  readonly waitsForCode: boolean
  readonly asksCode?: boolean
}

/** An invented officer whom the demonstration lets sign in as. */
export interface DemoAccount {
  readonly login: string
  readonly name: string
  readonly posts: readonly Post[]
  readonly password: string
  /** Of the authenticator, at this moment. */
  readonly code: string
}

export interface UnitsAnswer {
  readonly units: readonly Unit[]
}

export interface ServiceSummary {
  readonly slug: string
  readonly title: string
  readonly short: string
  readonly version: string
}

/** One duty in a queue. `dueOn` is null while the case waits for somebody else. */
export interface QueueItem {
  readonly id: string
  readonly caseNo: string
  readonly queryCode: string
  readonly service: string
  readonly version: string
  /** Title of the service. */
  readonly title: string
  readonly applicant: string
  readonly summary: string
  readonly step: string
  readonly stepTitle: string
  readonly branch: string | null
  readonly unit: UnitCode
  readonly role: Role
  readonly dueOn: PlainDate | null
  readonly light: Light
  readonly at: string
}

export type QueueCounts = Readonly<Record<'all' | 'red' | 'yellow' | 'green' | 'grey', number>>

export interface QueueAnswer {
  readonly items: readonly QueueItem[]
  readonly next: string | null
  readonly counts: QueueCounts
}

export interface IssuedDocument {
  readonly entry: string
  readonly title: string
  readonly code: string
  readonly number: string
  readonly issuedAt: string
  readonly status: string
}

/** One case whole. */
export interface CaseView {
  readonly id: string
  readonly caseNo: string
  readonly queryCode: string
  readonly service: string
  readonly version: string
  readonly state: CaseState
  readonly events: readonly CaseEvent[]
  readonly entries: readonly IssuedDocument[]
  /** Declared facts as looked up for this application; absent when the server does not tell them. */
  readonly facts?: Surroundings['facts']
  /** Cases that have to do with it, as far as the officer may see them. */
  readonly linked?: readonly {
    readonly id: string
    readonly caseNo: string
    readonly title: string
    readonly about: string
    readonly stepTitle: string
    readonly receivedOn: string
    readonly ended: boolean
  }[]
}

export interface CountRow {
  readonly unit: UnitCode
  readonly service: string
  readonly status: string
  /** `2024-09` */
  readonly month: string
  readonly count: number
}
