import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import type { HandedMaterial } from '#kernel/material/material.ts'
import { edited } from '../../../test/broken/edited.ts'
import {
  ANYONE,
  APPLICANT,
  APPLICATION,
  contextAt,
  HOMESTEAD,
  OTHER_VILLAGE,
  officer,
  paper,
  refused,
  STRANGER,
  SUBMITTED,
  type Told,
  tell,
  then,
  WAYS,
} from '../../../test/support/homestead.ts'
import { type Actor, type MandatedAction, SYSTEM } from './actor.ts'
import type { Command } from './command.ts'
import { decide } from './decide.ts'

const { form, materials } = APPLICATION
const approve = { type: 'decide', verdict: 'approve', reason: '' } as const
const asking = (...asked: { field?: string; material?: string; reason: string }[]) =>
  ({ type: 'requestSupplement', asked }) as const
const askingPlan = asking({ material: 'house-plan', reason: '不清楚' })
const villageAgent = officer('village.agent')

describe('submitting', () => {
  const submit = SUBMITTED.command as Command & { type: 'submit' }

  test('a form with faults is refused with every fault in its place', () => {
    const torn = { ...form, phone: '123', members: [] }
    const decision = decide(HOMESTEAD, null, { ...submit, form: torn }, contextAt('2024-09-02 08:40', APPLICANT))
    assert.ok(!decision.ok)
    assert.equal(decision.refusal.code, 'APPLICATION_INVALID')
    assert.deepEqual(
      decision.refusal.faults.map(({ path, code }) => [path, code]),
      [
        ['phone', 'PHONE_INVALID'],
        ['members', 'FIELD_MISSING'],
      ],
    )
  })

  test('nobody but the applicant, an agent with a mandate, or an officer at the counter submits', () => {
    for (const by of [STRANGER, ANYONE])
      assert.equal(refused(null, '2024-09-02 08:40', by, submit).code, 'NOT_APPLICANT')
    const at = contextAt('2024-09-02 08:40', villageAgent)
    assert.ok(decide(HOMESTEAD, null, submit, at).ok)
  })

  test('a material that the service does not know, or not in this way, is told apart', () => {
    const handed: HandedMaterial[] = [
      ...materials,
      { kind: 'passport', origin: 'paper' },
      { kind: 'house-plan', origin: 'cabinet' },
    ]
    const decision = decide(HOMESTEAD, null, { ...submit, materials: handed }, contextAt('2024-09-02 08:40', APPLICANT))
    assert.ok(!decision.ok)
    assert.deepEqual(
      decision.refusal.faults.map(({ path, message }) => [path, message]),
      [
        ['materials.passport', '这个事项不要「passport」'],
        ['materials.house-plan', '「住宅设计图」不能这样交'],
      ],
    )
  })

  test('a case exists once: submitting to a case, or acting on none, finds no case', () => {
    assert.equal(refused(tell(HOMESTEAD), '2024-09-02 09:00', APPLICANT, submit).code, 'CASE_NOT_FOUND')
    assert.equal(refused(null, '2024-09-02 09:00', APPLICANT, { type: 'withdraw', reason: '' }).code, 'CASE_NOT_FOUND')
  })
})

describe('an agent', () => {
  const agent = (more: { actions?: MandatedAction[]; until?: string; services?: string[] } = {}): Actor => ({
    kind: 'person',
    id: 'agent',
    name: '代某',
    mandate: {
      id: 'm1',
      principal: { id: APPLICANT.id, name: APPLICANT.name },
      services: ['homestead'],
      actions: ['submit', 'supplement'],
      until: '2024-09-30',
      ...more,
    },
  })
  const rows: readonly [why: string, by: Actor, at: string, code: string | null][] = [
    ['inside the mandate', agent(), '2024-09-30 23:59', null],
    ['the day after it ran out', agent(), '2024-10-01 00:00', 'MANDATE_MISSING'],
    ['for another action', agent({ actions: ['follow'] }), '2024-09-02 09:00', 'MANDATE_MISSING'],
    ['for another service', agent({ services: ['school'] }), '2024-09-02 09:00', 'MANDATE_MISSING'],
  ]
  for (const [why, by, at, code] of rows) {
    test(`${why}: ${code ?? 'submits, and the case says who did'}`, () => {
      const decision = decide(HOMESTEAD, null, SUBMITTED.command, contextAt(at, by))
      if (code === null) assert.deepEqual(decision.ok && decision.state.agent, { id: 'agent', name: '代某' })
      else assert.equal(!decision.ok && decision.refusal.code, code)
    })
  }

  test('never withdraws or rates for the principal', () => {
    const state = tell(HOMESTEAD)
    assert.equal(refused(state, '2024-09-03 09:00', agent(), { type: 'withdraw', reason: '' }).code, 'MANDATE_MISSING')
  })

  test('of somebody else is a stranger', () => {
    const other = { ...agent(), mandate: { ...(agent() as never as { mandate: object }).mandate, principal: STRANGER } }
    assert.equal(
      refused(tell(HOMESTEAD), '2024-09-03 09:00', other as Actor, { type: 'withdraw', reason: '' }).code,
      'NOT_APPLICANT',
    )
  })
})

