// The main path: load, decide, append, answer. What was acknowledged is durable and is never applied twice; of two
// commands on one case at the same moment one wins, and the other is decided again on what it finds.

import { hash } from 'node:crypto'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import type { Command, CommandOf } from '#kernel/case/command.ts'
import { decide } from '#kernel/case/decide.ts'
import { dutiesOf, unitsOfCase, wakeAt } from '#kernel/case/due.ts'
import type { CaseEvent } from '#kernel/case/event.ts'
import { queryCodeOf } from '#kernel/case/query-code.ts'
import { confirmed, type SigningPolicy, statementOf } from '#kernel/case/signature.ts'
import type { CaseState } from '#kernel/case/state.ts'
import { statusOf } from '#kernel/case/status.ts'
import { fieldAt } from '#kernel/form/form.ts'
import { type Fault, type Refusal, refusal } from '#kernel/refusal.ts'
import { SELF, type ServiceDefinition } from '#kernel/service/declaration.ts'
import { at, type Data } from '#kernel/service/evaluate.ts'
import { unitFor } from '#kernel/unit/tree.ts'
import { seal } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'
import type { Catalogue } from './catalogue.ts'
import { keyPlace, NO_HEAD, openSnapshot, sealEvents, sealSnapshot } from './envelope.ts'
import { changeOf, factsOf, linkedValue, sharedData, uniqueKey } from './facts.ts'
import { caseIdOf, identityOf, personIdOf } from './identity-index.ts'
import { answersOf, type Registries } from './registries.ts'
import { isInSight } from './sight.ts'
import type { Append, CaseStore, LoadedFile, StoredReceipt } from './store.ts'

/** What the sender gets back, now and at every repetition of the same key. */
export interface Receipt {
  readonly caseId: string
  readonly caseNo: string
  readonly queryCode: string
  readonly seq: number
  readonly at: string
  readonly events: readonly string[]
}

export type Handled =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly refusal: Refusal }

/**
 * A command: to an existing case, or a submission to a service. `key` is the sender's own, unique to it; keys that this
 * platform makes hold a colon, which no key from outside may hold, so that nobody takes a turn that is not theirs.
 */
export interface Sent {
  readonly key: string
  readonly actor: Actor
  readonly to: { readonly caseId: string } | { readonly service: string }
  readonly command: Command
}

export interface CaseDesk {
  readonly catalogue: Catalogue
  readonly store: CaseStore
  readonly vault: Vault
  readonly now: () => Date
  readonly random: (size: number) => Buffer
  /** Which acts count only with the officer's own confirmation. */
  readonly signing: SigningPolicy
  /** Asks the registries that comparisons name; without it none is reachable. */
  readonly registries?: Registries
}

/** How often a command is decided again when others were quicker; each time one of them has made progress. */
const ATTEMPTS = 5

/**
 * Turns the desk into the function that carries out commands. Equal commands sent at once under one key share one answer;
 * another command under that key waits for it, and is then judged by the receipt it finds.
 */
export function commandHandler(desk: CaseDesk): (sent: Sent) => Promise<Handled> {
  const underWay = new Map<string, { readonly request: Buffer; readonly answer: Promise<Handled> }>()
  return function handle(sent): Promise<Handled> {
    const request = requestOf(sent)
    const running = underWay.get(sent.key)
    if (running?.request.equals(request)) return running.answer
    const again = () => handle(sent)
    if (running) return running.answer.then(again, again)
    const answer = carryOut(desk, sent, request).finally(() => underWay.delete(sent.key))
    underWay.set(sent.key, { request, answer })
    return answer
  }
}

const reused: Handled = { ok: false, refusal: refusal('IDEMPOTENCY_KEY_REUSED') }

/** What tells a repetition from another command under the same key. */
function requestOf({ actor, to, command }: Sent): Buffer {
  return hash('sha256', JSON.stringify([actor.id, to, command]), 'buffer')
}

/**
 * Repetitions are rare, so nobody pays for looking one up first: `append` stores nothing under a key that has a receipt,
 * and a refusal stands only when there is none.
 */
