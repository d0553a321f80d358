// The use cases of guides: read what is in force, write the next version, take it through submission, audit and
// publication by other people, and switch versions when their planned day comes. Called by the routes and the pages.

import { gateFaults } from '#engines/guide/gate.ts'
import {
  actsFor,
  decideGuide,
  GUIDE_ACTS,
  type GuideAct,
  type GuideEvent,
  type GuideEventType,
  type GuideStage,
  stageOf,
} from '#engines/guide/life.ts'
import type { Guide } from '#engines/guide/shape.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { Officer } from '#kernel/case/actor.ts'
import type { ActStore } from '#office/registers/act-store.ts'
import type { Problem } from '#platform/http/problem.ts'
import type { Entries, Entry } from './entries.ts'
import { guideProblem, problemOfGuide } from './refusal.ts'
import type { Search } from './search.ts'

type Answer<Value> = { readonly value: Value } | { readonly problem: Problem }

export interface GuideDesk {
  readonly store: ActStore<Guide, GuideEventType>
  readonly entries: Entries
  readonly search: Search
  /** Addresses of the declared services: their guides are written in their declarations. */
  readonly declared: ReadonlySet<string>
  readonly now: () => Date
}

/** A guide as the desk shows it. */
export interface GuideView {
  readonly slug: string
  readonly stage: GuideStage
  readonly seq: number
  readonly guide: Guide
  /** The version the public reads now; null when there is none. */
  readonly inForce: { readonly version: number; readonly guide: Guide } | null
  readonly history: readonly GuideEvent[]
  readonly may: readonly GuideAct[]
}

export interface GuideRow {
  readonly slug: string
  readonly name: string
  readonly body: string
  readonly stage: GuideStage
  readonly isSample: boolean
  readonly faults: number
  readonly at: string
  readonly by: string
}

/** Every guide of the catalogue, drafts included. */
export async function guideRows({ store }: GuideDesk): Promise<readonly GuideRow[]> {
  return (await store.all()).map(({ item, last, content }) => ({
    ...{ slug: item, name: content.name, body: content.body.name, stage: stageOf([last]), isSample: content.sample },
    ...{ faults: gateFaults(content).length, at: last.at, by: last.officerName },
  }))
}

export async function guideView(desk: GuideDesk, slug: string, officer: Officer): Promise<Answer<GuideView>> {
  if (desk.declared.has(slug)) return { problem: guideProblem('GUIDE_DECLARED') }
  const history = await desk.store.history(slug)
  const seq = history.at(-1)?.seq ?? 0
  const guide = await desk.store.content(slug, seq)
  if (!guide) return { problem: guideProblem('GUIDE_NOT_FOUND') }
  const entry = await desk.entries.find(slug)
  const inForce = entry ? { version: entry.version, guide: entry.guide } : null
  return {
    value: {
      slug,
      stage: stageOf(history),
      seq,
      guide,
      inForce,
      history,
      may: actsFor(history, officer.id, rolesOf(officer)),
    },
  }
}

export interface SentAct {
  readonly act: GuideAct
  readonly seen: number
  readonly note: string
  /** With `save`: the whole guide. */
  readonly guide?: Guide
}

/** Takes a step. The first save makes the guide. */
export async function takeGuideStep(
  desk: GuideDesk,
  slug: string,
  officer: Officer,
  { act, seen, note, guide }: SentAct,
): Promise<Answer<GuideEvent>> {
  if (desk.declared.has(slug)) return { problem: guideProblem('GUIDE_DECLARED') }
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(slug)) return { problem: guideProblem('GUIDE_ADDRESS') }
  const history = await desk.store.history(slug)
  const content = act === 'save' ? guide : await desk.store.content(slug, seen)
  if (!content) return { problem: guideProblem('GUIDE_NOT_FOUND') }
  const faults = GUIDE_ACTS[act].sound ? gateFaults(content) : []
  const decided = decideGuide(history, { act, seen, note, faults, officer: officer.id, roles: rolesOf(officer) })
  if ('refusal' in decided) return { problem: problemOfGuide(decided.refusal) }
  const event: GuideEvent = {
    ...{
      seq: seen + 1,
      type: decided.event,
      at: desk.now().toISOString(),
      officer: officer.id,
      officerName: officer.name,
      note,
    },
  }
  const outcome = await desk.store.append({ ...event, item: slug, ...(act === 'save' && { content }) })
  if (outcome === 'moved') {
    const by = (await desk.store.history(slug)).find((one) => one.seq === event.seq)!
    return { problem: problemOfGuide({ code: 'GUIDE_MOVED', by }) }
  }
  await switchVersions(desk, [slug])
  return { value: event }
}

const rolesOf = ({ posts }: Officer): string[] => posts.map(({ role }) => role)

/**
 * Brings what the public reads to what was published: the newest published version whose day has come, unless it was
 * suspended, cancelled, or its last day is over. Run after every step, and every hour for the days that come.
 */
export async function switchVersions(desk: GuideDesk, slugs?: readonly string[]): Promise<void> {
  const today = legalDateOf(desk.now())
  const now = await desk.entries.versions()
  const put: Entry[] = []
  const remove: string[] = []
  for (const slug of slugs ?? (await unsettled(desk, now))) {
    const due = await dueVersion(desk, slug, today)
    if (due && now.get(slug) !== due.version) put.push(due)
    if (!due && now.has(slug)) remove.push(slug)
  }
  if (put.length > 0) await desk.entries.put(put)
  if (remove.length > 0) await desk.entries.remove(remove)
}

/** Guides that what is in force may not fit: those with days of their own, and those whose last act is not in force. */
async function unsettled({ store }: GuideDesk, now: ReadonlyMap<string, number>): Promise<readonly string[]> {
  const isSettled = ({ item, last, content }: Awaited<ReturnType<typeof store.all>>[number]): boolean =>
    content.effectiveOn === '' && content.cancelOn === '' && now.get(item) === last.seq
  return (await store.all()).filter((one) => !isSettled(one)).map(({ item }) => item)
}

async function dueVersion({ store }: GuideDesk, slug: string, today: string): Promise<Entry | undefined> {
  const history = await store.history(slug)
  const end = history.findLast(
    ({ type }) =>
      type === 'suspended' || type === 'cancelled' || type === 'resumed' || type === 'published' || type === 'loaded',
  )
  if (!end || end.type === 'suspended' || end.type === 'cancelled') return undefined
  for (const { seq } of history.filter(({ type }) => type === 'published' || type === 'loaded').reverse()) {
    const guide = await store.content(slug, seq)
    if (!guide || (guide.effectiveOn !== '' && guide.effectiveOn > today)) continue
    return guide.cancelOn !== '' && guide.cancelOn <= today
      ? undefined
      : { slug, version: seq, guide, isDeclared: false }
  }
  return undefined
}
