import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plainDate } from '../calendar/plain-date.ts'
import { fallsBack, followUps, mayFile } from './act.ts'
import { edgesOf } from './graph.ts'
import { graphFaults } from './graph-proofs.ts'
import {
  APPROVER,
  DECLARATION,
  FIRM,
  graphOf,
  handing,
  issued,
  STEWARD,
  type Told,
  tell,
  WINDOW,
} from './project.fixture.ts'

const standing = ({ around }: Told, code: string) => around.view.nodes.find((one) => one.code === code)
const paperOf = ({ around }: Told, name: string) => around.view.papers.find((one) => one.name === name)

/** Handed in by the firm and approved by the steward. */
function put(told: Told, name: string, more: object = {}): void {
  assert.equal(told.give(FIRM, handing(name, more)), null)
  const version = paperOf(told, name)?.version?.version ?? 0
  assert.equal(told.give(STEWARD, { type: 'approve', paper: name, version }), null)
}

/** A project whose land has come and whose plan is approved. */
function ready(): Told {
  const told = tell()
  told.set({ A: issued('2026-1') })
  put(told, 'contract', { fields: { area: 100 } })
  put(told, 'plan', { fields: { area: 100 } })
  return told
}

describe('readiness', () => {
  test('says of each node what it waits for, what it lacks, and when it is ready', () => {
    const told = tell()
    assert.deepEqual(
      [standing(told, 'P')?.standing, standing(told, 'P')?.waits, standing(told, 'P')?.lacks],
      ['locked', ['L'], ['plan']],
    )
    told.set({ A: issued('2026-1') })
    assert.deepEqual([standing(told, 'L')?.standing, standing(told, 'L')?.lacks], ['missing', ['contract']])
    put(told, 'contract', { fields: { area: 100 } })
    assert.equal(standing(told, 'L')?.standing, 'done')
    assert.equal(standing(told, 'P')?.standing, 'missing')
    put(told, 'plan', { fields: { area: 100 } })
    assert.deepEqual(
      [standing(told, 'P')?.standing, standing(told, 'P')?.have, standing(told, 'P')?.of],
      ['ready', 2, 2],
    )
    told.set({ P: issued('规1') })
    assert.deepEqual(standing(told, 'B')?.lacks, ['drawing', 'promise'])
  })

  test('a node that does not apply is waited for by none', () => {
    const told = ready()
    told.set({ P: issued('规1') })
    assert.equal(standing(told, 'S')?.standing, 'skipped')
    assert.deepEqual([standing(told, 'B')?.waits, standing(told, 'B')?.of], [[], 4])
  })

  test('documents that contradict each other hold up who needs either, with both values named', () => {
    const told = ready()
    put(told, 'plan', { fields: { area: 120 } })
    assert.deepEqual([standing(told, 'P')?.standing, standing(told, 'P')?.conflicts], ['missing', ['area']])
    const [found] = told.around.view.checks
    assert.deepEqual(
      [found?.standing, ...(found?.sides.map(({ document, value }) => `${document} ${value}`) ?? [])],
      ['differs', 'contract 100 ㎡', 'plan 120 ㎡'],
    )
    put(told, 'plan', { fields: { area: 100 } })
    assert.equal(standing(told, 'P')?.standing, 'ready')
  })

  test('a new version takes the approval of the old one away, and of what was made from it', () => {
    const told = ready()
    told.set({ P: issued('规1') })
    put(told, 'drawing')
    put(told, 'promise', { validUntil: plainDate('2027-01-01') })
    assert.equal(standing(told, 'B')?.standing, 'ready')
    assert.deepEqual(
      fallsBack(told.around, 'plan').map(({ code }) => code),
      ['B'],
    )
    told.give(FIRM, handing('plan', { fields: { area: 100 } }))
    assert.equal(paperOf(told, 'plan')?.state, 'reviewing')
    assert.deepEqual(
      [paperOf(told, 'drawing')?.state, paperOf(told, 'drawing')?.outdatedBy],
      ['stale', { paper: 'plan', version: 2 }],
    )
    assert.equal(standing(told, 'B')?.standing, 'missing')
  })

  test('a paper must hold good until the day of the decision, not only today', () => {
    const told = ready()
    told.set({ P: issued('规1') })
    put(told, 'drawing')
    put(told, 'promise', { validUntil: plainDate('2026-09-16') })
    assert.equal(paperOf(told, 'promise')?.state, 'approved')
    assert.deepEqual(standing(told, 'B')?.lacks, ['promise'])
  })

  test('the longest way is counted to each milestone, building apart', () => {
    const told = ready()
    const [first, second] = told.around.view.milestones
    assert.deepEqual([first?.days, first?.path.map(({ node }) => node), first?.on], [10, ['P', 'B'], '2026-09-28'])
    assert.deepEqual([second?.days, second?.path.map(({ node }) => node), second?.on], [5, ['Z'], null])
  })

  test('links that only go by way of another are left out', () =>
    assert.deepEqual(
      edgesOf(DECLARATION).map(({ from, to }) => from + to),
      ['AL', 'LP', 'PS', 'SB', 'BZ'],
    ))
})

