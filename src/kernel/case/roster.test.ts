// What a case lets others compute over and draw from: lists of entries as facts, who is drawn by which rule.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amongNames, amongThose } from '../service/among.ts'
import type { ServiceDefinition } from '../service/declaration.ts'
import { eachEntry, factsOf } from '../service/declaration.ts'
import { type Data, evaluate } from '../service/evaluate.ts'
import { chosen, compared, num, text } from '../service/expression.ts'
import { draw, workingDays } from '../service/step.ts'
import { foundOnce, rosterOf } from './roster.ts'
import type { CaseState } from './state.ts'

const facts = {
  bids: eachEntry(
    'bid',
    {},
    { firm: { type: 'text', title: '机构' }, price: { type: 'number', title: '报价', unit: '分' } },
    '报价',
  ),
}
const { bids } = factsOf(facts)
const BIDS = [
  { firm: 'A', price: 300, number: '1' },
  { firm: 'B', price: 100, number: '2' },
  { firm: 'C', price: 100, number: '3' },
  { firm: 'D', price: 200, number: '4' },
]
const NONE = { filled: {}, taken: {}, differs: {}, compared: {}, chosen: {}, assigned: null }
const value = (expression: { expression: never } | { expression: unknown }, list: Data = BIDS, own = NONE as object) =>
  evaluate(expression.expression as never, {
    form: {},
    params: {},
    facts: { bids: list },
    own: { ...NONE, ...own } as never,
  })

test('the lowest, the highest, and the first that a test finds; of nothing they are not known', () => {
  const lowest = bids.lowest((one) => one.price)
  assert.equal(value(lowest), 100)
  assert.equal(value(bids.highest((one) => one.price)), 300)
  assert.equal(
    value(
      bids.pick(
        (one) => one.price.is(lowest),
        (one) => one.firm,
      ),
    ),
    'B',
  )
  assert.equal(
    value(
      bids.pick(
        (one) => one.price.gt(999),
        (one) => one.firm,
      ),
    ),
    undefined,
  )
  assert.equal(value(lowest, []), undefined)
  assert.equal(value(lowest, [{ firm: 'A', number: '1' }]), undefined)
  assert.equal(value(lowest, 'nothing'), undefined)
})

test('the place of an element is one more than how many are greater; equals share it', () => {
  const among = (place: number) =>
    bids.sum((one) =>
      num(['if', bids.rank((other) => other.price).is(place).expression, 1, 0]).plus(one.price.times(0)),
    )
  assert.deepEqual(
    [1, 2, 3, 4].map((place) => value(among(place))),
    [1, 1, 2, 0],
  )
})

test('whom a draw found is read by place; how comparisons came out, by word', () => {
  const own = { chosen: { lots: ['B', 'D'] }, compared: { firm: { MATCH: 2, EXPIRED: 1 } } }
  assert.deepEqual(
    [0, 1, 2].map((place) => value(chosen('lots', place), BIDS, own)),
    ['B', 'D', undefined],
  )
  assert.equal(value(chosen('lots', 0)), undefined)
  assert.equal(value(compared('firm', 'EXPIRED'), BIDS, own), 1)
  assert.equal(value(compared('firm', 'MISMATCH'), BIDS, own), 0)
  assert.equal(value(compared('firm', 'MISMATCH')), undefined)
})

const rest = { by: 'bureau.market', within: workingDays(3), on: { drawn: 'done', undrawn: 'done' } } as const
const over = { project: text('P-1'), rule: '一家一签', winners: 1, minimum: 2 }
const stateAt = {
  at: 'lots',
  form: {},
  filled: {},
  taken: {},
  compared: {},
  findings: {},
  assigned: { lead: null, co: [] },
  ended: null,
}
const roster = (step: ReturnType<typeof draw>, list: Data = BIDS) =>
  rosterOf(
    { steps: { lots: step }, values: {} } as unknown as ServiceDefinition,
    stateAt as unknown as CaseState,
    { bids: list },
    '2026-01-01T00:00:00Z',
  )

test('a draw takes those of a list for whom it is held, with as many chances as the declaration gives', () => {
  const cheap = draw('摇号', {
    ...rest,
    among: amongThose(bids, { ...over, id: (one) => one.firm, when: (one) => one.price.lt(250) }),
  })
  assert.deepEqual(roster(cheap), {
    project: 'P-1',
    rule: '一家一签',
    winners: 1,
    minimum: 2,
    entrants: ['B', 'C', 'D'],
  })
  const weighted = draw('摇号', {
    ...rest,
    among: amongThose(bids, { ...over, id: (one) => one.firm, tickets: (one) => one.price.over(100) }),
  })
  assert.deepEqual(roster(weighted)?.entrants, ['A--1', 'A--2', 'A--3', 'B--1', 'C--1', 'D--1', 'D--2'])
  assert.deepEqual(foundOnce(['A--3', 'D--1', 'A--1', 'B--1']), ['A', 'D', 'B'])
})

test('a draw may be of fixed names; one whose list is empty or not known is not held', () => {
  const base = draw('抽系数', { ...rest, among: amongNames(['95', '96'], over) })
  assert.deepEqual(roster(base)?.entrants, ['95', '96'])
  const lots = draw('摇号', { ...rest, among: amongThose(bids, { ...over, id: (one) => one.firm }) })
  for (const list of [null, [], [{ number: '1' }]]) assert.equal(roster(lots, list), null)
  assert.equal(roster(draw('别处摇号', rest)), null)
})
