import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { text } from '#kernel/service/expression.ts'
import {
  type Applicant,
  bestClass,
  classOf,
  drawnRanks,
  marketOf,
  nearestTo,
  type Plan,
  type PlannedSchool,
  ranksInOrder,
  runSeason,
} from './season.ts'
import { verifySeats } from './verify.ts'

const school = (id: string, longitude: number, catchment: readonly string[], seats = 2): PlannedSchool => ({
  id,
  seats,
  longitude,
  latitude: 24.9,
  catchment,
})
const registered = text(['field', 'registered'])
const house = text(['field', 'house'])
const plan: Plan = {
  schools: [
    school('东小', 118.7, ['v1', 'v2/东片']),
    school('中小', 118.71, ['v2/西片', 'v3']),
    school('西小', 118.75, ['v4'], 1),
  ],
}
const classes: Applicant['classes'] = [
  {
    title: '两一致',
    number: 1,
    when: registered.isNot('').and(house.isNot('')).expression,
    at: [registered.expression, house.expression],
  },
  { title: '户籍', number: 2, when: registered.isNot('').expression, at: [registered.expression] },
  { title: '政策照顾', number: 3, when: text(['field', 'policy']).is('yes').expression, at: [] },
  { title: '房产', number: 4, when: house.isNot('').expression, at: [house.expression] },
]
const seed = new Uint8Array(32).fill(7)
const child = (id: string, form: Record<string, string>, more: Partial<Applicant> = {}): Applicant => ({
  id,
  wishes: ['东小'],
  home: form.registered ?? form.house ?? 'nowhere',
  classes,
  around: { form, params: {}, facts: {} },
  ...more,
})

const drawn = (all: readonly Applicant[]) => runSeason(plan, all, drawnRanks(all, seed, sha256), sha256)

describe('the class of a child', () => {
  it('holds where every place of it lies in the catchment', () => {
    assert.deepEqual(classOf(plan, child('a', { registered: 'v1', house: 'v1' })), { 东小: 1 })
  })
  it('is another at each school when the places lie apart', () => {
    assert.deepEqual(classOf(plan, child('a', { registered: 'v1', house: 'v3' })), { 东小: 2, 中小: 4 })
  })
  it('goes by the part of a village that two schools share, and by the whole of one that is not divided', () => {
    assert.deepEqual(classOf(plan, child('a', { registered: 'v2/西片' })), { 中小: 2 })
    assert.deepEqual(classOf(plan, child('a', { registered: 'v1/东片' })), { 东小: 2 })
    assert.equal(classOf(plan, child('a', { registered: 'v2' })), undefined)
  })
  it('holds at every school when it goes by no place, behind the better ones', () => {
    assert.deepEqual(classOf(plan, child('a', { registered: 'v1', policy: 'yes' })), { 东小: 2, 中小: 3, 西小: 3 })
    assert.equal(classOf(plan, child('a', { policy: 'yes', house: 'v1' })), 3)
  })
  it('is none when nothing is known: what no registry and no officer confirmed does not count', () => {
    assert.equal(classOf(plan, child('a', {})), undefined)
    assert.equal(bestClass({}), null)
    assert.equal(bestClass({ class: { 东小: 2, 中小: 4 } }), 2)
    assert.equal(bestClass({ class: 3 }), 3)
  })
})

describe('the market of a season', () => {
  it('sends whom no chosen school takes to the nearest with seats left, from the school of its own place', () => {
    const [east, middle] = plan.schools
    assert.deepEqual(nearestTo(east!, plan.schools), ['东小', '中小', '西小'])
    assert.deepEqual(nearestTo(middle!, plan.schools), ['中小', '东小', '西小'])
    const crowd = ['a', 'b', 'c'].map((id) => child(id, { registered: 'v1', house: 'v1' }))
    const run = drawn(crowd)
    assert.ok(run.ok)
    assert.deepEqual(Object.values(run.run.result.seats).sort(), ['东小', '东小', '中小'])
    assert.equal(run.run.market.children[0]!.tail, '东小')
  })
  it('follows the order of the plan for whom no place is known', () => {
    const { children, tail } = marketOf(plan, [child('a', {})], ranksInOrder([child('a', {})]))
    assert.deepEqual([children[0]!.tail, tail], [undefined, ['东小', '中小', '西小']])
  })
  it('binds twins who name each other, and nobody else', () => {
    const all = [
      child('a', {}, { twin: 'b' }),
      child('b', {}, { twin: 'a' }),
      child('c', {}, { twin: 'a' }),
      child('d', {}, { twin: 'd' }),
    ]
    const { children } = marketOf(plan, all, drawnRanks(all, seed, sha256))
    assert.deepEqual(
      children.map(({ twin }) => twin),
      ['b', 'a', undefined, undefined],
    )
    assert.equal(children[0]!.rank, children[1]!.rank)
  })
  it('of a supplementary run goes by who came first', () => {
    const all = [child('late', {}), child('a', {}, { twin: 'b' }), child('b', {}, { twin: 'a' })]
    assert.deepEqual(
      [...ranksInOrder(all)],
      [
        ['late', 1],
        ['a', 2],
        ['b', 2],
      ],
    )
    const run = runSeason({ schools: [{ ...plan.schools[0]!, seats: 1 }] }, all, ranksInOrder(all), sha256)
    assert.ok(run.ok)
    assert.deepEqual({ ...run.run.result.seats }, { a: null, b: null, late: '东小' })
  })
  it('refuses, with reasons, what no form should have let through', () => {
    const run = drawn([child('a', {}, { wishes: ['东小', '东小', '北小'] })])
    assert.deepEqual(run.ok ? [] : run.reasons.map(({ code }) => code).sort(), ['CHOICE_REPEATED', 'SCHOOL_UNKNOWN'])
  })

  const places = fc.constantFrom('v1', 'v2', 'v2/东片', 'v2/西片', 'v3', 'v4', 'elsewhere')
  const anyone = fc.record({
    registered: fc.option(places, { nil: undefined }),
    house: fc.option(places, { nil: undefined }),
    policy: fc.constantFrom('yes', 'no'),
    wishes: fc.shuffledSubarray(['东小', '中小', '西小']),
  })
  it('gives the same bytes for any order of the applicants, and a result that verifies', () => {
    fc.assert(
      fc.property(
        fc.array(anyone, { maxLength: 9 }).chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(
              all.map((_, i) => i),
              { minLength: all.length },
            ),
          ),
        ),
        ([all, order]) => {
          const applicants = all.map(({ wishes, ...form }, i) =>
            child(
              `c${i}`,
              Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined)) as Record<
                string,
                string
              >,
              { wishes },
            ),
          )
          const once = drawn(applicants)
          const again = drawn(order.map((i) => applicants[i]!))
          assert.ok(once.ok && again.ok)
          assert.equal(JSON.stringify(again.run), JSON.stringify(once.run))
          assert.deepEqual(verifySeats(once.run.market, once.run.result, sha256), { ok: true, reasons: [] })
        },
      ),
      { numRuns: 200 },
    )
  })
})