describe('at intake', () => {
  const state = tell(HOMESTEAD)

  test('the village of the case decides whose it is', () => {
    for (const by of [officer('village.agent', OTHER_VILLAGE), officer('town.land'), STRANGER, ANYONE, SYSTEM])
      assert.equal(refused(state, '2024-09-02 10:00', by, { type: 'accept', note: '' }).code, 'NOT_YOURS')
  })

  test('an officer who is the applicant or the agent has no part in the case', () => {
    const self = officer('village.agent', undefined, APPLICANT.id)
    assert.deepEqual(refused(state, '2024-09-02 10:00', self, { type: 'accept', note: '' }), {
      code: 'SAME_PERSON',
      reason: '您办过本件的「提交申请」，不能再办这一步',
    })
  })

  test('refusing needs a reason', () => {
    const refuse = { type: 'refuse', ground: 'notRequired', reason: ' ' } as const
    assert.equal(refused(state, '2024-09-02 10:00', villageAgent, refuse).code, 'REASON_MISSING')
  })

  test('a supplement notice lists declared things with reasons, at least one', () => {
    const empty = [
      asking(),
      asking({ material: 'house-plan', reason: '' }),
      asking({ material: 'passport', reason: '没有' }),
      asking({ field: 'planned.nonsense', reason: '没有' }),
      asking({ field: 'constructor', reason: '没有' }),
      asking({ reason: '没有' }),
    ]
    for (const command of empty)
      assert.equal(refused(state, '2024-09-02 10:00', villageAgent, command).code, 'SUPPLEMENT_EMPTY')
    then(state, '2024-09-02 10:00', villageAgent, asking({ field: 'members.0.idNumber', reason: '与户口簿不符' }))
  })

  test('the notice that was sent in the small hours is told by its legal date', () => {
    const asked = then(state, '2024-09-03 07:30', villageAgent, askingPlan)
    const answered = then(asked, '2024-09-03 08:00', APPLICANT, {
      type: 'supplement',
      form,
      materials: paper('house-plan'),
    })
    assert.match(refused(answered, '2024-09-03 09:00', villageAgent, askingPlan).reason, /已于 2024-09-03 发过/)
  })

  test('working days to answer are counted as working days', () => {
    const working = edited({ 'across.supplement.answer': { days: 5, unit: 'workingDays' } })
    const asked = then(tell(working), '2024-09-02 10:00', villageAgent, askingPlan, working)
    assert.equal(asked.supplement?.until, '2024-09-09')
  })
})

