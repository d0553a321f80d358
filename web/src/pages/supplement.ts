// Mending what was asked for, and nothing else. A multipart post to `base/supplement`: the asked fields under their
// paths, files under `file.KIND`, `paper.KIND=yes`; `drop=FILE` and `upload=KIND` show the page again.

import type { ClockProof } from '#kernel/calendar/clock.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Asked } from '#kernel/case/event.ts'
import type { Posted } from '#kernel/form/posted-form.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import type { FieldFault } from '../ui/field.ts'
import type { UnitGroup } from '../ui/units.ts'
import type { MaterialAsked } from './apply-materials.ts'

export interface SupplementPage {
  readonly base: string
  readonly definition: ServiceDefinition
  readonly asked: readonly Asked[]
  /** Who asked, and when. */
  readonly by: string
  readonly at: string
  readonly until: PlainDate
  readonly clock: Pick<ClockProof, 'remaining'>
  /** The form as it was handed in. */
  readonly form: Data
  /** Texts of the asked fields as typed so far; the old values at first. */
  readonly posted: Posted
  readonly faults: readonly ({ readonly path: string } & FieldFault)[]
  /** The asked materials, with files already sent anew. */
  readonly materials: readonly MaterialAsked[]
  readonly villages: readonly UnitGroup[]
  /** Phone of the officer who asked. */
  readonly phone: string
  readonly key: string
  /** The last day has passed: the page only says how to begin again. */
  readonly lapsed: boolean
}
