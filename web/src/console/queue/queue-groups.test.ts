import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../../../dev/kernel-imports.ts'
import type { PlainDate } from '../../../../src/kernel/calendar/plain-date.ts'
import type { QueueItem } from '../desk/answers.ts'

const { officialCalendar } = await import('../../../../src/kernel/calendar/official.ts')
const { speaker } = await import('../../words/words.ts')
const { zhHans } = await import('../../words/zh-Hans.ts')
const { colourOf, groupQueue, sayDueIn } = await import('./queue-groups.ts')
const { filterQuery, optionsSeen } = await import('./queue-filter.ts')
const { pivotOf } = await import('../count/pivot.ts')

const t = speaker(zhHans)
const today = '2024-09-12' as PlainDate
const item = (dueOn: string | null, more: Partial<QueueItem> = {}) =>
  ({
    id: String(dueOn),
    dueOn,
    step: 'decide',
    stepTitle: '审批决定',
    unit: 'bureau',
    service: 'homestead',
    title: '宅基地',
    ...more,
  }) as QueueItem

// Saturday 14 September 2024 is worked; 15–17 September are off.
const rows: readonly [dueOn: string | null, says: string, group: string][] = [
  ['2024-09-10', '超期 2 日', 'late'],
  ['2024-09-11', '超期 1 日', 'late'],
  ['2024-09-12', '今天到期', 'today'],
  ['2024-09-13', '余 1 日', 'tomorrow'],
  ['2024-09-14', '余 2 日', 'ample'],
  ['2024-09-18', '余 3 日', 'ample'],
  [null, '等着', 'still'],
]
for (const [dueOn, says, group] of rows) {
  test(`due ${dueOn}: ${says}`, () => {
    assert.equal(sayDueIn(dueOn as PlainDate | null, today, officialCalendar, t), says)
    assert.equal(groupQueue([item(dueOn)], today, officialCalendar)[0]?.name, group)
  })
}

test('a day that passed on a weekend is late by at least one', () => {
  assert.equal(sayDueIn('2024-09-20' as PlainDate, '2024-09-21' as PlainDate, officialCalendar, t), '超期 1 日')
})

test('groups come by urgency, rows keep their order, none is lost', () => {
  const items = rows.map(([dueOn]) => item(dueOn)).reverse()
  const groups = groupQueue(items, today, officialCalendar)
  assert.deepEqual(
    groups.map(({ name }) => name),
    ['late', 'today', 'tomorrow', 'ample', 'still'],
  )
  assert.equal(groups.flatMap((group) => group.items).length, items.length)
  assert.deepEqual(
    groups[0]!.items.map(({ dueOn }) => dueOn),
    ['2024-09-11', '2024-09-10'],
  )
})

test('double red is drawn red, no light grey', () => {
  assert.deepEqual([colourOf('doubleRed'), colourOf('yellow'), colourOf(null)], ['red', 'yellow', 'grey'])
})

test('an address holds only the filters that are set', () => {
  const none = { light: '', step: '', unit: '', service: '', on: '' } as const
  assert.equal(filterQuery(none), '')
  assert.equal(filterQuery({ ...none, light: 'red', step: 'decide' }, 'a b'), '?light=red&step=decide&cursor=a+b')
})

test('a choice once offered stays', () => {
  const first = optionsSeen([item('2024-09-12')])
  const then = optionsSeen([item('2024-09-13', { step: 'intake', stepTitle: '收件' })], first)
  assert.deepEqual(
    [...then.step],
    [
      ['decide', '审批决定'],
      ['intake', '收件'],
    ],
  )
})

test('a pivot sums to the same both ways, known statuses first', () => {
  const row = (unit: string, status: string, count: number) => ({ unit, status, count, service: 's', month: '2024-09' })
  const pivot = pivotOf(
    [row('b', 'x', 2), row('a', 'granted', 3), row('a', 'received', 4), row('a', 'received', 1)],
    ['received', 'granted'],
    (unit) => unit,
  )
  assert.deepEqual(pivot.statuses, ['received', 'granted', 'x'])
  assert.deepEqual(pivot.rows, [
    { unit: 'a', counts: [5, 3, 0], sum: 8 },
    { unit: 'b', counts: [0, 0, 2], sum: 2 },
  ])
  assert.deepEqual([pivot.sums, pivot.sum], [[5, 3, 2], 10])
})
