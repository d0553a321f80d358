// The receipt of a submission.

import type { ServiceDefinition } from '#kernel/service/declaration.ts'

export interface SubmittedPage {
  readonly caseNo: string
  /** Code by which anyone holding it sees how far the matter is, in groups. */
  readonly queryCode: string
  /** Instant of receipt. */
  readonly at: string
  readonly definition: Pick<ServiceDefinition, 'title' | 'steps' | 'start' | 'limits' | 'across' | 'place'>
  readonly village: string
  readonly progress: string
  /** What the QR code opens at a counter. */
  readonly url: string
  /** Where the receipt of the submission is shown. */
  readonly receipt: string
}
