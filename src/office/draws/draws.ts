// Draws held on the platform: planned, sealed by two persons, announced, signed up for, frozen, read, opened, drawn. Every
// message is recorded in the log in the transaction that makes it. Called by the routes; another desk that needs a draw calls
// `plan`, `enrol` and `outcome` and is told nothing more.

import type { Pool, PoolClient } from 'pg'
import {
  type ConductDeps,
  type Conducted,
  type DrawOfficer,
  type DrawPlan,
  type DrawState,
  drawNow,
  drawStage,
  enrol,
  fail,
  freeze,
  open,
  planDraw,
  read,
  seal,
  voidNow,
} from '#engines/draw/conduct.ts'
import { type Entrant, ROLES as PARTIES, type Role as Party } from '#engines/draw/message.ts'
import { commitment } from '#engines/draw/steps.ts'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import type { Role } from '#kernel/unit/role.ts'
import { ActMoved, type ActRecorder, actsOf, type RecordedAct, recordAct } from '#office/log/acts.ts'
import type { Problem } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { seal as sealBytes, open as unseal } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { drawProblem } from './refusal.ts'
import {
  addDraw,
  allDraws,
  bundleOf,
  drawsOf,
  type KeptDraw,
  keepDraw,
  keepEscrow,
  oneDraw,
  readEscrow,
} from './store.ts'

export type Officer = Actor & { readonly kind: 'officer' }

export interface DrawsOptions extends ActRecorder {
  readonly now: () => Date
  /** Act as qinqing_appender and qinqing_staff in the district. */
  readonly appender: Pool
  readonly staff: Pool
}

/** Who does what. A party's secret lies with the holders of two other posts. */
export const OPERATORS: readonly Role[] = ['bureau.market', 'education.officer']
export const NOTARIES: readonly Role[] = ['bureau.notary']
export const ESCROW_HOLDERS: readonly Role[] = ['bureau.head', 'bureau.supervisor']
const ROLES_OF: Readonly<Record<Party, readonly Role[]>> = { operator: OPERATORS, notary: NOTARIES }

/** An act as an officer sends it. */
export type DrawAct =
  | { readonly act: 'seal'; readonly party: Party; readonly secret: string; readonly commitment: string }
  | { readonly act: 'enrol'; readonly add?: readonly Entrant[]; readonly drop?: readonly string[] }
  | { readonly act: 'freeze' }
  | { readonly act: 'read'; readonly values: readonly string[]; readonly isFallback: boolean }
  | { readonly act: 'open'; readonly party: Party; readonly secret: string }
  | { readonly act: 'openEscrow'; readonly party: Party }
  | { readonly act: 'draw' }
  | { readonly act: 'void'; readonly reason: string }
  | { readonly act: 'fail' }

/** Posts that may give each act, before the protocol asks who has done what. */
const MAY: Readonly<Record<DrawAct['act'], readonly Role[]>> = {
  seal: [...OPERATORS, ...NOTARIES],
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
  plan(plan: DrawPlan): Promise<Answer<{ readonly drawId: string }>>
  /** Gives an act on a draw as it was last seen; `seen` is its version. */
  act(drawId: string, officer: Officer, act: DrawAct, seen: number): Promise<Answer<DrawView>>
  /** Signs entrants up in the name of a service of the platform. */
  enrol(drawId: string, add: readonly Entrant[]): Promise<Answer<DrawView>>
  /** Winners and alternates in order; null until the draw is over. */
  outcome(drawId: string): Promise<{ readonly winners: readonly string[]; readonly reserves: readonly string[] } | null>
}

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
    async outcome(drawId) {
      const { result } = (await view(drawId))?.state.bundle ?? {}
      return result ? { winners: result.winners, reserves: result.reserves } : null
    },
  }

  async function planNext(plan: DrawPlan) {
    const ofYear = `${district}-${legalDateOf(now()).slice(0, 4)}-`
    const taken = (await allDraws(staff, district)).filter(({ drawId }) => drawId.startsWith(ofYear))
    for (let number = taken.length + 1; ; number++) {
      const drawId = `${ofYear}${String(number).padStart(4, '0')}`
      const { bundle: _, ...state } = planDraw(drawId, plan)
      if (await addDraw(appender, district, state)) return { value: { drawId } }
    }
  }
}

