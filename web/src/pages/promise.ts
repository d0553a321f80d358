// Handing in what was promised when the case was accepted without it (容缺受理). A multipart post to `base/promise`, as
// for a supplement; `send` hands it in.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { MaterialAsked } from './apply-materials.ts'

export interface PromisePage {
  readonly base: string
  readonly title: string
  /** Last day of the promise. */
  readonly until: PlainDate
  readonly materials: readonly MaterialAsked[]
  /** Why the last try was refused. */
  readonly fault: string | null
}
