import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import { naturalDays, workingDays } from '#kernel/service/step.ts'
import { edited } from '../../../test/broken/edited.ts'
import { APPLICANT, contextAt, HOMESTEAD, officer, tell, then, WAYS, WORLD } from '../../../test/support/homestead.ts'
import { SYSTEM } from './actor.ts'
import { decide } from './decide.ts'
import { dutiesOf, promiseLight, promiseOf, spanEnd, timersOf, wakeAt, withinEnd } from './due.ts'
import type { CaseState } from './state.ts'

const { calendar, units } = WORLD
const day = plainDate
const timers = (state: CaseState, definition = HOMESTEAD) =>
  timersOf(definition, state, calendar).map(({ kind, at }) => `${kind} ${at}`)

test('a span counts from the day after, working days by the official calendar', () => {
  assert.equal(spanEnd(workingDays(5), day('2024-09-02'), calendar), '2024-09-09')
  // 14 September 2024 is a Saturday that is worked; 15 to 17 are the Mid-Autumn holiday.
  assert.equal(spanEnd(workingDays(1), day('2024-09-13'), calendar), '2024-09-14')
  assert.equal(spanEnd(workingDays(2), day('2024-09-13'), calendar), '2024-09-18')
  assert.equal(spanEnd(naturalDays(30), day('2024-09-02'), calendar), '2024-10-02')
  assert.equal(spanEnd(workingDays(0), day('2024-09-02'), calendar), '2024-09-02')
})

describe('what happens by itself', () => {
  test('at intake: a reminder on the day, acceptance after five working days', () => {
    assert.deepEqual(timers(tell(HOMESTEAD)), ['remind 2024-09-01T16:00:00.000Z', 'deem 2024-09-09T16:00:00.000Z'])
  })

  test('while a supplement is awaited, nothing but its lapse', () => {
    const asked = then(tell(HOMESTEAD), '2024-09-02 10:00', officer('village.agent'), {
      type: 'requestSupplement',
      asked: [{ material: 'house-plan', reason: '不清楚' }],
    })
    assert.deepEqual(timers(asked), ['lapseSupplement 2024-10-02T16:00:00.000Z'])
  })

  test('after it was answered, acceptance is no longer deemed', () => {
    const asked = then(tell(HOMESTEAD), '2024-09-02 10:00', officer('village.agent'), {
      type: 'requestSupplement',
      asked: [{ field: 'planned.floors', reason: '不符' }],
    })
    const answered = then(asked, '2024-09-03 10:00', APPLICANT, { type: 'supplement', form: asked.form, materials: [] })
    assert.ok(!timers(answered).some((timer) => timer.startsWith('deem')))
  })

  test('a publicity closes when its last day is over, not before', () => {
    const notice = tell(HOMESTEAD, ...WAYS.notice)
    assert.equal(wakeAt(HOMESTEAD, notice, calendar), '2024-09-09T16:00:00.000Z')
    const early = decide(HOMESTEAD, notice, { type: 'wake' }, { ...contextAt('2024-09-09 23:59', SYSTEM) })
    assert.deepEqual(early.ok && early.events, [])
    assert.equal(then(notice, '2024-09-10 00:00', SYSTEM, { type: 'wake' }).at, 'survey')
  })

  test('a wake that comes very late does everything that fell due, in order, once', () => {
    const late = then(tell(HOMESTEAD), '2024-12-01 00:00', SYSTEM, { type: 'wake' })
    assert.equal(late.acceptance?.how, 'deemed')
    assert.equal(late.acceptance?.on, '2024-09-02')
    // The publicity counts from the day it began, which is the day of the wake.
    assert.equal(late.at, 'notice')
    const again = decide(HOMESTEAD, late, { type: 'wake' }, contextAt('2024-12-01 00:00', SYSTEM))
    assert.deepEqual(again.ok && again.events, [])
  })

  test('a deemed acceptance is taken once, even where a second intake follows', () => {
    const twice = edited({
      'steps.intake.on.accepted': 'again',
      'steps.again': { ...HOMESTEAD.steps.intake, title: '再收件', on: { accepted: 'notice', refused: 'notAccepted' } },
    })
    assert.equal(then(tell(twice), '2024-12-01 00:00', SYSTEM, { type: 'wake' }, twice).at, 'again')
  })

  test('silence is escalated once', () => {
    const woken = then(tell(HOMESTEAD, ...WAYS.joint), '2024-09-18 00:00', SYSTEM, { type: 'wake' })
    assert.deepEqual(
      Object.values(woken.branches).map(({ escalated }) => escalated),
      [true, true],
    )
    assert.ok(!timers(woken).some((timer) => timer.startsWith('silence')))
  })
})

