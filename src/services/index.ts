// All services, in the order of the hall. To add one, add a folder and a line here.

import { construction, constructionGraph } from './construction/index.ts'
import type { DeclaredGraph, DeclaredService } from './declared.ts'
import { elderCard } from './elder-card/index.ts'
import { enterpriseDemand } from './enterprise-demand/index.ts'
import { homestead } from './homestead/index.ts'
import { intermediaryMarket } from './intermediary-market/index.ts'
import { schoolEnrolment } from './school-enrolment/index.ts'
import { schoolSeason } from './school-season/index.ts'
import { settlementReward } from './settlement-reward/index.ts'

export type { DeclaredGraph, DeclaredService } from './declared.ts'

export const SERVICES: readonly DeclaredService[] = [
  ...homestead,
  ...elderCard,
  ...construction,
  ...enterpriseDemand,
  ...schoolEnrolment,
  ...schoolSeason,
  ...settlementReward,
  ...intermediaryMarket,
]

/** Graphs that join services into projects. */
export const GRAPHS: readonly DeclaredGraph[] = [constructionGraph]