describe('the cabinet', () => {
  test('a list of remarks is complete: later only what was said, or what is new in the paper', () => {
    const told = ready()
    told.give(FIRM, handing('drawing'))
    assert.equal(
      told.give(STEWARD, { type: 'return', paper: 'drawing', version: 1, remarks: [] })?.refused,
      'REVIEW_EMPTY',
    )
    assert.equal(
      told.give(STEWARD, {
        type: 'return',
        paper: 'drawing',
        version: 1,
        remarks: [{ point: 'seal', reason: '不清楚', arises: false }],
      }),
      null,
    )
    assert.equal(paperOf(told, 'drawing')?.state, 'returned')
    told.give(FIRM, handing('drawing'))
    const late = {
      type: 'return',
      paper: 'drawing',
      version: 2,
      remarks: [{ point: 'scale', reason: '没有写', arises: false }],
    } as const
    assert.equal(told.give(STEWARD, late)?.refused, 'REVIEW_LATE')
    assert.equal(
      told.give(STEWARD, { ...late, remarks: [{ point: 'scale', reason: '这一版才漏掉', arises: true }] }),
      null,
    )
  })

  test('a paper is refused at the door: unknown, the same again, unsealed, sealed with a lapsed certificate, expired', () => {
    const told = ready()
    const seal = { holder: '企业', on: plainDate('2026-09-01'), until: plainDate('2026-08-01') }
    assert.equal(told.give(FIRM, handing('nothing'))?.refused, 'PAPER_UNKNOWN')
    assert.equal(told.give(FIRM, handing('plan', { seal: null, fields: { area: 1 } }))?.refused, 'PAPER_SEAL')
    assert.equal(told.give(FIRM, handing('plan', { seal, fields: { area: 1 } }))?.refused, 'PAPER_SEAL')
    assert.equal(told.give(FIRM, handing('plan'))?.refused, 'PAPER_FIELDS')
    assert.equal(told.give(FIRM, handing('promise'))?.refused, 'PAPER_EXPIRED')
    assert.equal(told.give(FIRM, handing('promise', { validUntil: plainDate('2026-09-13') }))?.refused, 'PAPER_EXPIRED')
    const again = handing('drawing')
    assert.equal(told.give(FIRM, again), null)
    assert.equal(told.give(FIRM, again)?.refused, 'PAPER_SAME')
  })

  test('each does their own part: the firm hands in, the steward looks, and nobody looks at what they took in', () => {
    const told = ready()
    assert.equal(told.give({ kind: 'person', id: 'other', name: '别人' }, handing('drawing'))?.refused, 'PROJECT_ROLE')
    assert.equal(told.give(APPROVER, handing('drawing'))?.refused, 'PROJECT_ROLE')
    assert.equal(told.give(STEWARD, handing('drawing')), null)
    assert.equal(told.give(STEWARD, { type: 'approve', paper: 'drawing', version: 1 })?.refused, 'PROJECT_ROLE')
    assert.equal(told.give(WINDOW, handing('drawing')), null)
    assert.equal(told.give(FIRM, { type: 'approve', paper: 'drawing', version: 2 })?.refused, 'PROJECT_ROLE')
    assert.equal(told.give(STEWARD, { type: 'approve', paper: 'drawing', version: 1 })?.refused, 'PAPER_MOVED')
    assert.equal(told.give(STEWARD, { type: 'approve', paper: 'drawing', version: 2 }), null)
    assert.equal(told.around.state.cabinet.steward?.id, 'steward')
  })
})

