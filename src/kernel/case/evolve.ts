// Folds events into the state of a case. Pure, total, and independent of the definition: the same function runs in the
// server, the browser's preview, the simulator and the verifier.

import { legalDateOf } from '../calendar/plain-date.ts'
import type { CaseEvent } from './event.ts'
import type { Act, BranchState, CaseState, Payment } from './state.ts'

/** The state after one more event. Throws when the history does not begin with `submitted` or skips a place: a fault. */
export function evolve(state: CaseState | null, event: CaseEvent): CaseState {
  if (event.seq !== (state?.seq ?? 0) + 1) throw new Error(`event ${event.seq} does not follow ${state?.seq ?? 0}`)
  const next = state === null ? begin(event) : apply(state, event)
  return { ...next, seq: event.seq, clock: clockAfter(next, event) }
}

/** The state of a whole history; null when it is empty. */
export function fold(events: readonly CaseEvent[]): CaseState | null {
  return events.reduce<CaseState | null>(evolve, null)
}

/** What a state holds beside what every case had from the beginning; a snapshot written before takes it from here. */
export const UNTOUCHED = {
  extensionAsked: null,
  filled: {},
  taken: {},
  assigned: { lead: null, co: [] },
  routed: null,
  compared: {},
  payments: {},
  findings: {},
  opened: [],
  rungs: [],
} as const satisfies Partial<CaseState>

function begin(event: CaseEvent): CaseState {
  if (event.type !== 'submitted') throw new Error(`a history begins with submitted, not ${event.type}`)
  const on = legalDateOf(event.at)
  return {
    seq: 0,
    place: event.place,
    receivedAt: event.at,
    receivedOn: on,
    takenDownOn: event.takenDownOn,
    applicant: event.applicant,
    agent: event.agent,
    form: event.form,
    materials: event.materials,
    advice: event.advice,
    at: '',
    enteredOn: on,
    enteredAt: event.at,
    ...UNTOUCHED,
    branches: {},
    clock: [],
    acceptance: null,
    deferral: null,
    supplement: null,
    suspension: null,
    extension: null,
    objections: [],
    opinions: [],
    attendances: [],
    decision: null,
    entries: [],
    handledBy: {},
    last: { ...actOf(event), did: event.type, from: '' },
    fired: [],
    ended: null,
    rating: null,
  }
}

function apply(state: CaseState, event: CaseEvent): CaseState {
  const act = actOf(event)
  switch (event.type) {
    case 'submitted':
      throw new Error('a case is submitted once')
    case 'entered':
      return {
        ...state,
        at: event.step,
        enteredOn: legalDateOf(event.at),
        enteredAt: event.at,
        branches: openBranches(event.branches ?? []),
        fired: [],
      }
    case 'accepted':
      return handled(
        {
          ...state,
          acceptance: { how: event.how, on: event.clock?.on ?? legalDateOf(event.at), act },
          deferral: event.deferral,
        },
        event,
      )
    case 'supplementRequested':
      return handled({ ...state, supplement: { asked: event.asked, until: event.until, act, phase: 'open' } }, event)
    case 'supplemented':
      return {
        ...state,
        form: event.form,
        materials: event.materials,
        supplement: state.supplement && { ...state.supplement, phase: 'answered' },
        enteredOn: legalDateOf(event.at),
        enteredAt: event.at,
      }
    case 'supplementLapsed':
      return { ...handled(state, event), supplement: state.supplement && { ...state.supplement, phase: 'lapsed' } }
    case 'opined':
      return opined(handled(state, event), event, act)
    case 'mended':
      return mended(handled(state, event), event)
    case 'escalated':
      return {
        ...state,
        branches: mapBranches(state.branches, (branch, name) =>
          event.branches.includes(name) ? { ...branch, escalated: true } : branch,
        ),
      }
    case 'objected':
      return {
        ...handled(state, event),
        objections: [...state.objections, { objector: event.objector, reason: event.reason, at: event.at }],
      }
    case 'attended': {
      const { result, longitude, latitude, photos, note, signature } = event
      const seen = { result, longitude, latitude, photos, note, ...(signature !== undefined && { signature }) }
      return handled({ ...state, attendances: [...state.attendances, { ...seen, step: state.at, act }] }, event)
    }
    case 'decided':
      return handled(
        { ...state, decision: { verdict: event.verdict, reason: event.reason, on: legalDateOf(event.at), act } },
        event,
      )
    case 'issued':
      return { ...state, entries: [...state.entries, ...event.entries] }
    case 'suspended':
      return { ...state, suspension: { ground: event.ground, act } }
    case 'resumed':
      // A step's own limit starts anew when the case comes back to it.
      return { ...state, suspension: null, enteredOn: legalDateOf(event.at), enteredAt: event.at }
    case 'extended':
      return { ...state, extension: { days: event.days, act }, extensionAsked: null }
    case 'extensionAsked':
      return { ...state, extensionAsked: { reason: event.reason, act } }
    case 'extensionDeclined':
      return { ...state, extensionAsked: null }
    case 'completed':
      return completed(handled(state, event), event)
    case 'chosen':
      return { ...state, taken: oneMore(state.taken, `${state.at}.${event.outcome}`) }
    case 'opened': {
      const { service, title, from, forms } = event
      const by = event.by.kind === 'officer' ? act : null
      return { ...state, opened: [...state.opened, { service, title, from, forms, by }] }
    }
    case 'routed':
      return {
        ...state,
        routed: { table: event.table, row: event.row, unit: event.unit },
        assigned: event.unit === null ? state.assigned : { lead: event.unit, co: [] },
      }
    case 'compared':
      return { ...state, compared: { ...state.compared, ...event.results } }
    case 'found': {
      const { name, hash, chosen, succeeded, reason } = event
      const finding = { name, hash, chosen, succeeded, reason, act }
      const assigned = event.assigned ?? state.assigned
      return handled({ ...state, assigned, findings: { ...state.findings, [state.at]: finding } }, event)
    }
    case 'rungReached':
      return { ...state, rungs: [...state.rungs, event.rung] }
    case 'paymentDue':
    case 'paymentPrepared':
    case 'paymentReleased':
    case 'paymentReturned':
    case 'paymentAnswered':
      return paid(event.type === 'paymentDue' ? state : handled(state, event), event, act)
    case 'deferralKept':
      return { ...state, deferral: null, materials: event.materials }
    case 'awaited':
      return state
    case 'reminded':
      return { ...state, fired: [...state.fired, event.timer] }
    case 'ended':
      return {
        ...state,
        ended: { outcome: event.outcome, result: event.result, on: legalDateOf(event.at) },
        suspension: null,
      }
    case 'rated':
      return { ...state, rating: { level: event.level, reasons: event.reasons, text: event.text } }
    case 'notAccepted':
    case 'fulfilled':
    case 'delivered':
    case 'publicityClosed':
    case 'awaitLapsed':
    case 'withdrawn':
    case 'terminated':
      return handled(state, event)
    default: {
      const unknown: never = event
      throw new Error(`no event ${(unknown as CaseEvent).type} is known`)
    }
  }
}

