import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { readBook } from '../budget/read.ts'
import { apportion } from './apportion.ts'
import { categoryOf, criterionOf, evidenceFor } from './binding.ts'
import * as counter from './counter.ts'
import { writeReport } from './evaluation-report.ts'
import { deviationOf, forecastYearEnd, standingOf } from './forecast.ts'
import { PROPOSED_TARGETS } from './proposal.ts'
import { gradeOf, SCHEMES } from './scheme.ts'
import { type Criterion, meets, type Outcome, scoreOutcome } from './score.ts'
import { type Scored, type SelfEvaluation, selfEvaluate } from './self-evaluation.ts'

const SEED = readFileSync(new URL('../../../seed/budget-2024.txt', import.meta.url), 'utf8')
const { book } = readBook(SEED)
const OVERRUN = 30_00
const quantity = (actual: number): Outcome => ({ kind: 'quantity', actual })
const floor = (target: number): Criterion => ({ operator: '≥', target, bounded: false })

test('parts add up exactly and miss the exact share by less than one', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_00 }), weights, (total, parts) => {
      const shares = apportion(total, parts)
      const whole = parts.reduce((a, b) => a + b, 0)
      assert.equal(
        shares.reduce((a, b) => a + b, 0),
        total,
      )
      if (whole > 0)
        for (const [i, share] of shares.entries()) assert.ok(Math.abs(share - (total * parts[i]!) / whole) < 1)
    }),
    { seed: 4 },
  )
  assert.deepEqual(apportion(100_00, [1, 1, 1]), [3334, 3333, 3333])
  assert.deepEqual(apportion(5, [0, 0]), [3, 2])
  assert.deepEqual(apportion(5, []), [])
})

test('every scheme gives exactly 100 points', () => {
  for (const { id, points } of SCHEMES)
    assert.equal(
      Object.values(points).reduce((a, b) => a + b, 0),
      100_00,
      id,
    )
})

const GRADES: [score: number, grade: string][] = [
  [100_00, '优'],
  [90_00, '优'],
  [89_99, '良'],
  [80_00, '良'],
  [79_99, '中'],
  [60_00, '中'],
  [59_99, '差'],
  [0, '差'],
]
for (const [score, grade] of GRADES)
  test(`${score / 100} points are ${grade}`, () => assert.equal(gradeOf(score, SCHEMES[0]!), grade))

const SCORES: [what: string, criterion: Criterion, outcome: Outcome, points: number][] = [
  ['a floor reached', floor(100), quantity(100), 10_00],
  ['a floor reached by four fifths', floor(100), quantity(80), 8_00],
  ['a floor with nothing done', floor(100), quantity(0), 0],
  ['a floor exceeded within the threshold', floor(100), quantity(130), 10_00],
  ['a floor exceeded by half, unexplained', floor(100), quantity(150), 8_00],
  [
    'a floor exceeded by half, because the target was low',
    floor(100),
    { kind: 'quantity', actual: 150, explanation: { cause: 'targetTooLow', words: '…' } },
    8_00,
  ],
  [
    'a floor exceeded by half for another reason',
    floor(100),
    { kind: 'quantity', actual: 150, explanation: { cause: 'other', words: '…' } },
    10_00,
  ],
  ['a floor exceeded tenfold', floor(100), quantity(1000), 0],
  ['a ceiling kept', { operator: '≤', target: 6, bounded: false }, quantity(2), 10_00],
  ['a ceiling broken', { operator: '≤', target: 6, bounded: false }, quantity(12), 5_00],
  ['an exact target met', { operator: '=', target: 100, bounded: true }, quantity(100), 10_00],
  ['an exact target missed below', { operator: '=', target: 100, bounded: true }, quantity(90), 9_00],
  ['an exact target missed above', { operator: '=', target: 4, bounded: false }, quantity(5), 8_00],
  ['a strict floor only equalled', { operator: '>', target: 100, bounded: false }, quantity(100), 10_00],
  ['words achieved', floor(0), { kind: 'quality', level: 'achieved', percent: 95 }, 9_50],
  ['no evidence', floor(100), { kind: 'missing' }, 0],
]
for (const [what, criterion, outcome, points] of SCORES)
  test(`${what} scores ${points / 100} of 10`, () =>
    assert.equal(scoreOutcome(criterion, outcome, 10_00, OVERRUN).points, points))

test('a strict floor only equalled is not reached', () => {
  assert.equal(
    scoreOutcome({ operator: '>', target: 100, bounded: false }, quantity(100), 10_00, OVERRUN).reached,
    false,
  )
})

