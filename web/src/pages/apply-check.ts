// The last look before submitting. Posted to `base/check` with `agreed=yes` and the idempotency `key`.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'
import type { Advice } from '#kernel/material/rule.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import type { UnitGroup } from '../ui/units.ts'

export interface ApplyCheckPage {
  readonly base: string
  readonly definition: ServiceDefinition
  readonly form: Data
  readonly materials: readonly HandedMaterial[]
  /** Kinds that this application must hand in (`materialsAsked`). */
  readonly asked: readonly string[]
  readonly advice: Advice
  readonly villages: readonly UnitGroup[]
  readonly today: PlainDate
  /** Idempotency key of the submission, made when the page is shown. */
  readonly key: string
  /** Why the last submission was refused, if it was. */
  readonly refused?: { readonly reason: string; readonly remedy: string }
}
