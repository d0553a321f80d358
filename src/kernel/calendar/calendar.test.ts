import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import chineseDays from 'chinese-days'
import fc from 'fast-check'
import {
  addWorkingDays,
  calendarOf,
  type HolidayNotice,
  isWorkingDay,
  nextWorkingDay,
  workingDaysBetween,
} from './calendar.ts'
import { OFFICIAL_NOTICES, officialCalendar } from './official.ts'
import { addDays, plainDate } from './plain-date.ts'

fc.configureGlobal({ seed: 20_241_123 })

const officialDate = fc
  .date({ min: new Date('2005-06-01'), max: new Date('2025-06-01'), noInvalidDate: true })
  .map((date) => plainDate(date.toISOString().slice(0, 10)))

describe('addWorkingDays', () => {
  const vectors: [string, number, string][] = [
    ['2024-02-06', 5, '2024-02-19'],
    ['2024-02-06', 20, '2024-03-11'],
    ['2024-04-30', 5, '2024-05-10'],
    ['2024-09-13', 20, '2024-10-17'],
    ['2024-09-27', 10, '2024-10-16'],
    ['2024-12-30', 20, '2025-01-27'],
    ['2025-01-22', 20, '2025-02-25'],
    ['2025-09-26', 5, '2025-10-10'],
    ['2026-02-12', 20, '2026-03-18'],
    ['2026-09-24', 7, '2026-10-12'],
    ['2024-06-07', 1, '2024-06-11'],
  ]
  for (const [from, n, to] of vectors) {
    test(`${from} and ${n} working days is ${to}`, () => {
      assert.deepEqual(addWorkingDays(officialCalendar, plainDate(from), n), { date: to, provisional: false })
    })
  }

  test('agrees with a walk over chinese-days, forwards and backwards', () => {
    fc.assert(
      fc.property(officialDate, fc.integer({ min: -250, max: 250 }), (from, n) => {
        let date = from
        for (let left = Math.abs(n); left > 0; ) {
          date = addDays(date, Math.sign(n))
          if (chineseDays.isWorkday(date)) left -= 1
        }
        assert.deepEqual(addWorkingDays(officialCalendar, from, n), { date, provisional: false })
      }),
    )
  })

  test('one working day before a due day is the day to remind', () => {
    assert.equal(addWorkingDays(officialCalendar, plainDate('2024-10-08'), -1).date, '2024-09-30')
  })

  test('a span that touches 2027 is provisional, one that ends in 2026 is not', () => {
    const from = plainDate('2026-12-25')
    assert.deepEqual(addWorkingDays(officialCalendar, from, 4), { date: '2026-12-31', provisional: false })
    assert.deepEqual(addWorkingDays(officialCalendar, from, 5), { date: '2027-01-01', provisional: true })
    assert.equal(addWorkingDays(officialCalendar, plainDate('2027-01-04'), -2).provisional, true)
  })

  test('a year without a notice in the middle of a span makes it provisional', () => {
    const calendar = calendarOf(
      'gap',
      OFFICIAL_NOTICES.filter(({ year }) => year !== 2025),
    )
    assert.equal(addWorkingDays(calendar, plainDate('2024-12-02'), 300).provisional, true)
    assert.equal(addWorkingDays(calendar, plainDate('2024-12-31'), 0).provisional, false)
    assert.equal(addWorkingDays(calendar, plainDate('2025-12-31'), 5).provisional, false)
    assert.equal(addWorkingDays(calendar, plainDate('2026-01-05'), -5).provisional, true)
  })

  test('the notice for 2027 makes the same span final and moves it', () => {
    const notice: HolidayNotice = { year: 2027, off: '元旦 01-01', worked: '' }
    const calendar = calendarOf('with-2027', [...OFFICIAL_NOTICES, notice])
    assert.deepEqual(addWorkingDays(calendar, plainDate('2026-12-25'), 5), { date: '2027-01-04', provisional: false })
  })

  test('half a day and no number are mistakes', () => {
    for (const n of [0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => addWorkingDays(officialCalendar, plainDate('2024-01-02'), n), RangeError)
    }
  })
})

describe('workingDaysBetween', () => {
  test('leaves out the first day and takes in the last', () => {
    assert.equal(workingDaysBetween(officialCalendar, plainDate('2024-09-13'), plainDate('2024-09-14')), 1)
    assert.equal(workingDaysBetween(officialCalendar, plainDate('2024-09-14'), plainDate('2024-09-17')), 0)
    assert.equal(workingDaysBetween(officialCalendar, plainDate('2024-09-14'), plainDate('2024-09-14')), 0)
    assert.equal(workingDaysBetween(officialCalendar, plainDate('2024-09-18'), plainDate('2024-09-02')), 0)
  })

  test('undoes addWorkingDays', () => {
    fc.assert(
      fc.property(officialDate, fc.nat(100), (from, n) => {
        const { date } = addWorkingDays(officialCalendar, from, n)
        return workingDaysBetween(officialCalendar, from, date) === n
      }),
    )
  })
})

describe('nextWorkingDay', () => {
  test('jumps over a holiday, and from a working day to the one after it', () => {
    assert.equal(nextWorkingDay(officialCalendar, plainDate('2024-09-30')), '2024-10-08')
    assert.equal(nextWorkingDay(officialCalendar, plainDate('2024-09-14')), '2024-09-18')
    assert.equal(nextWorkingDay(officialCalendar, plainDate('2024-09-13')), '2024-09-14')
  })

  test('is worked, lies after the day, and leaves nothing worked between', () => {
    fc.assert(
      fc.property(officialDate, (date) => {
        const next = nextWorkingDay(officialCalendar, date)
        return (
          next > date &&
          isWorkingDay(officialCalendar, next) &&
          workingDaysBetween(officialCalendar, date, addDays(next, -1)) === 0
        )
      }),
    )
  })
})

describe('a holiday notice', () => {
  test('names days one by one and in ranges', () => {
    const calendar = calendarOf('t', [{ year: 2025, off: '春节 01-28..31 02-03', worked: '春节 01-26' }])
    assert.deepEqual(
      [...calendar.holidays.keys()],
      ['2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31', '2025-02-03'],
    )
    assert.equal(calendar.makeUpDays.get(plainDate('2025-01-26')), '春节')
    assert.equal(calendar.version, 't')
  })

  const broken: [string, string, string][] = [
    ['a day off on a weekend', '春节 02-01', ''],
    ['a range over a weekend', '春节 01-31..02', ''],
    ['a make-up day on a weekday', '', '春节 01-27'],
    ['a day before any name', '01-28', ''],
    ['a day that does not exist', '春节 02-30', ''],
    ['a range that runs backwards', '春节 01-31..28', ''],
    ['a day in another spelling', '春节 1-28', ''],
  ]
  for (const [why, off, worked] of broken) {
    test(`is refused by name with ${why}`, () => {
      assert.throws(() => calendarOf('t', [{ year: 2025, off, worked }]), /holiday notice of 2025: /)
    })
  }

  test('may come only once a year', () => {
    const notice = { year: 2025, off: '', worked: '' }
    assert.throws(() => calendarOf('t', [notice, notice]), /two holiday notices/)
  })
})
