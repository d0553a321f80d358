// What the page of an applicant's own step is given.

import type { ListedFact } from '#kernel/case/listed.ts'
import type { Telling } from '#kernel/case/tells.ts'
import type { FormFields } from '#kernel/form/form.ts'
import type { Posted } from '#kernel/form/posted-form.ts'
import type { Choices, UnitGroup } from '../apply/apply-of.ts'

export interface TaskData {
  readonly base: string
  readonly title: string
  readonly heading: string
  readonly told: readonly Telling[]
  readonly form: FormFields
  readonly outcomes: readonly { readonly value: string; readonly title: string }[]
  /** Whether some outcome must be explained. */
  readonly reasoned: boolean
  readonly posted: Posted
  readonly faults: readonly { readonly path: string; readonly message: string }[]
  readonly villages: readonly UnitGroup[]
  readonly choices: Choices
  /** What is true elsewhere and counts here. */
  readonly lists: readonly ListedFact[]
  readonly key: string
}
