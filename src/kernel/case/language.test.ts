// What no permit does: routed by a table, signed in hours, refused twice, several units, a ladder, a wait, a draw.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkService } from '#kernel/service/check.ts'
import { explore } from '#kernel/service/explore.ts'
import type { Role } from '#kernel/unit/role.ts'
import { strayEvent } from '../../../test/support/abstract.ts'
import { DEMAND, DEMAND_FORM, TABLE } from '../../../test/support/demand.ts'
import { WORLD } from '../../../test/support/homestead.ts'
import type { Data } from '../service/evaluate.ts'
import { type Actor, SYSTEM } from './actor.ts'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import { dutiesOf, dutyLight, promisedDays, timersOf, wakeAt, withinEnd } from './due.ts'
import type { CaseEvent } from './event.ts'
import { fold } from './evolve.ts'
import { instantOf } from './example.ts'
import type { CaseState } from './state.ts'

const at = (role: Role, unit = 'bureau', id: string = `${role}@${unit}`): Actor => ({
  kind: 'officer',
  id,
  name: id,
  posts: [{ role, unit }],
})
const FIRM: Actor = { kind: 'person', id: 'firm', name: '示例企业' }
const handler = (unit: string) => at('department.handler', unit)
const done = (outcome: string, form: Data = {}, note = ''): Command => ({ type: 'complete', outcome, form, note })

class Told {
  events: CaseEvent[] = []
  state: CaseState | null = null
  facts: Record<string, Data> = { table: TABLE, others: 0 }

  constructor(form: object = {}, when = '2024-09-02 09:00') {
    this.go(when, FIRM, {
      type: 'submit',
      applicant: { id: 'firm', name: '示例企业' },
      form: { ...DEMAND_FORM, ...form },
      materials: [],
    })
  }

  try(when: string, actor: Actor, command: Command) {
    return decide(DEMAND, this.state, command, { ...WORLD, now: instantOf(when), actor, facts: this.facts, code: 'c' })
  }

  go(when: string, actor: Actor, command: Command): CaseState {
    const decision = this.try(when, actor, command)
    assert.ok(decision.ok, decision.ok ? '' : `${when} ${command.type}: ${JSON.stringify(decision.refusal)}`)
    this.state = decision.state
    this.events = [...this.events, ...decision.events]
    return decision.state
  }

  refused(when: string, actor: Actor, command: Command): string {
    const decision = this.try(when, actor, command)
    return decision.ok ? 'allowed' : decision.refusal.code
  }

  get now(): CaseState {
    return this.state as CaseState
  }
}

test('the service holds every proof but those that ask for examples and for its table', () => {
  const failed = checkService(DEMAND, new Set(), []).proofs.filter(({ holds }) => !holds)
  assert.deepEqual(
    failed.map(({ name, counterExamples }) => [name, name === 'examplesCover' ? '' : counterExamples[0]?.headline]),
    [['examplesCover', '']],
  )
})

test('a demand goes to the unit of the first row that fits, and says which row of which table it was', () => {
  const { now } = new Told()
  assert.deepEqual(now.routed, { table: '表2024-0003', row: 2, unit: 'construction' })
  assert.deepEqual([now.at, now.assigned.lead], ['sign', 'construction'])
  assert.equal(new Told({ class: 'urgent' }).now.assigned.lead, 'industry')
  const lost = new Told({ demand: '别的' })
  assert.deepEqual([lost.now.at, lost.now.routed?.row], ['dispatch', null])
})

test('only the unit it is assigned to signs; a refusal says why, the second goes to the supervisor', () => {
  const told = new Told()
  assert.equal(told.refused('2024-09-02 09:10', handler('industry'), done('signed')), 'NOT_YOURS')
  assert.equal(told.refused('2024-09-02 09:10', handler('construction'), done('refused')), 'REASON_MISSING')
  assert.equal(told.refused('2024-09-02 09:10', handler('construction'), done('burnt')), 'OUTCOME_UNKNOWN')
  told.go('2024-09-02 09:10', handler('construction'), done('refused', {}, '是供电的事'))
  assert.equal(told.now.at, 'dispatch')
  const wrong = done('sent', { lead: 'nowhere' })
  assert.equal(told.refused('2024-09-02 09:20', at('bureau.dispatcher'), wrong), 'TASK_INVALID')
  told.go('2024-09-02 09:20', at('bureau.dispatcher'), done('sent', { lead: 'industry' }))
  assert.equal(told.now.assigned.lead, 'industry')
  told.go('2024-09-02 09:30', handler('industry'), done('refused', {}, '不是我们'))
  assert.equal(told.now.at, 'settle', 'the second refusal')
  assert.equal(told.now.taken['sign.refused'], 2)
})

