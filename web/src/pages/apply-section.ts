// One section of an application. Posted back to `base/INDEX`; with `save=auto` the answer is JSON `{ savedAt }`.
// Buttons: `add=PATH` and `remove=PATH.ROW` show the same page with other rows; `next` goes on. A section with faults
// is saved too: only the submission refuses.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Posted } from '#kernel/form/posted-form.ts'
import type { Section } from '#kernel/service/declaration.ts'
import type { Choices } from '../fields/choices.ts'
import type { CheckedDefinition } from '../fields/live-check.ts'
import type { FieldFault } from '../ui/field.ts'
import type { UnitGroup } from '../ui/units.ts'

export interface ApplySectionPage {
  readonly base: string
  readonly title: string
  readonly definition: CheckedDefinition & { readonly sections: readonly Section[] }
  /** From 1. */
  readonly index: number
  /** Texts of the whole form. */
  readonly posted: Posted
  /** What is wrong in this section; shown after a post, and on coming back to a section that was left with faults. */
  readonly faults: readonly ({ readonly path: string } & FieldFault)[]
  readonly villages: readonly UnitGroup[]
  readonly choices: Choices
  readonly today: PlainDate
  readonly savedAt: string | null
}
