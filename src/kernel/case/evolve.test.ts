import assert from 'node:assert/strict'
import { test } from 'node:test'
import { examples } from '#services/homestead/examples.ts'
import { HOMESTEAD, WORLD } from '../../../test/support/homestead.ts'
import type { CaseEvent } from './event.ts'
import { evolve, fold } from './evolve.ts'
import { replay } from './example.ts'

const told = examples.map((example) => replay(HOMESTEAD, example, WORLD))

test('a state is the fold of its events, and survives being stored as JSON', () => {
  for (const { events, state } of told) {
    assert.deepEqual(fold(events), state)
    assert.deepEqual(fold(JSON.parse(JSON.stringify(events)) as CaseEvent[]), JSON.parse(JSON.stringify(state)))
    assert.equal(state.seq, events.length)
  }
  assert.equal(fold([]), null)
})

test('a history can be continued from any stored state', () => {
  for (const { events, state } of told) {
    for (const cut of events.keys()) {
      const stored = JSON.parse(JSON.stringify(fold(events.slice(0, cut))))
      assert.deepEqual(events.slice(cut).reduce(evolve, stored), state)
    }
  }
})

test('a gap, a repetition and a wrong beginning are faults that say where', () => {
  const [{ events }] = told as [(typeof told)[0]]
  const at = (index: number) => events[index] as CaseEvent
  assert.throws(() => fold([at(0), at(2)]), /event 3 does not follow 1/)
  assert.throws(() => fold([at(0), at(0)]), /event 1 does not follow 1/)
  assert.throws(() => fold([at(1)]), /event 2 does not follow 0/)
  assert.throws(() => fold([{ ...at(1), seq: 1 }]), /begins with submitted, not entered/)
  assert.throws(() => fold([at(0), { ...at(0), seq: 2 }]), /submitted once/)
  assert.throws(() => fold([at(0), { ...at(1), type: 'vanished' } as never]), /no event vanished is known/)
})

test('evolve changes nothing it was given', () => {
  const [{ events }] = told as [(typeof told)[0]]
  let state = null as ReturnType<typeof fold>
  for (const event of events) {
    const before = JSON.stringify(state)
    const next = evolve(state, event)
    assert.equal(JSON.stringify(state), before)
    state = next
  }
})

test('who handled a step is kept once each, officers only', () => {
  const [{ state }] = told as [(typeof told)[0]]
  assert.deepEqual(state.handledBy.joint, ['town.agriculture', 'town.land'])
  assert.deepEqual(state.handledBy.building, undefined)
})
