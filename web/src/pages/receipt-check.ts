// The check of a receipt on the reader's own device.

import type { TrustTexts } from '#kernel/log/checkpoint.ts'
import type { ReceiptFinding } from '#kernel/log/receipt.ts'

export interface ReceiptCheckPage {
  /** The keys by which receipts are believed. */
  readonly trust: TrustTexts
  /** What the server found for a reader without script; null when nothing was asked. */
  readonly found: ReceiptFinding | null
}
