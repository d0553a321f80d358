// A person's own receipt of one step: what it proves, and a code for whoever wants to check it.

import type { ReceiptFinding } from '#kernel/log/receipt.ts'

export interface ReceiptPage {
  /** Address of the matter. */
  readonly base: string
  /** Number of the step in the matter. */
  readonly seq: number
  /** Null until the step stands in the signed log. */
  readonly receipt: {
    readonly finding: ReceiptFinding
    /** Address of the checking page with the whole receipt behind its `#`, which no browser sends to anybody. */
    readonly link: string
    /** Whether a QR code can carry it. */
    readonly fitsCode: boolean
    /** Address of the file, and its name. */
    readonly file: string
    readonly fileName: string
  } | null
  /** The log's public key. */
  readonly vkey: string
}
