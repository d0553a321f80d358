import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../../../dev/kernel-imports.ts'
import type { Role } from '../../../../src/kernel/unit/role.ts'
import type { OpenedCase } from './opened.ts'

const { caseAfter, contextOf } = await import('../../../dev/told-case.ts')
const { decide } = await import('../../../../src/kernel/case/decide.ts')
const { ROLES } = await import('../../../../src/kernel/unit/role.ts')
const { actionsOf, blanksOf, emptyDraft, foresee } = await import('./actions.ts')

const at = { intake: '2024-09-02 09:30', joint: '2024-09-10 15:00', decide: '2024-09-12 10:00' }
const offered = (opened: OpenedCase, role: Role, time: string) => {
  const { here, across } = actionsOf(opened, contextOf(opened, role, time))
  const say = (one: (typeof here)[number]) => `${one.key}${one.refusal ? ` ${one.refusal.code}` : ''}`
  return { here: here.map(say), across: across.map(say) }
}

test('intake: its officer may take in, ask, defer or refuse; the clock cannot be paused yet', () => {
  const { here, across } = offered(caseAfter('从申请', 0), 'village.agent', at.intake)
  assert.deepEqual(here, ['accept', 'requestSupplement', 'deferral', 'refuse'])
  assert.deepEqual(across, ['suspend NOT_YOURS', 'resume NOT_YOURS', 'extend NOT_YOURS', 'terminate NOT_YOURS'])
})

test('somebody else sees the same acts, each with the reason why not', () => {
  const { here } = offered(caseAfter('从申请', 0), 'town.land', at.intake)
  assert.deepEqual(here, ['accept NOT_YOURS', 'requestSupplement NOT_YOURS', 'deferral NOT_YOURS', 'refuse NOT_YOURS'])
})

test('a second supplement request is locked', () => {
  const { here } = offered(caseAfter('补正一次', 4), 'village.agent', '2024-09-03 11:00')
  assert.deepEqual(here, ['accept', 'requestSupplement SUPPLEMENT_USED', 'deferral', 'refuse'])
})

test('a parallel review offers only the roads of this officer', () => {
  const joint = caseAfter('从申请', 3)
  assert.deepEqual(offered(joint, 'town.land', at.joint).here, [
    'opine.land.agree',
    'opine.land.return',
    'opine.land.disagree',
  ])
  assert.deepEqual(offered(joint, 'bureau.approver', at.joint).here.at(0), 'opine.agriculture.agree NOT_YOURS')
})

test('what came back is offered for mending to whom it came back', () => {
  const returned = caseAfter('一个部门退回', 5)
  assert.deepEqual(offered(returned, 'village.agent', '2024-09-11 08:30').here[0], 'mend.land')
})

test('an ended case offers nothing', () => {
  const ended = caseAfter('不属于本机关', 1)
  assert.deepEqual(offered(ended, 'bureau.approver', at.decide), { here: [], across: [] })
})

test('a blank draft of every allowed act still foresees its effects', () => {
  for (const [opened, role, time] of [
    [caseAfter('从申请', 0), 'village.agent', at.intake],
    [caseAfter('从申请', 3), 'town.land', at.joint],
    [caseAfter('一个部门退回', 5), 'village.agent', '2024-09-11 08:30'],
    [caseAfter('从申请', 5), 'bureau.approver', at.decide],
    [caseAfter('从申请', 5), 'bureau.head', at.decide],
  ] as const) {
    const context = contextOf(opened, role, time)
    const { here, across } = actionsOf(opened, context)
    const draft = emptyDraft(opened.definition, opened.view.state, context)
    for (const act of [...here, ...across].filter(({ refusal }) => refusal === null))
      assert.notEqual(foresee(opened, act, draft, context).length, 0, `${role} ${act.key}`)
  }
})

test('a draft without blanks is never declined for what it holds', () => {
  for (const role of Object.keys(ROLES) as Role[]) {
    for (const [name, lines, time] of [
      ['从申请', 0, at.intake],
      ['从申请', 3, at.joint],
      ['从申请', 5, at.decide],
    ] as const) {
      const opened = caseAfter(name, lines)
      const context = contextOf(opened, role, time)
      const { here, across } = actionsOf(opened, context)
      const draft = {
        ...emptyDraft(opened.definition, opened.view.state, context),
        text: '理由',
        asked: [{ material: 'house-plan', reason: '没有尺寸' }],
        deferred: ['house-plan'],
        ground: 'hearing',
        files: ['evidence'],
      }
      for (const act of [...here, ...across].filter(({ refusal }) => refusal === null)) {
        assert.deepEqual(blanksOf(opened, act, draft), [], act.key)
        const decision = decide(opened.definition, opened.view.state, act.command(draft, opened.view.state.at), context)
        assert.ok(decision.ok, `${role} ${act.key} ${decision.ok ? '' : decision.refusal.code}`)
      }
    }
  }
})

test('what is still blank is named', () => {
  const opened = caseAfter('从申请', 0)
  const context = contextOf(opened, 'village.agent', at.intake)
  const draft = emptyDraft(opened.definition, opened.view.state, context)
  const blanks = Object.fromEntries(
    actionsOf(opened, context).here.map((act) => [act.key, blanksOf(opened, act, draft)]),
  )
  assert.deepEqual(blanks, {
    accept: [],
    requestSupplement: ['asked'],
    deferral: ['deferral'],
    refuse: ['competence', 'text'],
  })
})