const actOf = (event: CaseEvent): Act => ({ id: event.by.id, name: event.by.name, at: event.at })

/** Notes who handled the step, and what was done last. */
function handled(state: CaseState, event: CaseEvent): CaseState {
  const last = { ...actOf(event), did: event.type, from: state.at }
  if (event.by.kind !== 'officer') return { ...state, last }
  const before = state.handledBy[state.at] ?? []
  const { id, standsInFor } = event.by
  const hands = [id, ...(standsInFor ? [standsInFor.id] : [])].filter((one) => !before.includes(one))
  if (hands.length === 0) return { ...state, last }
  return { ...state, last, handledBy: { ...state.handledBy, [state.at]: [...before, ...hands] } }
}

function clockAfter(state: CaseState, event: CaseEvent): CaseState['clock'] {
  if (!event.clock) return state.clock
  const { mode, why, on = legalDateOf(event.at) } = event.clock
  return [...state.clock, { on, mode, why }]
}

const oneMore = (counts: CaseState['taken'], key: string) => ({ ...counts, [key]: (counts[key] ?? 0) + 1 })

function completed(state: CaseState, event: CaseEvent & { type: 'completed' }): CaseState {
  return {
    ...state,
    filled: { ...state.filled, [state.at]: event.form },
    taken: oneMore(state.taken, `${state.at}.${event.outcome}`),
    assigned: event.assigned ?? state.assigned,
  }
}

const owed: Payment = {
  phase: 'due',
  amount: null,
  batch: null,
  hash: null,
  prepared: null,
  released: null,
  reference: '',
  reason: '',
}

type PaymentEvent = CaseEvent & {
  type: 'paymentDue' | 'paymentPrepared' | 'paymentReleased' | 'paymentReturned' | 'paymentAnswered'
}

function paid(state: CaseState, event: PaymentEvent, act: Act): CaseState {
  const before = state.payments[state.at] ?? owed
  const become = (): Payment => {
    switch (event.type) {
      case 'paymentDue':
        return { ...owed, amount: event.amount }
      case 'paymentPrepared':
        return { ...before, phase: 'prepared', batch: event.batch, hash: event.hash, prepared: act }
      case 'paymentReleased':
        return { ...before, phase: 'released', released: act }
      case 'paymentReturned':
        return { ...owed, amount: before.amount, reason: event.reason }
      case 'paymentAnswered': {
        const { reference, reason } = event
        return { ...before, phase: event.paid ? 'paid' : 'failed', reference, reason }
      }
    }
  }
  return { ...state, payments: { ...state.payments, [state.at]: become() } }
}

const pending: BranchState = { phase: 'pending', verdict: null, opinion: '', asked: [], act: null, escalated: false }

const openBranches = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, pending]))

function mapBranches(
  branches: CaseState['branches'],
  map: (branch: BranchState, name: string) => BranchState,
): CaseState['branches'] {
  return Object.fromEntries(Object.entries(branches).map(([name, branch]) => [name, map(branch, name)]))
}

function opined(state: CaseState, event: CaseEvent & { type: 'opined' }, act: Act): CaseState {
  const { branch, verdict, opinion, asked } = event
  const opinions = [...state.opinions, { step: state.at, branch, verdict, opinion, act }]
  if (branch === null) return { ...state, opinions }
  const phase = verdict === 'return' ? 'returned' : 'spoken'
  const become = (old: BranchState): BranchState => ({ phase, verdict, opinion, asked, act, escalated: old.escalated })
  return {
    ...state,
    opinions,
    branches: mapBranches(state.branches, (old, name) => (name === branch ? become(old) : old)),
  }
}

function mended(state: CaseState, event: CaseEvent & { type: 'mended' }): CaseState {
  return {
    ...state,
    form: event.form,
    materials: event.materials,
    // The step's own limit starts anew, or silence would be counted over the time the mending took.
    enteredOn: legalDateOf(event.at),
    enteredAt: event.at,
    branches: mapBranches(state.branches, (old, name) =>
      event.reopened.includes(name) ? { ...pending, escalated: old.escalated } : old,
    ),
  }
}
