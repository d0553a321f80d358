// Which services of the platform stand behind a project or a task of the budget, and who answers for its targets. A
// project that no line names has no system here yet.

import { ROLES } from '#kernel/unit/role.ts'
import type { Catalogue } from '#office/cases/catalogue.ts'
import { BUREAU } from '#services/district.ts'

/** A part of the platform whose records speak for a project. */
export interface System {
  /** Services whose cases count. */
  readonly services: readonly string[]
  /** Who answers for its figures: an office and its role. */
  readonly owner: string
}

/** Projects that pay for the platform itself: all services stand behind them. */
const PLATFORM = /掌上办事|平台维护/

/** The system behind a project or task by its name; undefined when there is none here. */
export function systemBehind(name: string, { services }: Pick<Catalogue, 'services'>): System | undefined {
  const isPlatform = PLATFORM.test(name)
  const behind = services.filter(({ fundedAs }) => isPlatform || fundedAs.some((word) => name.includes(word)))
  if (behind.length === 0) return undefined
  const deciding = Object.values(behind[0]!.steps).find((step) => step.kind === 'decide')
  const role = !isPlatform && deciding ? deciding.by : 'bureau.head'
  return { services: behind.map(({ slug }) => slug), owner: ROLES[role].title }
}

/** Who answers where no system is behind a project. */
export const NOBODY_YET = `${BUREAU.name}（还没有指定）`
