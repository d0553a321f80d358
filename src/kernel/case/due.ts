// What a case owes and when: the due day of its promise, the duties of officers at its present step, and the timers that
// act by themselves. All computed from definition, state and calendar; the store keeps copies only to sort and wake by.

import { addWorkingDays, type Calendar, isWorkingDay, nextWorkingDay } from '../calendar/calendar.ts'
import { type ClockProof, clockProof, type Due, dueDay, type Light, lightOf, modeNow } from '../calendar/clock.ts'
import { addNaturalHours, addWorkingHours, type HourCount } from '../calendar/hours.ts'
import { addDays, legalDateOf, type PlainDate, parsePlainDate, startOf } from '../calendar/plain-date.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import { evaluate, isTrue } from '../service/evaluate.ts'
import {
  type Differing,
  type HourSpan,
  type Limit,
  type Moment,
  rolesOf,
  type Span,
  type Step,
} from '../service/step.ts'
import { ROLES, type Role } from '../unit/role.ts'
import { type UnitCode, type UnitTree, unitFor } from '../unit/tree.ts'
import type { CaseState } from './state.ts'
import { aroundCase } from './surroundings.ts'

/** The day a span ends, counted from the day after `from`. */
export function spanEnd(span: Span, from: PlainDate, calendar: Calendar): PlainDate {
  return span.unit === 'workingDays' ? addWorkingDays(calendar, from, span.days).date : addDays(from, span.days)
}

/** The limit that holds for this case: that of the first class whose condition holds, else the ordinary one. */
export function limitFor<L extends Limit>(
  definition: ServiceDefinition,
  state: CaseState,
  ordinary: L,
  differing: readonly Differing<L>[] | undefined,
): L {
  if (!differing) return ordinary
  const around = aroundCase(definition, state, {})
  return differing.find((one) => isTrue(one.when, around))?.limit ?? ordinary
}

/** The step's own limit in this case, publicity aside. */
export function withinOf(definition: ServiceDefinition, state: CaseState): Limit | null {
  const step = definition.steps[state.at]
  return step?.within ? limitFor<Limit>(definition, state, step.within, step.withinWhen) : null
}

/** Who grants this case more time; null where it can have none. */
export function extenderOf(definition: ServiceDefinition, state: CaseState): Role | null {
  const { extension } = definition.across
  if (!extension) return null
  const around = aroundCase(definition, state, {})
  if (extension.when !== undefined && !isTrue(extension.when, around)) return null
  return extension.byWhen?.find((one) => isTrue(one.when, around))?.by ?? extension.by
}

/** When the step's own limit ends: the last day, and of hours the instant. */
export function withinEnd(
  definition: ServiceDefinition,
  state: CaseState,
  calendar: Calendar,
): { readonly on: PlainDate; readonly at: string | null } | null {
  const limit = withinOf(definition, state)
  if (limit === null) return null
  if (limit.unit === 'moment') {
    const at = momentOf(limit, definition, state, calendar)
    return at === null ? null : { on: legalDateOf(at), at }
  }
  if ('days' in limit) return { on: spanEnd(limit, state.enteredOn, calendar), at: null }
  const { at } = hoursOf(limit, state.enteredAt, calendar)
  return { on: legalDateOf(at), at }
}

/** The instant a limit that names a moment ends at; null while its day is not known. */
export function momentOf(
  { day, before, at }: Moment,
  definition: ServiceDefinition,
  state: CaseState,
  calendar: Calendar,
): string | null {
  const named = parsePlainDate(evaluate(day, aroundCase(definition, state, {})))
  if (named === null) return null
  const held = isWorkingDay(calendar, named) ? named : nextWorkingDay(calendar, named)
  const { date } = addWorkingDays(calendar, held, -before)
  return new Date(`${date}T${at}:00+08:00`).toISOString()
}

/** A limit in hours, counted out. */
export const hoursOf = (limit: HourSpan, from: string, calendar: Calendar): HourCount =>
  limit.unit === 'naturalHours' ? addNaturalHours(from, limit.hours) : addWorkingHours(calendar, from, limit.hours)

