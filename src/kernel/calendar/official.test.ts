import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import chineseDays from 'chinese-days'
import { isWorkingDay } from './calendar.ts'
import { OFFICIAL_NOTICES, officialCalendar } from './official.ts'
import { addDays, type PlainDate, plainDate } from './plain-date.ts'

function daysOfYears(first: number, last: number): PlainDate[] {
  const days: PlainDate[] = []
  for (let date = plainDate(`${first}-01-01`); date <= `${last}-12-31`; date = addDays(date, 1)) days.push(date)
  return days
}

describe('the official calendar', () => {
  test('agrees with chinese-days on every day from 2004 to 2026', () => {
    const differing = daysOfYears(2004, 2026).filter(
      (date) => isWorkingDay(officialCalendar, date) !== chineseDays.isWorkday(date),
    )
    assert.deepEqual(differing, [])
  })

  test('calls its holidays as chinese-days does', () => {
    const nameOf = (date: PlainDate) => chineseDays.getDayDetail(date).name.split(',')[1]
    const SHORTENED = new Map([['中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日', '抗战胜利纪念日']])
    for (const [date, name] of [...officialCalendar.holidays, ...officialCalendar.makeUpDays]) {
      const theirs = nameOf(date) ?? ''
      assert.equal(name, SHORTENED.get(theirs) ?? theirs, date)
    }
  })

  test('has a notice for each year from 2004 to 2026 and none for 2027', () => {
    assert.deepEqual(
      officialCalendar.officialYears,
      Array.from({ length: 23 }, (_, i) => 2004 + i),
    )
    assert.equal(OFFICIAL_NOTICES.length, 23)
    const years = [...officialCalendar.holidays.keys(), ...officialCalendar.makeUpDays.keys()].map((d) => d.slice(0, 4))
    assert.ok(!years.includes('2027'))
  })

  for (const [year, count] of [
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ] as const) {
    test(`${year} has ${count} working days`, () => {
      assert.equal(daysOfYears(year, year).filter((date) => isWorkingDay(officialCalendar, date)).length, count)
    })
  }

  const edges: [string, boolean, string][] = [
    ['2024-02-09', true, "New Year's Eve of 2024 was only recommended leave"],
    ['2025-01-28', false, "New Year's Eve of 2025 is a holiday"],
    ['2024-09-14', true, 'a make-up Saturday'],
    ['2024-09-15', false, 'a plain Sunday'],
    ['2024-02-04', true, 'a make-up Sunday'],
    ['2018-12-31', false, 'a Monday off by the notice of the next year'],
    ['2006-12-30', true, 'a Saturday worked for the next year'],
    ['2027-10-01', true, 'a weekday of a year without a notice'],
    ['2027-10-02', false, 'a Saturday of a year without a notice'],
  ]
  for (const [date, works, why] of edges) {
    test(`${date} is ${works ? '' : 'not '}worked: ${why}`, () => {
      assert.equal(isWorkingDay(officialCalendar, plainDate(date)), works)
    })
  }
})
