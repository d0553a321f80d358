// 益企帮帮 is four declarations that belong together: the demand, the table that sends it, the consultation day, and what
// that day settles.

import type { DeclaredService } from '../declared.ts'
import clinic from './clinic.ts'
import clinicTask from './clinic-task.ts'
import { clinicDemo, demandDemo, routesDemo } from './demo.ts'
import { demandExamples } from './examples.ts'
import { clinicExamples, routeExamples, taskExamples } from './examples-office.ts'
import { taishang, taishangClinic } from './overlay-taishang.ts'
import routes from './routes.ts'
import demand from './service.ts'
import { english } from './words-en.ts'

const folder = 'enterprise-demand'
export const enterpriseDemand: readonly DeclaredService[] = [
  { folder, declaration: demand, overlays: [taishang], examples: demandExamples, english, demo: demandDemo },
  { folder, declaration: routes, overlays: [taishang], examples: routeExamples, english, demo: routesDemo },
  { folder, declaration: clinic, overlays: [taishangClinic], examples: clinicExamples, english, demo: clinicDemo },
  { folder, declaration: clinicTask, overlays: [taishang], examples: taskExamples, english },
]
