// How a draw is held by people: who seals what, who freezes, who reads the public numbers, who opens a secret that is
// withheld, and in which order. Each act gives the next state and the messages to be recorded, or every reason it is refused.
// Pure; called by the desk of draws, and by the console to offer what may be done. The messages are made by steps.ts.

import { hexOf, parseHex, type Sha256, utf8 } from '#kernel/bytes.ts'
import type { CanonicalValue } from '#kernel/canonical.ts'
import { FREEZE_LEAD_SECONDS, type VerifyQuicknet } from './beacon.ts'
import { type EscrowCopy, type EscrowHolder, isHeld, LEAST_HOLDERS } from './escrow.ts'
import { type Announce, type BeaconName, type Bundle, type Entrant, messageHash, ROLES, type Role } from './message.ts'
import type { DrawReason } from './reason.ts'
import { type Step, takeAnnounce, takeBeacon, takeFreeze, takeResult, takeReveal, voidDraw } from './steps.ts'
import type { WitnessPolicy } from './witnessed.ts'

/** What is decided before anything is announced. `rule` is the text whose hash is announced. */
export interface DrawPlan {
  readonly project: string
  readonly purpose: Announce['purpose']
  readonly rule: string
  readonly k: number
  readonly reserve: number
  readonly minimum: number
  readonly freezeAt: string
  readonly beacons: readonly BeaconName[]
  readonly fallback: readonly BeaconName[]
  readonly voidReasons: readonly string[]
}

/** Who acts, and for whom they stand in: neither may stand on both sides of a draw. */
export interface DrawOfficer {
  readonly id: string
  readonly name: string
  readonly standsInFor?: string | undefined
}

/** A party that has sealed its secret. */
export interface DrawParty extends DrawOfficer {
  readonly commitment: string
  readonly escrow: EscrowCopy
}

/** What a party hands in: its commitment, and its secret sealed to the keys of these holders. */
export interface Sealed {
  readonly commitment: string
  readonly copy: string
  readonly recipients: readonly string[]
}

/** Who waits for a draw, the list that is theirs to say, and whether they have been told. */
export interface DrawOrder {
  readonly by: string
  readonly roster: readonly string[]
  readonly told: boolean
}

/** A round of drand quicknet and its signature, as hex. */
export interface RoundSignature {
  readonly round: number
  readonly signature: string
}

/** One person's reading of the public numbers from the bulletin, in the order of the announcement. */
export interface Reading extends DrawOfficer {
  readonly values: readonly string[]
  /** The signatures that show values of drand. */
  readonly signatures?: readonly RoundSignature[]
  /** The bulletin never showed a named issue, so these are the fallback's. */
  readonly isFallback: boolean
}

/** A secret that is open, and who opened it from escrow, if it was withheld. */
export interface OpenedSecret {
  readonly secret: string
  readonly fromEscrow: DrawOfficer | null
}

/** A draw in the holding. */
export interface DrawState {
  readonly drawId: string
  readonly plan: DrawPlan
  readonly parties: Partial<Readonly<Record<Role, DrawParty>>>
  /** Those who have signed up, until the list is frozen. */
  readonly entrants: readonly Entrant[]
  /** Somebody waits for it who has fixed the list: nobody signs up or off. */
  readonly ordered?: DrawOrder
  readonly readings: readonly Reading[]
  readonly opened: Partial<Readonly<Record<Role, OpenedSecret>>>
  /** The witnesses that must have seen the frozen list, recorded with the announcement; null where the log had none. */
  readonly witnesses: WitnessPolicy | null
  /** The receipt that shows that they saw it in time. */
  readonly witnessed: string | null
  /** What has been recorded. */
  readonly bundle: Bundle
  readonly ended: { readonly kind: 'void' | 'failed'; readonly reason: string } | null
}

/** A message to be recorded, in the order they stand in. */
export interface DrawRecord {
  readonly kind: DrawRecordKind
  readonly body: CanonicalValue
}
export type DrawRecordKind = (typeof RECORD_KINDS)[number]
/** Messages M1 to M6, and what goes with them. */
export const RECORD_KINDS = [
  'rule',
  'announce',
  'sealed',
  'witnesses',
  'held',
  'entrants',
  'freeze',
  'witnessed',
  'unavailable',
  'drand',
  'beacon',
  'escrow',
  'reveal',
  'result',
  'void',
  'failed',
] as const