test('the limit of a step is in working hours, by class also round the clock', () => {
  const { now } = new Told({}, '2024-09-02 17:00')
  assert.deepEqual(withinEnd(DEMAND, now, WORLD.calendar), { on: '2024-09-03', at: instantOf('2024-09-03 12:00') })
  const urgent = new Told({ class: 'urgent' }, '2024-09-02 23:30').now
  assert.equal(withinEnd(DEMAND, urgent, WORLD.calendar)?.at, instantOf('2024-09-03 00:30'))
  assert.deepEqual([promisedDays(DEMAND, now), promisedDays(DEMAND, urgent)], [5, 2])
  const [duty] = dutiesOf(DEMAND, now, WORLD.units, WORLD.calendar)
  assert.deepEqual(
    [duty?.unit, duty?.dueOn, duty?.dueAt],
    ['construction', '2024-09-03', instantOf('2024-09-03 12:00')],
  )
  const light = (time: string) =>
    dutyLight(duty?.dueOn ?? null, WORLD.calendar, '2024-09-03' as never, { until: duty?.dueAt, now: instantOf(time) })
  assert.deepEqual([light('2024-09-03 11:59'), light('2024-09-03 12:01')], ['yellow', 'red'])
})

function handled(): Told {
  const told = new Told()
  told.go('2024-09-02 09:10', handler('construction'), done('signed'))
  const form = { joint: true, with: [{ unit: 'industry' }, { unit: 'land' }, { unit: 'construction' }] }
  told.go('2024-09-02 09:30', handler('construction'), done('begun', form))
  return told
}

test('the units that take part each speak for themselves; the lead is none of them', () => {
  const told = handled()
  assert.deepEqual(Object.keys(told.now.branches), ['industry', 'land'])
  const agree = (branch: string): Command => ({ type: 'opine', branch, verdict: 'agree', opinion: '可以' })
  assert.equal(told.refused('2024-09-02 10:00', handler('land'), agree('industry')), 'NOT_YOURS')
  const back: Command = { type: 'opine', branch: 'land', verdict: 'return', opinion: '改', asked: [] }
  assert.notEqual(told.refused('2024-09-02 10:00', handler('land'), back), 'allowed')
  told.go('2024-09-02 10:00', handler('land'), agree('land'))
  assert.equal(told.now.at, 'together')
  told.go('2024-09-02 15:00', SYSTEM, { type: 'wake' })
  assert.equal(told.now.branches.industry?.escalated, true, 'three hours are over')
  told.go('2024-09-02 15:30', handler('industry'), agree('industry'))
  assert.equal(told.now.at, 'others')
})

test('a wait goes on by itself when it has come about elsewhere, and by nobody’s word', () => {
  const told = handled()
  for (const unit of ['industry', 'land'])
    told.go('2024-09-02 10:00', handler(unit), { type: 'opine', branch: unit, verdict: 'agree', opinion: '' })
  const say: Command = { type: 'fulfil', note: '好了', files: ['f'] }
  assert.equal(told.refused('2024-09-02 10:10', at('bureau.dispatcher'), say), 'COMES_ELSEWHERE')
  told.go('2024-09-03 10:00', SYSTEM, { type: 'wake' })
  assert.equal(told.now.at, 'others')
  told.facts = { ...told.facts, others: 1 }
  told.go('2024-09-04 10:00', SYSTEM, { type: 'wake' })
  assert.equal(told.now.at, 'reply')
  assert.equal(told.events.at(-2)?.type, 'awaited')
})

test('a guard looks at what is being filled in; the promise stops with the answer and not with a transfer', () => {
  const told = answered()
  assert.equal(told.now.clock.at(-1)?.mode, 'stopped')
  assert.equal(told.refused('2024-09-05 10:00', FIRM, { type: 'withdraw', reason: '' }), 'DECIDED_ALREADY')
})

function answered(): Told {
  const told = handled()
  for (const unit of ['industry', 'land'])
    told.go('2024-09-02 10:00', handler(unit), { type: 'opine', branch: unit, verdict: 'agree', opinion: '' })
  told.facts = { ...told.facts, others: 1 }
  told.go('2024-09-03 10:00', SYSTEM, { type: 'wake' })
  const lead = handler('construction')
  assert.equal(told.refused('2024-09-03 11:00', lead, done('answered', { way: 'plan' })), 'GUARD_BROKEN')
  told.go('2024-09-03 11:00', lead, done('answered', { way: 'plan', until: '2024-10-01' }))
  return told
}

