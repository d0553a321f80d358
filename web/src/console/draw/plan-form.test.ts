import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../../../dev/kernel-imports.ts'
import type { PlanForm } from './plan-form.ts'

const { planOf } = await import('./plan-form.ts')

const FORM: PlanForm = {
  ...{ project: ' 测绘 ', purpose: 'formal', rule: '一家一签', k: 1, reserve: 2, minimum: 3 },
  ...{ freezeAt: '2026-03-01T20:00', beacons: 'cwl-kl8 2026052\n\n drand-quicknet 1000 ', fallback: '' },
  voidReasons: '项目被取消\n',
}

test('a form becomes a plan: legal time as UTC, a public number a line', () => {
  assert.deepEqual(planOf(FORM), {
    plan: {
      ...{ project: '测绘', purpose: 'formal', rule: '一家一签', k: 1, reserve: 2, minimum: 3 },
      freezeAt: '2026-03-01T12:00:00Z',
      beacons: [
        { type: 'cwl-kl8', issue: '2026052' },
        { type: 'drand-quicknet', round: 1000 },
      ],
      fallback: [],
      voidReasons: ['项目被取消'],
    },
  })
})

test('a line that names no number is told, and so is what is missing', () => {
  for (const line of ['cwl-kl8', 'drand-quicknet x', 'a b c']) {
    assert.deepEqual(planOf({ ...FORM, fallback: line }), { fault: line })
  }
  for (const missing of [{ project: ' ' }, { rule: '' }, { freezeAt: '' }, { beacons: '' }]) {
    assert.deepEqual(planOf({ ...FORM, ...missing }), { fault: '' })
  }
})
