// The life of a guide: draft, submitted, audited, published, suspended, cancelled. Each step is an act by an officer; who
// wrote a version neither audits nor publishes it, so that two people stand behind everything the public reads. Pure.

import type { GateFault } from './gate.ts'

export type GuideStage = 'draft' | 'submitted' | 'audited' | 'published' | 'suspended' | 'cancelled'
export type GuideAct = 'save' | 'submit' | 'audit' | 'return' | 'publish' | 'suspend' | 'resume' | 'cancel'
/** `loaded`: brought along as sample text when the installation began. */
export type GuideEventType =
  | 'loaded'
  | 'saved'
  | 'submitted'
  | 'audited'
  | 'returned'
  | 'published'
  | 'suspended'
  | 'resumed'
  | 'cancelled'

/** One step of a guide, without the content it may hold. */
export interface GuideEvent {
  readonly seq: number
  readonly type: GuideEventType
  readonly at: string
  readonly officer: string
  readonly officerName: string
  readonly note: string
}

interface Rule {
  readonly role: 'bureau.window' | 'bureau.approver' | 'bureau.head'
  readonly from: readonly GuideStage[]
  readonly event: GuideEventType
  /** Not by anyone who wrote the version. */
  readonly apart: boolean
  readonly needsNote: boolean
  /** Only a guide that keeps every rule of the gate. */
  readonly sound: boolean
}

const rule = (
  role: Rule['role'],
  from: readonly GuideStage[],
  event: GuideEventType,
  more: Partial<Rule> = {},
): Rule => ({
  role,
  from,
  event,
  apart: false,
  needsNote: false,
  sound: false,
  ...more,
})

/** The whole way. A published guide that is saved again becomes a draft beside the version in force. */
export const GUIDE_ACTS: Readonly<Record<GuideAct, Rule>> = {
  save: rule('bureau.window', ['draft', 'published', 'suspended'], 'saved'),
  submit: rule('bureau.window', ['draft'], 'submitted', { sound: true }),
  audit: rule('bureau.approver', ['submitted'], 'audited', { apart: true, sound: true }),
  return: rule('bureau.approver', ['submitted', 'audited'], 'returned', { apart: true, needsNote: true }),
  publish: rule('bureau.head', ['audited'], 'published', { apart: true, sound: true }),
  suspend: rule('bureau.head', ['published'], 'suspended', { needsNote: true }),
  resume: rule('bureau.head', ['suspended'], 'resumed'),
  cancel: rule('bureau.head', ['published', 'suspended'], 'cancelled', { needsNote: true }),
}

const AFTER: Readonly<Record<GuideEventType, GuideStage>> = {
  loaded: 'published',
  saved: 'draft',
  submitted: 'submitted',
  audited: 'audited',
  returned: 'draft',
  published: 'published',
  suspended: 'suspended',
  resumed: 'published',
  cancelled: 'cancelled',
}

/** Where a guide stands after its events; a new one is a draft. */
export const stageOf = (history: readonly Pick<GuideEvent, 'type'>[]): GuideStage =>
  history.length === 0 ? 'draft' : AFTER[history.at(-1)!.type]

/** Who wrote the version on its way: everybody who saved since it was last in force. */
export function writersOf(history: readonly Pick<GuideEvent, 'type' | 'officer'>[]): Set<string> {
  const start = history.findLastIndex(({ type }) => type === 'published' || type === 'loaded')
  return new Set(history.slice(start + 1).flatMap(({ type, officer }) => (type === 'saved' ? [officer] : [])))
}

export type GuideRefusal =
  | { readonly code: 'GUIDE_ROLE' | 'GUIDE_OWN' | 'GUIDE_NOTE' }
  | { readonly code: 'GUIDE_STAGE'; readonly stage: GuideStage }
  | { readonly code: 'GUIDE_MOVED'; readonly by: GuideEvent }
  | { readonly code: 'GUIDE_GATE'; readonly faults: readonly GateFault[] }

export interface Attempt {
  readonly act: GuideAct
  /** Number of the last event the officer saw; 0 for a new guide. */
  readonly seen: number
  readonly note: string
  readonly faults: readonly GateFault[]
  readonly officer: string
  readonly roles: readonly string[]
}

/** The event an act becomes, or why it is declined. */
export function decideGuide(
  history: readonly GuideEvent[],
  attempt: Attempt,
): { event: GuideEventType } | { refusal: GuideRefusal } {
  const { role, from, event, apart, needsNote, sound } = GUIDE_ACTS[attempt.act]
  const stage = stageOf(history)
  const refuse = (refusal: GuideRefusal) => ({ refusal })
  if (!attempt.roles.includes(role)) return refuse({ code: 'GUIDE_ROLE' })
  const unseen = history.find(({ seq }) => seq > attempt.seen)
  if (unseen) return refuse({ code: 'GUIDE_MOVED', by: unseen })
  if (!from.includes(stage)) return refuse({ code: 'GUIDE_STAGE', stage })
  if (apart && writersOf(history).has(attempt.officer)) return refuse({ code: 'GUIDE_OWN' })
  if (needsNote && attempt.note.trim() === '') return refuse({ code: 'GUIDE_NOTE' })
  if (sound && attempt.faults.length > 0) return refuse({ code: 'GUIDE_GATE', faults: attempt.faults })
  return { event }
}

/** What the officer may do now, rules of content aside. */
export const actsFor = (history: readonly GuideEvent[], officer: string, roles: readonly string[]): GuideAct[] =>
  (Object.keys(GUIDE_ACTS) as GuideAct[]).filter(
    (act) =>
      'event' in decideGuide(history, { act, seen: Number.MAX_SAFE_INTEGER, note: '-', faults: [], officer, roles }),
  )
