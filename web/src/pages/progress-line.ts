// The courier line of a matter from its events: what happened, who answered, and what is still to come by the
// declaration. Pure; used by the progress page.

import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { CaseEvent } from '#kernel/case/event.ts'
import { fold } from '#kernel/case/evolve.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { surroundingsOf } from '#kernel/material/rule.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { evaluate } from '#kernel/service/evaluate.ts'
import { usualWay } from '#kernel/service/model.ts'
import type { Step } from '#kernel/service/step.ts'
import type { LineStop } from '../ui/line.ts'
import { datesIn } from '../words/dates.ts'
import type { T } from '../words/words.ts'
import { languageNote } from './progress-note.ts'

export interface Line {
  readonly t: T
  /** Day by which the present step must be done, when it has one. */
  readonly dueOn: PlainDate | null
  /** Receipts and notices by the number of the event that made them. */
  readonly papers: Readonly<Record<number, { readonly title: string; readonly href: string }>>
}

/** The stops of a matter: past steps, the present one, and those that come if all goes well. Throws without events. */
export function lineOf(definition: ServiceDefinition, events: readonly CaseEvent[], line: Line): LineStop[] {
  const state = fold(events)
  if (state === null) throw new Error('a matter has at least its submission')
  const [first] = events
  const submitted: LineStop = {
    state: 'past',
    title: line.t('line.submitted'),
    when: datesIn(line.t.locale).sayInstant(first!.at),
    papers: papersOf([first!], line),
  }
  const visits = visitsOf(events)
  const walked = visits.map((visit, index) => stopOf(definition, state, visit, index === visits.length - 1, line))
  return [submitted, ...walked, ...(state.ended ? [] : comingStops(definition, state, line.t))]
}

/** One stay at a step: the event that entered it and all that happened there. */
type Visit = { readonly step: string; readonly events: readonly CaseEvent[]; readonly leftAt: string | null }

function visitsOf(events: readonly CaseEvent[]): Visit[] {
  const entries = events.flatMap((event, index) => (event.type === 'entered' ? [{ event, index }] : []))
  return entries.map(({ event, index }, nth) => {
    const next = entries[nth + 1]
    return { step: event.step, events: events.slice(index, next?.index), leftAt: next?.event.at ?? null }
  })
}

function stopOf(definition: ServiceDefinition, state: CaseState, visit: Visit, isLast: boolean, line: Line): LineStop {
  const { sayDay } = datesIn(line.t.locale)
  const step = definition.steps[visit.step] as Step
  const isNow = isLast && !state.ended
  const notes = visit.events.flatMap((event) => noteOf(definition, state, { event, at: visit.step }, line.t))
  return {
    state: isNow ? 'now' : 'past',
    title: step.title,
    when: isNow
      ? line.dueOn
        ? line.t('line.before', { day: sayDay(line.dueOn) })
        : undefined
      : stayOf(step, visit, line.t),
    note: notes.join('') || undefined,
    desks: step.kind === 'all' ? desksOf(step, state, visit, isNow, line.t) : undefined,
    papers: papersOf(visit.events, line),
  }
}

/** A publicity is told by its first and last day, other steps by the moment they were done. */
function stayOf(step: Step, { events, leftAt }: Visit, t: T): string {
  const { sayDay, sayInstant } = datesIn(t.locale)
  const last = leftAt ?? events.at(-1)!.at
  return step.kind === 'publicity'
    ? `${sayDay(legalDateOf(events[0]!.at))}–${sayDay(legalDateOf(last))}`
    : sayInstant(last)
}

const papersOf = (events: readonly CaseEvent[], { papers }: Line) => events.flatMap(({ seq }) => papers[seq] ?? [])

