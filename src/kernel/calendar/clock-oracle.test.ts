// The clock against a naive one that lives through the days, with random pauses, resumes and stops, and with the
// working days of chinese-days instead of our table.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import chineseDays from 'chinese-days'
import fc from 'fast-check'
import { addWorkingDays } from './calendar.ts'
import { type Clock, type ClockMode, clockProof, dueDay, elapsedWorkingDays } from './clock.ts'
import { officialCalendar } from './official.ts'
import { addDays, type PlainDate, plainDate } from './plain-date.ts'

fc.configureGlobal({ seed: 20_241_123, numRuns: 300 })

describe('against a naive clock', () => {
  const START = plainDate('2024-01-01')
  const modes = fc.constantFrom<ClockMode>('running', 'paused', 'paused', 'running', 'stopped')
  const clocks = fc
    .tuple(fc.nat(200), fc.array(fc.tuple(fc.nat(12), modes), { maxLength: 8 }))
    .map(([first, steps]): Clock => {
      let on = addDays(START, first)
      const spans = [{ on, mode: 'running' as ClockMode, why: 'accepted' }]
      for (const [gap, mode] of steps) {
        on = addDays(on, gap)
        spans.push({ on, mode, why: mode })
      }
      return spans
    })
  const cases = fc.record({ clock: clocks, limit: fc.nat(40), wait: fc.nat(150) })
  const todayOf = ({ clock, wait }: { clock: Clock; wait: number }) => addDays(clock[0]!.on, wait)

  /** Lives through the days one by one: what is the mode in the morning, what happens during the day, what at night. */
  function live(clock: Clock, limit: number, until: PlainDate, lastMode?: ClockMode) {
    let mode: ClockMode | null = null
    let elapsed = 0
    let dueOn: PlainDate | null = null
    for (let day = START; day <= until; day = addDays(day, 1)) {
      if (mode === 'running' && chineseDays.isWorkday(day)) elapsed += 1
      for (const span of clock) if (span.on === day) mode = span.mode
      if (day >= clock.at(-1)!.on && lastMode) mode = lastMode
      const nightIsRunning = mode === 'running'
      if (dueOn === null && nightIsRunning && elapsed >= limit && chineseDays.isWorkday(day)) dueOn = day
    }
    return { elapsed, dueOn, mode }
  }

  test('elapsed days are those lived through', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const today = todayOf(c)
        assert.equal(elapsedWorkingDays(c.clock, officialCalendar, today), live(c.clock, 0, today).elapsed)
      }),
    )
  })

  test('the due day is the first night that closes with the limit used up, had the clock run on', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const today = todayOf(c)
        const seen = c.clock.filter((span) => span.on <= today)
        const far = addDays(today, 200)
        const { mode } = live(seen, c.limit, today)
        const cut = seen.findLastIndex((span) => span.mode !== 'stopped') + 2
        const expected =
          mode === 'paused'
            ? null
            : live(seen.slice(0, cut), c.limit, far, mode === 'stopped' ? 'running' : undefined).dueOn
        assert.equal(dueDay(c.clock, c.limit, officialCalendar, today).dueOn, expected)
      }),
    )
  })

  test('with closed suspensions it is the formula: a working day d counts unless suspended < d <= resumed', () => {
    const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 0, max: 12 })), { maxLength: 5 })
    fc.assert(
      fc.property(fc.nat(300), gaps, fc.integer({ min: 1, max: 60 }), (first, steps, limit) => {
        const accepted = addDays(START, first)
        const clock: { on: PlainDate; mode: ClockMode; why: string }[] = [{ on: accepted, mode: 'running', why: '' }]
        const suspensions: { suspended: PlainDate; resumed: PlainDate }[] = []
        let day = accepted
        for (const [run, pause] of steps) {
          const suspended = addDays(day, run)
          day = addDays(suspended, pause)
          suspensions.push({ suspended, resumed: day })
          clock.push({ on: suspended, mode: 'paused', why: '' }, { on: day, mode: 'running', why: '' })
        }
        let due = accepted
        for (let elapsed = 0; elapsed < limit; ) {
          due = addDays(due, 1)
          const isSuspended = suspensions.some(({ suspended, resumed }) => suspended < due && due <= resumed)
          if (chineseDays.isWorkday(due) && !isSuspended) elapsed += 1
        }
        // A pause that begins on the due day itself moves it to the resume; the formula alone does not say so.
        fc.pre(!suspensions.some(({ suspended, resumed }) => suspended === due && resumed > due))
        assert.equal(dueDay(clock, limit, officialCalendar, addDays(day, 1)).dueOn, due)
        assert.equal(elapsedWorkingDays(clock, officialCalendar, due), limit)
      }),
    )
  })

  test('while it runs it is late exactly after the due day', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const today = todayOf(c)
        const { dueOn, late } = dueDay(c.clock, c.limit, officialCalendar, today)
        const runs = c.clock.findLast((span) => span.on <= today)!.mode === 'running'
        return !runs || late > 0 === today > dueOn!
      }),
    )
  })

  test('without a pause it is addWorkingDays', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.integer({ min: 1, max: 250 }), (first, limit) => {
        const on = addDays(START, first)
        const expected = addWorkingDays(officialCalendar, on, limit)
        const { dueOn, provisional } = dueDay([{ on, mode: 'running', why: '' }], limit, officialCalendar, on)
        assert.deepEqual({ date: dueOn, provisional }, expected)
      }),
    )
  })

  test('the proof covers every day once, numbers them without a gap, and sums up to the elapsed days', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const today = todayOf(c)
        const proof = clockProof(c.clock, c.limit, officialCalendar, today)
        const numbers = proof.days.flatMap(({ number }) => (number === null ? [] : [number]))
        assert.deepEqual(
          numbers,
          numbers.map((_, i) => i + 1),
        )
        proof.days.forEach(({ date }, i) => {
          assert.equal(date, addDays(proof.started!.on, i + 1))
        })
        const lived = proof.days.filter(({ kind, ahead }) => (kind === 'counted' || kind === 'makeUp') && !ahead)
        assert.equal(lived.length, proof.elapsed)
        const due = proof.days.filter((day) => day.due)
        if (proof.dueOn !== null && proof.dueOn > proof.started!.on)
          assert.deepEqual(
            due.map((d) => d.date),
            [proof.dueOn],
          )
      }),
    )
  })
})
