import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256 } from '@noble/hashes/sha2.js'
import { explainSeat } from './explain.ts'
import { type Market, parseMarket, parseResult, type SeatsResult } from './market.ts'
import { resultHash, runSeats } from './run.ts'
import { verifySeats } from './verify.ts'

const MARKET: Market = {
  schools: [
    { id: '东园小学', seats: 2, reserves: [{ tag: '军人子女', seats: 1, order: 'first' }] },
    { id: '西园小学', seats: 2 },
    { id: '南园小学', seats: 0 },
    { id: '北园小学', seats: 1 },
    { id: '中园小学', seats: 5 },
  ],
  children: [
    { id: '某甲', rank: 4, choices: ['南园小学', '东园小学', '西园小学'], class: { 东园小学: 1, 西园小学: 2 } },
    { id: '某乙', rank: 3, choices: ['东园小学'], class: 2 },
    { id: '某丙', rank: 6, choices: ['东园小学', '北园小学'], class: 2, tags: ['军人子女'] },
    { id: '某丁', rank: 2, choices: ['东园小学', '西园小学'], class: 2, twin: '某戊' },
    { id: '某戊', rank: 2, choices: ['北园小学', '西园小学'], class: 2, twin: '某丁' },
    { id: '某己', rank: 7, choices: ['西园小学', '东园小学'] },
    { id: '某庚', rank: 8, choices: [] },
  ],
  tail: ['北园小学', '中园小学'],
}
const GOOD = runSeats(MARKET, sha256)
const codes = ({ reasons }: { reasons: readonly { code: string }[] }): string[] => [
  ...new Set(reasons.map((reason) => reason.code)),
]
const sealed = (changes: Partial<SeatsResult>): SeatsResult => {
  const body = { ...GOOD, ...changes }
  return { ...body, hash: resultHash(body, sha256) }
}
const moved = (seats: Record<string, string | null>) => sealed({ seats: { ...GOOD.seats, ...seats } })

test('the example market: every rule at once', () => {
  assert.deepEqual(GOOD.seats, {
    某丁: '西园小学',
    某丙: '东园小学',
    某乙: '中园小学',
    某己: '西园小学',
    某庚: '中园小学',
    某戊: '西园小学',
    某甲: '东园小学',
  })
  assert.deepEqual(GOOD.extraSeats, { 某戊: '西园小学' })
  assert.deepEqual(GOOD.cutoffs, {
    东园小学: { class: 1, rank: 4 },
    西园小学: { class: null, rank: 7 },
    南园小学: null,
    北园小学: { class: 2, rank: 2 },
    中园小学: { class: null, rank: 8 },
  })
  assert.deepEqual(GOOD.reserveCutoffs, { 东园小学: { 军人子女: { class: 2, rank: 6 } } })
  assert.deepEqual(verifySeats(MARKET, GOOD, sha256), { ok: true, reasons: [] })
})

/** Each forged result and all the codes it must give. */
const FORGED: readonly [name: string, result: SeatsResult, codes: string[]][] = [
  ['another hash', { ...GOOD, hash: '0'.repeat(64) }, ['HASH_MISMATCH']],
  [
    'a seat changed without a new hash',
    { ...GOOD, seats: { ...GOOD.seats, 某乙: null } },
    ['HASH_MISMATCH', 'SEAT_LEFT_EMPTY'],
  ],
  ['a child put before another', moved({ 某乙: '东园小学', 某甲: '西园小学' }), ['OVER_CAPACITY', 'JUSTIFIED_ENVY']],
  ['a child squeezed in', moved({ 某乙: '东园小学' }), ['OVER_CAPACITY']],
  ['a child left out', moved({ 某庚: null }), ['SEAT_LEFT_EMPTY']],
  ['a child sent off its list', moved({ 某丙: '西园小学' }), ['OVER_CAPACITY', 'SEAT_LEFT_EMPTY']],
  ['a child sent to a school it never listed', moved({ 某庚: '西园小学' }), ['OVER_CAPACITY', 'SEAT_LEFT_EMPTY']],
  ['an invented child', moved({ 某辛: '中园小学' }), ['CHILD_UNKNOWN']],
  ['an invented school', moved({ 某乙: '某某小学' }), ['SCHOOL_UNKNOWN', 'SEAT_LEFT_EMPTY']],
  ['a milder cutoff', sealed({ cutoffs: { ...GOOD.cutoffs, 东园小学: { class: 1, rank: 5 } } }), ['CUTOFF_MISMATCH']],
  ['a cutoff left out', sealed({ cutoffs: {} }), ['CUTOFF_MISMATCH']],
  ['reserve cutoffs left out', sealed({ reserveCutoffs: {} }), ['CUTOFF_MISMATCH']],
  ['an extra seat for a friend', sealed({ extraSeats: { ...GOOD.extraSeats, 某乙: '东园小学' } }), ['TWINS_MISMATCH']],
  ['twins’ extra seat kept silent', sealed({ extraSeats: {} }), ['TWINS_MISMATCH']],
]