/** The promise in working days as it holds for this case, an extension included. */
export const promisedDays = (definition: ServiceDefinition, state: CaseState): number =>
  limitFor(definition, state, definition.limits.promised, definition.limits.promisedWhen).days +
  (state.extension?.days ?? 0)
/** What the law gives, in working days, an extension included; null where it sets no limit. */
export const legalDays = (definition: ServiceDefinition, state: CaseState): number | null =>
  definition.limits.legal && definition.limits.legal.days + (state.extension?.days ?? 0)

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
  const legal = legalDays(definition, state)
  const statutoryLate = legal === null ? 0 : dueDay(state.clock, legal, calendar, today).late
  return lightOf({ remaining, late, paused: mode === 'paused', limit, statutoryLate })
}

/** One officer's duty: what the queue shows. `dueOn` is null while the case waits for somebody else. */
export interface Duty {
  readonly step: string
  readonly branch: string | null
  readonly role: Role
  readonly unit: UnitCode
  readonly dueOn: PlainDate | null
  /** Of a limit in hours: until when. */
  readonly dueAt?: string
}

/** The duties at the present step: one a pending branch, one otherwise, none while nobody must act. */
export function dutiesOf(definition: ServiceDefinition, state: CaseState, units: UnitTree, calendar: Calendar): Duty[] {
  const step = definition.steps[state.at]
  if (!step || state.ended) return []
  const waiting = state.suspension !== null || state.supplement?.phase === 'open'
  const own = withinEnd(definition, state, calendar)
  // What was promised was kept, or broken, when the clock stopped; the rest has the limits of its steps.
  const isStopped = modeNow(state.clock) === 'stopped'
  const promised = isStopped ? null : promiseOf(definition, state, calendar, state.enteredOn).dueOn
  const dueOn = waiting ? null : earlier(own?.on ?? null, promised)
  const dueAt = waiting || own?.on !== dueOn ? null : own.at
  return [...holders(step, state), ...supervisors(definition, state)].flatMap(({ role, branch, of }) => {
    const unit = of ?? unitFor(units, role, state.place, state.assigned.lead)
    return unit === null ? [] : [{ step: state.at, branch, role, unit, dueOn, ...(dueAt && { dueAt }) }]
  })
}

/** The departments and schools that this case is of: assigned to it, or by the declaration always. */
export function unitsOfCase(definition: ServiceDefinition, state: CaseState, units: UnitTree): UnitCode[] {
  const roles = Object.values(definition.steps).flatMap(rolesOf)
  const own = roles
    .filter((role) => ROLES[role].level === 'department' || ROLES[role].level === 'school')
    .flatMap((role) => unitFor(units, role, state.place, state.assigned.lead) ?? [])
  return [...new Set([...own, ...state.assigned.co])].sort()
}

interface Holder {
  readonly role: Role
  readonly branch: string | null
  /** The unit, where it is not the one the role has for this case. */
  readonly of?: UnitCode
}

/** Those whom a rung of supervision has made look, and whoever is asked for an extension. */
function supervisors(definition: ServiceDefinition, state: CaseState): Holder[] {
  const reached = state.rungs.flatMap((rung) => definition.limits.ladder?.[rung]?.to ?? [])
  const extender = state.extensionAsked ? extenderOf(definition, state) : null
  const asked = extender === null ? [] : [extender]
  return [...new Set([...reached, ...asked])].map((role) => ({ role, branch: null }))
}

const earlier = (a: PlainDate | null, b: PlainDate | null) => [a, b].filter((day) => day !== null).sort()[0] ?? null

function holders(step: Step, state: CaseState): Holder[] {
  switch (step.kind) {
    case 'each':
      return Object.entries(state.branches).flatMap(([branch, { phase, escalated }]): Holder[] => {
        if (phase === 'spoken') return []
        const own: Holder = { role: step.by, branch, of: branch }
        return [own, ...(escalated && step.escalateTo ? [{ role: step.escalateTo, branch }] : [])]
      })
    case 'pay': {
      const { phase } = state.payments[state.at] ?? { phase: 'due' }
      return [{ role: phase === 'prepared' ? step.releasedBy : step.by, branch: null }]
    }
    case 'all':
      return Object.entries(state.branches).flatMap(([branch, { phase, escalated }]) => {
        const by = step.branches[branch]?.by
        if (!by || phase === 'spoken') return []
        if (phase === 'returned') return [{ role: step.returnTo, branch }]
        return [{ role: by, branch }, ...(escalated && step.escalateTo ? [{ role: step.escalateTo, branch }] : [])]
      })
    default:
      return rolesOf(step).map((role) => ({ role, branch: null }))
  }
}

