import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { canonicalJson } from '#kernel/canonical.ts'
import { seatByCutoffs } from './explain.ts'
import { type Child, type Market, marketReasons, type School, tailOf } from './market.ts'
import { runSeats } from './run.ts'
import { verifySeats } from './verify.ts'

type Seats = Readonly<Record<string, string | null>>

const run = (market: Market) => runSeats(market, sha256)
const listOf = (market: Market, child: Child): string[] => [...new Set([...child.choices, ...tailOf(market, child)])]

const classAt = (child: Child, school: string): number =>
  (typeof child.class === 'object' ? child.class[school] : child.class) ?? Infinity
const before = (school: string) => (a: Child, b: Child) => {
  const [x, y] = [classAt(a, school), classAt(b, school)]
  return x === y ? a.rank - b.rank : x - y
}

/** Whom a school takes out of some children: seat by seat, as the rule is told to parents. */
function choose({ id, seats, reserves = [] }: School, children: readonly Child[]): Child[] {
  const waiting = [...children].sort(before(id))
  const kept = reserves.reduce((sum, reserve) => sum + reserve.seats, 0)
  const slots: (string | null)[] = [
    ...reserves.filter(({ order }) => order === 'first').flatMap(({ tag, seats: n }) => Array<string>(n).fill(tag)),
    ...Array<null>(seats - kept).fill(null),
    ...reserves.filter(({ order }) => order === 'last').flatMap(({ tag, seats: n }) => Array<string>(n).fill(tag)),
  ]
  const taken: Child[] = []
  let vacant = 0
  for (const tag of slots) {
    const at = waiting.findIndex((child) => tag === null || child.tags?.includes(tag))
    if (at < 0) vacant++
    else taken.push(...waiting.splice(at, 1))
  }
  return [...taken, ...waiting.slice(0, vacant)]
}

/** Deferred acceptance in rounds with whole lists, nothing clever: the oracle. */
function naive(market: Market): Seats {
  const asked = new Map(market.children.map((child) => [child.id, 0]))
  const held = new Map(market.schools.map((school) => [school.id, [] as Child[]]))
  for (;;) {
    const sitting = new Set([...held.values()].flat().map(({ id }) => id))
    const asking = market.children.filter(
      (child) => !sitting.has(child.id) && asked.get(child.id)! < listOf(market, child).length,
    )
    if (asking.length === 0) break
    const asks = asking.map((child) => ({ child, school: listOf(market, child)[asked.get(child.id)!]! }))
    for (const { child } of asks) asked.set(child.id, asked.get(child.id)! + 1)
    for (const school of market.schools) {
      const news = asks.filter((ask) => ask.school === school.id).map(({ child }) => child)
      held.set(school.id, choose(school, [...held.get(school.id)!, ...news]))
    }
  }
  const seats = [...held].flatMap(([school, children]) => children.map(({ id }) => [id, school] as const))
  return { ...Object.fromEntries(market.children.map(({ id }) => [id, null])), ...Object.fromEntries(seats) }
}

/** Stability by definition: everybody on its list, and no school would take anybody who prefers it. */
function isStable(market: Market, seats: Seats): boolean {
  const at = (school: string) => market.children.filter(({ id }) => seats[id] === school)
  return (
    market.schools.every((school) => choose(school, at(school.id)).length === at(school.id).length) &&
    market.children.every((child) => {
      const list = listOf(market, child)
      const own = seats[child.id] === null ? list.length : list.indexOf(seats[child.id]!)
      const wanted = market.schools.filter(({ id }) => list.includes(id) && list.indexOf(id) < own)
      return own >= 0 && wanted.every((school) => !choose(school, [...at(school.id), child]).includes(child))
    })
  )
}

function* allPlacements(market: Market, children = market.children): Generator<Seats> {
  const [first, ...rest] = children
  if (first === undefined) return yield {}
  for (const seats of allPlacements(market, rest)) {
    for (const school of [...listOf(market, first), null]) yield { ...seats, [first.id]: school }
  }
}

