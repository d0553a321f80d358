// What the front page and the guide show, worked out from definitions and the reader's matters. Pure.

import type { Calendar } from '#kernel/calendar/calendar.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import { promiseOf } from '#kernel/case/due.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { CountRow } from '#office/cases/queue.ts'
import type { CaseSummary } from '#office/cases/read.ts'

const ICON_OF = { permit: 'house', service: 'handshake', reward: 'star' } as const

/** The link to a service's guide, with how long it takes. */
export function serviceLink({ slug, title, kind, limits }: ServiceDefinition) {
  return { href: `/guide/${slug}`, title, note: `${limits.promised.days} 个工作日`, icon: ICON_OF[kind] }
}

/** Up to four services by how many cases of these months they have; none that nobody asked for. */
export function oftenAsked(
  services: readonly ServiceDefinition[],
  counts: readonly CountRow[],
): readonly ServiceDefinition[] {
  const total = (slug: string): number =>
    counts.filter((row) => row.service === slug).reduce((sum, row) => sum + row.count, 0)
  return services
    .map((service) => ({ service, n: total(service.slug) }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n)
    .slice(0, 4)
    .map(({ service }) => service)
}

/** Whether a matter is still under way. */
export const isOpen = ({ status }: Pick<CaseSummary, 'status'>): boolean => !ENDED.has(status)
const ENDED: ReadonlySet<string> = new Set(['granted', 'refused', 'returned', 'withdrawn', 'terminated'])

/** The matter to show first: one that waits for its applicant, else the one nearest its date. */
export function nearestOf<Matter extends Pick<CaseSummary, 'status' | 'needsMe' | 'dueOn'>>(
  matters: readonly Matter[],
): Matter | undefined {
  const order = (one: Matter): string => `${one.needsMe ? 0 : 1}${one.dueOn ?? '9'}`
  return matters.filter(isOpen).sort((a, b) => (order(a) < order(b) ? -1 : 1))[0]
}

/** How many things the applicant must hand in now. */
export function askedOf(state: CaseState): number {
  if (state.ended) return 0
  if (state.supplement?.phase === 'open') return state.supplement.asked.length
  return state.deferral?.materials.length ?? 0
}

/** The matter of the front page. */
export function homeMatter(
  { id, title, stepTitle }: Pick<CaseSummary, 'id' | 'title' | 'stepTitle'>,
  {
    definition,
    state,
    calendar,
    today,
  }: { definition: ServiceDefinition; state: CaseState; calendar: Calendar; today: PlainDate },
) {
  const { dueOn, remaining } = promiseOf(definition, state, calendar, today)
  return {
    href: `/my/cases/${id}`,
    title,
    step: stepTitle,
    dueOn: state.ended || state.decision ? null : dueOn,
    remaining,
    asked: askedOf(state),
  }
}

/** The answers to the situation questions that a guide's query carries; unknown names are left out. */
export function situationAnswers(
  { guide }: Pick<ServiceDefinition, 'guide'>,
  query: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    guide.situations.flatMap((path) => {
      const value = query[path]
      return typeof value === 'string' && value !== '' && value.length <= 100 ? [[path, value]] : []
    }),
  )
}