for (const [name, result, expected] of FORGED) {
  test(`${name} is found: ${expected.join(', ')}`, () => {
    const verdict = verifySeats(MARKET, result, sha256)
    assert.equal(verdict.ok, false)
    assert.deepEqual(codes(verdict), expected, JSON.stringify(verdict.reasons))
  })
}

test('a child missing from the result is named', () => {
  const { 某庚: _, ...seats } = GOOD.seats
  assert.deepEqual(codes(verifySeats(MARKET, sealed({ seats }), sha256)), ['CHILD_MISSING', 'SEAT_LEFT_EMPTY'])
})

test('a placement off every list is named when nothing better was open', () => {
  const market: Market = {
    schools: [
      { id: 'a', seats: 0 },
      { id: 'b', seats: 1 },
    ],
    children: [{ id: 'x', rank: 1, choices: ['a'] }],
  }
  const forged = { ...runSeats(market, sha256), seats: { x: 'b' } }
  assert.ok(codes(verifySeats(market, forged, sha256)).includes('NOT_ON_LIST'))
})

test('a stable result that is not the children’s best is found by the re-run', () => {
  const market: Market = {
    schools: ['s', 't'].map((id) => ({ id, seats: 1 })),
    children: [
      { id: 'x', rank: 1, choices: ['s', 't'], class: { s: 2, t: 1 } },
      { id: 'y', rank: 2, choices: ['t', 's'], class: { s: 1, t: 2 } },
    ],
  }
  assert.deepEqual(runSeats(market, sha256).seats, { x: 's', y: 't' })
  const body = { seats: { x: 't', y: 's' }, cutoffs: { s: { class: 1, rank: 2 }, t: { class: 1, rank: 1 } } }
  const forged = { ...body, hash: resultHash(body, sha256) }
  assert.deepEqual(codes(verifySeats(market, forged, sha256)), ['NOT_STUDENT_OPTIMAL', 'CUTOFF_MISMATCH'])
})

/** Each bad market and the codes it must give. */
const base = { schools: [{ id: 'a', seats: 1 }], children: [{ id: 'x', rank: 1, choices: ['a'], class: 1 }] }
const child = (changes: object) => ({ ...base, children: [{ ...base.children[0], ...changes }] })
const REFUSED: readonly [name: string, market: object | string, codes: string[]][] = [
  ['not JSON', '{', ['SYNTAX']],
  ['duplicate keys', '{"schools":[],"schools":[],"children":[]}', ['DUPLICATE_KEY']],
  ['an unknown field', { ...base, rounds: 2 }, ['FIELD_UNKNOWN']],
  ['no children', { schools: [] }, ['FIELD_MISSING']],
  ['a negative number of seats', { ...base, schools: [{ id: 'a', seats: -1 }] }, ['FIELD_INVALID']],
  ['a class that is text', child({ class: '1' }), ['FIELD_INVALID']],
  ['a class out of range', child({ class: { a: 1_000_000 } }), ['FIELD_INVALID']],
  ['an id that would vanish from an object', child({ id: '__proto__' }), ['FIELD_INVALID']],
  ['a repeated school', { ...base, schools: [...base.schools, ...base.schools] }, ['SCHOOL_REPEATED']],
  ['a repeated child', { ...base, children: [...base.children, { ...base.children[0], rank: 2 }] }, ['CHILD_REPEATED']],
  ['a repeated rank', { ...base, children: [...base.children, { ...base.children[0], id: 'y' }] }, ['RANK_REPEATED']],
  ['a repeated choice', child({ choices: ['a', 'a'] }), ['CHOICE_REPEATED']],
  ['an unknown school', child({ choices: ['b'] }), ['SCHOOL_UNKNOWN']],
  ['an unknown school in a class', child({ class: { b: 1 } }), ['SCHOOL_UNKNOWN']],
  ['an unknown school in the tail', { ...base, tail: ['b'] }, ['SCHOOL_UNKNOWN']],
  ['a repeated school in the tail', { ...base, tail: ['a', 'a'] }, ['TAIL_REPEATED']],
  ['an unknown school in a named tail', { ...base, tails: { near: ['b'] } }, ['SCHOOL_UNKNOWN']],
  ['a tail that nobody published', child({ tail: 'near' }), ['TAIL_UNKNOWN']],
  [
    'more reserves than seats',
    { ...base, schools: [{ id: 'a', seats: 1, reserves: [{ tag: 't', seats: 2, order: 'first' }] }] },
    ['RESERVES_EXCEED_SEATS'],
  ],
  [
    'a tag reserved twice',
    {
      ...base,
      schools: [
        {
          id: 'a',
          seats: 2,
          reserves: [
            { tag: 't', seats: 1, order: 'first' },
            { tag: 't', seats: 1, order: 'last' },
          ],
        },
      ],
    },
    ['RESERVE_REPEATED'],
  ],
  ['an unknown twin', child({ twin: 'y' }), ['TWIN_UNKNOWN']],
  ['a child as its own twin', child({ twin: 'x' }), ['TWIN_NOT_MUTUAL']],
  [
    'a one-sided twin',
    {
      ...base,
      children: [
        { ...base.children[0], twin: 'y' },
        { ...base.children[0], id: 'y', rank: 2 },
      ],
    },
    ['TWIN_NOT_MUTUAL'],
  ],
]

