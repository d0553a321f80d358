import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  daysBetween,
  endOf,
  legalDateOf,
  type PlainDate,
  parsePlainDate,
  plainDate,
  startOf,
  weekdayOf,
} from './plain-date.ts'

fc.configureGlobal({ seed: 20_241_123 })

const anyDate = fc
  .date({ min: new Date('1900-01-02'), max: new Date('2199-12-30'), noInvalidDate: true })
  .map((date) => plainDate(date.toISOString().slice(0, 10)))

test('every day of four centuries is the day that Date says', () => {
  const first = Date.parse('1800-01-01')
  for (let n = 0; n < 146_097; n += 1) {
    const expected = new Date(first + n * 86_400_000).toISOString().slice(0, 10) as PlainDate
    const date = addDays('1800-01-01' as PlainDate, n)
    if (date !== expected || daysBetween('1800-01-01' as PlainDate, date) !== n) assert.equal(date, expected)
  }
  assert.throws(() => addDays('2199-12-31' as PlainDate, 1), RangeError)
})

describe('parsePlainDate', () => {
  for (const text of ['1900-01-01', '2024-02-29', '2000-02-29', '2199-12-31']) {
    test(`${text} is a date`, () => assert.equal(parsePlainDate(text), text))
  }
  const refused: [unknown, string][] = [
    ['2023-02-29', 'no leap year'],
    ['1900-02-29', 'a century is no leap year'],
    ['2024-02-30', 'a day February never has'],
    ['2024-04-31', 'a day April never has'],
    ['2024-13-01', 'month 13'],
    ['2024-00-10', 'month 0'],
    ['2024-01-00', 'day 0'],
    ['1899-12-31', 'a year too early'],
    ['2200-01-01', 'a year too late'],
    ['2024-1-1', 'no leading zeros'],
    ['2024/01/01', 'slashes'],
    [' 2024-01-01', 'a space before'],
    ['2024-01-01\n', 'a line end behind'],
    ['2024-01-01T00:00', 'a time behind'],
    ['２０２４-01-01', 'full-width digits'],
    ['', 'nothing'],
    [20240101, 'a number'],
    [null, 'null'],
    [new Date(0), 'a Date'],
  ]
  for (const [input, why] of refused) {
    test(`refused: ${why}`, () => assert.equal(parsePlainDate(input), null))
  }

  test('a birth date may be older than 1900 when the caller asks for it', () => {
    assert.equal(parsePlainDate('1880-01-01'), null)
    assert.equal(parsePlainDate('1880-01-01', 1800), '1880-01-01')
    assert.equal(parsePlainDate('1799-12-31', 1700), null)
  })

  test('agrees with the Gregorian rule for every day, month and year', () => {
    const lengths = (year: number) => {
      const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
      return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    }
    const ofParts = fc.tuple(fc.integer({ min: 1890, max: 2210 }), fc.nat(14), fc.nat(33))
    fc.assert(
      fc.property(ofParts, ([year, month, day]) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        const isReal = year >= 1900 && year <= 2199 && day >= 1 && day <= (lengths(year)[month - 1] ?? 0)
        return parsePlainDate(text) === (isReal ? text : null)
      }),
    )
  })
})

describe('plainDate', () => {
  test("throws on a programmer's mistake and names it", () => {
    assert.throws(() => plainDate('2024-02-30'), /"2024-02-30"/)
  })
})

