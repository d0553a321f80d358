import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
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
  tell,
  then,
  WAYS,
} from '../../../test/support/homestead.ts'
import { type Actor, SYSTEM } from './actor.ts'
import type { Command } from './command.ts'
import { decide, whyNot } from './decide.ts'
import { timersOf } from './due.ts'

const { form } = APPLICATION
const attend = (result: 'pass' | 'fail', note = '') =>
  ({ type: 'attend', result, longitude: 118.67, latitude: 24.93, photos: ['photo'], note }) as const
const agree = (branch?: string) =>
  ({ type: 'opine', ...(branch && { branch }), verdict: 'agree', opinion: '符合规定' }) as const
const giveBack = (branch: string) =>
  ({
    type: 'opine',
    branch,
    verdict: 'return',
    opinion: '图上没有标尺寸',
    asked: [{ material: 'house-plan', reason: '没有标尺寸' }],
  }) as const
const mend = (branch: string, more: object = {}) =>
  ({ type: 'mend', branch, form, materials: paper('house-plan'), note: '换了图', ...more }) as const
const approve = { type: 'decide', verdict: 'approve', reason: '' } as const
const villageAgent = officer('village.agent')

describe('in the parallel review', () => {
  const state = tell(HOMESTEAD, ...WAYS.joint)
  const land = officer('town.land')

  test('each office speaks on its own branch, once, and is told when it has', () => {
    assert.equal(refused(state, '2024-09-10 10:00', land, agree('agriculture')).code, 'NOT_YOURS')
    assert.equal(refused(state, '2024-09-10 10:00', land, agree('fire')).code, 'BRANCH_UNKNOWN')
    assert.equal(refused(state, '2024-09-10 10:00', land, agree('construction')).code, 'BRANCH_UNKNOWN')
    assert.equal(refused(state, '2024-09-10 10:00', land, agree()).code, 'BRANCH_UNKNOWN')
    const spoken = then(state, '2024-09-10 16:30', land, agree('land'))
    assert.match(refused(spoken, '2024-09-10 17:00', land, agree('land')).reason, /已于9月10日 16:30给出意见：符合规定/)
  })

  test('without naming a branch the question is whether any branch is theirs', () => {
    const ask = (by: Actor) =>
      whyNot(HOMESTEAD, state, { type: 'opine' }, contextAt('2024-09-10 10:00', by))?.code ?? null
    assert.equal(ask(land), null)
    assert.equal(ask(STRANGER), 'NOT_YOURS')
    assert.equal(ask(officer('town.land', OTHER_VILLAGE)), 'NOT_YOURS')
  })

  test('whoever mends the last return restarts the limit of the step: silence is not counted over the mending', () => {
    const agrees = edited({ 'steps.joint.silence': 'agree' })
    const returned = then(tell(agrees, ...WAYS.joint), '2024-09-10 16:00', land, giveBack('land'), agrees)
    const spoken = then(returned, '2024-09-10 16:10', officer('town.agriculture'), agree('agriculture'), agrees)
    const mended = then(spoken, '2024-09-20 09:00', villageAgent, mend('land'), agrees)
    const woken = then(mended, '2024-09-20 09:01', SYSTEM, { type: 'wake' }, agrees)
    assert.equal(woken.branches.land?.phase, 'pending')
    assert.deepEqual(
      timersOf(agrees, woken, contextAt('2024-09-20 09:01', SYSTEM).calendar)
        .filter(({ kind }) => kind === 'silence')
        .map(({ key }) => key),
      ['silence:2024-09-26'],
    )
  })

  test('silence that counts as agreement joins by itself', () => {
    const agrees = edited({ 'steps.joint.silence': 'agree' })
    const woken = then(tell(agrees, ...WAYS.joint), '2024-09-20 00:00', SYSTEM, { type: 'wake' }, agrees)
    assert.equal(woken.at, 'decide')
    assert.equal(woken.opinions.at(-1)?.opinion, '到期没有答复，视为同意')
  })

  test('a return lists what to mend; mending answers it and nothing else', () => {
    assert.equal(refused(state, '2024-09-10 10:00', land, { ...giveBack('land'), asked: [] }).code, 'SUPPLEMENT_EMPTY')
    assert.equal(refused(state, '2024-09-10 10:00', villageAgent, mend('land')).code, 'NOT_RETURNED')
    const returned = then(state, '2024-09-10 16:00', land, giveBack('land'))
    assert.equal(refused(returned, '2024-09-10 17:00', land, agree('land')).code, 'SUPPLEMENT_OPEN')
    assert.equal(refused(returned, '2024-09-10 17:00', land, mend('land')).code, 'NOT_YOURS')
    assert.equal(refused(returned, '2024-09-10 17:00', villageAgent, mend('agriculture')).code, 'NOT_RETURNED')
    const twice = mend('land', { materials: paper('house-plan', 'identity-card') })
    assert.equal(refused(returned, '2024-09-10 17:00', villageAgent, twice).code, 'SUPPLEMENT_OUTSIDE')
    assert.equal(then(returned, '2024-09-11 09:00', villageAgent, mend('land')).branches.land?.phase, 'pending')
  })
})

