import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Clock, type ClockMode, clockProof, type Due, dueDay, elapsedWorkingDays, lightOf } from './clock.ts'
import { officialCalendar } from './official.ts'
import { type PlainDate, plainDate } from './plain-date.ts'

const clockOf = (...spans: [string, ClockMode, string?][]): Clock =>
  spans.map(([on, mode, why = mode]) => ({ on: plainDate(on), mode, why }))

const dueAt = (clock: Clock, limit: number, today: string) => dueDay(clock, limit, officialCalendar, plainDate(today))

/** The story of the officer's page: accepted on a Monday, two days lost to a supplement, a make-up Saturday ahead. */
const SUPPLEMENTED = clockOf(
  ['2024-09-02', 'running', 'accepted'],
  ['2024-09-04', 'paused', 'supplement'],
  ['2024-09-06', 'running', 'supplemented'],
)

describe('the one rule', () => {
  const examples: [string, Clock, string, number][] = [
    ['the day of start does not count', clockOf(['2024-09-02', 'running']), '2024-09-02', 0],
    ['the day after the start does', clockOf(['2024-09-02', 'running']), '2024-09-03', 1],
    ['the day of a pause counts', SUPPLEMENTED, '2024-09-04', 2],
    ['the days in a pause do not', SUPPLEMENTED, '2024-09-05', 2],
    ['the day of a resume does not', SUPPLEMENTED, '2024-09-06', 2],
    ['a weekend does not', SUPPLEMENTED, '2024-09-08', 2],
    ['the day after a resume does', SUPPLEMENTED, '2024-09-09', 3],
    ['a make-up Saturday counts', SUPPLEMENTED, '2024-09-14', 8],
    ['a holiday does not', SUPPLEMENTED, '2024-09-17', 8],
    ['before the start nothing counts', SUPPLEMENTED, '2024-08-01', 0],
    ['a clock that never started counts nothing', [], '2024-09-17', 0],
    [
      'a pause taken back the same day costs nothing',
      clockOf(['2024-09-02', 'running'], ['2024-09-03', 'paused'], ['2024-09-03', 'running']),
      '2024-09-05',
      3,
    ],
    [
      'a resume taken back the same day gains nothing',
      clockOf(['2024-09-02', 'running'], ['2024-09-03', 'paused'], ['2024-09-04', 'running'], ['2024-09-04', 'paused']),
      '2024-09-06',
      1,
    ],
    [
      'the day of the decision counts and none after it',
      clockOf(['2024-09-02', 'running'], ['2024-09-04', 'stopped']),
      '2024-12-31',
      2,
    ],
    [
      'a pause over a weekend costs no working day',
      clockOf(['2024-09-05', 'running'], ['2024-09-06', 'paused'], ['2024-09-08', 'running']),
      '2024-09-09',
      2,
    ],
  ]
  for (const [fact, clock, until, elapsed] of examples) {
    test(fact, () => assert.equal(elapsedWorkingDays(clock, officialCalendar, plainDate(until)), elapsed))
  }
})