describe('who must act, until when', () => {
  test('one duty at a step, by the earlier of the step’s limit and the promise', () => {
    const [duty, ...more] = dutiesOf(HOMESTEAD, tell(HOMESTEAD, ...WAYS.survey), units, calendar)
    assert.deepEqual(more, [])
    assert.deepEqual(duty, {
      step: 'survey',
      branch: null,
      role: 'town.window',
      unit: '350521104',
      dueOn: '2024-09-12',
    })
  })

  test('the promise caps a step that would outlast it', () => {
    const slow = edited({ 'steps.survey.within.days': 19 })
    assert.equal(dutiesOf(slow, tell(slow, ...WAYS.survey), units, calendar)[0]?.dueOn, '2024-09-23')
  })

  test('one duty for each branch that has not spoken; a returned one is with whoever mends', () => {
    const joint = tell(HOMESTEAD, ...WAYS.joint)
    const roles = (state: CaseState) =>
      dutiesOf(HOMESTEAD, state, units, calendar).map(({ branch, role }) => `${branch} ${role}`)
    assert.deepEqual(roles(joint), ['agriculture town.agriculture', 'land town.land'])
    const returned = then(joint, '2024-09-10 16:00', officer('town.land'), {
      type: 'opine',
      branch: 'land',
      verdict: 'return',
      opinion: '改',
      asked: [{ material: 'house-plan', reason: '没有标尺寸' }],
    })
    assert.deepEqual(roles(returned), ['agriculture town.agriculture', 'land village.agent'])
    const escalated = then(joint, '2024-09-18 00:00', SYSTEM, { type: 'wake' })
    assert.deepEqual(roles(escalated), [
      'agriculture town.agriculture',
      'agriculture bureau.supervisor',
      'land town.land',
      'land bureau.supervisor',
    ])
  })

  test('while the applicant is awaited or the clock is stopped, the duty has no day', () => {
    const asked = then(tell(HOMESTEAD), '2024-09-02 10:00', officer('village.agent'), {
      type: 'requestSupplement',
      asked: [{ material: 'house-plan', reason: '不清楚' }],
    })
    assert.equal(dutiesOf(HOMESTEAD, asked, units, calendar)[0]?.dueOn, null)
    const stopped = then(tell(HOMESTEAD, ...WAYS.decide), '2024-09-12 09:00', officer('bureau.approver'), {
      type: 'suspend',
      ground: 'hearing',
      notice: '告知书',
    })
    assert.equal(dutiesOf(HOMESTEAD, stopped, units, calendar)[0]?.dueOn, null)
  })
})

describe('the promise', () => {
  test('starts with acceptance, stands still in publicity, and is due eight running days on', () => {
    assert.equal(promiseLight(HOMESTEAD, tell(HOMESTEAD), calendar, day('2024-09-02')), null)
    const notice = tell(HOMESTEAD, ...WAYS.notice)
    assert.equal(promiseOf(HOMESTEAD, notice, calendar, day('2024-09-05')).elapsed, 0)
    assert.equal(promiseLight(HOMESTEAD, notice, calendar, day('2024-09-05')), 'grey')
    const joint = tell(HOMESTEAD, ...WAYS.joint)
    assert.equal(promiseOf(HOMESTEAD, joint, calendar, day('2024-09-10')).dueOn, '2024-09-23')
    assert.equal(promiseLight(HOMESTEAD, joint, calendar, day('2024-09-24')), 'red')
  })

  test('grows by an extension', () => {
    const extended = then(tell(HOMESTEAD, ...WAYS.decide), '2024-09-12 09:00', officer('bureau.head'), {
      type: 'extend',
      reason: '复核',
    })
    // Ten more working days, over the National Day holiday.
    assert.equal(promiseOf(HOMESTEAD, extended, calendar, day('2024-09-12')).dueOn, '2024-10-11')
  })
})

test('a wait of a class with a limit of its own lapses at that limit', () => {
  const { conversion } = HOMESTEAD.steps
  assert.ok(conversion?.kind === 'await')
  const own = { when: ['eq', ['field', 'planned.floors'], 3] as const, limit: workingDays(2) }
  const definition = edited({ 'steps.conversion': { ...conversion, withinWhen: [own] } })
  const state = { ...tell(HOMESTEAD), at: 'conversion', enteredOn: day('2024-09-10') }
  assert.deepEqual(withinEnd(definition, state, calendar), { on: '2024-09-12', at: null })
  assert.ok(timers(state, definition).includes('lapseAwait 2024-09-12T16:00:00.000Z'))
})
