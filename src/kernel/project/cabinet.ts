// The data cabinet of a project: what was handed in, version by version, what the steward made of it, what the firm
// authorised, what was looked over beforehand and what was filed. It is the fold of its acts and nothing else; the acts
// stand in the log. What follows from it for the permits, readiness.ts says.

import type { PlainDate } from '../calendar/plain-date.ts'
import type { PersonRef } from '../case/actor.ts'
import type { Data } from '../service/evaluate.ts'

/** A point of a paper that does not pass, and why. `arises`: it was not to be seen in an earlier version. */
export interface Remark {
  readonly point: string
  readonly reason: string
  readonly arises: boolean
}

/** Who sealed a paper and when; until when the seal's certificate holds. */
export interface Seal {
  readonly holder: string
  readonly on: PlainDate
  readonly until: PlainDate
}

/** A paper as handed in. `hash`: SHA-256 of its content; `file`: its address among the files. */
export interface HandedPaper {
  readonly file: string
  readonly hash: string
  readonly issuer: string
  readonly number: string
  readonly seal: Seal | null
  readonly validUntil: PlainDate | null
  readonly fields: Data
}

export interface PaperVersion extends HandedPaper {
  readonly version: number
  readonly at: string
  readonly by: PersonRef
  readonly origin: 'firm' | 'counter'
  /** Versions of the papers it was made from, as they were then. */
  readonly basedOn: Readonly<Record<string, number>>
  readonly review:
    | { readonly verdict: 'approved'; readonly at: string; readonly by: PersonRef }
    | { readonly verdict: 'returned'; readonly at: string; readonly by: PersonRef; readonly remarks: readonly Remark[] }
    | null
}

/** Versions of papers and numbers of results that something was decided upon. */
export type Materials = Readonly<Record<string, string>>

/** A filing that is to come by itself, or, without an authorisation, one that the firm is asked to make. */
export interface Plan {
  readonly how: 'automatic' | 'proposal'
  /** Version of the graph by which it was found ready. */
  readonly rule: string
  readonly materials: Materials
  /** Instant from which it is filed; null of a proposal. */
  readonly filesAt: string | null
  /** Number of the act by which it was looked over beforehand, when it goes on from there. */
  readonly simulation: number | null
  readonly at: string
}

export interface Simulation {
  readonly seq: number
  readonly verdict: 'agree' | 'disagree'
  readonly opinion: string
  readonly materials: Materials
  readonly at: string
  readonly by: PersonRef
}

export interface Filing {
  readonly caseId: string
  readonly caseNo: string
  readonly how: 'automatic' | 'firm'
  readonly rule: string
  readonly materials: Materials
  readonly simulation: number | null
  readonly at: string
}

export type CabinetAct =
  | { readonly kind: 'opened'; readonly owner: PersonRef; readonly graph: string }
  | { readonly kind: 'taken' }
  | ({
      readonly kind: 'handed'
      readonly paper: string
      readonly origin: 'firm' | 'counter'
      readonly basedOn: Readonly<Record<string, number>>
    } & HandedPaper)
  | { readonly kind: 'approved'; readonly paper: string; readonly version: number }
  | { readonly kind: 'returned'; readonly paper: string; readonly version: number; readonly remarks: readonly Remark[] }
  | { readonly kind: 'authorised'; readonly nodes: readonly string[]; readonly until: PlainDate }
  | { readonly kind: 'revoked' }
  | ({ readonly kind: 'planned'; readonly node: string } & Omit<Plan, 'at'>)
  | { readonly kind: 'dropped'; readonly node: string; readonly why: string }
  | { readonly kind: 'halted'; readonly node: string; readonly reason: string }
  | { readonly kind: 'resumed'; readonly node: string }
  | {
      readonly kind: 'simulated'
      readonly node: string
      readonly verdict: 'agree' | 'disagree'
      readonly opinion: string
      readonly materials: Materials
    }
  | ({ readonly kind: 'filed'; readonly node: string } & Omit<Filing, 'at'>)

