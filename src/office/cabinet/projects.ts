// The desk of projects. A filed project opens its cabinet; what is handed in, looked over, authorised and halted is recorded
// act by act in the log; what follows by itself is recorded with it, under the version of the graph that said so. A filing is a
// case like any other: a person takes it in and a person decides.

import type { Pool, PoolClient } from 'pg'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import { type Actor, SYSTEM } from '#kernel/case/actor.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'
import {
  type Around,
  actOn,
  type CabinetCommand,
  followUps,
  isOwner,
  mayFile,
  type Refused,
} from '#kernel/project/act.ts'
import { type CabinetAct, type DoneAct, EMPTY, fold, newest, type Plan } from '#kernel/project/cabinet.ts'
import type { Graph } from '#kernel/project/graph.ts'
import { fillForm, type NodeView, type ProjectState, viewProject } from '#kernel/project/readiness.ts'
import { textOfRefusal } from '#kernel/refusal.ts'
import { at } from '#kernel/service/evaluate.ts'
import type { Role } from '#kernel/unit/role.ts'
import type { CaseDesk, commandHandler } from '#office/cases/handle-command.ts'
import type { FoundCase } from '#office/cases/shared-cases.ts'
import { readMoved } from '#office/cases/stream.ts'
import { ActMoved, recordAct } from '#office/log/acts.ts'
import type { Blobs } from '#platform/blobs/blob.ts'
import type { Problem } from '#platform/http/problem.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { projectProblem } from './refusal.ts'
import {
  addProject,
  filingsDue,
  keyOf,
  loadProject,
  movedCases,
  nodesOf,
  type ProjectFigures,
  projectsOf,
  rootEntryOf,
  type StoredProject,
  saveProjects,
  staleProjects,
} from './store.ts'

export interface ProjectsDesk {
  readonly cases: CaseDesk
  readonly handle: ReturnType<typeof commandHandler>
  /** Acts as the appender. */
  readonly pool: Pool
  readonly blobs: Pick<Blobs, 'find' | 'open'>
  readonly graphs: readonly Graph[]
}

export type Answer<Value> = { readonly value: Value } | { readonly problem: Problem }
const problem = (...args: Parameters<typeof projectProblem>) => ({ problem: projectProblem(...args) })
const refused = ({ refused: code, detail, faults }: Refused) =>
  problem(code, {
    ...(detail && { detail }),
    ...(faults && { errors: faults.map(({ path, ...fault }) => ({ ...fault, path: `fields.${path}` })) }),
  })

/** Posts that see every project; a department sees what is assigned to it as cases. */
const READERS: readonly Role[] = [
  'bureau.steward',
  'bureau.window',
  'bureau.approver',
  'bureau.head',
  'bureau.supervisor',
  'department.handler',
  'department.head',
]

/** Whether somebody may see a project. */
export const maySee = (around: Pick<Around, 'graph' | 'state'>, actor: Actor): boolean =>
  isOwner(around, actor) || (actor.kind === 'officer' && actor.posts.some(({ role }) => READERS.includes(role)))

export interface OpenProject {
  readonly around: Around
  readonly stored: StoredProject
}

const graphOf = ({ graphs }: Pick<ProjectsDesk, 'graphs'>, slug: string): Graph => {
  const graph = graphs.find((one) => one.slug === slug)
  if (!graph) throw new Error(`no graph ${slug} is declared here`)
  return graph
}

function aroundOf(desk: ProjectsDesk, slug: string, state: ProjectState): Around {
  const { cases } = desk
  const graph = graphOf(desk, slug)
  const moment = { today: legalDateOf(cases.now().toISOString()), calendar: cases.catalogue.calendar }
  return { graph, state, view: viewProject(graph, state, moment), ...moment }
}

/** A project as it is now, with what its cases have come to; for whoever may see it. */
export async function openOne(desk: ProjectsDesk, actor: Actor, code: string): Promise<Answer<OpenProject>> {
  const stored = await loadProject(desk.pool, desk.cases.vault, code)
  if (!stored) return problem('PROJECT_UNKNOWN')
  const around = aroundOf(desk, stored.graph, await withNodes(desk, desk.pool, stored))
  return maySee(around, actor) ? { value: { around, stored } } : problem('PROJECT_UNKNOWN')
}