const SCHOOLS = ['东园', '南园', '西园', '北园']
const TAGS = ['军人子女', '烈士子女']

/** Random markets: few or many seats, classes given in each way, tags, a tail or none. */
function anyMarket(
  maxChildren: number,
  options: { reserves?: boolean; twins?: boolean; schools?: number } = {},
): fc.Arbitrary<Market> {
  const ids = SCHOOLS.slice(0, options.schools ?? 4)
  const reserve = fc.record({
    tag: fc.constantFrom(...TAGS),
    seats: fc.nat(2),
    order: fc.constantFrom('first' as const, 'last' as const),
  })
  const reserves = fc.uniqueArray(reserve, { selector: ({ tag }) => tag, maxLength: options.reserves ? 2 : 0 })
  const schools = fc.tuple(
    ...ids.map((id) =>
      fc.record({ open: fc.nat(2), reserves }).map((kept) => ({
        id,
        seats: kept.open + kept.reserves.reduce((sum, one) => sum + one.seats, 0),
        reserves: kept.reserves,
      })),
    ),
  )
  const child = fc.record({
    choices: fc.shuffledSubarray(ids),
    class: fc.oneof(fc.constant(undefined), fc.nat(2), fc.dictionary(fc.constantFrom(...ids), fc.nat(2))),
    tags: fc.subarray(TAGS),
    tail: fc.constantFrom(undefined, '近', '远'),
  })
  const children = fc.array(child, { maxLength: maxChildren })
  return fc
    .tuple(
      schools,
      children,
      fc.shuffledSubarray(ids),
      fc.record({ 近: fc.shuffledSubarray(ids), 远: fc.shuffledSubarray(ids) }),
      fc.array(fc.nat(), { minLength: maxChildren, maxLength: maxChildren }),
    )
    .map(([list, kids, tail, tails, order]) => {
      const ranks = kids.map((_, i) => i).sort((a, b) => order[a]! - order[b]! || a - b)
      const all = kids.map((kid, i) => {
        const { class: own, tail: near, ...rest } = kid
        return {
          id: `孩子${i}`,
          rank: ranks.indexOf(i) + 1,
          ...rest,
          ...(own === undefined ? {} : { class: own }),
          ...(near === undefined ? {} : { tail: near }),
        }
      })
      const twins: Child[] =
        options.twins && all.length >= 2
          ? [{ ...all[0]!, twin: all[1]!.id }, { ...all[1]!, twin: all[0]!.id }, ...all.slice(2)]
          : all
      return { schools: list, children: twins, tail, tails }
    })
}

test('Gale and Shapley 1962, example 2: the men propose and the children’s best stable outcome comes out', () => {
  // Four children, four schools of one seat; the schools rank the children by class.
  const prefers = { α: ['A', 'B', 'C', 'D'], β: ['A', 'D', 'C', 'B'], γ: ['B', 'A', 'C', 'D'], δ: ['D', 'B', 'C', 'A'] }
  const order = { A: ['δ', 'γ', 'α', 'β'], B: ['β', 'δ', 'α', 'γ'], C: ['δ', 'α', 'β', 'γ'], D: ['γ', 'β', 'α', 'δ'] }
  const market: Market = {
    schools: Object.keys(order).map((id) => ({ id, seats: 1 })),
    children: Object.entries(prefers).map(([id, choices], i) => ({
      id,
      rank: i + 1,
      choices,
      class: Object.fromEntries(Object.entries(order).map(([school, list]) => [school, list.indexOf(id) + 1])),
    })),
  }
  assert.deepEqual(run(market).seats, { ...naive(market) })
  const stable = [...allPlacements(market)].filter((seats) => isStable(market, seats))
  assert.deepEqual(
    stable.map((seats) => canonicalJson(seats)),
    ['{"α":"C","β":"D","γ":"A","δ":"B"}'],
  )
  assert.deepEqual(run(market).seats, { α: 'C', β: 'D', γ: 'A', δ: 'B' })
})

