// Draws held on the platform: planned, sealed by two persons, announced, signed up for, frozen, read, opened, drawn. Every
// message is recorded in the log in the transaction that makes it. Called by the routes; another desk that needs a draw calls
// `plan`, `enrol` and `outcome` and is told nothing more.

import type { Pool, PoolClient } from 'pg'
import {
  type ConductDeps,
  type Conducted,
  type DrawOfficer,
  type DrawOrder,
  type DrawParty,
  type DrawPlan,
  type DrawState,
  drawNow,
  drawStage,
  enrol,
  fail,
  freeze,
  hold,
  open,
  planDraw,
  read,
  type Sealed,
  seal,
  sealAgain,
  voidNow,
} from '#engines/draw/conduct.ts'
import { isHeld } from '#engines/draw/escrow.ts'
import { type Entrant, ROLES as PARTIES, type Role as Party } from '#engines/draw/message.ts'
import { quicknetVerifier } from '#engines/draw/quicknet.ts'
import { majorityOf, witnessReasons } from '#engines/draw/witnessed.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { TrustTexts } from '#kernel/log/checkpoint.ts'
import type { Role } from '#kernel/unit/role.ts'
import { ActMoved, actsOf, openingOfAct, type RecordedAct, recordAct } from '#office/log/acts.ts'
import { receiptFor } from '#office/log/published.ts'
import type { Problem } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'
import type { Vault } from '#platform/vault/vault.ts'
import {
  ESCROW_HOLDERS,
  type HolderOptions,
  holdersNow,
  type Officer,
  type RegisteredHolder,
  registerKey,
  withdrawKey,
} from './holders.ts'
import { drawProblem } from './refusal.ts'
import { addDraw, allDraws, drawsOf, type KeptDraw, keepDraw, oneDraw, recordedOf } from './store.ts'

export interface DrawsOptions extends HolderOptions {
  /** Acts as qinqing_staff in the district. */
  readonly staff: Pool
  /** Acts as the public: what is published of the log. */
  readonly open: Pool
  /** The log's own key and those of its witnesses, which a new draw will wait for. */
  readonly trust: TrustTexts
}

/** Who does what. A party's secret is sealed to the keys of officers of two other posts. */
export const OPERATORS: readonly Role[] = ['bureau.market', 'education.officer']
export const NOTARIES: readonly Role[] = ['bureau.notary']
const ROLES_OF: Readonly<Record<Party, readonly Role[]>> = { operator: OPERATORS, notary: NOTARIES }

/** An act as an officer sends it. */
export type DrawAct =
  | ({ readonly act: 'seal' | 'sealAgain'; readonly party: Party } & Sealed)
  | { readonly act: 'hold' }
  | { readonly act: 'enrol'; readonly add?: readonly Entrant[]; readonly drop?: readonly string[] }
  | { readonly act: 'freeze' }
  | { readonly act: 'read'; readonly values: readonly string[]; readonly isFallback: boolean }
  | { readonly act: 'open' | 'openEscrow'; readonly party: Party; readonly secret: string }
  | { readonly act: 'draw' }
  | { readonly act: 'void'; readonly reason: string }
  | { readonly act: 'fail' }

/** Posts that may give each act, before the protocol asks who has done what. */
const MAY: Readonly<Record<DrawAct['act'], readonly Role[]>> = {
  seal: [...OPERATORS, ...NOTARIES],
  sealAgain: [...OPERATORS, ...NOTARIES],
  hold: ESCROW_HOLDERS,
  enrol: OPERATORS,
  freeze: OPERATORS,
  read: [...OPERATORS, ...NOTARIES, ...ESCROW_HOLDERS],
  open: [...OPERATORS, ...NOTARIES],
  openEscrow: ESCROW_HOLDERS,
  draw: OPERATORS,
  void: OPERATORS,
  fail: OPERATORS,
}

/** A draw as the desk sees it: its state, and where in the log each message stands. */
export interface DrawView {
  readonly state: DrawState
  readonly version: number
  readonly acts: readonly RecordedAct[]
}