/** The projects somebody may see, newest first. */
export async function listProjects(desk: ProjectsDesk, actor: Actor): Promise<OpenProject[]> {
  const owner = actor.kind === 'person' ? (actor.mandate?.principal.id ?? actor.id) : null
  const all = await projectsOf(desk.pool, desk.cases.vault, owner)
  return all
    .map((stored) => ({ stored, around: aroundOf(desk, stored.graph, stored.state) }))
    .filter(({ around }) => maySee(around, actor))
}

async function withNodes(
  desk: ProjectsDesk,
  db: Pool | PoolClient,
  { graph, state }: StoredProject,
): Promise<ProjectState> {
  const today = legalDateOf(desk.cases.now().toISOString())
  return { ...state, nodes: await nodesOf(db, desk.cases, graphOf(desk, graph), { code: state.code, today }) }
}

type Judge = (around: Around) => { readonly acts: readonly CabinetAct[] } | Refused

/**
 * Changes a project: judged on what is true now, recorded with what follows by itself, all or nothing. Of two at once the
 * second is judged after the first.
 */
async function change(desk: ProjectsDesk, actor: Actor, code: string, judge: Judge): Promise<Answer<Around>> {
  const { cases, pool } = desk
  try {
    return await inTransaction(pool, async (client) => {
      const stored = await loadProject(client, cases.vault, code, true)
      if (!stored) return problem('PROJECT_UNKNOWN')
      const before = aroundOf(desk, stored.graph, await withNodes(desk, client, stored))
      if (actor.kind !== 'system' && !maySee(before, actor)) return problem('PROJECT_UNKNOWN')
      const judged = judge(before)
      if ('refused' in judged) return refused(judged)
      const told = tell(desk, before, actor, judged.acts)
      const wrapped = await keyOf(client, cases.vault.district, code)
      await saveProjects(client, cases.vault, [{ state: told.around.state, wrapped, figures: figuresOf(told.around) }])
      await record(desk, client, code, told.acts)
      return { value: told.around }
    })
  } catch (error) {
    if (error instanceof ActMoved) return problem('PROJECT_MOVED')
    throw error
  }
}

/** The acts with what follows by itself, and where the project then stands. */
function tell(desk: ProjectsDesk, before: Around, actor: Actor, acts: readonly CabinetAct[]) {
  let around = before
  const done: DoneAct[] = []
  const take = (by: Actor, more: readonly CabinetAct[]): void => {
    let { cabinet } = around.state
    for (const act of more) {
      const one = {
        ...act,
        seq: cabinet.seq + 1,
        at: desk.cases.now().toISOString(),
        by: { id: by.id, name: by.name },
      } as DoneAct
      cabinet = fold(cabinet, one)
      done.push(one)
    }
    around = aroundOf(desk, around.graph.slug, { ...around.state, cabinet })
  }
  take(actor, acts)
  take(SYSTEM, followUps(around))
  return { around, acts: done }
}

/** The acts go into the log, sealed: they are the firm's. Fields go as text, because a commitment holds no decimals. */
async function record(desk: ProjectsDesk, client: PoolClient, code: string, acts: readonly DoneAct[]): Promise<void> {
  for (const { seq, at: time, kind, ...body } of acts)
    await recordAct(client, desk.cases, {
      subject: `cabinet:${code}`,
      seq,
      kind,
      at: time,
      body: ('fields' in body ? { ...body, fields: JSON.stringify(body.fields) } : body) as never,
      isSealed: true,
    })
}

/** What a list and the loops need of where a project stands. */
export function figuresOf({ graph, view, today }: Around): ProjectFigures {
  const times = view.nodes.flatMap(({ plan }) => (plan?.filesAt ? [plan.filesAt] : []))
  return {
    rule: graph.version,
    judgedOn: today,
    ready: view.ready,
    missing: view.nodes.filter(({ standing }) => standing === 'missing').length,
    reviewing: view.papers.filter(({ state }) => state === 'reviewing').length,
    filesAt: times.sort()[0] ?? null,
  }
}

