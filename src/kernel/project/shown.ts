// What pages show of a project: a row of a list, and the whole of one. The console and the firm's own page are given the same.

import type { Actor } from '../case/actor.ts'
import { at } from '../service/evaluate.ts'
import { type Around, isOwner, STEWARD } from './act.ts'
import { edgesOf, type PaperSpec } from './graph.ts'

/** What the root's entry says of a project, by the names that every root gives. */
const said = ({ graph, state }: Around, name: string): string => {
  const value = at(state.nodes[graph.root]?.entry?.values as never, name)
  return typeof value === 'string' ? value : ''
}

export function projectRow(around: Around) {
  const { graph, state, view } = around
  const counted = view.nodes.filter(({ standing }) => standing !== 'skipped')
  return {
    code: state.code,
    name: said(around, 'name') || state.code,
    firm: said(around, 'firm'),
    graph: graph.title,
    steward: state.cabinet.steward?.name ?? null,
    done: counted.filter(({ standing }) => standing === 'done').length,
    of: counted.length,
    ready: view.nodes.filter(({ standing }) => standing === 'ready').map(({ code, title }) => ({ code, title })),
    missing: view.nodes.filter(({ standing }) => standing === 'missing').length,
    reviewing: view.papers.filter(({ state: standing }) => standing === 'reviewing').length,
    conflicts: view.checks.filter(({ standing }) => standing === 'differs').length,
    days: view.milestones[0]?.days ?? 0,
    on: view.milestones[0]?.on ?? null,
  }
}

/** What the reader may do with it. */
function mayOf(around: Around, actor: Actor) {
  const has = (role: string) => actor.kind === 'officer' && actor.posts.some((one) => one.role === role)
  const owner = isOwner(around, actor)
  return {
    owner,
    review: has(STEWARD),
    hand: owner || has(STEWARD) || has('bureau.window'),
    simulate: has('bureau.approver'),
    halt: owner || has(STEWARD),
  }
}

export function projectPage(around: Around, actor: Actor) {
  const { graph, state, view, today } = around
  const { cabinet } = state
  const phases = Object.entries(graph.phases).map(([phase, title]) => ({
    phase,
    title,
    nodes: view.nodes.filter((node) => node.phase === phase),
  }))
  return {
    ...projectRow(around),
    me: actor.id,
    today,
    rule: graph.version,
    may: mayOf(around, actor),
    phases,
    edges: edgesOf(graph),
    root: graph.root,
    trigger: graph.trigger,
    papers: view.papers.map((paper) => ({
      ...paper,
      spec: graph.papers[paper.name] as PaperSpec,
      versions: cabinet.papers[paper.name] ?? [],
    })),
    titles: Object.fromEntries([
      ...Object.entries(graph.papers).map(([name, { title }]) => [name, title]),
      ...Object.entries(graph.nodes).map(([name, { title }]) => [name, title]),
    ]) as Readonly<Record<string, string>>,
    needs: Object.fromEntries(
      Object.entries(graph.nodes).map(([code, { needs, by }]) => [
        code,
        [...needs.flat(), ...('papers' in by ? by.papers : [])],
      ]),
    ),
    filed: Object.entries(graph.nodes).flatMap(([code, { by }]) =>
      'service' in by && code !== graph.root ? [code] : [],
    ),
    checks: view.checks,
    milestones: view.milestones,
    authorisation: cabinet.authorisation,
    filings: cabinet.filings,
  }
}

export type ProjectRow = ReturnType<typeof projectRow>
export type ProjectPage = ReturnType<typeof projectPage>
