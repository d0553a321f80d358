// 好差评: posted to `base/rate` with `level` 1..5, `reasons` (repeated), `text`, `key`.

import type { FieldFault } from '../ui/field.ts'

export interface RatePage {
  readonly base: string
  readonly title: string
  /** The declared reasons for a low rating. */
  readonly reasons: readonly string[]
  readonly key: string
  readonly posted: { readonly level?: string; readonly reasons: readonly string[]; readonly text?: string }
  readonly faults: readonly ({ readonly path: string } & FieldFault)[]
  /** A rating was just received. */
  readonly sent: boolean
}