type Answer<Value> = { readonly value: Value } | { readonly problem: Problem }

export interface Draws {
  list(): Promise<readonly DrawView[]>
  view(drawId: string): Promise<DrawView | null>
  /** Plans a draw; it gets the next number of its year. */
  plan(plan: DrawPlan, ordered?: DrawOrder): Promise<Answer<{ readonly drawId: string }>>
  /** Whoever waited for a draw has been told. */
  markTold(drawId: string): Promise<void>
  /** Gives an act on a draw as it was last seen; `seen` is its version. */
  act(drawId: string, officer: Officer, act: DrawAct, seen: number): Promise<Answer<DrawView>>
  /** Signs entrants up in the name of a service of the platform. */
  enrol(drawId: string, add: readonly Entrant[]): Promise<Answer<DrawView>>
  /** Winners and alternates in order; null until the draw is over. */
  outcome(drawId: string): Promise<{ readonly winners: readonly string[]; readonly reserves: readonly string[] } | null>
  /** Records the receipts of frozen lists that the witnesses have seen; to be called again and again. */
  followWitnesses(): Promise<void>
  holders(): Promise<readonly RegisteredHolder[]>
  registerKey(officer: Officer, recipient: string): ReturnType<typeof registerKey>
  withdrawKey(officer: Officer, id: string): ReturnType<typeof withdrawKey>
}

const verifyQuicknet = quicknetVerifier(sha256)

const subjectOf = (drawId: string): string => `draw:${drawId}`

export function openDraws(options: DrawsOptions): Draws {
  const { staff, appender, vault, now } = options
  const { district } = vault
  const view = async (drawId: string): Promise<DrawView | null> => {
    const kept = await oneDraw(staff, district, drawId)
    return kept && viewOf(staff, vault, kept)
  }
  return {
    list: async () => Promise.all((await allDraws(staff, district)).map((kept) => viewOf(staff, vault, kept))),
    view,
    plan: planNext,
    act: (drawId, officer, act, seen) => giveAct(options, { drawId, officer, act, seen }),
    async enrol(drawId, add) {
      return change(options, drawId, undefined, async (state, deps) => enrol(state, { add }, deps))
    },
    async markTold(drawId) {
      await change(options, drawId, undefined, async (state) =>
        state.ordered
          ? { ok: true, state: { ...state, ordered: { ...state.ordered, told: true } }, records: [] }
          : { ok: true, state, records: [] },
      )
    },
    holders: () => holdersNow(staff, vault),
    registerKey: (officer, recipient) => registerKey(options, officer, recipient),
    withdrawKey: (officer, id) => withdrawKey(options, officer, id),
    async followWitnesses() {
      const since = now().getTime() - FOLLOWED_MS
      for (const { drawId, state } of await allDraws(staff, district)) {
        const isHeld = state.parties.notary !== undefined && !state.ended
        if (isHeld && Date.parse(state.plan.freezeAt) > since) await keepWitnessed(options, drawId)
      }
    },
    async outcome(drawId) {
      const { result } = (await view(drawId))?.state.bundle ?? {}
      return result ? { winners: result.winners, reserves: result.reserves } : null
    },
  }

  async function planNext(plan: DrawPlan, ordered?: DrawOrder) {
    const ofYear = `${district}-${legalDateOf(now()).slice(0, 4)}-`
    const taken = (await allDraws(staff, district)).filter(({ drawId }) => drawId.startsWith(ofYear))
    for (let number = taken.length + 1; ; number++) {
      const drawId = `${ofYear}${String(number).padStart(4, '0')}`
      if (await addDraw(appender, district, planDraw(drawId, plan, ordered))) return { value: { drawId } }
    }
  }
}

/** A kept draw with what the log holds of it. */
async function viewOf(db: Pool | PoolClient, vault: Vault, { drawId, version, state }: KeptDraw): Promise<DrawView> {
  const acts = await actsOf(db, vault, subjectOf(drawId))
  return { state: { ...state, ...recordedOf(acts) }, version, acts }
}

