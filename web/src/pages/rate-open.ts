// 好差评 without signing in: posted to /rate with `at`, `service`, `caseNo`, `code`, `level` 1..5, `reasons`, `text`, `key`.

import type { Touch } from '#services/rating.ts'
import type { FieldFault } from '../ui/field.ts'

export interface RateOpenPage {
  /** `case` asks for case number and query code; the others are one visit. */
  readonly touch: Touch
  readonly service: string
  readonly reasons: readonly string[]
  readonly key: string
  readonly posted: {
    readonly caseNo: string
    readonly code: string
    readonly level: string
    readonly reasons: readonly string[]
    readonly text: string
  }
  readonly faults: readonly ({ readonly path: string } & FieldFault)[]
  readonly sent: boolean
}
