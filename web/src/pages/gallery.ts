// The gallery: every component in every state, for looking at and for the accessibility check.

import type { ClockProof } from '#kernel/calendar/clock.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Posted } from '#kernel/form/posted-form.ts'
import type { CheckedDefinition } from '../fields/live-check.ts'
import type { UnitGroup } from '../ui/units.ts'

export interface GalleryPage {
  readonly definition: CheckedDefinition
  readonly posted: Posted
  readonly villages: readonly UnitGroup[]
  readonly proof: Pick<ClockProof, 'days'>
  readonly today: PlainDate
}