/** Gives a command on a project. A paper that is handed in must be a file of the sender's own. */
export async function give(
  desk: ProjectsDesk,
  actor: Actor,
  code: string,
  command: CabinetCommand,
): Promise<Answer<Around>> {
  return change(desk, actor, code, (around) => actOn(around, actor, command))
}

/** What the desk itself must find out of a file before it is handed in: whose it is, and the hash of its content. */
export async function hashOfFile(desk: ProjectsDesk, actor: Actor, file: string): Promise<Answer<string>> {
  const found = await desk.blobs.find(file)
  const owners = [actor.id, ...(actor.kind === 'person' && actor.mandate ? [actor.mandate.principal.id] : [])]
  const content = found && owners.includes(found.owner) ? await desk.blobs.open(file) : undefined
  return content ? { value: Buffer.from(sha256(content.content)).toString('hex') } : problem('PAPER_FILE')
}

/** Files a node's case from the cabinet: on behalf of the firm, whoever presses. */
export async function fileNode(desk: ProjectsDesk, actor: Actor, code: string, node: string): Promise<Answer<Around>> {
  const stored = await loadProject(desk.pool, desk.cases.vault, code)
  if (!stored) return problem('PROJECT_UNKNOWN')
  const around = aroundOf(desk, stored.graph, await withNodes(desk, desk.pool, stored))
  const view = mayFile(around, actor, node)
  if ('refused' in view) return refused(view)
  const { by } = around.graph.nodes[node] as Graph['nodes'][string]
  if ('papers' in by) return problem('NODE_NOT_READY')
  const { cabinet } = around.state
  const simulation =
    view.plan?.simulation ?? (view.simulation?.standing === 'held' ? (view.simulation.made?.seq ?? null) : null)
  const form = {
    ...fillForm(around.graph, around.state, around, node),
    ...(simulation !== null && by.simulation && { [by.simulation]: `模拟审批第 ${simulation} 号` }),
  }
  const filed = await desk.handle({
    key: `cabinet:${code}:${node}:${cabinet.filings[node]?.length ?? 0}`,
    actor,
    to: { service: by.service },
    command: { type: 'submit', applicant: cabinet.owner, form, materials: materialsFor(desk, around, by.service) },
  })
  if (!filed.ok) {
    const faults = filed.refusal.faults.map(({ message }) => message)
    const detail = [textOfRefusal(filed.refusal).reason, ...faults].join('；')
    return problem('FILING_REFUSED', { detail })
  }
  const { caseId, caseNo } = filed.receipt
  const act: CabinetAct = {
    kind: 'filed',
    node,
    caseId,
    caseNo,
    how: isOwner(around, actor) ? 'firm' : 'automatic',
    rule: around.graph.version,
    materials: view.materials,
    simulation,
  }
  return change(desk, actor, code, () => ({ acts: [act] }))
}

/** The papers of the cabinet that a service asks for, each by its newest version. */
function materialsFor(desk: ProjectsDesk, { state }: Around, service: string): HandedMaterial[] {
  const asked = Object.keys(desk.cases.catalogue.current(service)?.materials ?? {})
  return asked.flatMap((kind) => {
    const version = newest(state.cabinet, kind)
    return version ? [{ kind, origin: 'cabinet' as const, file: version.file, name: `第 ${version.version} 版` }] : []
  })
}

/**
 * Looks at what has moved, what is due and what a new day or a new graph changes; at the signal it ends between two pieces of
 * that. Resolves to how many projects it judged.
 */
export async function followProjects(desk: ProjectsDesk, stopping?: AbortSignal): Promise<number> {
  const { cases, pool } = desk
  let judged = 0
  const touch = async (code: string): Promise<void> => {
    judged += 1
    await change(desk, SYSTEM, code, () => ({ acts: [] }))
  }
  await readMoved({ pool, district: cases.vault.district, reader: 'projects', stopping }, async (ids) => {
    for (const graph of desk.graphs) {
      const codes = new Set<string>()
      for (const found of await movedCases(pool, cases.vault, graph, ids)) {
        const code = await projectOf(desk, graph, found)
        if (code !== null) codes.add(code)
      }
      for (const code of codes) await touch(code)
    }
  })
  for (const graph of desk.graphs) judged += await rejudge(desk, graph, stopping)
  for (const code of await filingsDue(pool, cases.vault.district, cases.now())) {
    if (stopping?.aborted) break
    await fileDue(desk, code)
  }
  return judged
}

