// A draw that a case waits for: its list is the case's own, nobody signs anybody up or off, and it is told once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/support/database.ts'
import { head, IDS, keyOf, notary, operator, PLAN, sealing, supervisor, world } from './draws.fixture.ts'

test('the list is there with the announcement, and stays as it was ordered', async () => {
  await using db = await testDatabase()
  const { draws, give, view } = world(db)
  for (const who of [head, supervisor]) assert.ok('value' in (await draws.registerKey(who, keyOf(who).recipient)))
  const planned = await draws.plan(PLAN, { by: 'case-1', roster: IDS, told: false })
  assert.ok('value' in planned)
  const { drawId } = planned.value
  assert.equal(await give(drawId, operator, await sealing('operator', drawId)), null)
  assert.deepEqual((await view(drawId)).state.entrants, [])
  assert.equal(await give(drawId, notary, await sealing('notary', drawId)), null)
  const ids = async () => (await view(drawId)).state.entrants.map(({ id }) => id)
  assert.deepEqual(await ids(), IDS)
  assert.equal(await give(drawId, operator, { act: 'enrol', add: [{ id: '91350598MA0000009X' }] }), 'DRAW_ORDERED')
  assert.equal(await give(drawId, operator, { act: 'enrol', drop: [IDS[0] as string] }), 'DRAW_ORDERED')
  assert.ok('problem' in (await draws.enrol(drawId, [{ id: '91350598MA0000009X' }])))
  assert.deepEqual(await ids(), IDS)
  assert.deepEqual((await view(drawId)).state.bundle.announce?.project, PLAN.project, 'who ordered it is not published')
  assert.doesNotMatch(JSON.stringify((await view(drawId)).acts), /case-1/)
  await draws.markTold(drawId)
  assert.equal((await view(drawId)).state.ordered?.told, true)
})

test('a void draw ends without winners, for the case to be told', async () => {
  await using db = await testDatabase()
  const { draws, give, view } = world(db)
  for (const who of [head, supervisor]) assert.ok('value' in (await draws.registerKey(who, keyOf(who).recipient)))
  const planned = await draws.plan(PLAN, { by: 'case-1', roster: IDS, told: false })
  assert.ok('value' in planned)
  const { drawId } = planned.value
  assert.equal(await give(drawId, operator, await sealing('operator', drawId)), null)
  assert.equal(await give(drawId, notary, await sealing('notary', drawId)), null)
  assert.equal(await give(drawId, operator, { act: 'void', reason: '项目被依法取消' }), null)
  const { state } = await view(drawId)
  assert.deepEqual([state.ended?.kind, state.ordered?.told], ['void', false])
})
