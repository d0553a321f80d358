import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHART, deviationText, drawCourse, VIEWS } from './course.ts'

const COURSE = {
  course: [
    [0, 0],
    [10, 40],
    [20, 60],
  ],
  ends: { target: 400, yearEnd: 300, low: 200, high: 360 },
  days: 100,
} as const

test('the line ends today, the forecast at the end of the year, and the target is the highest', () => {
  const drawn = drawCourse(COURSE)
  const right = CHART.width - CHART.right
  assert.equal(drawn.actual.split(' ').length, 3)
  assert.deepEqual(drawn.today, [16 + (right - 16) / 5, 211.6])
  assert.deepEqual(drawn.end, [right, 82])
  assert.equal(drawn.targetY, CHART.top)
  assert.ok(drawn.forecast.startsWith(drawn.today.join()) && drawn.forecast.endsWith(drawn.end.join()))
})

test('a year in which nothing happened is drawn along the ground', () => {
  const drawn = drawCourse({ course: [[0, 0]], ends: { target: 0, yearEnd: 0, low: 0, high: 0 }, days: 0 })
  assert.doesNotMatch(JSON.stringify(drawn), /null|NaN|Infinity/)
})

test('every number of a drawing lies inside the picture', () => {
  const { actual, forecast, band, pace } = drawCourse({ ...COURSE, ends: { ...COURSE.ends, high: 9_000 } })
  for (const pair of `${actual} ${forecast} ${band} ${pace}`.split(' ')) {
    const [x, y] = pair.split(',').map(Number)
    assert.ok(x! >= CHART.left && x! <= CHART.width - CHART.right && y! >= CHART.top && y! <= CHART.height, pair)
  }
})

test('a deviation carries its sign in one decimal', () => {
  for (const [deviation, text] of [
    [-2140, '−21.4%'],
    [1786, '+17.9%'],
    [0, '+0.0%'],
  ] as const)
    assert.equal(deviationText(deviation), text)
})

test('a row without evidence is never among the measured', () => {
  const row = { standing: 'noEvidence', flagged: false, proposed: true } as never
  assert.deepEqual(
    Object.entries(VIEWS).flatMap(([view, { has }]) => (has(row) ? [view] : [])),
    ['missing', 'proposed', 'all'],
  )
})