/** One event in one sentence; nothing for events that the line shows otherwise. */
function noteOf(
  definition: ServiceDefinition,
  state: CaseState,
  { event, at }: { readonly event: CaseEvent; readonly at: string },
  t: T,
): string[] {
  const by = event.by.name
  switch (event.type) {
    case 'accepted':
      return [event.how === 'deemed' ? t('line.deemed') : event.clock ? t('line.accepted') : t('line.acceptedEarlier')]
    case 'notAccepted':
      return [t('line.notAccepted', { reason: event.reason })]
    case 'supplementRequested':
      return [t('line.asked', { by, n: event.asked.length })]
    case 'supplemented':
      return [t('line.supplemented', { n: state.supplement?.asked.length ?? 0 })]
    case 'supplementLapsed':
      return [t('line.lapsed')]
    case 'opined':
      if (event.branch !== null) return []
      return [event.verdict === 'agree' ? t('line.agreed', { by }) : t('line.disagreed', { by, reason: event.opinion })]
    case 'mended':
      return [t('line.mended')]
    case 'escalated':
      return [t('line.escalated')]
    case 'publicityClosed':
      return [
        state.objections.length === 0 ? t('line.noObjection') : t('line.objections', { n: state.objections.length }),
      ]
    case 'attended':
      return [t('line.attended', { by, n: event.photos.length })]
    case 'fulfilled':
      return [t('line.fulfilled', { note: event.note })]
    case 'decided':
      return [
        event.verdict === 'approve' ? t('line.approved', { by }) : t('line.rejected', { by, reason: event.reason }),
      ]
    case 'issued':
      return [t('line.issued', { titles: event.entries.map((entry) => t.told(entry.title)).join(t('list.comma')) })]
    case 'delivered':
      return [t('line.delivered', { how: event.how })]
    case 'suspended':
      return [
        t('line.suspended', { ground: definition.across.suspension?.grounds[event.ground]?.title ?? event.ground }),
      ]
    case 'resumed':
      return [t('line.resumed')]
    case 'extended':
      return [t('line.extended', { n: event.days, reason: event.reason })]
    case 'withdrawn':
      return [t('line.withdrawn')]
    case 'terminated':
      return [t('line.terminated', { reason: event.reason })]
    case 'rated':
      return [t('line.rated')]
    default:
      return languageNote(definition, at, event, t)
  }
}

function desksOf(
  step: Step & { kind: 'all' },
  state: CaseState,
  { events }: Visit,
  isNow: boolean,
  t: T,
): LineStop['desks'] {
  const entered = events[0] as CaseEvent & { type: 'entered' }
  return (entered.branches ?? []).map((branch) => {
    const title = step.branches[branch]?.title ?? branch
    const spoken = events.findLast((event) => event.type === 'opined' && event.branch === branch)
    if (isNow && state.branches[branch]?.phase === 'returned') return { title, tone: 'wait', text: t('line.returned') }
    if (spoken?.type !== 'opined' || (isNow && state.branches[branch]?.phase === 'pending')) {
      return { title, tone: 'going', text: t('line.pending') }
    }
    const day = datesIn(t.locale).sayDay(legalDateOf(spoken.at))
    if (spoken.silent) return { title, tone: 'wait', text: t('line.silent') }
    return spoken.verdict === 'agree'
      ? { title, tone: 'good', text: t('line.agree', { day }) }
      : { title, tone: 'bad', text: t('line.disagree', { day }) }
  })
}

/** The steps still to come when every outcome is the first of its kind; steps whose condition fails are passed over. */
function comingStops(definition: ServiceDefinition, state: CaseState, t: T): LineStop[] {
  const around = surroundingsOf(definition, state.form, {})
  return usualWay(definition, state.at)
    .slice(1)
    .flatMap((name): LineStop[] => {
      const step = definition.steps[name] as Step
      if (step.kind === 'end' || (step.when && evaluate(step.when, around) === false)) return []
      return [{ state: 'next', title: step.title, when: step.kind === 'visit' ? t('line.byAppointment') : undefined }]
    })
}
