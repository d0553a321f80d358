import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { QUANTITY_SCALE } from './binding.ts'
import { type DatedCase, type Facts, judgeTarget, measureCounter, quantityText } from './measure.ts'

const done = (day: number, user: string, rest: Partial<DatedCase> = {}): DatedCase => ({
  day,
  user,
  tripsBefore: 3,
  tripsTaken: 0,
  workingDays: 6,
  onTime: true,
  ...rest,
})
const facts = (cases: readonly DatedCase[], rest: Partial<Facts> = {}): Facts => ({
  cases,
  ratings: [],
  elapsed: 5,
  workingDays: 250,
  ...rest,
})
const floor = (target: number) => ({ operator: '≥', target: target * QUANTITY_SCALE, bounded: false }) as const
const sum = (daily: readonly number[]) => daily.reduce((all, one) => all + one, 0) / QUANTITY_SCALE

test('completed cases, saved trips and different users are counted by the working day', () => {
  const given = facts([done(1, 'a'), done(3, 'a', { tripsTaken: 1 }), done(3, 'b', { tripsTaken: 5 })])
  const dailyOf = (counter: 'completedCases' | 'savedTrips' | 'distinctUsers') => {
    const measured = measureCounter(counter, given)
    return measured.kind === 'count' ? measured.daily.map((one) => one / QUANTITY_SCALE) : []
  }
  assert.deepEqual(dailyOf('completedCases'), [1, 0, 2, 0, 0])
  assert.deepEqual(dailyOf('savedTrips'), [3, 0, 2, 0, 0])
  assert.deepEqual(dailyOf('distinctUsers'), [1, 0, 1, 0, 0])
})

test('every user is counted exactly once, whatever the order of the cases', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('a', 'b', 'c'))), (pairs) => {
      const measured = measureCounter('distinctUsers', facts(pairs.map(([day, user]) => done(day, user))))
      assert.equal(measured.kind === 'count' && sum(measured.daily), new Set(pairs.map(([, user]) => user)).size)
    }),
  )
})

test('one more completed case moves the figure and the forecast', () => {
  const judged = (cases: readonly DatedCase[]) => {
    const given = facts(cases)
    return judgeTarget(floor(300), measureCounter('completedCases', given), given)
  }
  const [before, after] = [judged([done(1, 'a')]), judged([done(1, 'a'), done(5, 'b')])]
  assert.equal(after.forecast!.actual - before.forecast!.actual, QUANTITY_SCALE)
  assert.ok(after.forecast!.yearEnd > before.forecast!.yearEnd)
  assert.equal(before.standing, 'willMiss')
  assert.ok(before.flagged, '1 case in 5 of 250 days is far behind 300')
})

test('satisfaction is of those who rated; default ratings stand beside it', () => {
  const ratings = [
    { satisfied: true, byDefault: false },
    { satisfied: false, byDefault: false },
    { satisfied: true, byDefault: true },
    { satisfied: true, byDefault: true },
  ]
  assert.deepEqual(measureCounter('activeSatisfaction', facts([], { ratings })), {
    kind: 'level',
    now: 50 * QUANTITY_SCALE,
    note: '2 份主动评价；含默认好评 75%',
  })
  const onlyDefaults = measureCounter('activeSatisfaction', facts([], { ratings: ratings.slice(2) }))
  assert.equal(onlyDefaults.kind, 'missing')
})

test('a level is judged as it stands, and flagged only when it falls short by more than a fifth', () => {
  const ceiling = { operator: '≤', target: 8 * QUANTITY_SCALE, bounded: false } as const
  const judged = (workingDays: number, elapsed = 5) => {
    const given = facts([done(1, 'a', { workingDays })], { elapsed })
    const { standing, flagged } = judgeTarget(ceiling, measureCounter('meanWorkingDays', given), given)
    return [standing, flagged]
  }
  assert.deepEqual(judged(6), ['onTrack', false])
  assert.deepEqual(judged(1), ['onTrack', false])
  assert.deepEqual(judged(9), ['mayMiss', false])
  assert.deepEqual(judged(10), ['mayMiss', true])
  assert.deepEqual(judged(10, 250), ['willMiss', true])
  assert.deepEqual(judged(8, 250), ['met', false])
})

test('no evidence is a state of its own, never a zero', () => {
  for (const counter of ['availability', 'meanWorkingDays', 'onTimeRate', 'acceptancePassRate'] as const) {
    const given = facts([])
    const measured = measureCounter(counter, given)
    assert.equal(measured.kind, 'missing', counter)
    assert.deepEqual(judgeTarget(floor(1), measured, given), { standing: 'noEvidence', flagged: false })
  }
})

test('figures are written as people read them', () => {
  for (const [value, unit, text] of [
    [2671, '卷', '2,671 卷'],
    [96.3, '%', '96.3%'],
    [8.456, '天', '8.46 天'],
    [28_000, '万次', '28,000 次'],
    [100, '万元', '100 万元'],
    [0, '件', '0 件'],
  ] as const)
    assert.equal(quantityText(value * QUANTITY_SCALE, unit), text)
})
