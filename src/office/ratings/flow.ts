// The course of a bad rating, pure: called back, found valid or not, put right within the limit, told, asked once more,
// closed. Who may take a step and by when it is due; the desk stores each as an act in the log.

import type { Calendar } from '#kernel/calendar/calendar.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import { type Actor, holds } from '#kernel/case/actor.ts'
import { spanEnd } from '#kernel/case/due.ts'
import { BUREAU } from '#services/district.ts'
import { isBad, type RatingRules } from '#services/rating.ts'

/** `none`: a good rating, nothing to do. */
export const STAGES = ['none', 'assigned', 'rectifying', 'rectified', 'told', 'closed', 'invalid'] as const
export type Stage = (typeof STAGES)[number]
export const STEPS = ['assign', 'call', 'rectify', 'tell', 'revisit'] as const

/** One step, with what it must say. */
export type Step =
  | { readonly step: 'assign'; readonly unit: string; readonly note: string }
  | { readonly step: 'call'; readonly outcome: 'valid' | 'invalid' | 'unreached'; readonly note: string }
  | { readonly step: 'rectify'; readonly how: 'simple' | 'planned' | 'explained'; readonly note: string }
  | { readonly step: 'tell'; readonly note: string }
  | { readonly step: 'revisit'; readonly satisfied: boolean; readonly note: string }

export interface Standing {
  readonly stage: Stage
  readonly unit: string
  /** Null when nothing is due. */
  readonly dueOn: PlainDate | null
  /** Who put it right: they do not ask the rater whether it was. */
  readonly rectifiedBy: readonly string[]
}

export type FlowRefusal = 'RATING_STAGE' | 'RATING_ROLE' | 'RATING_OWN' | 'RATING_NOTE'

interface Around {
  readonly rules: RatingRules
  readonly calendar: Calendar
  readonly today: PlainDate
}

/** Where a rating stands when it is given. */
export function begin(level: number, unit: string, { rules, calendar, today }: Around): Standing {
  const bad = isBad(level)
  const dueOn = bad ? spanEnd(rules.callWithin, today, calendar) : null
  return { stage: bad ? 'assigned' : 'none', unit, dueOn, rectifiedBy: [] }
}

const AT: Readonly<Record<Step['step'], readonly Stage[]>> = {
  assign: ['assigned', 'rectifying'],
  call: ['assigned'],
  rectify: ['rectifying'],
  tell: ['rectified'],
  revisit: ['told'],
}

/** Why the actor may not take a step now, or null. The supervisor calls, assigns and revisits; the unit puts right and tells. */
export function whyNotStep(
  at: Standing,
  { step, note }: Pick<Step, 'step' | 'note'>,
  actor: Actor,
): FlowRefusal | null {
  if (!AT[step].includes(at.stage)) return 'RATING_STAGE'
  const isSupervisor = holds(actor, 'bureau.supervisor', BUREAU.code)
  const isUnits = actor.kind === 'officer' && actor.posts.some(({ unit }) => unit === at.unit)
  const isTheirs = step === 'rectify' || step === 'tell' ? isUnits : isSupervisor
  if (!isTheirs) return 'RATING_ROLE'
  if (step === 'revisit' && at.rectifiedBy.includes(actor.id)) return 'RATING_OWN'
  return note.trim() === '' ? 'RATING_NOTE' : null
}

/** Where it stands after a step that was allowed. Not reached by phone stays assigned, due the next working day. */
export function after(at: Standing, step: Step, by: string, { rules, calendar, today }: Around): Standing {
  const until = (span: RatingRules['callWithin']) => spanEnd(span, today, calendar)
  switch (step.step) {
    case 'assign':
      return { ...at, unit: step.unit }
    case 'call':
      if (step.outcome === 'unreached') return { ...at, dueOn: until(rules.callWithin) }
      return step.outcome === 'valid'
        ? { ...at, stage: 'rectifying', dueOn: until(rules.rectifyWithin) }
        : { ...at, stage: 'invalid', dueOn: null }
    case 'rectify':
      // Told within the same limit: what nobody hears of has not been put right.
      return { ...at, stage: 'rectified', rectifiedBy: [...at.rectifiedBy, by] }
    case 'tell':
      return { ...at, stage: 'told', dueOn: until(rules.revisitWithin) }
    case 'revisit':
      return step.satisfied
        ? { ...at, stage: 'closed', dueOn: null }
        : { ...at, stage: 'rectifying', dueOn: until(rules.rectifyWithin) }
  }
}