/**
 * The light of one duty: red past its day, yellow on the day and the working day before it, grey while nobody must act.
 * Of a duty in hours (`until`) red past the instant `now`, else yellow.
 */
export function dutyLight(
  dueOn: PlainDate | null,
  calendar: Calendar,
  today: PlainDate,
  hours: { readonly until: string | undefined; readonly now: string } | null = null,
): Light {
  if (dueOn === null) return 'grey'
  if (hours?.until) return hours.until < hours.now ? 'red' : 'yellow'
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
  | 'lapseTask'
  | 'compare'
  | 'ask'
  | 'rung'

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
  const atEnd = (kind: TimerKind) => {
    const end = withinEnd(definition, state, calendar)
    if (end?.at) timers.push({ kind, key: `${kind}:${end.at}`, at: end.at })
    else if (end) after(kind, end.on)
  }
  if (state.deferral) after('breakDeferral', state.deferral.until)
  if (state.supplement?.phase === 'open') after('lapseSupplement', state.supplement.until)
  else if (!state.suspension) {
    const { supplement } = definition.across
    if (supplement && step.kind === 'intake' && !state.supplement && !state.acceptance)
      after('deem', spanEnd(supplement.ask, state.receivedOn, calendar))
    if (step.kind === 'publicity') after('closePublicity', spanEnd(step.for, state.enteredOn, calendar))
    if (step.kind === 'await') atEnd('lapseAwait')
    if (
      (step.kind === 'all' || step.kind === 'each') &&
      Object.values(state.branches).some(({ phase, escalated }) => phase === 'pending' && !escalated)
    ) {
      atEnd('silence')
    }
    if (step.kind === 'task' && step.lapses !== undefined) atEnd('lapseTask')
    if (step.kind === 'compare')
      timers.push({ kind: 'compare', key: `compare:${state.enteredAt}`, at: state.enteredAt })
    if (step.kind === 'await' && step.onDay !== undefined) {
      const day = parsePlainDate(evaluate(step.onDay, aroundCase(definition, state, {})))
      if (day) timers.push({ kind: 'ask', key: `ask:${day}`, at: startOf(day) })
    }
    const within = withinOf(definition, state)
    if (within?.unit === 'workingDays') {
      const day = spanEnd({ ...within, days: Math.max(0, within.days - 1) }, state.enteredOn, calendar)
      timers.push({ kind: 'remind', key: `remind:${day}`, at: startOf(day) })
    }
  }
  timers.push(...rungs(definition, state, calendar))
  const isPast = (key: string) => state.fired.includes(key) || state.rungs.some((rung) => key === `rung:${rung}`)
  return timers.filter(({ key }) => !isPast(key)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** The rungs of supervision that are still to be reached, while the promise runs. */
function* rungs(definition: ServiceDefinition, state: CaseState, calendar: Calendar): Generator<Timer> {
  const { ladder = [] } = definition.limits
  const span = state.clock.at(-1)
  if (ladder.length === 0 || span?.mode !== 'running') return
  const limit = promisedDays(definition, state)
  for (const [index, { at }] of ladder.entries()) {
    const days = 'part' in at ? Math.ceil(at.part * limit) : limit
    const { dueOn } = dueDay(state.clock, days, calendar, span.on)
    if (dueOn === null) continue
    const day = 'after' in at ? addWorkingDays(calendar, dueOn, at.after).date : dueOn
    yield { kind: 'rung', key: `rung:${index}`, at: startOf(addDays(day, 1)) }
  }
}

/** The instant the case must be woken, or null. */
export function wakeAt(definition: ServiceDefinition, state: CaseState, calendar: Calendar): string | null {
  return timersOf(definition, state, calendar)[0]?.at ?? null
}
