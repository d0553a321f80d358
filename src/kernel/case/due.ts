// What a case owes and when: the due day of its promise, the duties of officers at its present step, and the timers that
// act by themselves. All computed from definition, state and calendar; the store keeps copies only to sort and wake by.

import { addWorkingDays, type Calendar, nextWorkingDay } from '../calendar/calendar.ts'
import { type ClockProof, clockProof, type Due, dueDay, type Light, lightOf, modeNow } from '../calendar/clock.ts'
import { addDays, type PlainDate, startOf } from '../calendar/plain-date.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import type { Span, Step } from '../service/step.ts'
import type { Role } from '../unit/role.ts'
import { type UnitCode, type UnitTree, unitFor } from '../unit/tree.ts'
import type { CaseState } from './state.ts'

/** The day a span ends, counted from the day after `from`. */
export function spanEnd(span: Span, from: PlainDate, calendar: Calendar): PlainDate {
  return span.unit === 'workingDays' ? addWorkingDays(calendar, from, span.days).date : addDays(from, span.days)
}

const promisedDays = (definition: ServiceDefinition, state: CaseState) =>
  definition.limits.promised.days + (state.extension?.days ?? 0)
const legalDays = (definition: ServiceDefinition, state: CaseState) =>
  definition.limits.legal.days + (state.extension?.days ?? 0)

/** Where the promised limit stands. */
export function promiseOf(definition: ServiceDefinition, state: CaseState, calendar: Calendar, today: PlainDate): Due {
  return dueDay(state.clock, promisedDays(definition, state), calendar, today)
}

/** The promised limit laid open day by day. */
export function promiseProof(
  definition: ServiceDefinition,
  state: CaseState,
  calendar: Calendar,
  today: PlainDate,
): ClockProof {
  return clockProof(state.clock, promisedDays(definition, state), calendar, today)
}

/** The promise's traffic light; null before acceptance. */
export function promiseLight(
  definition: ServiceDefinition,
  state: CaseState,
  calendar: Calendar,
  today: PlainDate,
): Light | null {
  const mode = modeNow(state.clock)
  if (mode === null) return null
  const { remaining, late } = promiseOf(definition, state, calendar, today)
  const limit = promisedDays(definition, state)
  const statutoryLate = dueDay(state.clock, legalDays(definition, state), calendar, today).late
  return lightOf({ remaining, late, paused: mode === 'paused', limit, statutoryLate })
}

/** One officer's duty: what the queue shows. `dueOn` is null while the case waits for somebody else. */
export interface Duty {
  readonly step: string
  readonly branch: string | null
  readonly role: Role
  readonly unit: UnitCode
  readonly dueOn: PlainDate | null
}

/** The duties at the present step: one a pending branch, one otherwise, none while nobody must act. */
export function dutiesOf(definition: ServiceDefinition, state: CaseState, units: UnitTree, calendar: Calendar): Duty[] {
  const step = definition.steps[state.at]
  if (!step || state.ended) return []
  const waiting = state.suspension !== null || state.supplement?.phase === 'open'
  const own = step.within ? spanEnd(step.within, state.enteredOn, calendar) : null
  const promised = promiseOf(definition, state, calendar, state.enteredOn).dueOn
  const dueOn = waiting ? null : earlier(own, promised)
  return holders(step, state).flatMap(({ role, branch }) => {
    const unit = unitFor(units, role, state.place)
    return unit === null ? [] : [{ step: state.at, branch, role, unit, dueOn }]
  })
}

const earlier = (a: PlainDate | null, b: PlainDate | null) => [a, b].filter((day) => day !== null).sort()[0] ?? null

function holders(step: Step, state: CaseState): { role: Role; branch: string | null }[] {
  switch (step.kind) {
    case 'all':
      return Object.entries(state.branches).flatMap(([branch, { phase, escalated }]) => {
        const by = step.branches[branch]?.by
        if (!by || phase === 'spoken') return []
        if (phase === 'returned') return [{ role: step.returnTo, branch }]
        return [{ role: by, branch }, ...(escalated && step.escalateTo ? [{ role: step.escalateTo, branch }] : [])]
      })
    case 'issue':
    case 'end':
      return []
    case 'await':
      return step.by === 'applicant' ? [] : [{ role: step.by, branch: null }]
    default:
      return [{ role: step.by, branch: null }]
  }
}

/** The light of one duty: red past its day, yellow on the day and the working day before it, grey while nobody must act. */
export function dutyLight(dueOn: PlainDate | null, calendar: Calendar, today: PlainDate): Light {
  if (dueOn === null) return 'grey'
  if (dueOn < today) return 'red'
  return dueOn <= nextWorkingDay(calendar, today) ? 'yellow' : 'green'
}

export type TimerKind =
  | 'deem'
  | 'lapseSupplement'
  | 'closePublicity'
  | 'lapseAwait'
  | 'silence'
  | 'breakDeferral'
  | 'remind'

/** Something that happens by itself. `at` is the instant it falls due; `key` tells one firing from the next. */
export interface Timer {
  readonly kind: TimerKind
  readonly key: string
  readonly at: string
}

/** The timers of a case in the order they fall due, those that have gone off left out. */
export function timersOf(definition: ServiceDefinition, state: CaseState, calendar: Calendar): Timer[] {
  const step = definition.steps[state.at]
  if (!step || state.ended) return []
  const timers: Timer[] = []
  /** After the last day, i.e. at the first moment of the next. */
  const after = (kind: TimerKind, day: PlainDate) =>
    timers.push({ kind, key: `${kind}:${day}`, at: startOf(addDays(day, 1)) })
  if (state.deferral) after('breakDeferral', state.deferral.until)
  if (state.supplement?.phase === 'open') after('lapseSupplement', state.supplement.until)
  else if (!state.suspension) {
    if (step.kind === 'intake' && !state.supplement && !state.acceptance)
      after('deem', spanEnd(definition.across.supplement.ask, state.receivedOn, calendar))
    if (step.kind === 'publicity') after('closePublicity', spanEnd(step.for, state.enteredOn, calendar))
    if (step.kind === 'await') after('lapseAwait', spanEnd(step.within, state.enteredOn, calendar))
    if (
      step.kind === 'all' &&
      Object.values(state.branches).some(({ phase, escalated }) => phase === 'pending' && !escalated)
    ) {
      after('silence', spanEnd(step.within, state.enteredOn, calendar))
    }
    if (step.within?.unit === 'workingDays') {
      const day = spanEnd({ ...step.within, days: Math.max(0, step.within.days - 1) }, state.enteredOn, calendar)
      timers.push({ kind: 'remind', key: `remind:${day}`, at: startOf(day) })
    }
  }
  return timers.filter(({ key }) => !state.fired.includes(key)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** The instant the case must be woken, or null. */
export function wakeAt(definition: ServiceDefinition, state: CaseState, calendar: Calendar): string | null {
  return timersOf(definition, state, calendar)[0]?.at ?? null
}