async function carryOut(desk: CaseDesk, sent: Sent, request: Buffer): Promise<Handled> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const file = 'caseId' in sent.to ? await desk.store.load(sent.to.caseId) : null
    const prepared = await prepare(desk, sent, request, file)
    const outcome = 'append' in prepared ? await desk.store.append(prepared.append) : null
    if (outcome !== null && outcome !== 'stale' && 'fault' in outcome) throw outcome.fault
    if (outcome !== null && outcome !== 'stale' && 'receipt' in prepared) {
      return { ok: true, receipt: { ...prepared.receipt, caseNo: outcome.caseNo } }
    }
    const stored = await desk.store.findReceipt(sent.key)
    if (stored) return stored.request.equals(request) ? { ok: true, receipt: receiptOf(stored) } : reused
    if ('refusal' in prepared) return { ok: false, refusal: prepared.refusal }
  }
  return { ok: false, refusal: refusal('CASE_BUSY') }
}

const receiptOf = ({ request: _, at: time, ...receipt }: StoredReceipt): Receipt => ({
  ...receipt,
  at: time.toISOString(),
})

type Prepared = { readonly append: Append; readonly receipt: Receipt } | { readonly refusal: Refusal }

async function prepare(desk: CaseDesk, sent: Sent, request: Buffer, file: LoadedFile | null): Promise<Prepared> {
  const { catalogue, vault } = desk
  if ('service' in sent.to) {
    const definition = catalogue.current(sent.to.service)
    if (!definition) return { refusal: refusal('SERVICE_NOT_FOUND', { service: sent.to.service }) }
    const caseId = caseIdOf(desk.now(), desk.random)
    const { key, wrapped } = vault.newDataKey(keyPlace(caseId))
    return decided(desk, sent, request, definition, { caseId, key, wrapped, file: null, state: null })
  }
  if (!file) return { refusal: refusal('CASE_NOT_FOUND') }
  const { caseId } = sent.to
  const key = vault.dataKey(file.wrapped, keyPlace(caseId))
  const state = openSnapshot(key, caseId, file.snapshot)
  if (!isInSight(sent.actor, sent.command.type, state, file)) return { refusal: refusal('CASE_NOT_FOUND') }
  return decided(desk, sent, request, await catalogue.pinned(file.version), {
    caseId,
    key,
    wrapped: file.wrapped,
    file,
    state,
  })
}

interface Subject {
  readonly caseId: string
  readonly key: ReturnType<Vault['dataKey']>
  readonly wrapped: Buffer
  readonly file: LoadedFile | null
  readonly state: CaseState | null
}

async function decided(
  desk: CaseDesk,
  sent: Sent,
  request: Buffer,
  definition: ServiceDefinition,
  subject: Subject,
): Promise<Prepared> {
  const { units, calendar } = desk.catalogue
  const now = desk.now().toISOString()
  const { caseId, state: before } = subject
  const submitted = before === null && sent.command.type === 'submit' ? sent.command : null
  if (submitted && !actsAsSelf(desk.vault, definition, submitted))
    return { refusal: refusal('APPLICATION_INVALID', {}, [notOwn(definition.subject.id as string)]) }
  const opening = submitted && (await open(desk, definition, submitted, caseId))
  const command = await withAnswers(desk, definition, before, sent.command)
  const context = {
    now,
    actor: sent.actor,
    calendar,
    units,
    facts: opening?.facts ?? (await factsOf(desk, definition, { form: before?.form ?? null, state: before, caseId })),
    code: desk.random(15).toString('base64url'),
  }
  const decision = decide(definition, before, command, context)
  if (!decision.ok) return { refusal: decision.refusal }
  // Asked last: nobody is made to sign what would be refused anyway.
  const confirmation = before === null ? {} : confirmationOf(desk, sent, caseId, before)
  if ('refusal' in confirmation) return confirmation
  const events = decision.events.map((event, index) => (index === 0 ? { ...event, ...confirmation } : event))
  const { state } = decision
  const queryCode = subject.file?.queryCode ?? queryCodeOf(tenDigits(desk.random))
  const append = appendOf(desk, { ...sent, request, now, definition, subject, events, state, queryCode, opening })
  return {
    append,
    receipt: {
      caseId,
      caseNo: subject.file?.caseNo ?? '',
      queryCode,
      seq: state.seq,
      at: now,
      events: events.map(({ type }) => type),
    },
  }
}

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')

