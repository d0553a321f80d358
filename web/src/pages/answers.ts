// What was handed in, to read.

import type { HandedMaterial } from '#kernel/material/material.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import type { UnitGroup } from '../ui/units.ts'

export interface AnswersPage {
  readonly base: string
  readonly definition: Pick<ServiceDefinition, 'title' | 'form' | 'sections' | 'materials'>
  readonly form: Data
  readonly materials: readonly HandedMaterial[]
  readonly submittedAt: string
  readonly villages: readonly UnitGroup[]
}
