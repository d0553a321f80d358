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

/** First match decides; `all`: the project is the platform itself. */
const BEHIND: readonly (readonly [RegExp, readonly string[] | 'all'])[] = [
  [/掌上办事|平台维护/, 'all'],
  [/农村建房|宅基地/, ['homestead']],
]

/** The system behind a project or task by its name; undefined when there is none here. */
export function systemBehind(name: string, { services }: Pick<Catalogue, 'services'>): System | undefined {
  const behind = BEHIND.find(([pattern]) => pattern.test(name))?.[1]
  if (behind === undefined) return undefined
  const running = services.filter(({ slug }) => behind === 'all' || behind.includes(slug))
  if (running.length === 0) return undefined
  const deciding = Object.values(running[0]!.steps).find((step) => step.kind === 'decide')
  const role = behind !== 'all' && deciding ? deciding.by : 'bureau.head'
  return { services: running.map(({ slug }) => slug), owner: ROLES[role].title }
}

/** Who answers where no system is behind a project. */
export const NOBODY_YET = `${BUREAU.name}（还没有指定）`