/** What the act's first event keeps of its confirmation, or why it does not count. */
function confirmationOf({ signing }: CaseDesk, { actor, command }: Sent, caseId: string, state: CaseState) {
  return confirmed(signing, actor, statementOf(actor.id, { caseId, state, command }), sha256)
}

interface Opening {
  readonly facts: Readonly<Record<string, Data>>
  readonly parties: readonly Buffer[]
  readonly applicant: string
}

/** Looks up the declared facts of a new application: who is in it, by blind index, and in how many live cases already. */
async function open(
  desk: CaseDesk,
  definition: ServiceDefinition,
  { form, applicant }: CommandOf<'submit'>,
  caseId: string,
): Promise<Opening> {
  const { facts, parties } = await lookUpFacts(desk, definition, form)
  // Others find it by what it is; they hold it in a `case` field.
  const own = Object.values(definition.facts).some((fact) => 'path' in fact && fact.path === SELF)
  return { facts, parties: own ? [...parties, identityOf(desk.vault, caseId)] : parties, applicant: applicant.id }
}

/** Who hands in for a firm says who they are by their own number: what registers know of the firm's people is held against it. */
function actsAsSelf(
  vault: Vault,
  { applicant, subject, form: asked }: ServiceDefinition,
  sent: CommandOf<'submit'>,
): boolean {
  const field = subject.id === undefined ? undefined : fieldAt(asked, subject.id)
  if (applicant !== 'firm' || (field?.kind !== 'residentId' && field?.kind !== 'anyId')) return true
  const number = at(sent.form, subject.id as string)
  return typeof number !== 'string' || personIdOf(vault, number) === sent.applicant.id
}

const notOwn = (path: string): Fault => ({ path, code: 'NOT_OWN', message: '替单位办的，请填您本人的证件号码' })

/** Time waking a case that waits for a comparison brings what the registries answer. */
async function withAnswers(
  desk: CaseDesk,
  definition: ServiceDefinition,
  state: CaseState | null,
  command: Command,
): Promise<Command> {
  const step = state && definition.steps[state.at]
  if (command.type !== 'wake' || step?.kind !== 'compare' || state === null || state.ended) return command
  return { type: 'compare', answers: await answersOf(desk.registries, definition, state, step.comparisons) }
}

/** The declared facts about a form, complete or still being typed. */
export async function lookUpFacts(
  desk: Pick<CaseDesk, 'vault' | 'store' | 'catalogue' | 'now'>,
  definition: ServiceDefinition,
  form: Data,
): Promise<{ readonly facts: Readonly<Record<string, Data>>; readonly parties: readonly Buffer[] }> {
  const facts: Record<string, Data> = {}
  const parties = new Map<string, Buffer>()
  for (const [name, fact] of Object.entries(definition.facts)) {
    if (fact.kind !== 'casesSharing') continue
    const identities = textsAt(form, fact.path.split('.')).map((text) => identityOf(desk.vault, text))
    for (const identity of identities) parties.set(identity.toString('hex'), identity)
    facts[name] = identities.length === 0 ? 0 : await desk.store.countLive({ service: definition.slug, identities })
  }
  for (const path of definition.links ?? []) {
    const joined = path.includes('+') ? linkedValue(form, path) : null
    const values = path.includes('+') ? (joined === null ? [] : [joined]) : valuesAt(form, path.split('.'))
    for (const identity of values.map((value) => identityOf(desk.vault, value)))
      parties.set(identity.toString('hex'), identity)
  }
  const elsewhere = await factsOf(desk, definition, { form, state: null, caseId: null })
  return { facts: { ...facts, ...elsewhere }, parties: [...parties.values()] }
}