/** A kept draw with what the log holds of it. */
async function viewOf(db: Pool | PoolClient, vault: Vault, { drawId, version, state }: KeptDraw): Promise<DrawView> {
  const acts = await actsOf(db, vault, subjectOf(drawId))
  return { state: { ...state, bundle: bundleOf(acts) }, version, acts }
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
      const decided = await decide(state, { hash: sha256, now: at.getTime() }, client)
      if ('problem' in decided) return decided
      if (!decided.ok) {
        const { code, ...more } = decided
        return { problem: drawProblem(code, more) }
      }
      const { bundle: _, ...next } = decided.state
      await keepDraw(client, district, next, kept.version + 1)
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
  return change(options, drawId, seen, async (state, deps, client) => {
    switch (act.act) {
      case 'seal':
        return sealFor(options, client, state, { act, who, deps })
      case 'enrol':
        return enrol(state, act, deps)
      case 'freeze':
        return freeze(state, deps)
      case 'read':
        return read(state, { ...who, values: act.values, isFallback: act.isFallback }, deps)
      case 'open':
        return open(state, act.party, { secret: act.secret, fromEscrow: null }, deps)
      case 'openEscrow': {
        const secret = await fromEscrow(options, client, drawId, { party: act.party, holder: post.role })
        return secret === null
          ? { ok: false, code: 'DRAW_STAGE' }
          : open(state, act.party, { secret, fromEscrow: who }, deps)
      }
      case 'draw':
        return drawNow(state, deps)
      case 'void':
        return voidNow(state, act.reason, deps)
      case 'fail':
        return fail(state, deps)
    }
  })
}

/** Seals a party's secret into escrow with its commitment. A formal draw beside another of its project is refused here. */
async function sealFor(
  { vault }: DrawsOptions,
  client: PoolClient,
  state: DrawState,
  { act, who, deps }: { act: DrawAct & { act: 'seal' }; who: DrawOfficer; deps: ConductDeps },
): Promise<Conducted | { readonly problem: Problem }> {
  const { drawId, plan } = state
  if (commitment(act.party, drawId, act.secret, sha256) !== act.commitment) {
    return { problem: drawProblem('DRAW_COMMITMENT') }
  }
  if (plan.purpose === 'formal') {
    const others = await drawsOf(client, vault.district, plan.project)
    // An announced draw has both parties; one that is void or has failed makes way.
    const standing = others.find((one) => one.drawId !== drawId && one.state.parties.notary && !one.state.ended)
    if (standing) return { problem: drawProblem('DRAW_SECOND', { detail: standing.drawId }) }
  }
  const decided = seal(state, act.party, who, act.commitment, deps)
  if (!decided.ok) return decided
  for (const holder of ESCROW_HOLDERS) {
    const place = escrowPlace(drawId, act.party, holder)
    const { key, wrapped } = vault.newDataKey(place)
    const sealed = sealBytes(key, Buffer.from(act.secret), Buffer.from(place))
    await keepEscrow(client, vault.district, drawId, { party: act.party, holder, sealed, wrapped })
  }
  return decided
}

const escrowPlace = (drawId: string, party: Party, holder: string): string => `escrow:${drawId}:${party}:${holder}`

async function fromEscrow(
  { vault }: DrawsOptions,
  client: PoolClient,
  drawId: string,
  { party, holder }: { readonly party: Party; readonly holder: string },
): Promise<string | null> {
  const kept = await readEscrow(client, vault.district, drawId, { party, holder })
  if (kept === null) return null
  const place = escrowPlace(drawId, party, holder)
  return unseal(vault.dataKey(kept.wrapped, place), kept.sealed, Buffer.from(place)).toString()
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
  return {
    ...{ version, stage: drawStage(state), drawId: state.drawId, plan: state.plan, ended: state.ended, opened },
    parties: Object.fromEntries(
      PARTIES.flatMap((party) => {
        const one = state.parties[party]
        return one ? [[party, { id: one.id, name: one.name }]] : []
      }),
    ),
    entrants: state.bundle.entrants ?? state.entrants,
    readings: state.readings.map(({ id, name, values, isFallback }) => ({
      ...{ id, name },
      ...((isKnown || id === viewer) && { values, isFallback }),
    })),
    winners: state.bundle.result?.winners ?? [],
    reserves: state.bundle.result?.reserves ?? [],
    acts: acts.map(({ seq, kind, at, place }) => ({ seq, kind, at, place })),
  }
}