describe('dueDay', () => {
  const facts: [string, Clock, number, string, Partial<Due>][] = [
    [
      'a running clock is due on the day that is counted last',
      SUPPLEMENTED,
      8,
      '2024-09-12',
      { dueOn: '2024-09-14' as PlainDate, remaining: 2, elapsed: 6, late: 0, provisional: false },
    ],
    [
      'the statutory limit runs over both autumn holidays',
      SUPPLEMENTED,
      20,
      '2024-09-12',
      { dueOn: '2024-10-09' as PlainDate },
    ],
    [
      'a paused clock has no due day',
      SUPPLEMENTED,
      8,
      '2024-09-05',
      { dueOn: null, remaining: 6, elapsed: 2, late: 0 },
    ],
    [
      'what happens after today is not seen',
      SUPPLEMENTED,
      8,
      '2024-09-03',
      { dueOn: '2024-09-12' as PlainDate, elapsed: 1 },
    ],
    [
      'a clock that has not started has the whole limit left',
      SUPPLEMENTED,
      8,
      '2024-09-01',
      { dueOn: null, remaining: 8, elapsed: 0, late: 0 },
    ],
    ['an empty clock too', [], 8, '2024-09-01', { dueOn: null, remaining: 8 }],
    ['on the due day it is not late', SUPPLEMENTED, 8, '2024-09-14', { remaining: 0, late: 0 }],
    [
      'the Sunday after the due day it is',
      SUPPLEMENTED,
      8,
      '2024-09-15',
      { dueOn: '2024-09-14' as PlainDate, late: 1 },
    ],
    ['the first working day after it is still the first late one', SUPPLEMENTED, 8, '2024-09-18', { late: 1 }],
    ['the second is the second', SUPPLEMENTED, 8, '2024-09-19', { late: 2, elapsed: 10 }],
  ]
  for (const [fact, clock, limit, today, expected] of facts) {
    test(fact, () => {
      const due = dueAt(clock, limit, today)
      assert.deepEqual({ ...due, ...expected }, due)
    })
  }

  test('a case decided on the due day is in time, and stays so', () => {
    const decided = [...SUPPLEMENTED, ...clockOf(['2024-09-14', 'stopped', 'decided'])]
    for (const today of ['2024-09-14', '2025-09-14']) {
      const { dueOn, late, elapsed } = dueAt(decided, 8, today)
      assert.deepEqual({ dueOn, late, elapsed }, { dueOn: '2024-09-14', late: 0, elapsed: 8 })
    }
  })

  test('a case decided the day after is late by one, also when that day is a Sunday', () => {
    const decided = [...SUPPLEMENTED, ...clockOf(['2024-09-15', 'stopped', 'decided'])]
    assert.equal(dueAt(decided, 8, '2025-01-01').late, 1)
  })

  test('a case decided early keeps the due day it would have had', () => {
    const decided = [...SUPPLEMENTED, ...clockOf(['2024-09-10', 'stopped', 'decided'])]
    const { dueOn, remaining, late } = dueAt(decided, 8, '2024-12-01')
    assert.deepEqual({ dueOn, remaining, late }, { dueOn: '2024-09-14', remaining: 4, late: 0 })
  })

  test('a case ended out of a pause is not late however long the pause was', () => {
    const withdrawn = clockOf(['2024-09-02', 'running'], ['2024-09-04', 'paused'], ['2024-12-02', 'stopped'])
    assert.equal(dueAt(withdrawn, 8, '2024-12-31').late, 0)
  })

  test('a clock stopped twice counts from the first stop', () => {
    const twice = clockOf(['2024-09-02', 'running'], ['2024-09-04', 'stopped'], ['2024-10-31', 'stopped'])
    assert.equal(dueAt(twice, 5, '2024-12-01').late, 0)
  })

  test('a case paused when it was already late stays late', () => {
    const clock = [...SUPPLEMENTED, ...clockOf(['2024-09-18', 'paused'])]
    const { dueOn, late } = dueAt(clock, 8, '2024-10-31')
    assert.deepEqual({ dueOn, late }, { dueOn: null, late: 1 })
  })

  test('a clock paused on its due day is due on the day it is resumed', () => {
    const paused = [...SUPPLEMENTED, ...clockOf(['2024-09-14', 'paused'])]
    assert.deepEqual([dueAt(paused, 8, '2024-09-20').dueOn, dueAt(paused, 8, '2024-09-20').late], [null, 0])
    const resumed = [...paused, ...clockOf(['2024-09-23', 'running'])]
    assert.deepEqual([dueAt(resumed, 8, '2024-09-23').dueOn, dueAt(resumed, 8, '2024-09-23').late], ['2024-09-23', 0])
    assert.equal(dueAt(resumed, 8, '2024-09-24').late, 1)
  })

  test('and on the next working day when it is resumed on a Sunday', () => {
    const resumed = [...SUPPLEMENTED, ...clockOf(['2024-09-14', 'paused'], ['2024-09-22', 'running'])]
    assert.deepEqual([dueAt(resumed, 8, '2024-09-23').dueOn, dueAt(resumed, 8, '2024-09-23').late], ['2024-09-23', 0])
  })

  test('a limit of 0 is due on the day of start, or the next working day', () => {
    assert.equal(dueAt(clockOf(['2024-09-13', 'running']), 0, '2024-09-13').dueOn, '2024-09-13')
    assert.equal(dueAt(clockOf(['2024-09-15', 'running']), 0, '2024-09-15').dueOn, '2024-09-18')
    assert.equal(dueAt(clockOf(['2024-09-13', 'running']), 0, '2024-09-14').late, 1)
  })

  test('a clock that was paused before it started begins with its first run', () => {
    const clock = clockOf(['2024-09-02', 'paused'], ['2024-09-09', 'running'])
    assert.deepEqual([dueAt(clock, 5, '2024-09-05').dueOn, dueAt(clock, 5, '2024-09-09').dueOn], [null, '2024-09-14'])
  })

  test('a due day in a year without a notice is provisional', () => {
    const clock = clockOf(['2026-12-25', 'running'])
    assert.deepEqual(
      [dueAt(clock, 4, '2026-12-25').dueOn, dueAt(clock, 4, '2026-12-25').provisional],
      ['2026-12-31', false],
    )
    assert.deepEqual(
      [dueAt(clock, 5, '2026-12-25').dueOn, dueAt(clock, 5, '2026-12-25').provisional],
      ['2027-01-01', true],
    )
  })

  test('spans out of order and limits that are none are mistakes', () => {
    const disordered = clockOf(['2024-09-04', 'running'], ['2024-09-02', 'paused'])
    assert.throws(() => dueAt(disordered, 8, '2024-09-05'), /out of order/)
    for (const limit of [-1, 1.5, Number.NaN]) assert.throws(() => dueAt([], limit, '2024-09-05'), /not a limit/)
  })
})

