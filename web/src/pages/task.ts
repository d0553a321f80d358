// What the page of an applicant's own step shows: its form, its outcomes, what was wrong with them.

import type { ListedFact } from '#kernel/case/listed.ts'
import type { Telling } from '#kernel/case/tells.ts'
import type { FormFields } from '#kernel/form/form.ts'
import type { Posted } from '#kernel/form/posted-form.ts'
import type { Choice, Choices } from '../fields/choices.ts'
import type { UnitGroup } from '../ui/units.ts'

export interface TaskPage {
  readonly base: string
  readonly title: string
  readonly heading: string
  /** What the offices have told so far. */
  readonly told: readonly Telling[]
  readonly form: FormFields
  readonly outcomes: readonly Choice[]
  /** Whether some outcome must be explained. */
  readonly reasoned: boolean
  readonly posted: Posted
  readonly faults: readonly { readonly path: string; readonly message: string }[]
  readonly villages: readonly UnitGroup[]
  readonly choices: Choices
  readonly lists: readonly ListedFact[]
  readonly key: string
}
