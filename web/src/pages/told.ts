// How I want to be told. Posted to `base`: `channel` for each chosen one, `email`, `locale`, `from` and `to` of the quiet hours.

import type { FieldFault } from '../ui/field.ts'

export interface ToldPage {
  readonly base: string
  readonly channels: readonly string[]
  readonly email: string
  readonly locale: string
  /** Hours `22` to `8`; both the same: no quiet hours. */
  readonly from: string
  readonly to: string
  readonly faults: readonly ({ readonly path: string } & FieldFault)[]
  readonly saved: boolean
}