test('Abdulkadiroğlu and Sönmez 2003, example 1: stability costs the children an exchange', () => {
  const market: Market = {
    schools: ['s1', 's2', 's3'].map((id) => ({ id, seats: 1 })),
    children: [
      { id: 'i1', rank: 1, choices: ['s2', 's1', 's3'], class: { s1: 1, s2: 2, s3: 3 } },
      { id: 'i2', rank: 2, choices: ['s1', 's2', 's3'], class: { s1: 3, s2: 1, s3: 1 } },
      { id: 'i3', rank: 3, choices: ['s1', 's2', 's3'], class: { s1: 2, s2: 3, s3: 2 } },
    ],
  }
  assert.deepEqual(run(market).seats, { i1: 's1', i2: 's2', i3: 's3' })
})

test('reserves: filled first they are a floor, filled last they come on top', () => {
  const market = (order: 'first' | 'last'): Market => ({
    schools: [{ id: '东园', seats: 2, reserves: [{ tag: '军人子女', seats: 1, order }] }],
    children: [
      { id: 'a', rank: 1, choices: ['东园'], class: 1, tags: ['军人子女'] },
      { id: 'b', rank: 2, choices: ['东园'], class: 1 },
      { id: 'c', rank: 3, choices: ['东园'], class: 1, tags: ['军人子女'] },
    ],
  })
  assert.deepEqual(run(market('first')).seats, { a: '东园', b: '东园', c: null })
  assert.deepEqual(run(market('last')).seats, { a: '东园', b: null, c: '东园' })
})

test('a reserved seat nobody claims goes to the next child, and a missing class is the worst', () => {
  const market: Market = {
    schools: [{ id: '东园', seats: 2, reserves: [{ tag: '军人子女', seats: 1, order: 'first' }] }],
    children: [
      { id: 'a', rank: 1, choices: ['东园'] },
      { id: 'b', rank: 2, choices: ['东园'], class: 7 },
      { id: 'c', rank: 3, choices: ['东园'], class: { 东园: 7 } },
    ],
  }
  const { seats, cutoffs, reserveCutoffs } = run(market)
  assert.deepEqual(seats, { a: null, b: '东园', c: '东园' })
  assert.deepEqual(cutoffs, { 东园: { class: 7, rank: 3 } })
  assert.deepEqual(reserveCutoffs, { 东园: { 军人子女: null } })
})

test('the engine agrees with the naive run on random markets with reserves and tails', () => {
  fc.assert(
    fc.property(anyMarket(14, { reserves: true }), (market) => {
      assert.deepEqual(marketReasons(market), [])
      assert.deepEqual({ ...run(market).seats }, naive(market))
    }),
    { numRuns: 400 },
  )
})

test('brute force up to six children: stable, and best for every child among all stable placements', () => {
  fc.assert(
    fc.property(anyMarket(6, { schools: 3, reserves: true }), (market) => {
      const { seats } = run(market)
      assert.ok(isStable(market, seats))
      const stable = [...allPlacements(market)].filter((other) => isStable(market, other))
      const standing = (child: Child, school: string | null | undefined) =>
        school ? listOf(market, child).indexOf(school) : 99
      for (const other of stable) {
        for (const child of market.children)
          assert.ok(standing(child, seats[child.id]) <= standing(child, other[child.id]))
      }
    }),
    { numRuns: 60 },
  )
})

test('rural hospitals: every stable placement fills each school alike and seats the same children', () => {
  fc.assert(
    fc.property(anyMarket(6, { schools: 3 }), (market) => {
      const count = (seats: Seats) =>
        canonicalJson(market.schools.map(({ id }) => Object.values(seats).filter((school) => school === id).length))
      const seated = (seats: Seats) => market.children.map(({ id }) => seats[id] !== null).join()
      const { seats } = run(market)
      for (const other of allPlacements(market)) {
        if (!isStable(market, other)) continue
        assert.deepEqual([count(other), seated(other)], [count(seats), seated(seats)])
      }
    }),
    { numRuns: 60 },
  )
})

function* allLists(ids: readonly string[]): Generator<string[]> {
  yield []
  for (const id of ids) for (const rest of allLists(ids.filter((other) => other !== id))) yield [id, ...rest]
}

