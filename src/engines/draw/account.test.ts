import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { describe, it } from 'node:test'
import { accountOf, firstDifference, type Part, standingOf } from './account.ts'
import { demoBundle } from './fixture.ts'
import type { Bundle } from './message.ts'
import { orderOf } from './ticket.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer')
const deps = { hash: sha256 }
const whole = demoBundle(sha256)
const without = (...parts: Part[]): Bundle =>
  Object.fromEntries(Object.entries(whole).filter(([part]) => !parts.includes(part as Part)))
const told = (bundle: Bundle) => {
  const made = accountOf(JSON.stringify(bundle), deps)
  assert.ok('account' in made)
  return made.account
}

describe('the account of a draw', () => {
  it('has a hash for each message and a ticket for each winner', () => {
    const { hashes, winners, reserves, seed, reasons, isOpen } = told(whole)
    assert.deepEqual(Object.keys(hashes).sort(), ['announce', 'beacon', 'entrants', 'freeze', 'result', 'reveal'])
    assert.deepEqual([isOpen, reasons, seed], [false, [], whole.result!.seed])
    const ticketed = [...winners, ...reserves]
    assert.deepEqual(
      ticketed.map(({ id }) => id),
      [...whole.result!.winners, ...whole.result!.reserves],
    )
    assert.deepEqual(
      ticketed.map(({ ticket }) => ticket),
      ticketed.map(({ ticket }) => ticket!).sort(),
    )
    assert.equal(hashes.entrants, whole.freeze!.entrantsRoot)
  })
  for (const parts of [
    ['result'],
    ['result', 'reveal'],
    ['result', 'reveal', 'beacon'],
    ['result', 'reveal', 'beacon', 'freeze'],
    ['result', 'reveal', 'beacon', 'freeze', 'entrants'],
  ] as const) {
    it(`takes what is still to come for no fault: without ${parts.join(', ')}`, () => {
      const { isOpen, reasons } = told(without(...parts))
      assert.deepEqual([isOpen, reasons], [true, []])
    })
  }
  it('takes a hole in the middle for a fault, also before the end', () => {
    assert.deepEqual(
      told(without('result', 'entrants')).reasons.map(({ code }) => code),
      ['MESSAGE_MISSING'],
    )
    assert.deepEqual(
      told(without('reveal')).reasons.map(({ code }) => code),
      ['SECRET_WITHHELD', 'SECRET_WITHHELD'],
    )
  })
  it('of what announces nothing is only its reasons', () => {
    for (const source of ['[', '{}']) assert.ok(!('account' in accountOf(source, deps)))
  })
})

describe('the standing of an entrant', () => {
  const ids = whole.entrants!.map(({ id }) => id)
  it('is the place of its ticket', () => {
    const order = orderOf(ids, Buffer.from(whole.result!.seed, 'hex'), sha256)
    const standings = order.map((id) => standingOf(whole, id, deps))
    assert.deepEqual(
      standings.map(({ place }) => place),
      order.map((_, at) => at + 1),
    )
    assert.deepEqual(
      standings.slice(0, 4).map(({ outcome }) => outcome),
      ['winner', 'reserve', 'reserve', 'neither'],
    )
  })
  it('waits for the seed, and nobody else has one', () => {
    assert.equal(standingOf(without('result', 'reveal'), ids[0]!, deps).outcome, 'waiting')
    assert.equal(standingOf(whole, 'nobody', deps).outcome, 'unlisted')
    assert.equal(standingOf(whole, whole.result!.winners[0]!.toLowerCase(), deps).outcome, 'winner')
  })
})

describe('a copy that somebody kept', () => {
  const [first, ...others] = whole.entrants!
  for (const [name, own, expected] of [
    ['the same', whole, null],
    ['from before the draw', without('beacon', 'reveal', 'result'), null],
    ['in another order', { ...whole, entrants: [...others, first!] }, null],
    [
      'with one entrant less',
      { ...whole, entrants: others },
      { path: `entrants.${first!.id}`, own: null, published: `{"id":"${first!.id}"}` },
    ],
    [
      'with another number',
      { ...whole, result: { ...whole.result!, winners: ['x'] } },
      { path: 'result.winners.0', own: 'x', published: whole.result!.winners[0] },
    ],
  ] as const) {
    it(`${name} is told apart, or not`, () => assert.deepEqual(firstDifference(own, whole), expected))
  }
  it('with more than was published shows that', () => {
    assert.equal(firstDifference(whole, without('result'))?.published, null)
  })
})