test('points never leave 0 … weight, and more of a good thing never scores less below the target', () => {
  const operator = fc.constantFrom('≥' as const, '≤' as const, '=' as const, '>' as const, '<' as const)
  const small = fc.integer({ min: 0, max: 100_000 })
  fc.assert(
    fc.property(operator, small, small, small, fc.integer({ min: 0, max: 100_00 }), (sign, target, a, b, weight) => {
      const criterion = { operator: sign, target, bounded: false }
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map(
        (actual) => scoreOutcome(criterion, quantity(actual), weight, OVERRUN).points,
      )
      assert.ok(less! >= 0 && less! <= weight && more! >= 0 && more! <= weight)
      if (sign === '≥' && Math.max(a, b) <= target) assert.ok(less! <= more!)
      if (meets(criterion, a) && sign !== '≥' && sign !== '>')
        assert.equal(scoreOutcome(criterion, quantity(a), weight, OVERRUN).points, weight)
    }),
    { seed: 4 },
  )
})

test('a quality percentage outside its band is a fault, not a score', () => {
  assert.throws(() => scoreOutcome(floor(0), { kind: 'quality', level: 'partly', percent: 85 }, 10_00, OVERRUN))
})

/** A project of the seed with every measurable target met exactly. */
function seedProject(index: number, change: (scored: Scored) => Scored = (scored) => scored) {
  const goal = book.goals[index]!
  const indicators = goal.indicators.map((row) => {
    const criterion = criterionOf(row)
    const outcome: Outcome = criterion
      ? quantity(criterion.operator === '>' ? criterion.target + 1 : criterion.target)
      : { kind: 'missing' }
    return change({ name: row.name, category: categoryOf(row)!, criterion: criterion ?? floor(0), outcome })
  })
  return { year: 2024, budget: goal.money.total!.value, paid: goal.money.total!.value, indicators }
}

const evaluated = (project: Parameters<typeof selfEvaluate>[0]): SelfEvaluation => {
  const result = selfEvaluate(project)
  assert.ok(!('code' in result))
  return result
}

test('each of the 27 projects carries exactly 100 points by the scheme with cost', () => {
  for (const index of book.goals.keys()) {
    const { lines, scheme } = evaluated(seedProject(index))
    assert.equal(scheme, 'with-cost/2021')
    assert.equal(
      lines.reduce((sum, { weight }) => sum + weight, 0),
      100_00,
    )
  }
})

test('a project that meets every target and spends its budget scores 100, 优', () => {
  const { total, grade, toExplain } = evaluated(seedProject(1))
  assert.deepEqual([total, grade, toExplain], [100_00, '优', []])
})

test('a target without evidence costs its points: 三级等保 has one that was shifted away', () => {
  const { total, lines } = evaluated(seedProject(8))
  const missing = lines.find(({ reason }) => reason.startsWith('缺证据'))
  assert.equal(total, 100_00 - missing!.weight)
})

test('without satisfaction its ten points go to benefit; without a budget execution is shared out', () => {
  const project = seedProject(1)
  const unasked = { ...project, indicators: project.indicators.filter(({ category }) => category !== 'satisfaction') }
  assert.equal(evaluated(unasked).byCategory.benefit?.weight, 30_00)
  const free = evaluated({ ...project, budget: 0, paid: 0 })
  assert.equal(free.byCategory.execution, undefined)
  assert.equal(
    Object.values(free.byCategory).reduce((sum, { weight }) => sum + weight, 0),
    100_00,
  )
})

test('execution is paid over budget, at most the whole', () => {
  const project = seedProject(1)
  assert.equal(evaluated({ ...project, paid: project.budget / 2 }).byCategory.execution?.points, 5_00)
  assert.equal(evaluated({ ...project, paid: project.budget * 2 }).byCategory.execution?.points, 10_00)
})

test('a project without indicators, or of a year before all schemes, is refused', () => {
  assert.deepEqual(selfEvaluate({ year: 2024, budget: 1, paid: 1, indicators: [] }), { code: 'NO_INDICATORS' })
  assert.deepEqual(selfEvaluate({ ...seedProject(1), year: 2010 }), { code: 'NO_SCHEME' })
})

test('the report tells total, grade, execution and every indicator short of its points', () => {
  const project = seedProject(8)
  const goal = book.goals[8]!
  const sections = writeReport(
    { unit: book.unit, name: goal.name, ...project, paid: 68_00 },
    evaluated({ ...project, paid: 68_00 }),
  )
  const text = sections.flatMap(({ paragraphs }) => paragraphs).join('\n')
  assert.equal(sections.length, 5)
  assert.match(text, /全年预算 85\.00 万元，支付 68\.00 万元，执行率 80\.00%/)
  assert.match(text, /产出·质量指标：0\.00 \/ .*缺证据/)
  assert.match(text, /预算执行：8\.00 分（满分 10\.00 分）/)
  assert.doesNotMatch(text, /undefined|NaN/)
})

test('the forecast carries the recent pace to the year’s end, in a range of stretches', () => {
  const daily = [...Array<number>(100).fill(10), ...Array<number>(31).fill(20)]
  assert.deepEqual(forecastYearEnd({ daily, workingDays: 231 }), {
    actual: 1620,
    yearEnd: 1620 + 2000,
    low: 1620 + 1000,
    high: 1620 + 2000,
    basis: 31,
    left: 100,
  })
  assert.deepEqual(forecastYearEnd({ daily: [], workingDays: 250 }), {
    actual: 0,
    yearEnd: 0,
    low: 0,
    high: 0,
    basis: 0,
    left: 250,
  })
})

