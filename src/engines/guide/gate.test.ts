import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueGuides } from './catalogue.ts'
import { GATE, type GateCode, gateFaults } from './gate.ts'
import { type Attempt, actsFor, decideGuide, type GuideEvent, stageOf } from './life.ts'
import type { Guide } from './shape.ts'

const [{ guide: sound } = assert.fail()] = catalogueGuides(
  '@ 局 | 1 号窗口 | 题 | hall\nx | 示范许可 | 许 | 企 | 示范许可证 | 某法 | 20/5 | 新 | 现场核查：看场地 | 申请书*、合同 | 在哪里:这里/那里 | 示范 | 问→答',
)

/** Each rule with a guide that breaks it and nothing else. */
const BROKEN: Readonly<Record<GateCode, Partial<Guide>>> = {
  GUIDE_PROMISE_OVER_LAW: { promisedLimit: { ...sound.promisedLimit, days: 21 } },
  GUIDE_INSTANT_DAYS: { caseType: '1' },
  GUIDE_VISIT_REASON: { onsiteVisits: 1 },
  GUIDE_VISIT_NEEDLESS: { onsiteReason: '要到场' },
  GUIDE_VISIT_CHANNEL: { channels: ['1'] },
  GUIDE_DEPTH_VISITS: { onsiteVisits: 1, onsiteReason: '本人按指纹', onlineDepth: 'Ⅳ' },
  GUIDE_RESULT_KIND: { results: [{ name: '示范许可证', kind: '其他', sample: '' }] },
  GUIDE_BASIS_MISSING: { basis: [] },
  GUIDE_CATCH_ALL: { materials: [{ ...sound.materials[1]!, title: '法律规定的其他材料' }] },
  GUIDE_FEE_BASIS: { fee: { yuan: 20, basis: ' ', items: [] } },
  GUIDE_SPECIAL_LIMIT: { special: [{ title: '专家评审', days: 0, basis: '某法', charged: false, counted: false }] },
  GUIDE_CONTACTS: { consult: '' },
  GUIDE_FORM_SAMPLE: { materials: [{ ...sound.materials[0]!, sample: '' }] },
}

test('a sound guide passes', () => assert.deepEqual(gateFaults(sound), []))

for (const [code, change] of Object.entries(BROKEN)) {
  test(`the gate finds ${code}, names the place and says what to do`, () => {
    const faults = gateFaults({ ...sound, ...change })
    assert.deepEqual(
      faults.map((fault) => fault.code),
      [code],
    )
    const [reason, remedy] = GATE[code as GateCode]
    assert.deepEqual([faults[0]!.reason, faults[0]!.remedy], [reason, remedy])
    assert.notEqual(faults[0]!.path, '')
  })
}

test('the catch-all rule leaves names alone that only contain its signs', () => {
  for (const title of ['特种作业等级证书', '身体等级证明书', '其他组织登记证', '申请书'])
    assert.deepEqual(gateFaults({ ...sound, materials: [{ ...sound.materials[1]!, title }] }), [], title)
  for (const title of ['身份证等', '有关材料', '需要的其他资料', '营业执照等证明'])
    assert.equal(
      gateFaults({ ...sound, materials: [{ ...sound.materials[1]!, title }] })[0]?.code,
      'GUIDE_CATCH_ALL',
      title,
    )
})

test('a promise in natural days is no promise within a legal limit of working days', () => {
  assert.equal(
    gateFaults({ ...sound, promisedLimit: { days: 5, unit: 'naturalDays', note: '' } })[0]?.code,
    'GUIDE_PROMISE_OVER_LAW',
  )
})

const by = (seq: number, type: GuideEvent['type'], officer: string): GuideEvent => ({
  seq,
  type,
  at: '',
  officer,
  officerName: officer,
  note: '',
})
const all = ['bureau.window', 'bureau.approver', 'bureau.head']
const attempt = (more: Partial<Attempt>): Attempt => ({
  act: 'save',
  seen: 9,
  note: '',
  faults: [],
  officer: 'a',
  roles: all,
  ...more,
})

test('who wrote a version neither audits nor publishes it, whatever posts they hold', () => {
  const submitted = [by(1, 'saved', 'a'), by(2, 'saved', 'b'), by(3, 'submitted', 'a')]
  for (const officer of ['a', 'b'])
    assert.deepEqual(decideGuide(submitted, attempt({ act: 'audit', officer })), { refusal: { code: 'GUIDE_OWN' } })
  assert.deepEqual(decideGuide(submitted, attempt({ act: 'audit', officer: 'c' })), { event: 'audited' })
  const audited = [...submitted, by(4, 'audited', 'c')]
  assert.deepEqual(decideGuide(audited, attempt({ act: 'publish', officer: 'b' })), { refusal: { code: 'GUIDE_OWN' } })
  assert.deepEqual(decideGuide(audited, attempt({ act: 'publish', officer: 'd' })), { event: 'published' })
})

test('who wrote an earlier version may publish the next one', () => {
  const history = [
    by(1, 'saved', 'd'),
    by(2, 'published', 'x'),
    by(3, 'saved', 'a'),
    by(4, 'submitted', 'a'),
    by(5, 'audited', 'c'),
  ]
  assert.deepEqual(decideGuide(history, attempt({ act: 'publish', officer: 'd' })), { event: 'published' })
})

test('an unsound guide is neither submitted, audited nor published, but may be saved', () => {
  const faults = gateFaults({ ...sound, basis: [] })
  assert.deepEqual(decideGuide([by(1, 'saved', 'a')], attempt({ act: 'submit', faults })), {
    refusal: { code: 'GUIDE_GATE', faults },
  })
  assert.deepEqual(decideGuide([], attempt({ faults })), { event: 'saved' })
})

test('what somebody else did meanwhile is not overwritten', () => {
  const history = [by(1, 'saved', 'a'), by(2, 'saved', 'b')]
  assert.deepEqual(decideGuide(history, attempt({ seen: 1 })), { refusal: { code: 'GUIDE_MOVED', by: history[1] } })
})

test('a cancelled guide has no way on; a return and a cancelling need a reason', () => {
  assert.equal(stageOf([by(1, 'cancelled', 'a')]), 'cancelled')
  assert.deepEqual(actsFor([by(1, 'cancelled', 'a')], 'z', all), [])
  assert.deepEqual(decideGuide([by(1, 'published', 'a')], attempt({ act: 'cancel', officer: 'z' })), {
    refusal: { code: 'GUIDE_NOTE' },
  })
  assert.deepEqual(
    decideGuide([by(1, 'published', 'a')], attempt({ act: 'cancel', officer: 'z', roles: [], note: 'x' })),
    { refusal: { code: 'GUIDE_ROLE' } },
  )
})
