import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatAmount, formatCount, formatGrouped, growthOf, parseAmount, parseCount, ratioRounded } from './money.ts'

const amount = fc.integer({ min: 0, max: 10 ** 12 - 1 })

test('what is printed reads back, plain and grouped, half width and full width', () => {
  fc.assert(
    fc.property(amount, (value) => {
      const wide = formatAmount(value).replace(/[\d.]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
      for (const text of [formatAmount(value), formatGrouped(value), wide])
        assert.deepEqual(parseAmount(text), { ok: true, value })
      const count = value % 10 ** 10
      assert.deepEqual(parseCount(formatCount(count)), { ok: true, value: count })
    }),
    { seed: 4 },
  )
})

const READ: [text: string, value: number][] = [
  ['0.00', 0],
  ['12', 1200],
  ['12.5', 1250],
  [' 3364.40 ', 336440],
  ['1,047.34', 104734],
  ['３，３６４．４０', 336440],
]

for (const [text, value] of READ)
  test(`“${text}” is ${value} hundredths`, () => assert.deepEqual(parseAmount(text), { ok: true, value }))

for (const text of [
  '',
  ' ',
  '-1.00',
  '－1.00',
  '(1.00)',
  '1.234',
  '1,04.00',
  '1,0470.00',
  ',100.00',
  '1.0.0',
  '12万',
  'NaN',
  '1e3',
  '12345678901.00',
])
  test(`“${text}” is refused with a reason`, () => {
    const read = parseAmount(text)
    assert.ok(!read.ok && read.reason.length > 0)
  })

test('a count has no decimals', () => {
  for (const text of ['1.5', '2.00', '-3', '']) assert.equal(parseCount(text).ok, false)
})

test('growth is the change over last year, rounded half away from zero; no base is 0.00 %', () => {
  assert.equal(growthOf(102070, 336440), 4355)
  assert.equal(growthOf(2462, 8444), 4116)
  assert.equal(growthOf(-500, 500), -5000)
  assert.equal(growthOf(900, 900), 0)
})

test('rounding agrees with exact decimal arithmetic, ties included', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (part, whole) => {
      const doubled = BigInt(part) * 20_000n
      const exact = BigInt(ratioRounded(part, whole, 10_000)) * 2n * BigInt(whole)
      const off = doubled - exact < 0n ? exact - doubled : doubled - exact
      assert.ok(off <= BigInt(whole))
    }),
    { seed: 4 },
  )
  assert.equal(ratioRounded(1, 8, 100), 13)
  assert.equal(ratioRounded(-1, 8, 100), -13)
  assert.throws(() => ratioRounded(1, 0, 100))
})
