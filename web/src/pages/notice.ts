// One public notice, with the objection form while it runs. Posted to `base/objection` (name, contact, reason, key).

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { FieldFault } from '../ui/field.ts'

export interface NoticePage {
  readonly base: string
  readonly service: string
  readonly village: string
  readonly from: PlainDate
  readonly until: PlainDate
  readonly open: boolean
  /** Published rows: declared titles and values, nothing personal beyond them. */
  readonly rows: readonly { readonly title: string; readonly value: string }[]
  readonly key: string
  readonly posted: Readonly<Partial<Record<'name' | 'contact' | 'reason', string>>>
  readonly faults: readonly ({ readonly path: string } & FieldFault)[]
}