/** An act as it stands in the log: its place in the cabinet, when, by whom. */
export type DoneAct = CabinetAct & { readonly seq: number; readonly at: string; readonly by: PersonRef }

export interface Cabinet {
  readonly seq: number
  readonly owner: PersonRef
  readonly steward: PersonRef | null
  readonly papers: Readonly<Record<string, readonly PaperVersion[]>>
  readonly authorisation: { readonly nodes: readonly string[]; readonly until: PlainDate; readonly seq: number } | null
  readonly plans: Readonly<Record<string, Plan>>
  readonly halted: Readonly<Record<string, { readonly reason: string; readonly by: PersonRef; readonly at: string }>>
  readonly simulations: Readonly<Record<string, Simulation>>
  readonly filings: Readonly<Record<string, readonly Filing[]>>
}

/** The cabinet before its first act. */
export const EMPTY: Cabinet = {
  seq: 0,
  owner: { id: '', name: '' },
  steward: null,
  papers: {},
  authorisation: null,
  plans: {},
  halted: {},
  simulations: {},
  filings: {},
}

/** The cabinet after one more act. */
export function fold(cabinet: Cabinet, act: DoneAct): Cabinet {
  return { ...cabinet, ...changeOf(cabinet, act), seq: act.seq }
}

function changeOf(cabinet: Cabinet, act: DoneAct): Partial<Cabinet> {
  const { at, by } = act
  switch (act.kind) {
    case 'opened':
      return { owner: act.owner }
    case 'taken':
      return { steward: by }
    case 'handed': {
      const { kind: _, seq: __, paper, ...handed } = act
      const before = cabinet.papers[paper] ?? []
      return {
        papers: { ...cabinet.papers, [paper]: [...before, { ...handed, version: before.length + 1, review: null }] },
      }
    }
    case 'approved':
      return reviewed(cabinet, act, { verdict: 'approved', at, by })
    case 'returned':
      return reviewed(cabinet, act, { verdict: 'returned', at, by, remarks: act.remarks })
    case 'authorised':
      return { authorisation: { nodes: act.nodes, until: act.until, seq: act.seq } }
    case 'revoked':
      return { authorisation: null }
    case 'planned': {
      const { kind: _, seq: __, by: ___, node, ...plan } = act
      return { plans: { ...cabinet.plans, [node]: plan } }
    }
    case 'dropped':
      return { plans: without(cabinet.plans, act.node) }
    case 'halted':
      return {
        halted: { ...cabinet.halted, [act.node]: { reason: act.reason, by, at } },
        plans: without(cabinet.plans, act.node),
      }
    case 'resumed':
      return { halted: without(cabinet.halted, act.node) }
    case 'simulated': {
      const { seq, verdict, opinion, materials } = act
      return { simulations: { ...cabinet.simulations, [act.node]: { seq, verdict, opinion, materials, at, by } } }
    }
    case 'filed': {
      const { kind: _, seq: __, by: ___, node, ...filing } = act
      return {
        filings: { ...cabinet.filings, [node]: [...(cabinet.filings[node] ?? []), filing] },
        plans: without(cabinet.plans, node),
        halted: without(cabinet.halted, node),
      }
    }
  }
}

function reviewed(
  { papers }: Cabinet,
  { paper, version }: { readonly paper: string; readonly version: number },
  review: NonNullable<PaperVersion['review']>,
): Partial<Cabinet> {
  const versions = (papers[paper] ?? []).map((one) => (one.version === version ? { ...one, review } : one))
  return { papers: { ...papers, [paper]: versions } }
}

function without<V>(all: Readonly<Record<string, V>>, name: string): Readonly<Record<string, V>> {
  const { [name]: _, ...rest } = all
  return rest
}

/** The newest version of a paper, if any. */
export const newest = ({ papers }: Cabinet, name: string): PaperVersion | undefined => papers[name]?.at(-1)