/** The project a case belongs to; the root's case opens it when it has issued its entry. */
async function projectOf(
  desk: ProjectsDesk,
  graph: Graph,
  { caseId, service, state }: FoundCase,
): Promise<string | null> {
  const { vault } = desk.cases
  const root = graph.nodes[graph.root]?.by
  if (!root || 'papers' in root || service !== root.service) {
    const code = at(state.form, 'project')
    return typeof code === 'string' && (await loadProject(desk.pool, vault, code)) ? code : null
  }
  const entry = await rootEntryOf(desk.pool, vault.district, graph, caseId)
  if (!entry) return null
  await openCabinet(desk, graph, entry.number, state.applicant)
  return entry.number
}

async function openCabinet(
  desk: ProjectsDesk,
  graph: Graph,
  code: string,
  owner: { readonly id: string; readonly name: string },
): Promise<void> {
  const { vault, now } = desk.cases
  const time = now().toISOString()
  const act: DoneAct = {
    kind: 'opened',
    owner,
    graph: graph.slug,
    seq: 1,
    at: time,
    by: { id: SYSTEM.id, name: SYSTEM.name },
  }
  const around = aroundOf(desk, graph.slug, { code, cabinet: fold(EMPTY, act), nodes: {} })
  await inTransaction(desk.pool, async (client) => {
    const isNew = await addProject(client, vault, {
      graph: graph.slug,
      openedAt: time,
      state: around.state,
      ...figuresOf(around),
    })
    if (isNew) await record(desk, client, code, [act])
  })
}

const AT_ONCE = 500

/**
 * Judges anew every project that was judged by another version of the graph, or on an earlier day: what expires, expires.
 * What its cases have come to stands in its row. Only projects for which something follows are changed act by act.
 * Cost: some 0.5 ms a project.
 */
export async function rejudge(desk: ProjectsDesk, graph: Graph, stopping?: AbortSignal): Promise<number> {
  const { cases, pool } = desk
  const on = legalDateOf(cases.now().toISOString())
  let judged = 0
  for (;;) {
    const follows: string[] = []
    const count = await inTransaction(pool, async (client) => {
      const found = await staleProjects(client, cases.vault, {
        graph: graph.slug,
        rule: graph.version,
        on,
        limit: AT_ONCE,
      })
      const rows = found.map(({ state, wrapped }) => {
        const around = aroundOf(desk, graph.slug, state)
        if (followUps(around).length > 0) follows.push(state.code)
        return { state, wrapped, figures: figuresOf(around) }
      })
      if (rows.length > 0) await saveProjects(client, cases.vault, rows)
      return rows.length
    })
    for (const code of follows) await change(desk, SYSTEM, code, () => ({ acts: [] }))
    judged += count
    if (count < AT_ONCE || stopping?.aborted) return judged
  }
}

/** Makes the filings of a project whose time has come; one that is refused is halted with the reason, not tried for ever. */
async function fileDue(desk: ProjectsDesk, code: string): Promise<void> {
  const stored = await loadProject(desk.pool, desk.cases.vault, code)
  const now = desk.cases.now().toISOString()
  const due = Object.entries(stored?.state.cabinet.plans ?? {}).filter(
    ([, { filesAt }]: [string, Plan]) => filesAt !== null && filesAt <= now,
  )
  for (const [node] of due) {
    const filed = await fileNode(desk, SYSTEM, code, node)
    if (!('problem' in filed)) continue
    const reason = [filed.problem.title, filed.problem.detail].filter(Boolean).join('')
    await change(desk, SYSTEM, code, ({ view }) => {
      const still = view.nodes.find((one: NodeView) => one.code === node)?.plan
      return { acts: still ? [{ kind: 'halted', node, reason }] : [] }
    })
  }
}