describe('whoever comes too late', () => {
  test('is told who moved the case last, and be it time itself', () => {
    const state = tell(HOMESTEAD, ...WAYS.survey)
    const late = { ...attend('pass'), seen: 'notice' } as const
    assert.match(
      refused(state, '2024-09-10 09:00', officer('town.window'), late).reason,
      /系统已于9月10日 00:00公示期满/,
    )
  })

  test('is told of an objection', () => {
    const notice = tell(HOMESTEAD, ...WAYS.notice)
    const objection = { type: 'object', objector: '许某', contact: '13800000009', reason: '占了通道' } as const
    assert.equal(refused(notice, '2024-09-04 09:00', ANYONE, { ...objection, reason: ' ' }).code, 'OBJECTION_EMPTY')
    const objected = then(notice, '2024-09-04 09:00', ANYONE, objection)
    const again = refused(objected, '2024-09-04 10:00', ANYONE, { ...objection, seen: 'notice' } as Command)
    assert.deepEqual(again, { code: 'CASE_MOVED', reason: '没有写入：群众已于9月4日 09:00提出了异议' })
  })
})

describe('a review', () => {
  test('agrees or disagrees; it has nobody to return to', () => {
    const objection = { type: 'object', objector: '许某', contact: '1', reason: '占了通道' } as const
    const state = then(tell(HOMESTEAD, ...WAYS.notice), '2024-09-04 09:00', ANYONE, objection)
    const by = officer('village.committee')
    const back = { type: 'opine', verdict: 'return', opinion: '改' } as const
    assert.deepEqual(refused(state, '2024-09-05 09:00', by, back), {
      code: 'NOT_AT_THIS_STEP',
      reason: '这件现在在「核实异议」，不能做「退回修改」',
    })
    assert.equal(
      refused(state, '2024-09-05 09:00', by, { type: 'opine', verdict: 'disagree', opinion: '' }).code,
      'REASON_MISSING',
    )
    assert.equal(then(state, '2024-09-05 09:00', by, agree()).at, 'survey')
  })
})

describe('on site', () => {
  const state = tell(HOMESTEAD, ...WAYS.survey)
  const rows: readonly [object, string][] = [
    [{ longitude: 181 }, '定位'],
    [{ latitude: Number.NaN }, '定位'],
    [{ photos: [] }, '1 张照片'],
  ]
  for (const [more, missing] of rows) {
    test(`without ${missing} the record is not taken`, () => {
      const { code, reason } = refused(state, '2024-09-10 10:00', officer('town.window'), {
        ...attend('pass'),
        ...more,
      } as Command)
      assert.equal(code, 'EVIDENCE_MISSING')
      assert.ok(reason.endsWith(missing))
    })
  }
  test('a failure says why', () =>
    assert.equal(refused(state, '2024-09-10 10:00', officer('town.window'), attend('fail')).code, 'REASON_MISSING'))
})