describe('a supplement', () => {
  const asked = then(
    tell(HOMESTEAD),
    '2024-09-02 10:00',
    villageAgent,
    asking({ material: 'house-plan', reason: '不清楚' }, { field: 'planned.floors', reason: '与图不符' }),
  )
  const answer = (more: object) => ({ type: 'supplement', form, materials: paper('house-plan'), ...more }) as const
  const changed = (planned: object, more: object = {}) => ({
    ...form,
    ...more,
    planned: { ...(form.planned as unknown as object), ...planned },
  })

  test('holds what was asked', () => {
    assert.equal(refused(asked, '2024-09-03 09:00', APPLICANT, answer({ materials: [] })).code, 'SUPPLEMENT_INCOMPLETE')
    assert.equal(
      then(asked, '2024-09-03 09:00', APPLICANT, answer({ form: changed({ floors: 2 }) })).supplement?.phase,
      'answered',
    )
  })

  test('touches nothing else: no other field, no other material already handed in, no unknown material', () => {
    const outside = [
      answer({ form: changed({ heightM: 9 }) }),
      answer({ form: changed({ floors: 2 }, { village: OTHER_VILLAGE }) }),
      answer({ materials: paper('house-plan', 'neighbours-opinion') }),
      answer({ materials: paper('house-plan', 'passport') }),
    ]
    for (const command of outside)
      assert.equal(refused(asked, '2024-09-03 09:00', APPLICANT, command).code, 'SUPPLEMENT_OUTSIDE')
  })

  test('may add what the corrected form asks for now', () => {
    const more = answer({ materials: paper('house-plan', 'existing-certificate') })
    const after = then(asked, '2024-09-03 09:00', APPLICANT, more)
    assert.ok(after.materials.some(({ kind }) => kind === 'existing-certificate'))
  })

  test('never moves the case to another village, even when the village was asked about', () => {
    const wrong = then(
      tell(HOMESTEAD),
      '2024-09-02 10:00',
      villageAgent,
      asking({ field: 'village', reason: '填错了' }),
    )
    const moved = { type: 'supplement', form: { ...form, village: OTHER_VILLAGE }, materials: [] } as const
    assert.equal(refused(wrong, '2024-09-03 09:00', APPLICANT, moved).code, 'SUPPLEMENT_OUTSIDE')
  })

  test('must leave the form sound', () => {
    const broken = answer({ form: changed({ floors: -1 }) })
    assert.equal(refused(asked, '2024-09-03 09:00', APPLICANT, broken).code, 'APPLICATION_INVALID')
  })
})

describe('容缺', () => {
  const accept = (kinds: string[], until: string) =>
    ({ type: 'accept', note: '', deferral: { materials: kinds, until: plainDate(until) } }) as const
  const state = tell(HOMESTEAD)

  const rows: readonly [Command, string][] = [
    [accept(['identity-card'], '2024-09-20'), 'DEFERRAL_BARRED'],
    [accept([], '2024-09-20'), 'SUPPLEMENT_EMPTY'],
    [accept(['house-plan'], '2024-09-02'), 'PROMISE_DATE_WRONG'],
    [accept(['house-plan'], '2024-10-03'), 'PROMISE_DATE_WRONG'],
  ]
  for (const [command, code] of rows) {
    test(`${JSON.stringify((command as { deferral: object }).deferral)} is ${code}`, () =>
      assert.equal(refused(state, '2024-09-02 10:00', villageAgent, command).code, code))
  }

  test('approval waits for what was promised, and keeping the promise changes nothing else', () => {
    const promised: readonly Told[] = [
      { at: '2024-09-02 10:00', by: villageAgent, command: accept(['house-plan'], '2024-10-02') },
      ...WAYS.decide.slice(1),
    ]
    const waiting = tell(HOMESTEAD, ...promised)
    assert.equal(
      refused(waiting, '2024-09-12 10:00', officer('bureau.approver'), approve).code,
      'SUPPLEMENT_INCOMPLETE',
    )
    const keep = (...kinds: string[]) => ({ type: 'keepDeferral', materials: paper(...kinds) }) as const
    assert.equal(
      refused(waiting, '2024-09-12 10:00', APPLICANT, keep('house-plan', 'neighbours-opinion')).code,
      'SUPPLEMENT_OUTSIDE',
    )
    const kept = then(waiting, '2024-09-12 10:00', APPLICANT, keep('house-plan'))
    then(kept, '2024-09-12 11:00', officer('bureau.approver'), approve)
    assert.equal(refused(kept, '2024-09-12 11:00', APPLICANT, keep('house-plan')).code, 'NOTHING_ASKED')
  })
})

describe('an objection', () => {
  const published = tell(HOMESTEAD, ...WAYS.notice)
  const object = { type: 'object', objector: '某', contact: '1', reason: '占了路' } as const

  test('is heard on the last day of the publicity, until midnight', () =>
    assert.notEqual(then(published, '2024-09-09 23:59', ANYONE, object).at, 'notice'))

  test('is too late the day after, also while nothing has closed the publicity yet', () =>
    assert.deepEqual(refused(published, '2024-09-10 00:00', ANYONE, object), {
      code: 'OBJECTION_LATE',
      reason: '公示到 2024-09-09 为止，异议期已过',
    }))
})
