import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../../../dev/kernel-imports.ts'
import type { HandedMaterial } from '../../../../src/kernel/material/material.ts'

const { caseAfter, definition } = await import('../../../dev/told-case.ts')
const { SERVICES } = await import('../../../../src/services/index.ts')
const { speaker } = await import('../../words/words.ts')
const { zhHans } = await import('../../words/zh-Hans.ts')
const { changesOf, versionsOf } = await import('./changes.ts')
const { historyOf, sayAsked } = await import('./history.ts')
const { askedFields, withAnswers } = await import('./mend-form.ts')

const t = speaker(zhHans)
const reader = { t, nameOfVillage: (code: string) => `村${code}` }

test('history: newest first, every event with a title, passages marked', () => {
  for (const { examples } of SERVICES.slice(0, 1)) {
    for (const example of examples) {
      const { view } = caseAfter(example.name, example.script.length)
      const lines = historyOf(definition, view.events, t)
      assert.deepEqual(
        lines.map(({ seq }) => seq),
        view.events.map(({ seq }) => seq).reverse(),
      )
      for (const line of lines) assert.doesNotMatch(line.title, /\{|undefined|^\w+\.\w+$/, example.name)
    }
  }
})

test('history: an opinion names its road and what it said', () => {
  const { view } = caseAfter('一个部门退回', 5)
  const opinions = historyOf(definition, view.events, t).filter(({ title }) => title.includes('·'))
  assert.equal(opinions[0]!.title, '自然资源 · 退回修改')
  assert.match(opinions[0]!.detail, /图上没有标尺寸；住宅设计图（首层平面没有标尺寸）/)
})

test('changes: nothing when nothing changed', () => {
  const { view } = caseAfter('从申请', 5)
  assert.deepEqual(changesOf(definition, view.events, view.state, reader), [])
})

test('changes: a material that came later', () => {
  const { view } = caseAfter('补正一次', 4)
  assert.deepEqual(changesOf(definition, view.events, view.state, reader), [
    { title: '住宅设计图', before: '', after: '已交' },
  ])
})

test('changes: an answer that was corrected reads before and after', () => {
  const { view } = caseAfter('从申请', 0)
  const form = withAnswers(view.state.form, { planned: { floors: 2 } })
  assert.deepEqual(changesOf(definition, view.events, { ...view.state, form }, reader), [
    { title: '层数', before: '3 层', after: '2 层' },
  ])
})

test('changes: a paper that was sent back and came again is a second version', () => {
  const { view } = caseAfter('一个部门退回', 7)
  assert.deepEqual(changesOf(definition, view.events, view.state, reader), [
    { title: '住宅设计图', before: '第 1 版', after: '第 2 版' },
  ])
})

test('versions: the same paper in a later event is no new version', () => {
  const { view } = caseAfter('一个部门退回', 7)
  assert.equal(versionsOf(view.events, 'household-register').length, 1)
  const again: HandedMaterial = { kind: 'house-plan', origin: 'upload', file: 'two' }
  const events = view.events.map((event) => (event.type === 'mended' ? { ...event, materials: [again] } : event))
  assert.deepEqual(
    versionsOf(events, 'house-plan').map(({ material }) => material.origin),
    ['paper', 'upload'],
  )
})

test('mending opens only what was asked; a place inside a list opens the list', () => {
  const asked = [
    { field: 'planned.plotAreaM2', reason: '' },
    { field: 'members.0.idNumber', reason: '' },
    { material: 'house-plan', reason: '' },
  ]
  const fields = askedFields(definition.form, asked)
  assert.deepEqual(Object.keys(fields), ['members', 'planned'])
  assert.deepEqual(Object.keys((fields.planned as { fields: object }).fields), ['plotAreaM2'])
})

test('new answers lie over the old ones; lists are replaced whole', () => {
  const before = { a: 1, group: { x: 1, y: 2 }, list: [{ n: 1 }, { n: 2 }] }
  assert.deepEqual(withAnswers(before, { group: { y: 3 }, list: [{ n: 9 }] }), {
    a: 1,
    group: { x: 1, y: 3 },
    list: [{ n: 9 }],
  })
})

test('what was asked is said by its titles', () => {
  const asked = [
    { material: 'house-plan', reason: '没有尺寸' },
    { field: 'planned.floors', reason: '不符' },
  ]
  assert.equal(sayAsked(definition, asked), '住宅设计图（没有尺寸）、层数（不符）')
})
