import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { type Market, memberOf, parseMarket, parseResult, type SeatsResult } from './market.ts'
import { ownSeat } from './own-seat.ts'

const vector = (name: string) => readFileSync(new URL(`../../../test/vectors/${name}`, import.meta.url))
const read = <Value>(parsed: { ok: true; value: Value } | { ok: false }): Value => {
  assert.ok(parsed.ok)
  return parsed.value
}
const market: Market = read(parseMarket(vector('seats-market.json')))
const result: SeatsResult = read(parseResult(vector('seats-result.json')))
const tail = market.tail!
const of = (id: string) =>
  ownSeat(
    market.children.find((child) => child.id === id)!,
    { seat: result.seats[id]!, extra: memberOf(result.extraSeats, id), tail },
    result,
  )
const statesOf = (id: string) => of(id).wishes.map(({ school, state }) => `${school} ${state}`)

describe("a child's own seat", () => {
  it('agrees with the published one for every child', () => {
    for (const { id } of market.children) assert.equal(of(id).agrees, true, id)
  })
  it('goes down the list to the school that took it, and no further', () => {
    assert.deepEqual(statesOf('某甲').slice(0, 3), ['南园小学 passed', '东园小学 taken', '西园小学 later'])
  })
  it('goes on in the public tail', () => {
    const taken = of('某庚').wishes.find(({ state }) => state === 'taken')
    assert.deepEqual([taken?.school, taken?.choice], ['中园小学', null])
  })
  it('tells a reserved seat from an open one', () => {
    assert.equal(of('某丙').wishes[0]!.isReserved, true)
    assert.equal(of('某甲').wishes[1]!.isReserved, false)
  })
  it("knows the seat that was added beside a twin's", () => assert.equal(of('某戊').isExtra, true))
  it('does not agree with a seat that the cutoffs do not give', () => {
    const child = market.children[0]!
    assert.equal(ownSeat(child, { seat: '西园小学', tail }, result).agrees, false)
    assert.equal(ownSeat(child, { seat: null, tail }, result).agrees, false)
  })
})