test('the range always holds the forecast, and at the end of the year nothing is left to guess', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 250 }), (daily) => {
      const { actual, yearEnd, low, high } = forecastYearEnd({ daily, workingDays: 250 })
      assert.ok(actual <= low && low <= yearEnd && yearEnd <= high)
      const done = forecastYearEnd({ daily, workingDays: daily.length })
      assert.deepEqual([done.yearEnd, done.low, done.high], [actual, actual, actual])
    }),
    { seed: 4 },
  )
})

test('standing tells met, on track, may miss, will miss, and no evidence apart', () => {
  const forecast = { actual: 2671, yearEnd: 3944, low: 3790, high: 4098, basis: 31, left: 74 }
  assert.equal(standingOf(floor(4000), forecast), 'mayMiss')
  assert.equal(standingOf(floor(4100), forecast), 'willMiss')
  assert.equal(standingOf(floor(3700), forecast), 'onTrack')
  assert.equal(standingOf(floor(2000), forecast), 'met')
  assert.equal(standingOf({ operator: '≤', target: 5000, bounded: false }, forecast), 'onTrack')
  assert.equal(standingOf({ operator: '≤', target: 2000, bounded: false }, forecast), 'willMiss')
  assert.equal(standingOf(floor(1), undefined), 'noEvidence')
})

test('a deviation over 20 % from the even pace is flagged', () => {
  const even = Array<number>(125).fill(10)
  assert.deepEqual(deviationOf(2500, { daily: even, workingDays: 250 }), { deviation: 0, flagged: false })
  assert.deepEqual(deviationOf(2500, { daily: even.map(() => 8), workingDays: 250 }), {
    deviation: -20_00,
    flagged: false,
  })
  assert.equal(deviationOf(2500, { daily: even.map(() => 7), workingDays: 250 }).flagged, true)
})

test('shared counters count what they say, and nothing over nothing is no rate', () => {
  const cases = [
    { user: 'a', tripsBefore: 3, tripsTaken: 0 },
    { user: 'a', tripsBefore: 1, tripsTaken: 2 },
    { user: 'b', tripsBefore: 2, tripsTaken: 1 },
  ]
  assert.deepEqual([counter.completedCases(cases), counter.savedTrips(cases), counter.distinctUsers(cases)], [3, 4, 2])
  const rating = (satisfied: boolean, byDefault: boolean) => ({ satisfied, byDefault })
  assert.deepEqual(
    counter.activeSatisfaction([rating(true, true), rating(true, true), rating(true, false), rating(false, false)]),
    { active: 50_00, withDefaults: 75_00 },
  )
  const outages = [
    { minutes: 30, withinMinutes: 60 },
    { minutes: 114, withinMinutes: 60 },
  ]
  assert.equal(counter.availability(14_400, outages), 99_00)
  assert.equal(counter.meanTimeToRepair(outages), 72)
  assert.equal(counter.onTimeRepairRate(outages), 50_00)
  assert.equal(counter.acceptancePassRate([{ passed: true }]), 100_00)
  for (const none of [
    counter.acceptancePassRate([]),
    counter.onTimeRepairRate([]),
    counter.meanTimeToRepair([]),
    counter.availability(0, []),
  ])
    assert.equal(none, undefined)
})

test('targets of the seed become criteria in one scale; words become none', () => {
  const at = (line: number) =>
    criterionOf(book.goals.flatMap((goal) => goal.indicators).find((row) => row.line === line)!)
  assert.deepEqual(at(391), { operator: '≥', target: 280_000_000, bounded: false })
  assert.deepEqual(at(375), { operator: '≥', target: 1_000_000, bounded: true })
  assert.deepEqual(at(553), { operator: '≥', target: 537_600, bounded: false })
  assert.equal(at(501), undefined)
  assert.equal(at(611), undefined)
})

test('most targets of the seed bind to a counter, a register or the payments; the rest ask for a proof', () => {
  const kinds = book.goals.flatMap((goal) => goal.indicators).map((row) => evidenceFor(row).kind)
  assert.ok(kinds.filter((kind) => kind !== 'proof').length >= 150)
  assert.deepEqual(evidenceFor({ name: '群众少跑腿 5000 次以上' }), { kind: 'counter', counter: 'savedTrips' })
  assert.deepEqual(evidenceFor({ name: '以数据赋能台胞台企在大陆的投资、创业、生活' }), { kind: 'proof' })
})

test('the four main tasks without targets have proposed ones, each marked as ours and measurable', () => {
  assert.deepEqual(
    [...new Set(PROPOSED_TARGETS.map(({ task }) => task))],
    ['无感报建', '益企帮帮', '农村建房', '代办超市'],
  )
  for (const { proposed, amount, unit, why, name } of PROPOSED_TARGETS) {
    assert.equal(proposed, true)
    assert.match(amount, /^\d+$/, name)
    assert.ok(unit.length > 0 && why.length > 0, name)
  }
})
