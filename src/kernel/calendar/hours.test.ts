import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addNaturalHours,
  addWorkingHours,
  minutesADay,
  OFFICE_HOURS,
  sayMinutes,
  sentenceOfHours,
  workingMinutesBetween,
} from './hours.ts'
import { officialCalendar } from './official.ts'

const at = (local: string) => new Date(`${local.replace(' ', 'T')}:00+08:00`).toISOString()
const end = (from: string, hours: number) => addWorkingHours(officialCalendar, at(from), hours).at

const VECTORS: readonly (readonly [from: string, hours: number, end: string])[] = [
  ['2024-09-02 09:00', 2, '2024-09-02 11:00'],
  ['2024-09-02 11:00', 2, '2024-09-02 15:30'],
  ['2024-09-02 17:00', 4, '2024-09-03 12:00'],
  ['2024-09-02 20:00', 1, '2024-09-03 09:30'],
  ['2024-09-02 12:30', 1, '2024-09-02 15:30'],
  // Friday before a make-up Saturday: it is worked.
  ['2024-09-13 17:00', 2, '2024-09-14 10:00'],
  // Saturday 14 September is worked, then 中秋 to the 17th.
  ['2024-09-14 17:00', 2, '2024-09-18 10:00'],
  ['2024-09-30 16:30', 8, '2024-10-09 09:00'],
  ['2024-09-02 08:30', 6.5, '2024-09-02 17:30'],
]

for (const [from, hours, expected] of VECTORS)
  test(`${hours} working hours after ${from} end at ${expected}`, () => assert.equal(end(from, hours), at(expected)))

test('the hours counted add up to the limit, inside office hours of working days, and time goes on', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.parse(at('2024-01-01 00:00')), max: Date.parse(at('2025-12-31 00:00')) }),
      fc.integer({ min: 1, max: 400 }),
      (moment, quarters) => {
        const from = new Date(moment - (moment % 60_000)).toISOString()
        const { at: until, stretches } = addWorkingHours(officialCalendar, from, quarters / 4)
        assert.equal(
          stretches.reduce((sum, { minutes }) => sum + minutes, 0),
          quarters * 15,
        )
        assert.equal(workingMinutesBetween(officialCalendar, from, until), quarters * 15)
        assert.ok(until > from)
      },
    ),
    { seed: 7, numRuns: 300 },
  )
})

test('a day of office hours is six and a half, and natural hours run through the night', () => {
  assert.equal(minutesADay(OFFICE_HOURS), 390)
  assert.equal(addNaturalHours(at('2024-09-02 23:00'), 2).at, at('2024-09-03 01:00'))
  assert.throws(() => addWorkingHours(officialCalendar, at('2024-09-02 09:00'), 0), RangeError)
})

test('the count is told so that a person can count again', () => {
  const from = at('2024-09-02 17:00')
  assert.equal(
    sentenceOfHours(from, addWorkingHours(officialCalendar, from, 4)),
    '9月2日 17:00 起算；9月2日 17:00–17:30、9月3日 8:30–12:00，共 4 小时。到期 9月3日 12:00。',
  )
  assert.equal(addWorkingHours(officialCalendar, at('2026-12-31 17:00'), 4).provisional, true)
  assert.deepEqual([sayMinutes(150), sayMinutes(45), sayMinutes(120)], ['2 小时 30 分', '45 分', '2 小时'])
})