test('no child gains by any other list, up to six children', () => {
  fc.assert(
    fc.property(anyMarket(6, { schools: 3, reserves: true }), (market) => {
      const { seats } = run(market)
      for (const child of market.children) {
        const honest = listOf(market, child)
        const own = seats[child.id] === null ? honest.length : honest.indexOf(seats[child.id]!)
        for (const choices of allLists(SCHOOLS.slice(0, 3))) {
          const lied = {
            ...market,
            children: market.children.map((one) => (one === child ? { ...child, choices } : one)),
          }
          const got = run(lied).seats[child.id]
          assert.ok(
            got === null || !(honest.indexOf(got!) >= 0 && honest.indexOf(got!) < own),
            `${child.id} gains ${got} by ${choices}`,
          )
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('when all schools order the children alike it is a serial dictatorship', () => {
  fc.assert(
    fc.property(anyMarket(12), (market) => {
      const alike = { ...market, children: market.children.map(({ class: _, ...child }) => child) }
      const left = new Map(alike.schools.map(({ id, seats }) => [id, seats]))
      const expected: Record<string, string | null> = {}
      for (const child of [...alike.children].sort((a, b) => a.rank - b.rank)) {
        const school = listOf(alike, child).find((id) => left.get(id)! > 0) ?? null
        expected[child.id] = school
        if (school !== null) left.set(school, left.get(school)! - 1)
      }
      assert.deepEqual({ ...run(alike).seats }, expected)
    }),
  )
})

test('any order of schools, children, reserves’ tags and members gives the same bytes', () => {
  const mixed = anyMarket(10, { reserves: true, twins: true }).chain((market) =>
    fc.tuple(
      fc.constant(market),
      fc.shuffledSubarray([...market.schools], { minLength: market.schools.length }),
      fc.shuffledSubarray([...market.children], { minLength: market.children.length }),
    ),
  )
  fc.assert(
    fc.property(mixed, ([market, schools, children]) => {
      const flipped = children.map((child) => Object.fromEntries(Object.entries(child).reverse()) as unknown as Child)
      assert.equal(JSON.stringify(run({ ...market, schools, children: flipped })), JSON.stringify(run(market)))
    }),
  )
})

test('a parent finds the offer from the cutoffs alone, reserves and zero-seat schools included', () => {
  fc.assert(
    fc.property(anyMarket(14, { reserves: true }), (market) => {
      const result = run(market)
      for (const child of market.children) {
        assert.equal(seatByCutoffs(child, tailOf(market, child), result), result.seats[child.id])
      }
    }),
    { numRuns: 300 },
  )
})

test('what the engine runs, the verifier accepts, twins included', () => {
  fc.assert(
    fc.property(anyMarket(12, { reserves: true, twins: true }), (market) => {
      assert.deepEqual(verifySeats(market, run(market), sha256), { ok: true, reasons: [] })
    }),
    { numRuns: 200 },
  )
})

test('ids like constructor and toString are ids', () => {
  const market: Market = {
    schools: [
      { id: 'constructor', seats: 1 },
      { id: 'toString', seats: 1 },
    ],
    children: [
      { id: 'valueOf', rank: 1, choices: ['constructor'], class: {} },
      { id: 'hasOwnProperty', rank: 2, choices: ['constructor', 'toString'], class: { constructor: 1 } as never },
    ],
  }
  const result = run(market)
  assert.deepEqual(result.seats, { valueOf: null, hasOwnProperty: 'constructor' })
  assert.equal(verifySeats(market, result, sha256).ok, true)
})

test('more distinct classes than 16 bits hold are kept apart', () => {
  const children = Array.from({ length: 70_000 }, (_, i) => ({
    id: `c${i}`,
    rank: i + 1,
    choices: ['东园'],
    class: 70_000 - i,
  }))
  const { cutoffs } = run({ schools: [{ id: '东园', seats: 3 }], children })
  assert.deepEqual(cutoffs, { 东园: { class: 3, rank: 69_998 } })
})
