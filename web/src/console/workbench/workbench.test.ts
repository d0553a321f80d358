import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../../../dev/kernel-imports.ts'

const { monthAfter, weeksOf } = await import('./month.ts')
const { actOf } = await import('./phrases.ts')
const offer = await import('../case/offer.ts')

test('a month is whole weeks from Monday that hold all its days and no week without one', () => {
  for (let month = '2024-01', n = 0; n < 60; n += 1, month = monthAfter(month, 1)) {
    const days = weeksOf(month).flat()
    assert.equal(days.length % 7, 0)
    assert.equal(new Date(days[0]!).getUTCDay(), 1, `${month} begins on a Monday`)
    const own = days.filter((day) => day.startsWith(month))
    assert.equal(own.length, new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate())
    assert.ok(weeksOf(month).every((week) => week.some((day) => day.startsWith(month))))
  }
})

test('months run over the end of the year both ways', () => {
  assert.deepEqual([monthAfter('2026-12', 1), monthAfter('2026-01', -1)], ['2027-01', '2025-12'])
})

test('a phrase is kept by what is said, not on which road it is said', () => {
  assert.equal(actOf(offer.opine('agree', 'land')), actOf(offer.opine('agree')))
  assert.deepEqual(
    [actOf(offer.accept), actOf(offer.acceptDeferring), actOf(offer.reject)],
    ['accept', 'accept', 'decide.reject'],
  )
})
