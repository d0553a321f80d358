// What the pages of a matter show: lists, progress, handlers. Pure.

import type { Calendar } from '#kernel/calendar/calendar.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import { whyNot } from '#kernel/case/decide.ts'
import { dutiesOf, promiseProof, withinEnd } from '#kernel/case/due.ts'
import type { EventType } from '#kernel/case/event.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { ROLES } from '#kernel/unit/role.ts'
import type { UnitTree } from '#kernel/unit/tree.ts'
import type { CaseSummary, CaseView } from '#office/cases/read.ts'
import type { SavedDraft } from '../apply/draft.ts'
import { isOpen } from '../open/front-of.ts'

/** What a page of a matter looks at beside the matter itself. */
export interface MatterWorld {
  readonly definition: ServiceDefinition
  readonly units: UnitTree
  readonly calendar: Calendar
  readonly now: string
  readonly today: PlainDate
  readonly actor: Actor
  readonly baseUrl: string
}

export const matterBase = (caseId: string): string => `/my/cases/${caseId}`

/** Address under which anyone holding the code sees how far the matter is. */
export const lookupUrl = (baseUrl: string, queryCode: string): string => `${baseUrl}/q/${queryCode}`

const TONES: Readonly<Record<CaseSummary['status'], 'good' | 'going' | 'wait' | 'bad' | 'still'>> = {
  received: 'going',
  supplementing: 'wait',
  reviewing: 'going',
  suspended: 'still',
  approved: 'good',
  granted: 'good',
  refused: 'bad',
  returned: 'still',
  withdrawn: 'still',
  terminated: 'still',
}

/** One row of 我的事. `state` is asked for only where something waits for the applicant. */
export function matterRow(summary: CaseSummary, state: CaseState | null) {
  const { id, title, caseNo, stepTitle, status, dueOn, needsMe, light } = summary
  const isLate = light === 'red' || light === 'doubleRed'
  return {
    href: matterBase(id),
    title,
    caseNo,
    step: needsMe ?? stepTitle,
    tone: needsMe ? ('wait' as const) : isLate ? ('bad' as const) : TONES[status],
    dueOn: awaitsDecision(summary) ? dueOn : null,
    supplementUntil: untilOf(state),
  }
}

/** The promised day is the day of the decision; once decided it says nothing any more. */
const awaitsDecision = (summary: Pick<CaseSummary, 'status'>): boolean =>
  isOpen(summary) && summary.status !== 'approved'

/** Last day of what the applicant must hand in. */
function untilOf(state: CaseState | null): PlainDate | null {
  if (!state || state.ended) return null
  if (state.supplement?.phase === 'open') return state.supplement.until
  return state.deferral?.until ?? null
}

/** One unfinished application: where it goes on. */
export function draftRow({ slug, title, sections }: ServiceDefinition, draft: SavedDraft) {
  const last = Number(/^section:(\d+)$/.exec(draft.visited.at(-1) ?? '')?.[1] ?? Number.NaN)
  return {
    href: `/apply/${slug}`,
    title,
    savedAt: draft.savedAt,
    section: sections[last - 1]?.title ?? (draft.visited.length > 0 ? '材料' : (sections[0]?.title ?? '')),
  }
}

/** The page of one matter. */
export function progressPage(view: CaseView, world: MatterWorld) {
  const { definition, calendar, today, units, baseUrl } = world
  const { state } = view
  const duties = dutiesOf(definition, state, units, calendar)
  return {
    base: matterBase(view.id),
    caseNo: view.caseNo,
    queryCode: groupsOf(view.queryCode),
    definition,
    events: view.events,
    clock: promiseProof(definition, state, calendar, today),
    today,
    village: units.get(state.place)?.name ?? state.place,
    dueOn: duties.flatMap(({ dueOn }) => dueOn ?? []).sort()[0] ?? null,
    stepUntil: state.ended ? null : (withinEnd(definition, state, calendar)?.on ?? null),
    handlers: handlersOf(state, duties, world),
    url: lookupUrl(baseUrl, view.queryCode),
    papers: receiptsOf(view),
    seat: hasSeat(definition, state) ? `${matterBase(view.id)}/seat` : null,
    certificates: view.entries.map(({ title, code }) => ({ title, href: `/my/certificates/${code}` })),
    mayWithdraw: mayGive('withdraw', view, world),
    mayRate: mayGive('rate', view, world),
  }
}

/** Whether a run of the seats has given the case a place, or found none for it. */
const hasSeat = ({ steps }: ServiceDefinition, { findings }: CaseState): boolean =>
  Object.keys(findings).some((name) => {
    const step = steps[name]
    return step?.kind === 'allocate' && step.places !== undefined
  })

/** Events that say nothing by themselves, or name somebody else: their receipts are not offered. */
const WITHOUT_RECEIPT: ReadonlySet<EventType> = new Set<EventType>(['entered', 'reminded', 'objected'])

/** Where the receipt of a step is shown. */
export const receiptHref = (id: string, seq: number): string => `${matterBase(id)}/receipts/${seq}/view`

/** Receipts of the steps, by their number: proof that the step stands in the public log. */
function receiptsOf({ id, events }: CaseView): Record<number, { title: string; href: string }> {
  const told = events.filter(({ type }) => !WITHOUT_RECEIPT.has(type))
  return Object.fromEntries(told.map(({ seq }) => [seq, { title: `回执（第 ${seq} 条）`, href: receiptHref(id, seq) }]))
}

/**
 * The desks that must act now, each once; people are not named before they have acted. While the applicant must act, it
 * is the village's agent, who helps for nothing.
 */
function handlersOf(state: CaseState, duties: ReturnType<typeof dutiesOf>, { definition, units }: MatterWorld) {
  const { hours, phone } = definition.contacts
  const step = definition.steps[state.at]
  const isInVillage = units.get(state.place)?.level === 'village'
  const waits = !state.ended && isInVillage && step?.kind === 'await' && step.by === 'applicant'
  const posts = waits ? [{ role: 'village.agent' as const, unit: state.place }] : duties
  const desks = new Map(posts.map(({ role, unit }) => [`${role}@${unit}`, { role, unit }]))
  return [...desks.values()].map(({ role, unit }) => ({
    name: ROLES[role].title,
    office: units.get(unit)?.name ?? unit,
    hours,
    phone,
  }))
}

/** Whether the reader may give this command now. */
export function mayGive(
  type: 'withdraw' | 'rate' | 'supplement' | 'keepDeferral' | 'fulfil',
  { state }: Pick<CaseView, 'state'>,
  { definition, actor, calendar, units, now }: MatterWorld,
): boolean {
  return whyNot(definition, state, { type }, { now, actor, calendar, units, facts: {}, code: '' }) === null
}

/** A query code as it is read aloud: 4 4 3. */
export const groupsOf = (code: string): string => code.replace(/^(\d{4})(\d{4})(\d{3})$/, '$1 $2 $3')

/** Key of an act on a case as it stands: a second press of the same button is the same act. */
export const keyOfAct = (act: string, { id, state }: Pick<CaseView, 'id' | 'state'>): string =>
  `${act}:${id}:${state.seq}`