describe('the decision', () => {
  const state = tell(HOMESTEAD, ...WAYS.decide)
  const both = (role: 'town.land' | 'village.agent'): Actor => ({
    ...officer('bureau.approver'),
    id: role,
  })

  test('is never made by whoever handled an earlier step', () => {
    assert.match(refused(state, '2024-09-12 10:00', both('village.agent'), approve).reason, /办过本件的「村里收件」/)
    assert.match(refused(state, '2024-09-12 10:00', both('town.land'), approve).reason, /办过本件的「镇里联审」/)
  })

  test('to reject says why, and cannot be withdrawn from once made', () => {
    const by = officer('bureau.approver')
    assert.equal(refused(state, '2024-09-12 10:00', by, { ...approve, verdict: 'reject' }).code, 'REASON_MISSING')
    const approved = then(state, '2024-09-12 10:00', by, approve)
    assert.equal(
      refused(approved, '2024-09-12 11:00', APPLICANT, { type: 'withdraw', reason: '' }).code,
      'DECIDED_ALREADY',
    )
    assert.deepEqual(
      approved.entries.map(({ entry, code, validUntil }) => [entry, code, validUntil]),
      [
        ['homesteadApproval', 'code0', '2026-09-12'],
        ['ruralPlanningPermit', 'code1', '2026-09-12'],
      ],
    )
  })

  test('two steps that issue in one go never print one code twice', () => {
    const twice = edited({
      'steps.permit.entries': ['homesteadApproval'],
      'steps.permit.on.issued': 'second',
      'steps.second': { kind: 'issue', title: '再制证', entries: ['ruralPlanningPermit'], on: { issued: 'staking' } },
    })
    const issued = then(tell(twice, ...WAYS.decide), '2024-09-12 10:00', officer('bureau.approver'), approve, twice)
    assert.deepEqual(
      issued.entries.map(({ code }) => code),
      ['code0', 'code1'],
    )
  })
})

describe('stopping the clock', () => {
  const state = tell(HOMESTEAD, ...WAYS.decide)
  const by = officer('bureau.approver')
  const suspend = (ground: string, notice = '告知书') => ({ type: 'suspend', ground, notice }) as const

  test('only on the declared grounds, in writing, while it runs, once at a time', () => {
    assert.equal(refused(state, '2024-09-12 09:00', by, suspend('holiday')).code, 'GROUND_UNKNOWN')
    assert.equal(refused(state, '2024-09-12 09:00', by, suspend('constructor')).code, 'GROUND_UNKNOWN')
    assert.equal(refused(state, '2024-09-12 09:00', by, suspend('hearing', '')).code, 'REASON_MISSING')
    const notice = tell(HOMESTEAD, ...WAYS.notice)
    assert.equal(refused(notice, '2024-09-03 09:00', by, suspend('hearing')).code, 'CLOCK_NOT_RUNNING')
    const stopped = then(state, '2024-09-12 09:00', by, suspend('hearing'))
    assert.equal(refused(stopped, '2024-09-12 10:00', by, suspend('hearing')).code, 'SUSPENDED')
    assert.equal(refused(stopped, '2024-09-12 10:00', by, approve).code, 'SUSPENDED')
    assert.equal(refused(state, '2024-09-12 10:00', by, { type: 'resume' }).code, 'NOT_SUSPENDED')
    assert.equal(then(stopped, '2024-09-20 09:00', by, { type: 'resume' }).suspension, null)
  })

  test('nothing moves the case on while it is stopped: no objection, no fulfilment', () => {
    const running = edited({ 'limits.pausedAt': [] })
    const farmland = { ...form, planned: { ...(form.planned as unknown as object), landClass: 'farmland' } }
    const notice = then(tell(running, ...WAYS.notice), '2024-09-03 09:00', by, suspend('hearing'), running)
    const objection = { type: 'object', objector: '许某', contact: '1', reason: '占了通道' } as const
    assert.equal(refused(notice, '2024-09-04 09:00', ANYONE, objection, running).code, 'SUSPENDED')
    const submitted = decide(
      running,
      null,
      { ...SUBMITTED.command, form: farmland } as Command,
      contextAt('2024-09-02 08:40', APPLICANT),
    )
    assert.ok(submitted.ok)
    const accepted = then(submitted.state, '2024-09-02 10:00', villageAgent, { type: 'accept', note: '' }, running)
    const waiting = then(accepted, '2024-09-10 00:00', SYSTEM, { type: 'wake' }, running)
    assert.equal(waiting.at, 'conversion')
    const stopped = then(waiting, '2024-09-10 09:00', by, suspend('hearing'), running)
    const paperCame = { type: 'fulfil', note: '批文', files: ['file'] } as const
    assert.equal(refused(stopped, '2024-09-11 09:00', officer('town.land'), paperCame, running).code, 'SUSPENDED')
    assert.equal(then(waiting, '2024-09-11 09:00', officer('town.land'), paperCame, running).at, 'survey')
    assert.equal(
      refused(waiting, '2024-09-11 09:00', officer('town.land'), { ...paperCame, note: '', files: [] }, running).code,
      'EVIDENCE_MISSING',
    )
  })

  test('extension is the head’s, once, before the day has passed, with a reason', () => {
    const extend = { type: 'extend', reason: '需要复核' } as const
    const head = officer('bureau.head')
    assert.equal(refused(state, '2024-09-12 09:00', by, extend).code, 'NOT_YOURS')
    assert.equal(refused(state, '2024-09-12 09:00', head, { ...extend, reason: '' }).code, 'REASON_MISSING')
    assert.equal(refused(state, '2024-10-30 09:00', head, extend).code, 'EXTENSION_LATE')
    assert.equal(refused(tell(HOMESTEAD), '2024-09-02 09:00', head, extend).code, 'CLOCK_NOT_RUNNING')
    const extended = then(state, '2024-09-12 09:00', head, extend)
    assert.equal(refused(extended, '2024-09-13 09:00', head, extend).code, 'EXTENSION_USED')
  })
})

