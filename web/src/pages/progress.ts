// One matter as its applicant follows it.

import type { ClockProof } from '#kernel/calendar/clock.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { CaseEvent } from '#kernel/case/event.ts'
import type { ListedFact } from '#kernel/case/listed.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'

export interface ProgressPage {
  /** Address of this matter (`/my/cases/…`); the pages around it are found under it. */
  readonly base: string
  readonly caseNo: string
  /** Code by which anyone holding it sees how far the matter is, in groups of 4 4 3. */
  readonly queryCode: string
  /** The definition the case is pinned to. */
  readonly definition: ServiceDefinition
  readonly events: readonly CaseEvent[]
  /** `promiseProof(…)` of today. */
  readonly clock: ClockProof
  readonly today: PlainDate
  readonly village: string
  /** Last day of the present step, where it has one. */
  readonly stepUntil: PlainDate | null
  /** Earliest due day of the duties at the present step. */
  readonly dueOn: PlainDate | null
  /** Who acts now, and who helps: the first is the handler. */
  readonly handlers: readonly Handler[]
  /** What the QR code opens at a counter. */
  readonly url: string
  readonly papers: Readonly<Record<number, { readonly title: string; readonly href: string }>>
  /** Address of how the place came about that a run of the seats gave; null where none has. */
  readonly seat: string | null
  /** Links to certificates issued in this case. */
  readonly certificates: readonly { readonly title: string; readonly href: string }[]
  /** What is true elsewhere and counts here, where its applicant may see it. */
  readonly lists: readonly ListedFact[]
  /** Whether the applicant may still withdraw. */
  readonly mayWithdraw: boolean
  /** Whether a rating is awaited. */
  readonly mayRate: boolean
}

export interface Handler {
  /** Person, or the desk when nobody has taken it up. */
  readonly name: string
  readonly office: string
  readonly hours: string
  readonly phone: string
}
