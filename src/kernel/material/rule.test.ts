// The pre-check, on the one service whose rules the law and the district give in figures: each rule just inside and just
// outside its limit, and every code that applies is told.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plainDate } from '#kernel/calendar/plain-date.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { APPLICATION, HOMESTEAD, OTHER_VILLAGE, paper, VILLAGE } from '../../../test/support/homestead.ts'
import type { HandedMaterial } from './material.ts'
import { materialsAsked, materialsMissing } from './material.ts'
import { advise, codesOf, figuresOf, surroundingsOf } from './rule.ts'

const context = { on: plainDate('2024-09-02'), isVillage: (code: string) => code === VILLAGE || code === OTHER_VILLAGE }
const { form, materials } = APPLICATION
const member = (form.members as unknown as Record<string, string>[])[0] as Record<string, string>
const IDS = ['350598198003071234', '350598198211120045', '350598201008071916', '350598195109175142']

/** The sound application with other answers. */
function filled(planned: object = {}, more: object = {}): Data {
  return { ...form, ...more, planned: { ...(form.planned as unknown as object), ...planned } } as Data
}
const household = (size: number) => ({
  members: Array.from({ length: size }, (_, index) => ({ ...member, idNumber: IDS[index % IDS.length] })),
})
const adviceOn = (
  application: Data,
  handed: readonly HandedMaterial[] = materials,
  facts: Record<string, Data> = { liveCases: 0 },
) => advise(HOMESTEAD, { form: application, materials: handed }, facts, context)

const limits: readonly [size: number, planned: object, limit: number][] = [
  [1, {}, 80],
  [3, {}, 80],
  [4, {}, 100],
  [5, {}, 100],
  [6, {}, 120],
  [9, {}, 120],
  [3, { landClass: 'unused' }, 110],
  [3, { situation: 'rebuild' }, 110],
  [4, { landClass: 'unused', situation: 'rebuild' }, 130],
]
describe('the area', () => {
  for (const [size, planned, limit] of limits) {
    test(`of ${size} people ${JSON.stringify(planned)} may be ${limit} ㎡ and not more`, () => {
      const at = (plotAreaM2: number) => codesOf(adviceOn(filled({ ...planned, plotAreaM2 }, household(size))))
      assert.deepEqual(at(limit), [])
      assert.deepEqual(at(limit + 0.01), ['AREA_OVER_LIMIT'])
    })
  }

  test('is told with its figures, without trailing noise', () => {
    const [finding] = adviceOn(filled({ plotAreaM2: 100.1 }, household(3))).findings
    assert.equal(finding?.message, '占地 100.1 ㎡，超过 3 口之家的上限 80 ㎡，多 20.1 ㎡')
    assert.equal(finding?.remedy, '请改到 80 ㎡ 以内；用空闲地、荒坡地或原址翻建可增加 30 ㎡')
    assert.equal(finding?.path, 'planned.plotAreaM2')
  })
})

const plot = (disposal: string) => ({ currentPlots: [{ areaM2: 80, houseAreaM2: 100, disposal }] })
const withCertificate = [...materials, ...paper('existing-certificate')]
const rows: readonly [why: string, Data, readonly HandedMaterial[], string[], string][] = [
  ['in order', filled(), materials, [], 'ready'],
  [
    'a householder of another village',
    filled({}, { village: OTHER_VILLAGE }),
    materials,
    ['NOT_A_VILLAGER'],
    'not-eligible',
  ],
  ['a plot that is kept', filled({}, plot('keep')), withCertificate, ['SECOND_PLOT'], 'not-eligible'],
  ['a plot that is given back', filled({}, plot('return')), withCertificate, [], 'ready'],
  ['a plot without its certificate', filled({}, plot('return')), materials, ['MATERIAL_MISSING'], 'supplement'],
  ['basic farmland', filled({ landClass: 'basic-farmland' }), materials, ['BASIC_FARMLAND'], 'not-eligible'],
  ['a house sold before', filled({}, { soldHouseBefore: true }), materials, ['SOLD_BEFORE'], 'not-eligible'],
  ['three floors', filled({ floors: 3 }), materials, [], 'ready'],
  ['four floors', filled({ floors: 4 }), materials, ['FLOORS_OVER_LIMIT'], 'not-eligible'],
  ['neighbours who do not agree', filled({ neighboursConsent: false }), materials, ['CONSENT_MISSING'], 'supplement'],
  [
    'several at once',
    filled({ floors: 4, neighboursConsent: false }, { soldHouseBefore: true }),
    [],
    ['SOLD_BEFORE', 'FLOORS_OVER_LIMIT', 'MATERIAL_MISSING', 'CONSENT_MISSING'],
    'not-eligible',
  ],
  [
    'a fault in the form goes first',
    filled({ floors: 4 }, { phone: '1' }),
    materials,
    ['PHONE_INVALID', 'FLOORS_OVER_LIMIT'],
    'invalid',
  ],
]
for (const [why, application, handed, codes, outcome] of rows) {
  test(`${why}: ${outcome} ${codes.join(' ')}`, () => {
    const advice = adviceOn(application, handed)
    assert.deepEqual(codesOf(advice), codes)
    assert.equal(advice.outcome, outcome)
  })
}

test('another live case of the household is told with its number; while it is not looked up, nothing is said', () => {
  assert.deepEqual(codesOf(adviceOn(filled(), materials, { liveCases: 2 })), ['DUPLICATE_HOUSEHOLD'])
  assert.match(adviceOn(filled(), materials, { liveCases: 2 }).findings[0]?.message ?? '', /另外 2 件/)
  assert.deepEqual(codesOf(adviceOn(filled(), materials, {})), [])
})

test('while a form is typed, no rule speaks before it knows', () => {
  const findings = adviceOn({ planned: { floors: 4 } } as Data, []).findings
  assert.ok(findings.some(({ code }) => code === 'FLOORS_OVER_LIMIT'))
  assert.ok(
    !findings.some(({ code }) => code === 'AREA_OVER_LIMIT' || code === 'NOT_A_VILLAGER' || code === 'SECOND_PLOT'),
  )
})

test('materials: asked by their condition, missing until handed in', () => {
  const around = (application: Data) => surroundingsOf(HOMESTEAD, application, {})
  const all = Object.keys(HOMESTEAD.materials)
  assert.deepEqual(
    materialsAsked(HOMESTEAD.materials, around(filled())),
    all.filter((kind) => kind !== 'existing-certificate'),
  )
  assert.deepEqual(materialsAsked(HOMESTEAD.materials, around(filled({}, plot('keep')))), all)
  assert.deepEqual(materialsMissing(HOMESTEAD.materials, paper('house-plan', 'passport'), around(filled())), [
    'household-register',
    'identity-card',
    'use-commitment',
    'neighbours-opinion',
  ])
})

test('figures print what is known, and a dash for what is not', () => {
  const rule = HOMESTEAD.rules.find(({ code }) => code === 'AREA_OVER_LIMIT')
  assert.ok(rule)
  assert.deepEqual(figuresOf(rule, surroundingsOf(HOMESTEAD, { members: [] } as Data, {})), {
    area: '—',
    limit: '—',
    members: '0',
    over: '—',
    bonus: '30',
  })
})
