// A certificate in its holder's hand: the code to be scanned first, then the paper.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'

export interface CertificatePage {
  readonly title: string
  readonly number: string
  readonly content: readonly { readonly title: string; readonly value: string }[]
  readonly legalText: string
  readonly issuer: string
  readonly issuedOn: PlainDate
  readonly validUntil: PlainDate | null
  readonly status: 'valid' | 'revoked' | 'expired'
  /** The public address that answers whoever scans it. */
  readonly qr: string
  /** The signed text, which verifies without a network. */
  readonly signed: string
  readonly verify: string
  readonly download: string | null
  /** The signed text as a file, for programs that check it. */
  readonly file?: string
}