/** Why an act is refused, beside the engine's own reasons. */
export type ConductCode =
  | 'DRAW_STAGE'
  | 'DRAW_SAME_PERSON'
  | 'DRAW_TOO_EARLY'
  | 'DRAW_TOO_LATE'
  | 'DRAW_SEALED'
  | 'DRAW_ENTRANT'
  | 'DRAW_ORDERED'
  | 'DRAW_HOLDERS'
  | 'DRAW_COPY'
  | 'DRAW_ESCROW'
  | 'DRAW_UNWITNESSED'

export type Conducted =
  | { readonly ok: true; readonly state: DrawState; readonly records: readonly DrawRecord[] }
  | { readonly ok: false; readonly code: ConductCode; readonly detail?: string }
  | { readonly ok: false; readonly code: 'DRAW_REASONS'; readonly reasons: readonly DrawReason[] }

export interface ConductDeps {
  readonly hash: Sha256
  readonly verifyQuicknet?: VerifyQuicknet
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What a draw is held amid: who has a key of escrow, and which witnesses the log has. */
export interface Around {
  readonly holders: readonly EscrowHolder[]
  readonly witnesses: WitnessPolicy | null
}

export type DrawStage = 'planned' | 'open' | 'frozen' | 'known' | 'revealed' | 'drawn' | 'void' | 'failed'

/** How far a draw is. */
export function drawStage({ bundle, ended }: Pick<DrawState, 'bundle' | 'ended'>): DrawStage {
  if (ended) return ended.kind
  if (bundle.result) return 'drawn'
  if (bundle.reveal) return 'revealed'
  if (bundle.beacon) return 'known'
  if (bundle.freeze) return 'frozen'
  return bundle.announce ? 'open' : 'planned'
}

/** From when on a public number may be read: nobody can know it earlier. Milliseconds since 1970. */
export const knownFrom = ({ plan }: Pick<DrawState, 'plan'>): number =>
  Date.parse(plan.freezeAt) + FREEZE_LEAD_SECONDS * 1000

/** A draw that is planned and nothing more. */
export const planDraw = (drawId: string, plan: DrawPlan, ordered?: DrawOrder): DrawState => ({
  ...{ drawId, plan, parties: {}, entrants: [], readings: [], opened: {}, bundle: {}, ended: null },
  ...{ witnesses: null, witnessed: null },
  ...(ordered && { ordered }),
})

/** Whether two officers are one person, or one stands in for the other. */
export function isSamePerson(a: DrawOfficer, b: DrawOfficer): boolean {
  const faces = (one: DrawOfficer) => [one.id, ...(one.standsInFor === undefined ? [] : [one.standsInFor])]
  return faces(a).some((id) => faces(b).includes(id))
}

/** A party hands in its commitment and its copy in escrow, the operator first. The second one announces the draw: rule and M1. */
export function seal(
  state: DrawState,
  { role, officer, sealed }: { readonly role: Role; readonly officer: DrawOfficer; readonly sealed: Sealed },
  { holders, witnesses }: Around,
  deps: ConductDeps,
): Conducted {
  if (drawStage(state) !== 'planned' || (role === 'notary' && !state.parties.operator)) return refuse('DRAW_STAGE')
  if (state.parties[role]) return refuse('DRAW_SEALED')
  const { operator } = state.parties
  if (operator && isSamePerson(officer, operator)) return refuse('DRAW_SAME_PERSON')
  const escrow = escrowOf(officer, sealed, holders)
  if ('code' in escrow) return refuse(escrow.code, escrow.detail)
  const party: DrawParty = { ...officer, commitment: sealed.commitment, escrow }
  if (!operator) return done({ ...state, parties: { operator: party } })
  if (Date.parse(state.plan.freezeAt) <= deps.now) return refuse('DRAW_TOO_LATE', state.plan.freezeAt)
  const { rule, ...plan } = state.plan
  const announce: Announce = {
    ...{ v: 'fairdraw/v1', drawId: state.drawId, ...plan, ruleHash: hexOf(deps.hash(utf8(rule))) },
    commits: { operator: operator.commitment, notary: sealed.commitment },
  }
  const step = takeAnnounce({ announce }, deps)
  const parties = { operator, notary: party }
  const entrants = state.ordered?.roster.map((id) => ({ id })) ?? state.entrants
  return recorded({ ...state, parties, witnesses, entrants }, step, [
    { kind: 'rule', body: { text: rule } },
    { kind: 'announce', body: announce as unknown as CanonicalValue },
    ...ROLES.map((one) => sealedRecord(one, parties[one], deps)),
    ...(witnesses ? [{ kind: 'witnesses' as const, body: witnesses as unknown as CanonicalValue }] : []),
  ])
}

/** Another copy of a party's own secret, for holders who have another key now or could not open theirs, until the freeze. */
export function sealAgain(
  state: DrawState,
  { role, officer, sealed }: { readonly role: Role; readonly officer: DrawOfficer; readonly sealed: Sealed },
  { holders }: Around,
  deps: ConductDeps,
): Conducted {
  const party = state.parties[role]
  const stage = drawStage(state)
  if (!party || (stage !== 'planned' && stage !== 'open')) return refuse('DRAW_STAGE')
  if (party.id !== officer.id) return refuse('DRAW_SAME_PERSON')
  if (sealed.commitment !== party.commitment) return refuse('DRAW_COPY')
  const escrow = escrowOf(officer, sealed, holders)
  if ('code' in escrow) return refuse(escrow.code, escrow.detail)
  const next = { ...party, escrow }
  const records = stage === 'open' ? [sealedRecord(role, next, deps)] : []
  return { ok: true, state: { ...state, parties: { ...state.parties, [role]: next } }, records }
}

/** The copy for all who have a key, the party itself not among them, or why it is none. */
function escrowOf(
  officer: DrawOfficer,
  { copy, recipients }: Sealed,
  known: readonly EscrowHolder[],
): EscrowCopy | { readonly code: ConductCode; readonly detail: string } {
  const holders = known.filter((holder) => !isSamePerson(holder, officer))
  if (holders.length < LEAST_HOLDERS) return { code: 'DRAW_HOLDERS', detail: `${holders.length} / ${LEAST_HOLDERS}` }
  const isSame = recipients.length === holders.length && holders.every((one) => recipients.includes(one.recipient))
  if (!isSame) return { code: 'DRAW_COPY', detail: holders.map(({ name }) => name).join('、') }
  return { copy, holders, opened: [] }
}

/** For whom a secret was sealed, and the hash of the copy. The copy itself stays with the desk. */
const sealedRecord = (role: Role, { escrow }: DrawParty, { hash }: ConductDeps): DrawRecord => ({
  kind: 'sealed',
  body: {
    ...{ role, copy: hexOf(hash(utf8(escrow.copy))) },
    holders: escrow.holders.map(({ name, recipient }) => ({ name, recipient })),
  },
})

/** A holder has opened its copies and found the secrets that were committed to. */
export function hold(state: DrawState, officer: DrawOfficer): Conducted {
  if (drawStage(state) !== 'open') return refuse('DRAW_STAGE')
  if (isParty(state, officer)) return refuse('DRAW_SAME_PERSON')
  const roles = ROLES.filter((role) => {
    const { holders = [], opened = [] } = state.parties[role]?.escrow ?? {}
    return holders.some(({ id }) => id === officer.id) && !opened.includes(officer.id)
  })
  if (roles.length === 0) return refuse('DRAW_COPY', officer.name)
  const parties = Object.fromEntries(
    Object.entries(state.parties).map(([role, party]) => {
      if (!roles.includes(role as Role)) return [role, party]
      return [role, { ...party, escrow: { ...party.escrow, opened: [...party.escrow.opened, officer.id] } }]
    }),
  )
  return { ok: true, state: { ...state, parties }, records: [{ kind: 'held', body: { roles, by: officer.name } }] }
}

const isParty = ({ parties }: DrawState, officer: DrawOfficer): boolean =>
  ROLES.some((role) => parties[role] !== undefined && isSamePerson(parties[role], officer))

/** What an id of an entrant looks like: a firm's code or a child's number, without spaces, in one spelling. */
const ENTRANT_ID = /^[0-9A-Za-z][0-9A-Za-z-]{0,63}$/

/** Signs entrants up, or off, until the list is frozen. One id, one ticket. */
export function enrol(
  state: DrawState,
  { add = [], drop = [] }: { readonly add?: readonly Entrant[]; readonly drop?: readonly string[] },
  { now }: ConductDeps,
): Conducted {
  if (drawStage(state) !== 'open') return refuse('DRAW_STAGE')
  if (state.ordered) return refuse('DRAW_ORDERED')
  if (now > Date.parse(state.plan.freezeAt)) return refuse('DRAW_TOO_LATE', state.plan.freezeAt)
  const kept = new Map(state.entrants.map((entrant) => [entrant.id, entrant]))
  for (const id of drop) if (!kept.delete(id)) return refuse('DRAW_ENTRANT', id)
  for (const entrant of add) {
    if (!ENTRANT_ID.test(entrant.id) || kept.has(entrant.id)) return refuse('DRAW_ENTRANT', entrant.id)
    kept.set(entrant.id, entrant)
  }
  return done({ ...state, entrants: [...kept.values()] })
}

/** Freezes the list before the announced moment: entrants and M3. */
export function freeze(state: DrawState, deps: ConductDeps): Conducted {
  if (drawStage(state) !== 'open') return refuse('DRAW_STAGE')
  if (deps.now > Date.parse(state.plan.freezeAt)) return refuse('DRAW_TOO_LATE', state.plan.freezeAt)
  const lacking = ROLES.flatMap((role) => {
    const { opened } = state.parties[role]!.escrow
    return isHeld(state.parties[role]!.escrow) ? [] : [`${role} ${opened.length} / ${LEAST_HOLDERS}`]
  })
  if (lacking.length > 0) return refuse('DRAW_ESCROW', lacking.join('，'))
  const { announce } = state.bundle
  const step = takeFreeze({ announce: announce!, entrants: state.entrants }, deps)
  const bundle = step.ok ? step.bundle : {}
  return recorded(state, step, [
    { kind: 'entrants', body: (bundle.entrants ?? []) as unknown as CanonicalValue },
    { kind: 'freeze', body: bundle.freeze as unknown as CanonicalValue },
  ])
}

/**
 * Reads the numbers from the bulletin. M4 is made when two persons have read the same; whoever misread reads again. Of a round
 * of drand its signature is read, which shows the value to anyone.
 */
export function read(state: DrawState, bulletin: Reading, deps: ConductDeps): Conducted {
  if (drawStage(state) !== 'frozen') return refuse('DRAW_STAGE')
  if (deps.now < knownFrom(state)) return refuse('DRAW_TOO_EARLY', new Date(knownFrom(state)).toISOString())
  if (state.witnesses && state.witnessed === null) return refuse('DRAW_UNWITNESSED', state.plan.freezeAt)
  const reading = shown(state, bulletin, deps)
  const evidence = {
    ...(reading.isFallback && { unavailable: [...state.plan.beacons] }),
    drand: reading.signatures ?? [],
  }
  const step = takeBeacon(state.bundle, reading.values, { ...deps, evidence })
  if (!step.ok) return { ok: false, code: 'DRAW_REASONS', reasons: step.reasons }
  const others = state.readings.filter((other) => !isSamePerson(other, reading))
  const readings = [...others, reading]
  const agreed = others.find((other) => isSameReading(other, reading))
  if (!agreed) return done({ ...state, readings })
  const records: DrawRecord[] = [{ kind: 'beacon', body: step.bundle.beacon as unknown as CanonicalValue }]
  const missing = { beacons: state.plan.beacons, readBy: readings.map(({ name }) => name) }
  if (evidence.drand.length > 0) records.unshift({ kind: 'drand', body: evidence.drand as unknown as CanonicalValue })
  if (reading.isFallback) records.unshift({ kind: 'unavailable', body: missing as unknown as CanonicalValue })
  return recorded({ ...state, readings }, step, records)
}

/** The reading with each signature of drand turned into the value that it shows. */
function shown(state: DrawState, reading: Reading, { hash }: ConductDeps): Reading {
  const named = reading.isFallback ? state.plan.fallback : state.plan.beacons
  const signatures: RoundSignature[] = []
  const values = reading.values.map((value, at) => {
    const beacon = named[at]
    if (beacon?.type !== 'drand-quicknet' || !('round' in beacon)) return value
    // What is no signature is shown to be none by the check of it.
    signatures.push({ round: beacon.round, signature: value })
    const bytes = parseHex(value)
    return bytes ? hexOf(hash(bytes)) : value
  })
  return { ...reading, values, signatures }
}

const isSameReading = (a: Reading, b: Reading): boolean =>
  a.isFallback === b.isFallback && a.values.join('\n') === b.values.join('\n')

/** Opens a secret, by its party or from escrow by an officer who is neither. With both open, M5 is made. */
export function open(state: DrawState, role: Role, opened: OpenedSecret, deps: ConductDeps): Conducted {
  if (drawStage(state) !== 'known' || state.opened[role]) return refuse('DRAW_STAGE')
  const { fromEscrow } = opened
  if (fromEscrow && isParty(state, fromEscrow)) return refuse('DRAW_SAME_PERSON')
  const all = { ...state.opened, [role]: opened }
  const secrets = Object.fromEntries(Object.entries(all).map(([one, { secret }]) => [one, secret]))
  const step = takeReveal(state.bundle, secrets, deps)
  if (!step.ok) return { ok: false, code: 'DRAW_REASONS', reasons: step.reasons }
  const escrow: DrawRecord[] = fromEscrow ? [{ kind: 'escrow', body: { role, by: fromEscrow.name } }] : []
  const next = { ...state, opened: all }
  if (ROLES.some((one) => !all[one])) return { ok: true, state: next, records: escrow }
  return recorded(next, step, [...escrow, { kind: 'reveal', body: secrets }])
}

/** Draws: M6. */
export function drawNow(state: DrawState, deps: ConductDeps): Conducted {
  if (drawStage(state) !== 'revealed') return refuse('DRAW_STAGE')
  const evidence = state.readings.some(({ isFallback }) => isFallback) ? { unavailable: [...state.plan.beacons] } : {}
  const step = takeResult(state.bundle, { ...deps, evidence })
  return recorded(state, step, [{ kind: 'result', body: (step.ok ? step.bundle.result : {}) as CanonicalValue }])
}

/** Voids a draw: for an announced reason, and before anybody can know a public number, whether it was read or not. */
export function voidNow(state: DrawState, reason: string, { hash, now }: ConductDeps): Conducted {
  const stage = drawStage(state)
  if (stage !== 'open' && stage !== 'frozen') return refuse('DRAW_STAGE')
  if (now >= knownFrom(state)) return refuse('DRAW_TOO_LATE', new Date(knownFrom(state)).toISOString())
  const made = voidDraw(state.bundle, reason, hash)
  if (!made.ok) return { ok: false, code: 'DRAW_REASONS', reasons: made.reasons }
  const records = [{ kind: 'void' as const, body: made.statement as unknown as CanonicalValue }]
  return { ok: true, state: { ...state, ended: { kind: 'void', reason } }, records }
}

/**
 * 流标: the moment of the freeze has passed without a frozen list, most often for want of entrants, or without the witnesses
 * having seen it. The one who fails a draw so has no choice in it: without them no number can be taken either.
 */
export function fail(state: DrawState, { now, hash }: ConductDeps): Conducted {
  const isUnseen = drawStage(state) === 'frozen' && state.witnesses !== null && state.witnessed === null
  if (drawStage(state) !== 'open' && !isUnseen) return refuse('DRAW_STAGE')
  if (now <= Date.parse(state.plan.freezeAt)) return refuse('DRAW_TOO_EARLY', state.plan.freezeAt)
  const { entrants, plan, drawId, bundle } = state
  const isShort = entrants.length < plan.minimum
  const unfrozen = isShort ? `报名 ${entrants.length} 家，不足 ${plan.minimum} 家` : '没有在公告的时刻前锁定名单'
  const reason = isUnseen ? '锁定的名单没有在公告的时刻前得到见证人会签' : unfrozen
  const announce = hexOf(messageHash(bundle.announce!, hash))
  const body = { v: 'fairdraw/v1', drawId, announce, n: entrants.length, failed: reason }
  return { ok: true, state: { ...state, ended: { kind: 'failed', reason } }, records: [{ kind: 'failed', body }] }
}

const refuse = (code: ConductCode, detail?: string): Conducted => ({
  ...{ ok: false, code },
  ...(detail !== undefined && { detail }),
})
const done = (state: DrawState): Conducted => ({ ok: true, state, records: [] })

/** The state with what a step made, and what is to be recorded of it. */
const recorded = (state: DrawState, step: Step, records: readonly DrawRecord[]): Conducted =>
  step.ok
    ? { ok: true, state: { ...state, bundle: step.bundle }, records }
    : { ok: false, code: 'DRAW_REASONS', reasons: step.reasons }