/** Decides upon a draw that nobody else can change meanwhile, keeps its next state and records what was made. */
async function change(
  options: DrawsOptions,
  drawId: string,
  seen: number | undefined,
  decide: (
    state: DrawState,
    deps: ConductDeps,
    client: PoolClient,
  ) => Promise<Conducted | { readonly problem: Problem }>,
): Promise<Answer<DrawView>> {
  const { appender, now, vault } = options
  const { district } = vault
  const at = now()
  try {
    return await inTransaction(appender, async (client): Promise<Answer<DrawView>> => {
      const kept = await oneDraw(client, district, drawId, 'for update')
      if (kept === null) return { problem: drawProblem('DRAW_UNKNOWN') }
      if (seen !== undefined && kept.version !== seen) return { problem: drawProblem('DRAW_MOVED') }
      const { state, acts } = await viewOf(client, vault, kept)
      const decided = await decide(state, { hash: sha256, verifyQuicknet, now: at.getTime() }, client)
      if ('problem' in decided) return decided
      if (!decided.ok) {
        const { code, ...more } = decided
        return { problem: drawProblem(code, more) }
      }
      await keepDraw(client, district, decided.state, kept.version + 1)
      const made: RecordedAct[] = []
      for (const [i, { kind, body }] of decided.records.entries()) {
        const act = { subject: subjectOf(drawId), seq: acts.length + 1 + i, kind, at: at.toISOString(), body }
        made.push(await recordAct(client, options, act))
      }
      return { value: { state: decided.state, version: kept.version + 1, acts: [...acts, ...made] } }
    })
  } catch (error) {
    if (error instanceof ActMoved) return { problem: drawProblem('DRAW_MOVED') }
    throw error
  }
}

interface Given {
  readonly drawId: string
  readonly officer: Officer
  readonly act: DrawAct
  readonly seen: number
}

async function giveAct(options: DrawsOptions, { drawId, officer, act, seen }: Given): Promise<Answer<DrawView>> {
  const roles = 'party' in act && act.act !== 'openEscrow' ? ROLES_OF[act.party] : MAY[act.act]
  const post = officer.posts.find(({ role }) => roles.includes(role))
  if (!post) return { problem: drawProblem('DRAW_ROLE') }
  const who: DrawOfficer = { id: officer.id, name: officer.name, standsInFor: post.standsInFor?.id }
  if (act.act === 'read' || act.act === 'fail') await keepWitnessed(options, drawId)
  return change(options, drawId, seen, async (state, deps, client) => {
    switch (act.act) {
      case 'seal':
        return sealFor(options, client, state, { act, who, deps })
      case 'sealAgain': {
        const around = await aroundNow(options, client)
        return sealAgain(state, { role: act.party, officer: who, sealed: act }, around, deps)
      }
      case 'hold':
        return hold(state, who)
      case 'enrol':
        return enrol(state, act, deps)
      case 'freeze':
        return freeze(state, deps)
      case 'read':
        return read(state, { ...who, values: act.values, isFallback: act.isFallback }, deps)
      case 'open':
        return open(state, act.party, { secret: act.secret, fromEscrow: null }, deps)
      case 'openEscrow':
        return open(state, act.party, { secret: act.secret, fromEscrow: who }, deps)
      case 'draw':
        return drawNow(state, deps)
      case 'void':
        return voidNow(state, act.reason, deps)
      case 'fail':
        return fail(state, deps)
    }
  })
}

/** Takes a party's commitment and its copy in escrow. A formal draw beside another of its project is refused here. */
async function sealFor(
  options: DrawsOptions,
  client: PoolClient,
  state: DrawState,
  { act, who, deps }: { act: Sealed & { readonly party: Party }; who: DrawOfficer; deps: ConductDeps },
): Promise<Conducted | { readonly problem: Problem }> {
  const { drawId, plan } = state
  if (plan.purpose === 'formal') {
    const others = await drawsOf(client, options.vault.district, plan.project)
    // An announced draw has both parties; one that is void or has failed makes way.
    const standing = others.find((one) => one.drawId !== drawId && one.state.parties.notary && !one.state.ended)
    if (standing) return { problem: drawProblem('DRAW_SECOND', { detail: standing.drawId }) }
  }
  return seal(state, { role: act.party, officer: who, sealed: act }, await aroundNow(options, client), deps)
}