describe('the end', () => {
  const ended = then(tell(HOMESTEAD), '2024-09-02 09:00', APPLICANT, { type: 'withdraw', reason: '不建了' })

  test('is told to whoever comes after', () => {
    assert.deepEqual(refused(ended, '2024-09-03 09:00', villageAgent, { type: 'accept', note: '' }), {
      code: 'CASE_ENDED',
      reason: '这件已经办结（已撤回）',
    })
    const terminate = { type: 'terminate', reason: '申请人去世' } as const
    assert.equal(refused(ended, '2024-09-03 09:00', officer('bureau.head'), terminate).code, 'CASE_ENDED')
    const open = tell(HOMESTEAD)
    assert.equal(refused(open, '2024-09-03 09:00', villageAgent, terminate).code, 'NOT_YOURS')
    assert.equal(
      refused(open, '2024-09-03 09:00', officer('bureau.head'), { ...terminate, reason: '' }).code,
      'REASON_MISSING',
    )
    assert.equal(then(open, '2024-09-03 09:00', officer('bureau.head'), terminate).ended?.outcome, 'terminated')
  })

  test('is not brought about by terminating what was granted: a certificate is taken back in a case of its own', () => {
    const granted = tell(HOMESTEAD, ...WAYS.staking)
    const terminate = { type: 'terminate', reason: '申请人去世' } as const
    assert.equal(refused(granted, '2024-09-13 09:00', officer('bureau.head'), terminate).code, 'ISSUED_ALREADY')
    const waiting = tell(HOMESTEAD, ...WAYS.decide)
    assert.equal(then(waiting, '2024-09-12 09:00', officer('bureau.head'), terminate).ended?.outcome, 'terminated')
  })

  test('waking an ended case does nothing', () => {
    const decision = decide(HOMESTEAD, ended, { type: 'wake' }, contextAt('2030-01-01 00:00', SYSTEM))
    assert.deepEqual(decision.ok && decision.events, [])
  })

  test('rating is the applicant’s own, once, after the decision, and a low one says why', () => {
    const rate = (level: number, text = '') => ({ type: 'rate', level, reasons: [], text }) as unknown as Command
    assert.equal(refused(tell(HOMESTEAD), '2024-09-02 09:00', APPLICANT, rate(5)).code, 'RATING_TOO_EARLY')
    for (const level of [0, 6, 2.5, 2])
      assert.equal(refused(ended, '2024-09-02 09:00', APPLICANT, rate(level)).code, 'RATING_INVALID')
    assert.equal(refused(ended, '2024-09-02 09:00', STRANGER, rate(5)).code, 'NOT_APPLICANT')
    const rated = then(ended, '2024-09-02 09:00', APPLICANT, rate(1, '慢'))
    assert.equal(refused(rated, '2024-09-02 09:00', APPLICANT, rate(5)).code, 'RATED_ALREADY')
  })
})

