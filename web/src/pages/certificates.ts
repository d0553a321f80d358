// My certificates.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'

export interface CertificatesPage {
  readonly certificates: readonly {
    readonly href: string
    readonly title: string
    readonly number: string
    readonly issuedOn: PlainDate
    readonly status: 'valid' | 'revoked' | 'expired'
  }[]
}