/** The texts and numbers at a path, as texts. */
const valuesAt = (form: Data, path: readonly string[]): string[] => {
  const value = path.length === 1 ? at(form, path[0] as string) : undefined
  return typeof value === 'number' ? [String(value)] : textsAt(form, path)
}

/** The texts at a path, over all elements of the lists on the way. */
function textsAt(data: Data, path: readonly string[]): string[] {
  if (Array.isArray(data)) return data.flatMap((element: Data) => textsAt(element, path))
  const [head, ...rest] = path
  if (head === undefined) return typeof data === 'string' ? [data] : []
  return textsAt(at(data, head), rest)
}

const tenDigits = (random: CaseDesk['random']) => String(random(6).readUIntBE(0, 6) % 10_000_000_000).padStart(10, '0')

interface Decided extends Sent {
  readonly request: Buffer
  readonly now: string
  readonly definition: ServiceDefinition
  readonly subject: Subject
  readonly events: readonly CaseEvent[]
  readonly state: CaseState
  readonly queryCode: string
  readonly opening: Opening | null
}

function appendOf(
  desk: CaseDesk,
  { key, request, now, definition, subject, events, state, queryCode, opening }: Decided,
): Append {
  const { units, calendar } = desk.catalogue
  const { caseId, file } = subject
  const year = legalDateOf(now).slice(0, 4)
  const sealed = sealEvents(subject.key, caseId, events, file?.head ?? NO_HEAD, desk.random)
  const duties = dutiesOf(definition, state, units, calendar)
  const issued = events.flatMap((event) => (event.type === 'issued' ? event.entries : []))
  const step = definition.steps[state.ended?.outcome ?? state.at]
  return {
    caseId,
    expected: file?.seq ?? 0,
    seq: state.seq,
    service: definition.slug,
    version: definition.version,
    queryCode,
    caseSeries: `case:${definition.slug}:${state.receivedOn}`,
    casePrefix: definition.taskCode + state.receivedOn.replaceAll('-', ''),
    place: state.place,
    town: unitFor(units, 'town.window', state.place) ?? state.place,
    status: statusOf(state),
    oldStatus: file?.status ?? null,
    step: state.ended?.outcome ?? state.at,
    stepKind: step?.kind ?? 'end',
    advice: state.advice.outcome,
    receivedOn: state.receivedOn,
    dueOn:
      duties
        .map(({ dueOn }) => dueOn)
        .filter((day) => day !== null)
        .sort()[0] ?? null,
    wakeAt: wakeAt(definition, state, calendar),
    oldWakeAt: file?.wakeAt ?? null,
    endedOn: state.ended?.on ?? null,
    live: isLive(state),
    units: unitsOfCase(definition, state, units),
    at: now,
    key,
    request,
    head: sealed.at(-1)?.commitment ?? file?.head ?? NO_HEAD,
    snapshot: sealSnapshot(subject.key, caseId, state),
    events: sealed,
    duties,
    entries: issued.map((entry) => ({
      entry: entry.entry,
      code: entry.code,
      series: `entry:${entry.entry}:${year}`,
      pattern: (definition.entries[entry.entry]?.number ?? '').replace('{year}', year),
      validUntil: entry.validUntil,
      sealed: seal(subject.key, Buffer.from(JSON.stringify(entry)), Buffer.from(`entry:${entry.code}`)),
      data: sharedData(desk, definition.entries[entry.entry], entry.data ?? {}),
      unique: entry.unique === undefined ? null : uniqueKey(desk, entry.unique),
    })),
    changes: events.flatMap((event) =>
      event.type === 'issued' ? (event.changes ?? []).map((change) => changeOf(desk, change)) : [],
    ),
    opening: opening && { wrapped: subject.wrapped, applicant: opening.applicant, parties: opening.parties },
  }
}

/** Whether the case stands against another application of the same people: advised well, and not ended without a grant. */
function isLive(state: CaseState): boolean {
  const advised = state.advice.outcome === 'ready' || state.advice.outcome === 'supplement'
  return advised && (state.ended === null || state.ended.result === 'granted')
}
