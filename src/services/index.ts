// All services, in the order of the hall. To add one, add a folder and a line here.

import type { Example } from '#kernel/case/example.ts'
import type { Overlay, ServiceDeclaration } from '#kernel/service/declaration.ts'
import { examples as homesteadExamples } from './homestead/examples.ts'
import { taishang as homesteadTaishang } from './homestead/overlay-taishang.ts'
import homestead from './homestead/service.ts'
import { examples as enrolmentExamples } from './school-enrolment/examples.ts'
import { taishang as enrolmentTaishang } from './school-enrolment/overlay-taishang.ts'
import schoolEnrolment from './school-enrolment/service.ts'
import { examples as seasonExamples } from './school-season/examples.ts'
import { taishang as seasonTaishang } from './school-season/overlay-taishang.ts'
import schoolSeason from './school-season/service.ts'

export interface DeclaredService {
  readonly declaration: ServiceDeclaration
  readonly overlays: readonly Overlay[]
  readonly examples: readonly Example[]
}

export const SERVICES: readonly DeclaredService[] = [
  { declaration: homestead, overlays: [homesteadTaishang], examples: homesteadExamples },
  { declaration: schoolEnrolment, overlays: [enrolmentTaishang], examples: enrolmentExamples },
  { declaration: schoolSeason, overlays: [seasonTaishang], examples: seasonExamples },
]