for (const [name, market, expected] of REFUSED) {
  test(`a market with ${name} is refused: ${expected.join(', ')}`, () => {
    const parsed = parseMarket(typeof market === 'string' ? market : JSON.stringify(market))
    assert.ok(!parsed.ok)
    assert.deepEqual(codes(parsed), expected)
  })
}

test('every fault of a market is listed', () => {
  const market = { ...child({ choices: ['a', 'a', 'b'] }), tail: ['c'] }
  const parsed = parseMarket(JSON.stringify(market))
  assert.ok(!parsed.ok)
  assert.deepEqual(
    parsed.reasons.map((reason) => reason.code),
    ['SCHOOL_UNKNOWN', 'CHOICE_REPEATED', 'SCHOOL_UNKNOWN'],
  )
})

test('zero-seat schools, empty lists and empty markets are fine', () => {
  for (const market of [
    base,
    child({ choices: [] }),
    { ...base, schools: [{ id: 'a', seats: 0 }] },
    { schools: [], children: [] },
  ]) {
    const parsed = parseMarket(JSON.stringify(market))
    assert.ok(parsed.ok)
    assert.equal(verifySeats(parsed.value, runSeats(parsed.value, sha256), sha256).ok, true)
  }
})

test('a result read back from its file is the same', () => {
  const parsed = parseResult(JSON.stringify(GOOD))
  assert.ok(parsed.ok)
  assert.deepEqual(parsed.value, { ...GOOD, seats: { ...GOOD.seats } })
  assert.equal(parseResult(JSON.stringify({ ...GOOD, note: 1 })).ok, false)
})

test('the explanation names every school in turn, in plain words', () => {
  assert.equal(
    explainSeat(MARKET, GOOD, '某甲'),
    [
      '某甲，号码 4。',
      '第 1 志愿 南园小学：没有录取任何人。',
      '第 2 志愿 东园小学：最后录取的是第 1 类、号码 4；你的孩子是第 1 类、号码 4，不在其后，录取。',
      '结果：东园小学。它是名单上第一所轮得到的学校。',
    ].join('\n'),
  )
  assert.match(
    explainSeat(MARKET, GOOD, '某丙')!,
    /第 1 志愿 东园小学：你的孩子是第 2 类、号码 6，在为你孩子所属标签预留的学位内，录取。/,
  )
  assert.match(explainSeat(MARKET, GOOD, '某乙')!, /统筹第 1 所 北园小学：最后录取的是第 2 类、号码 2；/)
  assert.match(explainSeat(MARKET, GOOD, '某戊')!, /按双胞胎同校的规定，与 某丁 一起在 西园小学 就读/)
  assert.equal(explainSeat(MARKET, GOOD, '某辛'), null)
})

test('the explanation says so when a published seat does not follow from the cutoffs', () => {
  assert.match(explainSeat(MARKET, moved({ 某甲: null }), '某甲')!, /公布的结果是 未录取，与录取线不符/)
})

test('one child’s record and the published cutoffs are enough for the explanation', () => {
  const own = { ...MARKET, children: MARKET.children.filter(({ id }) => id === '某甲') }
  assert.equal(explainSeat(own, GOOD, '某甲'), explainSeat(MARKET, GOOD, '某甲'))
})

test('a file wrong in 200,000 places is answered, not a crash', () => {
  const children = Array.from({ length: 200_000 }, (_, i) => ({ id: `c${i}`, rank: i, choices: ['a'] }))
  const market = { schools: [{ id: 'a', seats: 200_000 }], children }
  const verdict = verifySeats(market, { seats: {}, cutoffs: {}, hash: '' }, sha256)
  assert.deepEqual(codes(verdict), ['CHILD_MISSING', 'HASH_MISMATCH', 'SEAT_LEFT_EMPTY', 'CUTOFF_MISMATCH'])
  const shapeless = parseMarket(JSON.stringify({ ...market, children: children.map(({ id }) => ({ id })) }))
  assert.ok(!shapeless.ok && shapeless.reasons.length === 400_000)
})
