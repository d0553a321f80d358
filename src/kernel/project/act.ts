// What may be done with a project's cabinet, by whom, and what follows by itself. Pure: a command is judged by the graph,
// the state and the moment, and becomes acts or one refusal; the desk records acts and files cases.

import { addWorkingDays } from '../calendar/calendar.ts'
import type { PlainDate } from '../calendar/plain-date.ts'
import type { Actor } from '../case/actor.ts'
import { checkForm, type FormProblem } from '../form/check-form.ts'
import type { Role } from '../unit/role.ts'
import { type CabinetAct, type HandedPaper, newest, type Plan, type Remark } from './cabinet.ts'
import type { Moment } from './critical-path.ts'
import { type Graph, namesOf } from './graph.ts'
import { isUnchanged, type NodeView, numberOf, type ProjectState, type ProjectView } from './readiness.ts'

export type CabinetCommand =
  | ({ readonly type: 'hand'; readonly paper: string } & HandedPaper)
  | { readonly type: 'take' }
  | { readonly type: 'approve'; readonly paper: string; readonly version: number }
  | { readonly type: 'return'; readonly paper: string; readonly version: number; readonly remarks: readonly Remark[] }
  | { readonly type: 'authorise'; readonly nodes: readonly string[]; readonly until: PlainDate }
  | { readonly type: 'revoke' }
  | { readonly type: 'halt'; readonly node: string; readonly reason: string }
  | { readonly type: 'resume'; readonly node: string }
  | {
      readonly type: 'simulate'
      readonly node: string
      readonly verdict: 'agree' | 'disagree'
      readonly opinion: string
    }

export type CabinetRefusal =
  | 'PROJECT_ROLE'
  | 'PAPER_UNKNOWN'
  | 'PAPER_FIELDS'
  | 'PAPER_SAME'
  | 'PAPER_SEAL'
  | 'PAPER_EXPIRED'
  | 'PAPER_MOVED'
  | 'REVIEW_EMPTY'
  | 'REVIEW_LATE'
  | 'NODE_UNKNOWN'
  | 'NODE_NOT_READY'
  | 'AUTHORISATION_INVALID'
  | 'HALT_NOTHING'
  | 'SIMULATION_NOT_NOW'
  | 'REASON_NEEDED'

export interface Refused {
  readonly refused: CabinetRefusal
  readonly detail?: string
  readonly faults?: readonly FormProblem[]
}
export type Acted = { readonly acts: readonly CabinetAct[] } | Refused

/** Who reviews what is handed in, takes papers at a counter, and looks permits over beforehand. */
export const STEWARD: Role = 'bureau.steward'
const COUNTER: readonly Role[] = [STEWARD, 'bureau.window']
const SIMULATES: Role = 'bureau.approver'

export interface Around extends Moment {
  readonly graph: Graph
  readonly state: ProjectState
  readonly view: ProjectView
}

const refuse = (refused: CabinetRefusal, detail?: string): Refused => ({ refused, ...(detail && { detail }) })
const holdsAny = (actor: Actor, roles: readonly Role[]): boolean =>
  actor.kind === 'officer' && actor.posts.some(({ role }) => roles.includes(role))

/** Whether a person acts for the firm: its own person, or an agent inside a mandate for the service that opened the project. */
export function isOwner({ graph, state }: Pick<Around, 'graph' | 'state'>, actor: Actor): boolean {
  if (actor.kind !== 'person') return false
  const { mandate } = actor
  const root = graph.nodes[graph.root]?.by
  const service = root && 'service' in root ? root.service : ''
  return mandate
    ? mandate.principal.id === state.cabinet.owner.id && mandate.services.includes(service)
    : actor.id === state.cabinet.owner.id
}

/** Judges a command. Equal inputs give equal answers. */
export function actOn(around: Around, actor: Actor, command: CabinetCommand): Acted {
  const isSteward = holdsAny(actor, [STEWARD])
  const owner = isOwner(around, actor)
  switch (command.type) {
    case 'hand':
      return owner || holdsAny(actor, COUNTER) ? hand(around, command, owner) : refuse('PROJECT_ROLE')
    case 'take':
      return isSteward ? { acts: [{ kind: 'taken' }] } : refuse('PROJECT_ROLE')
    case 'approve':
    case 'return':
      return isSteward ? review(around, actor, command) : refuse('PROJECT_ROLE')
    case 'authorise':
      return owner ? authorise(around, command) : refuse('PROJECT_ROLE')
    case 'revoke':
      if (!owner) return refuse('PROJECT_ROLE')
      return around.state.cabinet.authorisation
        ? { acts: [{ kind: 'revoked' }] }
        : refuse('AUTHORISATION_INVALID', '没有在用的授权')
    case 'halt':
    case 'resume':
      return owner || isSteward ? stop(around, command) : refuse('PROJECT_ROLE')
    case 'simulate':
      return holdsAny(actor, [SIMULATES]) ? simulate(around, command) : refuse('PROJECT_ROLE')
  }
}