describe('what follows by itself', () => {
  const SYSTEM = { kind: 'system', id: 'system', name: '系统' } as const
  const follow = (told: Told) => {
    const acts = followUps(told.around)
    told.record(SYSTEM, acts)
    return acts.map((act) =>
      act.kind === 'planned' ? `${act.how} ${act.node}` : `${act.kind} ${'node' in act ? act.node : ''}`,
    )
  }

  test('without an authorisation the firm is asked; with one it is filed after the days to halt it; once', () => {
    const told = ready()
    assert.deepEqual(follow(told), ['proposal P'])
    assert.deepEqual(follow(told), [])
    assert.equal(told.give(FIRM, { type: 'authorise', nodes: ['P'], until: plainDate('2026-12-31') }), null)
    assert.deepEqual(follow(told), ['automatic P'])
    assert.equal(standing(told, 'P')?.plan?.filesAt, '2026-09-16T01:00:00.000Z')
    assert.equal(standing(told, 'P')?.plan?.rule, told.around.graph.version)
    assert.equal(told.give(FIRM, { type: 'revoke' }), null)
    assert.deepEqual(follow(told), ['proposal P'])
  })

  test('a new version gives the filing up, with the reason', () => {
    const told = ready()
    follow(told)
    told.give(FIRM, handing('plan', { fields: { area: 100 } }))
    assert.deepEqual(follow(told), ['dropped P'])
    assert.equal(standing(told, 'P')?.plan, null)
  })

  test('a halt holds until it is taken back', () => {
    const told = ready()
    follow(told)
    assert.equal(told.give(FIRM, { type: 'halt', node: 'P', reason: '' })?.refused, 'REASON_NEEDED')
    assert.equal(told.give(FIRM, { type: 'halt', node: 'P', reason: '还要改' }), null)
    assert.deepEqual(follow(told), [])
    assert.equal(told.give(FIRM, { type: 'resume', node: 'P' }), null)
    assert.deepEqual(follow(told), ['proposal P'])
  })

  test('who may file: the firm; the steward and time only by an authorisation that holds', () => {
    const told = ready()
    const may = (actor: Parameters<typeof mayFile>[1], code = 'P') => {
      const found = mayFile(told.around, actor, code)
      return 'refused' in found ? found.refused : found.code
    }
    assert.deepEqual([may(FIRM), may(STEWARD), may(SYSTEM)], ['P', 'PROJECT_ROLE', 'PROJECT_ROLE'])
    told.give(FIRM, { type: 'authorise', nodes: ['P'], until: plainDate('2026-09-14') })
    assert.deepEqual([may(STEWARD), may(SYSTEM), may(FIRM, 'B')], ['P', 'P', 'NODE_NOT_READY'])
    told.at('2026-09-15')
    assert.equal(may(SYSTEM), 'PROJECT_ROLE')
  })
})