describe('day arithmetic', () => {
  test('crosses month, leap day and year', () => {
    assert.equal(addDays(plainDate('2024-02-28'), 1), '2024-02-29')
    assert.equal(addDays(plainDate('2023-02-28'), 1), '2023-03-01')
    assert.equal(addDays(plainDate('2025-01-01'), -1), '2024-12-31')
    assert.equal(daysBetween(plainDate('2024-01-01'), plainDate('2025-01-01')), 366)
  })

  test('adding and measuring are inverse, and order is text order', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        const days = daysBetween(a, b)
        return (
          addDays(a, days) === b && daysBetween(b, a) === -days + 0 && Math.sign(days) === (a < b ? 1 : a > b ? -1 : 0)
        )
      }),
    )
  })

  test('leaving the years 1800 to 2199 throws, as does half a day', () => {
    assert.throws(() => addDays(plainDate('2199-12-31'), 1), RangeError)
    assert.throws(() => addDays(plainDate('1800-01-01'), -1), RangeError)
    assert.throws(() => addDays(plainDate('2024-01-01'), 0.5), RangeError)
    assert.throws(() => addDays(plainDate('2024-01-01'), Number.NaN), RangeError)
    assert.throws(() => addDays(plainDate('2024-01-01'), 1e12), RangeError)
  })

  test('the weekday goes from 1 on Monday to 7 on Sunday', () => {
    assert.equal(weekdayOf(plainDate('2024-09-02')), 1)
    assert.equal(weekdayOf(plainDate('2024-09-14')), 6)
    assert.equal(weekdayOf(plainDate('2024-09-15')), 7)
    assert.equal(weekdayOf(plainDate('1970-01-01')), 4)
    assert.equal(weekdayOf(plainDate('1900-01-01')), 1)
  })

  test('the weekday agrees with Date and advances by one each day', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const weekday = weekdayOf(date)
        return weekday % 7 === new Date(date).getUTCDay() && weekdayOf(addDays(date, 1)) === (weekday % 7) + 1
      }),
    )
  })
})

describe('legalDateOf', () => {
  const examples: [string, string][] = [
    ['2024-09-01T15:59:59.999Z', '2024-09-01'],
    ['2024-09-01T16:00:00.000Z', '2024-09-02'],
    ['2024-09-02T00:00:00+08:00', '2024-09-02'],
    ['2024-09-01T23:59+08:00', '2024-09-01'],
    ['2024-12-31T16:00:00Z', '2025-01-01'],
    ['2024-02-28T20:00:00Z', '2024-02-29'],
  ]
  for (const [instant, date] of examples) {
    test(`${instant} falls on ${date}`, () => {
      assert.equal(legalDateOf(instant), date)
      assert.equal(legalDateOf(new Date(instant)), date)
    })
  }

  for (const text of ['2024-09-01T15:59:59', '2024-09-01', 'yesterday', '2024-02-30T25:00:00Z', '']) {
    test(`${JSON.stringify(text)} is no instant with a zone`, () => assert.throws(() => legalDateOf(text), RangeError))
  }

  test('an invalid Date throws', () => assert.throws(() => legalDateOf(new Date(Number.NaN)), RangeError))

  test('agrees with the zone data of the runtime since 1991-09-15', () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })
    const instants = fc.date({ min: new Date('1991-09-15'), max: new Date('2100-01-01'), noInvalidDate: true })
    fc.assert(fc.property(instants, (instant) => legalDateOf(instant) === shanghai.format(instant)))
  })
})

describe('startOf and endOf', () => {
  test('a day runs from midnight to the last millisecond in Shanghai', () => {
    assert.equal(startOf(plainDate('2024-09-14')), '2024-09-13T16:00:00.000Z')
    assert.equal(endOf(plainDate('2024-09-14')), '2024-09-14T15:59:59.999Z')
  })

  test('both lie on their day, and the next millisecond does not', () => {
    const before = (instant: string) => new Date(Date.parse(instant) - 1)
    fc.assert(
      fc.property(anyDate, (date: PlainDate) => {
        const next = new Date(Date.parse(endOf(date)) + 1)
        return (
          legalDateOf(startOf(date)) === date &&
          legalDateOf(endOf(date)) === date &&
          legalDateOf(before(startOf(date))) === addDays(date, -1) &&
          next.toISOString() === startOf(addDays(date, 1))
        )
      }),
    )
  })
})