test('the firm confirms, says nothing, or is not satisfied and is heard again', () => {
  const silent = answered()
  assert.equal(silent.refused('2024-09-04 09:00', FIRM, done('lapsed')), 'OUTCOME_UNKNOWN')
  silent.go('2024-09-11 00:00', SYSTEM, { type: 'wake' })
  assert.equal(silent.now.ended?.outcome, 'done')
  const angry = answered()
  assert.equal(angry.refused('2024-09-04 09:00', handler('construction'), done('satisfied')), 'NOT_APPLICANT')
  angry.go('2024-09-04 09:00', FIRM, done('unsatisfied', {}, '还是没有水'))
  assert.equal(angry.now.at, 'dispatch')
})

test('a draw is recorded with the hash of what proves it', () => {
  const told = answered()
  told.go('2024-09-04 09:00', FIRM, done('satisfied'))
  const find = {
    type: 'find',
    succeeded: true,
    name: 'draw-1',
    hash: 'a'.repeat(64),
    chosen: ['u3'],
    reason: '',
  } as const
  assert.equal(told.refused('2024-09-04 10:00', at('bureau.dispatcher'), { ...find, hash: '' }), 'FINDING_INVALID')
  told.go('2024-09-04 10:00', at('bureau.dispatcher'), find)
  assert.equal(told.now.findings.lot?.chosen[0], 'u3')
})

test('the ladder of supervision is climbed by time, each rung once, and gives the head the duty', () => {
  const told = new Told()
  const rungs = timersOf(DEMAND, told.now, WORLD.calendar).filter(({ kind }) => kind === 'rung')
  assert.deepEqual(
    rungs.map(({ at: instant }) => instant),
    ['2024-09-07 00:00', '2024-09-10 00:00', '2024-09-11 00:00', '2024-09-15 00:00'].map(instantOf),
  )
  told.go('2024-09-11 00:00', SYSTEM, { type: 'wake' })
  assert.deepEqual(told.now.rungs, [0, 1, 2])
  assert.ok(dutiesOf(DEMAND, told.now, WORLD.units, WORLD.calendar).some(({ role }) => role === 'bureau.head'))
  told.go('2024-09-11 09:00', SYSTEM, { type: 'wake' })
  assert.deepEqual(told.now.rungs, [0, 1, 2])
  assert.ok((wakeAt(DEMAND, told.now, WORLD.calendar) ?? '') <= instantOf('2024-09-15 00:00'))
})

test('more time is asked by who handles it, granted or declined by the head of the unit, once', () => {
  const told = new Told()
  told.go('2024-09-02 09:10', handler('construction'), done('signed'))
  const head = at('department.head', 'construction')
  const grant: Command = { type: 'extend', reason: '要等材料' }
  assert.equal(
    told.refused('2024-09-02 09:20', head, { type: 'declineExtension', reason: '不行' }),
    'EXTENSION_NOT_ASKED',
  )
  told.go('2024-09-02 09:20', handler('construction'), { type: 'askExtension', reason: '要等材料' })
  assert.ok(dutiesOf(DEMAND, told.now, WORLD.units, WORLD.calendar).some(({ role }) => role === 'department.head'))
  told.go('2024-09-02 09:30', head, { type: 'declineExtension', reason: '不用等' })
  told.go('2024-09-02 09:40', handler('construction'), { type: 'askExtension', reason: '真的要等' })
  told.go('2024-09-02 09:50', head, grant)
  assert.equal(promisedDays(DEMAND, told.now), 10)
  assert.equal(told.refused('2024-09-02 10:00', head, grant), 'EXTENSION_USED')
  const urgent = new Told({ class: 'urgent' })
  urgent.go('2024-09-02 09:10', handler('industry'), done('signed'))
  urgent.go('2024-09-02 09:20', at('department.head', 'industry'), grant)
  assert.equal(promisedDays(DEMAND, urgent.now), 3)
})

test('every event of these stories is a move of the machine that was proved, and folds to the same state', () => {
  const explored = explore(DEMAND)
  for (const told of [handled(), answered(), new Told({ demand: '别的' })]) {
    assert.equal(strayEvent(DEMAND, explored, told.events), undefined)
    assert.deepEqual(fold(told.events), told.state)
  }
})
