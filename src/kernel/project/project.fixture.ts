// A small project for tests: land comes from outside, a plan is reviewed, a permit needs both, a building permit needs that
// and a promise that runs out. No service of the district is named here.

import { calendarOf } from '../calendar/calendar.ts'
import { plainDate } from '../calendar/plain-date.ts'
import type { Actor } from '../case/actor.ts'
import { decimal } from '../form/form.ts'
import { type Acted, type Around, actOn, type CabinetCommand } from './act.ts'
import { type CabinetAct, type DoneAct, EMPTY, fold } from './cabinet.ts'
import {
  check,
  compileGraph,
  defineGraph,
  type Graph,
  type GraphDeclaration,
  paper,
  papersOf,
  resultOf,
} from './graph.ts'
import { type NodeFact, type ProjectState, viewProject } from './readiness.ts'

const points = { seal: '签章', scale: '比例尺' }
const PAPERS = {
  contract: paper('合同', { issuer: '土地部门', note: '', points, fields: { area: decimal('面积', { unit: '㎡' }) } }),
  plan: paper('方案', { note: '', points, fields: { area: decimal('面积', { unit: '㎡' }) } }),
  drawing: paper('施工图', { note: '', points, basedOn: ['plan'] }),
  promise: paper('承诺', { note: '', points, expires: true, isSigned: false }),
}
const papers = papersOf(PAPERS)
const root = resultOf('A', {})
const days = { type: 'number', title: '', unit: '日' } as const
const node = (title: string, needs: readonly (string | readonly string[])[], by: object, more: object = {}) =>
  ({
    title,
    phase: 'one',
    needs,
    by,
    days: 'days',
    gives: {},
    simulates: false,
    ...more,
  }) as GraphDeclaration['nodes'][string]
const filed = (code: string) => ({
  service: `service-${code}`,
  entry: `entry-${code}`,
  fills: { project: root.number.expression },
})

export const DECLARATION: GraphDeclaration = defineGraph({
  slug: 'small',
  title: '小项目',
  root: 'A',
  trigger: 'L',
  phases: { one: '一', two: '二' },
  papers: PAPERS,
  nodes: {
    A: node('备案', [], filed('A')),
    L: node('土地', ['A'], { papers: ['contract'] }),
    P: node('规划', ['L', 'plan'], filed('P'), { simulates: true }),
    S: node('特殊', ['P'], filed('S'), { when: ['lt', 2, 1] }),
    B: node('施工', ['P', 'S', ['drawing', 'plan'], 'drawing', 'promise'], filed('B'), {
      phase: 'two',
      simulates: true,
    }),
    Z: node('验收', ['B'], filed('Z'), { phase: 'two' }),
  },
  checks: {
    area: check('面积相同', {
      sides: [
        { document: 'contract', title: '合同', value: papers.contract.area, unit: '㎡' },
        { document: 'plan', title: '方案', value: papers.plan.area, unit: '㎡' },
      ],
      broken: papers.contract.area.is(papers.plan.area).not(),
      remedy: '改一份',
    }),
  },
  milestones: [
    { title: '到施工', to: 'B' },
    { title: '到验收', to: 'Z' },
  ],
  reviewDays: 'review',
  objectDays: 'object',
  parameters: { days, review: days, object: days },
})

const VALUES = {
  district: 'test',
  parameters: {
    days: { value: 5, source: '某文件' },
    review: { value: 3, source: '某文件' },
    object: { value: 1, source: '某文件' },
  },
  contacts: { hall: '', hours: '', phone: '', complaint: '' },
}
export const graphOf = (declaration: GraphDeclaration = DECLARATION, values = VALUES): Graph =>
  compileGraph(declaration, values, (text) => String(text.length).padStart(64, '0'))

export const MOMENT = { today: plainDate('2026-09-14'), calendar: calendarOf('test', []) }

export const FIRM: Actor = { kind: 'person', id: 'firm', name: '企业' }
const officer = (id: string, role: 'bureau.steward' | 'bureau.approver' | 'bureau.window'): Actor => ({
  kind: 'officer',
  id,
  name: id,
  posts: [{ role, unit: 'bureau' }],
})
export const STEWARD = officer('steward', 'bureau.steward')
export const APPROVER = officer('approver', 'bureau.approver')
export const WINDOW = officer('window', 'bureau.window')

/** A project told act by act. */
export interface Told {
  readonly around: Around
  /** Gives a command and records what comes of it; answers the refusal, or nothing. */
  give(actor: Actor, command: CabinetCommand): Extract<Acted, { refused: unknown }> | null
  record(actor: Actor, acts: readonly CabinetAct[]): void
  set(nodes: Readonly<Record<string, NodeFact>>): void
  at(today: string): void
}

export function tell(graph: Graph = graphOf()): Told {
  let moment = MOMENT
  let state: ProjectState = { code: '2026-1', cabinet: EMPTY, nodes: {} }
  const around = (): Around => ({ graph, state, view: viewProject(graph, state, moment), ...moment })
  const record = (actor: Actor, acts: readonly CabinetAct[]): void => {
    for (const act of acts) {
      const done = {
        ...act,
        seq: state.cabinet.seq + 1,
        at: `${moment.today}T02:00:00.000Z`,
        by: { id: actor.id, name: actor.name },
      } as DoneAct
      state = { ...state, cabinet: fold(state.cabinet, done) }
    }
  }
  record(FIRM, [{ kind: 'opened', owner: { id: 'firm', name: '企业' }, graph: 'small' }])
  return {
    get around() {
      return around()
    },
    give(actor, command) {
      const acted = actOn(around(), actor, command)
      if ('refused' in acted) return acted
      record(actor, acted.acts)
      return null
    },
    record,
    set(nodes) {
      state = { ...state, nodes: { ...state.nodes, ...nodes } }
    },
    at(today) {
      moment = { ...moment, today: plainDate(today) }
    },
  }
}

let files = 0
/** A paper handed in, each time with another content. */
export const handing = (name: string, more: object = {}): CabinetCommand & { type: 'hand' } => {
  files += 1
  return {
    type: 'hand',
    paper: name,
    file: `file-${files}`,
    hash: String(files).padStart(64, '0'),
    issuer: '企业',
    number: '',
    seal: { holder: '企业', on: plainDate('2026-09-01'), until: plainDate('2027-09-01') },
    validUntil: null,
    fields: {},
    ...more,
  }
}
export const issued = (number: string): NodeFact => ({
  entry: { number, issuedOn: MOMENT.today, filedOn: MOMENT.today, validUntil: null, values: {} },
})
