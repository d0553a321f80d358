// What anyone learns about a certificate. No script, no sign-in, the whole document within 14 kB compressed.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'

export interface VerifyPage {
  /** Null: nothing was asked yet, the page only takes a code. */
  readonly result: VerifyResult | null
  /** Instant of the check. */
  readonly checkedAt: string
  readonly phone: string
}

export interface VerifyResult {
  readonly code: string
  readonly verdict: Verdict
  /** The certificate's name, number, and rows, names masked; empty when the code is unknown. */
  readonly content: readonly { readonly title: string; readonly value: string }[]
  readonly checks: readonly { readonly passed: boolean | null; readonly title: string; readonly note: string }[]
  /** The command line that checks again, offline. */
  readonly command: string
}

export type Verdict =
  | { readonly kind: 'valid'; readonly issuedOn: PlainDate; readonly issuer: string }
  | {
      readonly kind: 'revoked'
      readonly since: PlainDate
      readonly reason: string
      readonly document: string
      readonly organ: string
    }
  | { readonly kind: 'expired'; readonly since: PlainDate }
  | {
      readonly kind: 'tampered'
      readonly changes: readonly { readonly title: string; readonly written: string; readonly registered: string }[]
      readonly genuine: string
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'stale'; readonly listedAt: string }
