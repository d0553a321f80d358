// The one fact that answers "how is my matter?": by when, or what it waits for, or how it ended. Pure.

import type { ClockProof } from '#kernel/calendar/clock.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Step } from '#kernel/service/step.ts'
import type { Tone } from '../ui/tone.ts'
import { datesIn } from '../words/dates.ts'
import type { T } from '../words/words.ts'

export interface Answer {
  /** The state in a word, for the pill. */
  readonly pill: string
  readonly tone: Tone
  /** Small line above the fact, when the fact alone would not be understood. */
  readonly over?: string
  readonly fact: string
  readonly notes: readonly string[]
}

/** What to say first on the page of a matter. */
export function answerOf(
  definition: ServiceDefinition,
  state: CaseState,
  { clock, stepUntil }: { readonly clock: ClockProof; readonly stepUntil: PlainDate | null },
  t: T,
): Answer {
  const step = definition.steps[state.at]?.title ?? ''
  if (state.ended) return endedAnswer(definition, state, state.ended, t)
  if (state.supplement?.phase === 'open') {
    const { asked, until } = state.supplement
    return {
      pill: t('progress.waitsForYou', { n: asked.length }),
      tone: 'wait',
      fact: t('progress.waitsForYou', { n: asked.length }),
      notes: [t('progress.waitsUntil', { day: datesIn(t.locale).sayDay(until), n: clock.remaining })],
    }
  }
  if (state.decision) return decidedAnswer(definition, state, state.decision, clock, t)
  const own = ownTurn(definition.steps[state.at])
  if (own !== null) {
    const notes = stepUntil === null ? [] : [t('progress.ownUntil', { day: datesIn(t.locale).sayDate(stepUntil) })]
    return { pill: t('progress.yourTurn'), tone: 'wait', fact: own, notes }
  }
  if (clock.current?.mode === 'stopped') return afterPromise(definition.steps[state.at], stepUntil, t)
  if (clock.current === null) {
    const notes = [t('progress.notStartedNote', { step, n: definition.limits.promised.days }), t('progress.nothing')]
    return { pill: step, tone: 'going', fact: t('progress.notStarted'), notes }
  }
  if (clock.current.mode === 'paused') {
    const why = labelsOf(definition, t)[clock.current.why] ?? step
    const notes = [t('progress.pausedNote', { why, n: clock.remaining }), t('progress.nothing')]
    return { pill: step, tone: 'still', fact: t('progress.paused'), notes }
  }
  return runningAnswer(step, clock, t)
}

/** What the applicant is asked to do now; null while somebody else must act. */
export function ownTurn(step: Step | undefined): string | null {
  if (step?.kind === 'task' && step.by === 'applicant') return step.asks ?? step.title
  return step?.kind === 'await' && step.by === 'applicant' && step.until === undefined ? step.asks : null
}

/** The promise is kept and the matter goes on: where it stands, and until when this step may last. */
function afterPromise(step: Step | undefined, until: PlainDate | null, t: T): Answer {
  const title = step?.title ?? ''
  if (step?.kind === 'await') return { pill: title, tone: 'going', fact: step.asks, notes: [t('progress.nothing')] }
  if (until === null) return { pill: title, tone: 'going', fact: title, notes: [t('progress.nothing')] }
  return {
    ...{ pill: title, tone: 'going', over: t('progress.stepBy', { step: title }) },
    ...{ fact: datesIn(t.locale).sayDayOfWeek(until), notes: [t('progress.nothing')] },
  }
}

function runningAnswer(step: string, clock: ClockProof, t: T): Answer {
  const dueOn = clock.dueOn!
  const left = clock.remaining > 0 ? t('progress.left', { n: clock.remaining }) : t('progress.lastDay')
  return {
    pill: step,
    tone: clock.late > 0 ? 'bad' : 'going',
    over: t('progress.due'),
    fact: datesIn(t.locale).sayDayOfWeek(dueOn),
    notes: [
      clock.late > 0 ? t('progress.late', { n: clock.late }) : left + t('progress.nothing'),
      ...(clock.provisional ? [t('progress.provisional', { year: dueOn.slice(0, 4) })] : []),
    ],
  }
}

function decidedAnswer(
  definition: ServiceDefinition,
  state: CaseState,
  decision: NonNullable<CaseState['decision']>,
  clock: ClockProof,
  t: T,
): Answer {
  const step = definition.steps[state.at]
  const waits = step?.kind === 'await' && step.by === 'applicant'
  const values = { day: datesIn(t.locale).sayDay(decision.on), step: step?.title ?? '' }
  return {
    pill: waits ? t('progress.yourTurn') : (step?.title ?? ''),
    tone: waits ? 'wait' : 'good',
    fact: t('progress.decided'),
    notes: [
      clock.late > 0 ? t('progress.decidedLate', { ...values, n: clock.late }) : t('progress.decidedNote', values),
    ],
  }
}

const ENDED = {
  granted: 'progress.ended.granted',
  refused: 'progress.ended.refused',
  returned: 'progress.ended.returned',
  withdrawn: 'progress.ended.withdrawn',
  terminated: 'progress.ended.terminated',
} as const

function endedAnswer(
  definition: ServiceDefinition,
  state: CaseState,
  ended: NonNullable<CaseState['ended']>,
  t: T,
): Answer {
  const outcome = definition.steps[ended.outcome]?.title ?? ended.outcome
  const reason = state.decision?.verdict === 'reject' ? state.decision.reason : ''
  return {
    pill: outcome,
    tone: ended.result === 'granted' ? 'good' : ended.result === 'refused' ? 'bad' : 'still',
    fact: t(ENDED[ended.result]),
    notes: [
      ...(reason ? [t('progress.reason', { reason })] : []),
      t('progress.endedOn', { outcome, day: datesIn(t.locale).sayDay(ended.on) }),
      ...(ended.result === 'refused' ? [t('progress.appeal')] : []),
    ],
  }
}

/** The words for the reasons of the clock: steps, grounds and events by their own titles. */
export function labelsOf(definition: ServiceDefinition, t: T): Record<string, string> {
  const titles = (table: Readonly<Record<string, { readonly title: string }>>) =>
    Object.fromEntries(Object.entries(table).map(([key, { title }]) => [key, title]))
  return {
    ...titles(definition.steps),
    ...titles(definition.across.suspension?.grounds ?? {}),
    accepted: t('clock.why.accepted'),
    supplement: t('clock.why.supplement'),
    resumed: t('clock.why.resumed'),
    decided: t('clock.why.decided'),
  }
}