describe('clockProof', () => {
  const proofAt = (clock: Clock, limit: number, today: string) =>
    clockProof(clock, limit, officialCalendar, plainDate(today))
  const rows = (proof: ReturnType<typeof clockProof>) =>
    proof.days.map(({ date, kind, number, due, ahead }) =>
      [date.slice(5), kind, number ?? '-', ahead ? 'ahead' : '', due ? 'due' : ''].join(' ').trimEnd(),
    )

  test("lays open every day of the officer's page", () => {
    assert.deepEqual(rows(proofAt(SUPPLEMENTED, 8, '2024-09-12')), [
      '09-03 counted 1',
      '09-04 counted 2',
      '09-05 paused -',
      '09-06 paused -',
      '09-07 weekend -',
      '09-08 weekend -',
      '09-09 counted 3',
      '09-10 counted 4',
      '09-11 counted 5',
      '09-12 counted 6',
      '09-13 counted 7 ahead',
      '09-14 makeUp 8 ahead due',
    ])
  })

  test("lays open every day of the citizen's page", () => {
    const clock = clockOf(['2026-11-03', 'running'], ['2026-11-05', 'paused'], ['2026-11-09', 'running'])
    const grid = proofAt(clock, 8, '2026-11-12').days.filter(({ kind }) => kind !== 'weekend')
    assert.deepEqual(
      grid.map(({ date, number }) => `${date.slice(5)} ${number ?? '停'}`),
      ['11-04 1', '11-05 2', '11-06 停', '11-09 停', '11-10 3', '11-11 4', '11-12 5', '11-13 6', '11-16 7', '11-17 8'],
    )
  })

  test('goes on numbering past the due day until today', () => {
    assert.deepEqual(rows(proofAt(SUPPLEMENTED, 8, '2024-09-18')).slice(-5), [
      '09-14 makeUp 8  due',
      '09-15 weekend -',
      '09-16 holiday -',
      '09-17 holiday -',
      '09-18 counted 9',
    ])
  })

  test('ends with today while paused, and with the due day once stopped', () => {
    assert.equal(proofAt(SUPPLEMENTED, 8, '2024-09-05').days.at(-1)!.date, '2024-09-05')
    const decided = [...SUPPLEMENTED, ...clockOf(['2024-09-12', 'stopped', 'decided'])]
    const proof = proofAt(decided, 8, '2025-01-02')
    assert.deepEqual(rows(proof).slice(-3), ['09-12 counted 6', '09-13 stopped 7', '09-14 stopped 8  due'])
    assert.equal(proof.endedOn, '2024-09-12')
  })

  test('gives each day its reason', () => {
    const why = new Map(proofAt(SUPPLEMENTED, 12, '2024-09-12').days.map(({ date, why }) => [date.slice(5), why]))
    assert.deepEqual(
      ['09-03', '09-05', '09-07', '09-09', '09-14', '09-16'].map((date) => why.get(date)),
      ['accepted', 'supplement', null, 'supplemented', '中秋', '中秋'],
    )
  })

  test('of a clock that has not started it is empty', () => {
    assert.deepEqual(proofAt(SUPPLEMENTED, 8, '2024-09-01').days, [])
    assert.equal(proofAt([], 8, '2024-09-01').started, null)
  })
})

describe('lightOf', () => {
  const base = { remaining: 8, late: 0, paused: false, limit: 8, statutoryLate: 0 }
  const examples: [string, Partial<typeof base>, string][] = [
    ['green with the whole limit left', {}, 'green'],
    ['green with 2 of 8 left', { remaining: 2 }, 'green'],
    ['yellow with 1 of 8 left', { remaining: 1 }, 'yellow'],
    ['yellow on the due day', { remaining: 0 }, 'yellow'],
    ['yellow with exactly a fifth left', { remaining: 4, limit: 20 }, 'yellow'],
    ['green with just more than a fifth left', { remaining: 5, limit: 20 }, 'green'],
    ['green with 2 of 9 left, yellow with 2 of 10', { remaining: 2, limit: 9 }, 'green'],
    ['yellow with 2 of 10 left', { remaining: 2, limit: 10 }, 'yellow'],
    ['yellow from the start with a limit of 1', { remaining: 1, limit: 1 }, 'yellow'],
    ['grey while paused', { paused: true, remaining: 0 }, 'grey'],
    ['red when late', { late: 1, remaining: 0 }, 'red'],
    ['red when paused after it was late', { late: 1, paused: true }, 'red'],
    ['double red when the law is broken', { late: 1, statutoryLate: 1 }, 'doubleRed'],
  ]
  for (const [fact, change, light] of examples) {
    test(fact, () => assert.equal(lightOf({ ...base, ...change }), light))
  }
})
