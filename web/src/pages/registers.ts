// The registers that anyone may read, by the service that keeps them; and one of them, newest entry first.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'

export interface RegistersPage {
  readonly groups: readonly {
    readonly title: string
    readonly registers: readonly { readonly href: string; readonly title: string }[]
  }[]
}

export interface RegisterPage {
  readonly title: string
  readonly note: string
  /** There are older ones that are not shown. */
  readonly isFull: boolean
  readonly rows: readonly {
    readonly number: string
    readonly on: PlainDate
    readonly until: PlainDate | null
    readonly standing: 'valid' | 'expired' | 'frozen' | 'revoked'
    readonly cells: readonly { readonly title: string; readonly value: string }[]
    readonly uses: readonly { readonly href: string; readonly title: string }[]
  }[]
}