const aroundNow = async ({ vault, trust }: DrawsOptions, client: PoolClient) => ({
  holders: await holdersNow(client, vault),
  witnesses: majorityOf(trust.vkey, trust.witnesses),
})

/** A freeze that nobody cosigned in time is not cosigned later. */
const FOLLOWED_MS = 3_600_000

/** Records the receipt of a frozen list once enough witnesses have cosigned it in time; nothing otherwise. */
async function keepWitnessed(options: DrawsOptions, drawId: string): Promise<void> {
  const { appender, open, vault, now } = options
  const { district } = vault
  await inTransaction(appender, async (client) => {
    const kept = await oneDraw(client, district, drawId, 'for update')
    if (!kept) return
    const { state, acts } = await viewOf(client, vault, kept)
    const frozen = acts.find(({ kind }) => kind === 'freeze')
    if (!state.witnesses || state.witnessed !== null || !frozen) return
    const opened = await openingOfAct(open, district, frozen.subject, frozen.seq)
    const receipt = opened && (await receiptFor(open, district, { index: opened.position, extra: opened.opening }))
    if (!receipt) return
    const deps = { hash: sha256, verify: verifyEd25519 }
    if (witnessReasons(state.bundle, { ...state.witnesses, receipt }, deps).length > 0) return
    const act = { subject: subjectOf(drawId), seq: acts.length + 1, kind: 'witnessed', at: now().toISOString() }
    await recordAct(client, options, { ...act, body: { receipt } })
  }).catch((error: unknown) => {
    // Another process has recorded it, or something else; the next time finds it.
    if (!(error instanceof ActMoved)) throw error
  })
}

/** A party as it is shown: who holds its secret; the copy only to a holder, who alone can open it. */
function shownParty({ id, name, commitment, escrow }: DrawParty, viewer: string) {
  const holders = escrow.holders.map((one) => ({
    ...{ id: one.id, name: one.name },
    hasOpened: escrow.opened.includes(one.id),
  }))
  const isHolder = escrow.holders.some((one) => one.id === viewer)
  return { id, name, commitment, holders, isHeld: isHeld(escrow), ...(isHolder && { copy: escrow.copy }) }
}

/** What of a draw an officer may see: no secret that is not recorded yet, and nobody else's reading before both have read. */
export function shownOf({ state, version, acts }: DrawView, viewer: string) {
  const isKnown = state.bundle.beacon !== undefined
  const opened = Object.fromEntries(
    PARTIES.flatMap((party) => {
      const one = state.opened[party]
      return one ? [[party, { fromEscrow: one.fromEscrow?.name ?? null }]] : []
    }),
  )
  const { witnesses, witnessed } = state
  return {
    ...{ version, stage: drawStage(state), drawId: state.drawId, plan: state.plan, ended: state.ended, opened },
    parties: Object.fromEntries(
      PARTIES.flatMap((party) => {
        const one = state.parties[party]
        return one ? [[party, shownParty(one, viewer)]] : []
      }),
    ),
    witnesses: witnesses && {
      names: witnesses.witnesses.map((key) => key.split('+', 1)[0]!),
      quorum: witnesses.quorum,
      isSeen: witnessed !== null,
    },
    entrants: state.bundle.entrants ?? state.entrants,
    orderedBy: state.ordered?.by ?? null,
    readings: state.readings.map(({ id, name, values, isFallback }) => ({
      ...{ id, name },
      ...((isKnown || id === viewer) && { values, isFallback }),
    })),
    winners: state.bundle.result?.winners ?? [],
    reserves: state.bundle.result?.reserves ?? [],
    acts: acts.map(({ seq, kind, at, place }) => ({ seq, kind, at, place })),
  }
}
