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

/** What a check found, each with what the reader must know about it. */
export type Verdict =
  | { readonly kind: 'valid'; readonly issuedOn: PlainDate; readonly issuer: string }
  /** Without a network only that it was revoked is known. */
  | {
      readonly kind: 'revoked'
      readonly since: PlainDate | null
      readonly reason: string
      readonly document: string
      readonly organ: string
    }
  | { readonly kind: 'expired'; readonly since: PlainDate }
  /** Signed for a time to come, or the reader's clock is wrong. */
  | { readonly kind: 'early'; readonly from: string }
  | {
      readonly kind: 'tampered'
      readonly changes: readonly { readonly title: string; readonly written: string; readonly registered: string }[]
      /** Where the register's own words stand; null when they are not known, or are what is doubted. */
      readonly genuine: string | null
    }
  /** Signed by nobody whom the issuer list names. */
  | { readonly kind: 'foreign'; readonly issuer: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'stale'; readonly listedAt: string | null }