test('delivery is by its holder and goes on', () => {
  const delivering = edited({
    'steps.permit.on.issued': 'handing',
    'steps.handing': {
      kind: 'deliver',
      title: '送达',
      by: 'bureau.window',
      within: { days: 10, unit: 'workingDays' },
      on: { delivered: 'staking' },
    },
  })
  const state = tell(delivering, ...WAYS.staking)
  const deliver = { type: 'deliver', how: '窗口领取' } as const
  assert.equal(refused(state, '2024-09-13 09:00', officer('bureau.approver'), deliver, delivering).code, 'NOT_YOURS')
  assert.equal(then(state, '2024-09-13 09:00', officer('bureau.window'), deliver, delivering).at, 'staking')
})

test('only the system wakes a case', () =>
  assert.equal(refused(tell(HOMESTEAD), '2024-09-03 09:00', villageAgent, { type: 'wake' }).code, 'NOT_YOURS'))

describe('a deputy', () => {
  const submitted = tell(HOMESTEAD, ...WAYS.intake)
  const absent = { id: 'absent', name: '缺某' }
  const deputy = (role: Parameters<typeof officer>[0], id = 'deputy'): Actor => {
    const actor = officer(role, undefined, id)
    return { ...actor, posts: actor.posts.map((post) => ({ ...post, standsInFor: absent })) }
  }
  const named = (id: string, role: Parameters<typeof officer>[0]): Actor => officer(role, undefined, id)

  test('acts in the absent officer’s post, and both names stand in the event and among the hands', () => {
    const decision = decide(
      HOMESTEAD,
      submitted,
      { type: 'accept', note: '' },
      contextAt('2024-09-02 10:00', deputy('village.agent')),
    )
    assert.ok(decision.ok)
    assert.deepEqual(decision.events[0]?.by, {
      kind: 'officer',
      id: 'deputy',
      name: decision.events[0]?.by.name,
      standsInFor: absent,
    })
    assert.deepEqual(decision.state.handledBy.intake, ['deputy', 'absent'])
  })

  test('whoever made is not the checker: neither the deputy nor the absent officer decides what either took in', () => {
    const made = tell(HOMESTEAD, ...WAYS.decide)
    const withHands = (ids: readonly string[]) => ({ ...made, handledBy: { ...made.handledBy, intake: ids } })
    const ask = (hands: readonly string[], by: Actor) =>
      whyNot(HOMESTEAD, withHands(hands), { type: 'decide' }, contextAt('2024-09-11 10:00', by))?.code ?? null
    assert.equal(ask(['absent'], deputy('bureau.approver')), 'SAME_PERSON')
    assert.equal(ask(['deputy'], deputy('bureau.approver')), 'SAME_PERSON')
    assert.equal(ask(['deputy', 'absent'], named('absent', 'bureau.approver')), 'SAME_PERSON')
    assert.equal(ask(['somebody'], deputy('bureau.approver')), null)
  })

  test('is barred where the absent officer is a party to the case', () => {
    const own = { ...submitted, applicant: absent }
    const asked = whyNot(HOMESTEAD, own, { type: 'accept' }, contextAt('2024-09-02 10:00', deputy('village.agent')))
    assert.equal(asked?.code, 'SAME_PERSON')
  })
})