function hand({ graph, state, today }: Around, command: CabinetCommand & { type: 'hand' }, isFirm: boolean): Acted {
  const { type: _, paper: name, ...handed } = command
  const spec = Object.hasOwn(graph.papers, name) ? graph.papers[name] : undefined
  if (!spec) return refuse('PAPER_UNKNOWN', name)
  if (newest(state.cabinet, name)?.hash === handed.hash) return refuse('PAPER_SAME')
  const faults = checkForm(spec.fields, handed.fields, { on: today, isVillage: () => true })
  if (faults.length > 0) return { refused: 'PAPER_FIELDS', faults }
  if (spec.isSigned && !handed.seal) return refuse('PAPER_SEAL', '这种材料要有签章')
  if (handed.seal && handed.seal.on > handed.seal.until)
    return refuse('PAPER_SEAL', `${handed.seal.on} 签章时，证书 ${handed.seal.until} 已过期`)
  if (handed.seal && handed.seal.on > today) return refuse('PAPER_SEAL', `签章日期 ${handed.seal.on} 还没有到`)
  if (spec.expires && !handed.validUntil) return refuse('PAPER_EXPIRED', '请填有效期到哪天')
  if (handed.validUntil && handed.validUntil < today) return refuse('PAPER_EXPIRED', `${handed.validUntil} 已过期`)
  const basedOn = Object.fromEntries(spec.basedOn.map((of) => [of, newest(state.cabinet, of)?.version ?? 0]))
  return { acts: [{ kind: 'handed', paper: name, origin: isFirm ? 'firm' : 'counter', basedOn, ...handed }] }
}

function review(
  { graph, state }: Around,
  actor: Actor,
  command: CabinetCommand & { type: 'approve' | 'return' },
): Acted {
  const spec = Object.hasOwn(graph.papers, command.paper) ? graph.papers[command.paper] : undefined
  if (!spec) return refuse('PAPER_UNKNOWN', command.paper)
  const versions = state.cabinet.papers[command.paper] ?? []
  const last = versions.at(-1)
  if (!last || last.version !== command.version || last.review) return refuse('PAPER_MOVED')
  if (last.by.id === actor.id) return refuse('PROJECT_ROLE', '自己收的材料由另一位项目管家看')
  const { paper, version } = command
  if (command.type === 'approve') return { acts: [...takenBy(state, actor), { kind: 'approved', paper, version }] }
  const { remarks } = command
  const isWhole =
    remarks.length > 0 &&
    remarks.every(({ point, reason }) => Object.hasOwn(spec.points, point) && reason.trim() !== '')
  if (!isWhole) return refuse('REVIEW_EMPTY')
  const said = new Set(
    versions.flatMap(({ review: one }) => (one?.verdict === 'returned' ? one.remarks.map(({ point }) => point) : [])),
  )
  const late = said.size === 0 ? [] : remarks.filter(({ point, arises }) => !said.has(point) && !arises)
  if (late.length > 0) return refuse('REVIEW_LATE', late.map(({ point }) => spec.points[point]).join('、'))
  return { acts: [...takenBy(state, actor), { kind: 'returned', paper, version, remarks }] }
}

/** The first steward who looks at something is the project's own from then on. */
const takenBy = ({ cabinet }: ProjectState, _actor: Actor): readonly CabinetAct[] =>
  cabinet.steward ? [] : [{ kind: 'taken' }]

function authorise({ graph, today }: Around, { nodes, until }: CabinetCommand & { type: 'authorise' }): Acted {
  const known = nodes.every((code) => {
    const by = Object.hasOwn(graph.nodes, code) ? graph.nodes[code]?.by : undefined
    return by && 'service' in by
  })
  if (nodes.length === 0 || !known) return refuse('AUTHORISATION_INVALID', '请选要自动申报的事项')
  if (until < today) return refuse('AUTHORISATION_INVALID', '截止日已经过去')
  return { acts: [{ kind: 'authorised', nodes: [...new Set(nodes)], until }] }
}

function stop({ view, state }: Around, command: CabinetCommand & { type: 'halt' | 'resume' }): Acted {
  const node = view.nodes.find(({ code }) => code === command.node)
  if (!node) return refuse('NODE_UNKNOWN')
  if (command.type === 'resume')
    return state.cabinet.halted[node.code] ? { acts: [{ kind: 'resumed', node: node.code }] } : refuse('HALT_NOTHING')
  if (!node.plan) return refuse('HALT_NOTHING')
  if (command.reason.trim() === '') return refuse('REASON_NEEDED')
  return { acts: [{ kind: 'halted', node: node.code, reason: command.reason.trim() }] }
}