describe('looking over beforehand', () => {
  /** The plan is approved, the land has not come. */
  const early = (): Told => {
    const told = tell()
    told.set({ A: issued('2026-1') })
    put(told, 'plan', { fields: { area: 100 } })
    return told
  }
  const simulate = { type: 'simulate', node: 'P', verdict: 'agree', opinion: '可以' } as const

  test('is possible while the trigger alone is missing, by an approver, and has no case', () => {
    const told = early()
    assert.equal(standing(told, 'P')?.simulation?.standing, 'possible')
    assert.equal(told.give(STEWARD, simulate)?.refused, 'PROJECT_ROLE')
    assert.equal(told.give(APPROVER, { ...simulate, node: 'B' })?.refused, 'SIMULATION_NOT_NOW')
    assert.equal(told.give(APPROVER, simulate), null)
    assert.deepEqual([standing(told, 'P')?.simulation?.standing, standing(told, 'P')?.standing], ['held', 'locked'])
    assert.deepEqual(followUps(told.around), [])
  })

  test('carries the next one with it while it holds', () => {
    const told = early()
    told.give(APPROVER, simulate)
    put(told, 'drawing')
    put(told, 'promise', { validUntil: plainDate('2027-01-01') })
    assert.equal(standing(told, 'B')?.simulation?.standing, 'possible')
  })

  test('becomes a filing when the trigger comes and nothing has changed', () => {
    const told = early()
    told.give(APPROVER, simulate)
    const made = standing(told, 'P')?.simulation?.made?.seq
    put(told, 'contract', { fields: { area: 100 } })
    const [plan] = followUps(told.around)
    assert.ok(plan?.kind === 'planned')
    assert.deepEqual([plan.node, plan.simulation], ['P', made])
  })

  test('is lost when a paper has changed: the filing then rests on no simulation', () => {
    const told = early()
    told.give(APPROVER, simulate)
    put(told, 'plan', { fields: { area: 100 } })
    assert.equal(standing(told, 'P')?.simulation?.standing, 'lost')
    put(told, 'contract', { fields: { area: 100 } })
    const [plan] = followUps(told.around)
    assert.ok(plan?.kind === 'planned')
    assert.equal(plan.simulation, null)
  })
})

describe('a graph that is wrong', () => {
  const services = ['A', 'P', 'S', 'B', 'Z'].map((code) => ({
    slug: `service-${code}`,
    entries: { [`entry-${code}`]: { number: '{year}-{serial}' } },
    form: { project: { kind: 'text', title: '项目' } },
  })) as never
  const faultsOf = (change: (graph: ReturnType<typeof graphOf>) => object) => {
    const graph = graphOf()
    return graphFaults({ ...graph, ...change(graph) }, services).map(({ headline }) => headline)
  }

  test('is found fault with where it is, and the sound one is not', () => {
    assert.deepEqual(
      faultsOf(() => ({})),
      [],
    )
    const node = (name: string, change: object) =>
      faultsOf(({ nodes }) => ({ nodes: { ...nodes, [name]: { ...nodes[name], ...change } } }))
    assert.match(node('P', { needs: ['L', 'plan', 'Z'] }).join(), /要等自己/)
    assert.match(node('A', { by: { service: 'service-A', entry: 'none', fills: {} } }).join(), /不能当项目代码/)
    assert.match(node('P', { needs: ['L', 'plam'] }).join(), /「plam」没有声明/)
    assert.match(node('B', { phase: 'three' }).join(), /阶段「three」不存在/)
    assert.match(node('B', { by: { service: 'none', entry: 'x', fills: {} } }).join(), /服务「none」不存在/)
    assert.match(node('B', { by: { service: 'service-B', entry: 'x', fills: { project: 'x' } } }).join(), /不发「x」/)
    assert.match(node('B', { by: { service: 'service-B', entry: 'entry-B', fills: {} } }).join(), /没有人填：project/)
    assert.match(node('B', { when: ['lt', ['fact', 'plan.area'], 'x'] }).join(), /参数要数/)
    assert.match(node('B', { when: ['fact', 'plan.colour'] }).join(), /事实「plan.colour」不存在/)
    assert.match(node('B', { days: 'months' }).join(), /「months」不是声明了的数/)
    assert.match(faultsOf(() => ({ values: {} })).join(), /没有值/)
    assert.match(
      faultsOf(({ values }) => ({ values: { ...values, days: { value: 5, source: ' ' } } })).join(),
      /没有出处/,
    )
    assert.match(
      faultsOf(({ papers }) => ({ papers: { ...papers, other: { ...papers.plan, basedOn: ['none'] } } })).join(),
      /没有一个事项要.*「none」没有声明/,
    )
    assert.match(faultsOf(({ checks }) => ({ checks: { area: { ...checks.area, sides: [] } } })).join(), /只有一边/)
  })
})