function simulate({ view }: Around, { node: code, verdict, opinion }: CabinetCommand & { type: 'simulate' }): Acted {
  const node = view.nodes.find((one) => one.code === code)
  if (!node) return refuse('NODE_UNKNOWN')
  const isOpen =
    node.simulation?.standing === 'possible' || (node.simulation?.standing === 'lost' && node.lacks.length === 0)
  if (!isOpen || node.standing !== 'locked') return refuse('SIMULATION_NOT_NOW')
  if (opinion.trim() === '') return refuse('REASON_NEEDED')
  return { acts: [{ kind: 'simulated', node: code, verdict, opinion: opinion.trim(), materials: node.materials }] }
}

/** Whether somebody may have a node filed now: the firm, or by its authorisation the steward. */
export function mayFile(around: Around, actor: Actor, code: string): Refused | NodeView {
  const { view, state, today } = around
  const node = view.nodes.find((one) => one.code === code)
  if (!node) return refuse('NODE_UNKNOWN')
  const { authorisation } = state.cabinet
  const isAuthorised = authorisation !== null && authorisation.until >= today && authorisation.nodes.includes(code)
  const may = isOwner(around, actor) || (isAuthorised && (actor.kind === 'system' || holdsAny(actor, [STEWARD])))
  if (!may) return refuse('PROJECT_ROLE')
  return node.standing === 'ready' ? node : refuse('NODE_NOT_READY', sayWhy(around, node))
}

/** Why a node is not ready, in one clause. */
export function sayWhy({ graph, view }: Pick<Around, 'graph' | 'view'>, node: NodeView): string {
  const papers = node.lacks.map((name) => graph.papers[name]?.title ?? name)
  const checks = node.conflicts.map((name) => view.checks.find((one) => one.name === name)?.title ?? name)
  return [
    ...(node.waits.length > 0 ? [`等 ${node.waits.join('、')}`] : []),
    ...(papers.length > 0 ? [`缺 ${papers.join('、')}`] : []),
    ...(checks.length > 0 ? [`不一致：${checks.join('、')}`] : []),
  ].join('；')
}

/** The instant at which a filing announced today is made: nine o'clock after the firm's days to halt it. */
export function filesAt({ graph, today, calendar }: Pick<Around, 'graph' | 'today' | 'calendar'>): string {
  const day = addWorkingDays(calendar, today, numberOf(graph, graph.objectDays) + 1).date
  return new Date(Date.parse(`${day}T09:00:00+08:00`)).toISOString()
}

/**
 * What follows by itself from where the project stands: filings announced or proposed for what has become ready, and those
 * given up whose ground has gone. Nothing follows twice.
 */
export function followUps(around: Around): readonly CabinetAct[] {
  return around.view.nodes.flatMap((node) => followUpsOf(around, node))
}

function followUpsOf(around: Around, node: NodeView): readonly CabinetAct[] {
  const { graph, state, today } = around
  const { code, plan } = node
  const by = graph.nodes[code]?.by
  if (!by || 'papers' in by || code === graph.root) return []
  if (node.standing !== 'ready')
    return plan ? [{ kind: 'dropped', node: code, why: sayWhy(around, node) || '不再就绪' }] : []
  if (node.halted) return []
  const { authorisation } = state.cabinet
  const isAuthorised = authorisation !== null && authorisation.until >= today && authorisation.nodes.includes(code)
  const how: Plan['how'] = isAuthorised ? 'automatic' : 'proposal'
  const isSame =
    plan?.how === how && isUnchanged(plan.materials, node.materials) && isUnchanged(node.materials, plan.materials)
  if (plan && isSame) return []
  const simulation = node.simulation?.standing === 'held' ? (node.simulation.made?.seq ?? null) : null
  const planned: CabinetAct = {
    kind: 'planned',
    node: code,
    how,
    rule: graph.version,
    materials: node.materials,
    filesAt: how === 'automatic' ? filesAt(around) : null,
    simulation,
  }
  return [planned]
}

/** Nodes whose filing or looking-over rests on a paper: what a new version of it would send back. */
export function fallsBack({ graph, view }: Pick<Around, 'graph' | 'view'>, paper: string): readonly NodeView[] {
  const touched = new Set([
    paper,
    ...Object.entries(graph.papers)
      .filter(([, { basedOn }]) => basedOn.includes(paper))
      .map(([name]) => name),
  ])
  return view.nodes.filter(
    (node) =>
      (node.standing === 'ready' || node.simulation?.standing === 'held') &&
      (graph.nodes[node.code]?.needs ?? []).flatMap(namesOf).some((name) => touched.has(name)),
  )
}
