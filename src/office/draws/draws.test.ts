// A draw held on the platform against a real database: two persons at every turn that asks for two, every message in the log,
// the published bundle and evidence exactly what the verifier takes, and each way to cheat refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseEvidence } from '#engines/draw/evidence.ts'
import { KL8, SECOND_KL8 } from '#engines/draw/fixture.ts'
import { verifyBundle } from '#engines/draw/verify.ts'
import { openActsOf } from '#office/log/acts.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { testDatabase } from '../../../test/support/database.ts'
import {
  DISTRICT,
  head,
  IDS,
  keyOf,
  notary,
  officer,
  opened,
  operator,
  PLAN,
  readings,
  sealing,
  secretOf,
  supervisor,
  world,
} from './draws.fixture.ts'
import { type DrawAct, shownOf } from './draws.ts'

test('a draw from announcement to result: its bundle verifies, also against the log, and every message is recorded once', async () => {
  await using db = await testDatabase()
  const { draws, give, frozen, published, view } = world(db)
  const drawId = await frozen()
  assert.equal(drawId, '350598-2026-0001')
  assert.equal(await give(drawId, operator, readings()), null)
  assert.equal((await view(drawId)).state.bundle.beacon, undefined, 'one reading is none')
  assert.equal(await give(drawId, notary, readings()), null)
  for (const [party, who] of [
    ['operator', operator],
    ['notary', notary],
  ] as const) {
    assert.equal(await give(drawId, who, { act: 'open', party, secret: secretOf(party) }), null)
  }
  assert.equal(await draws.outcome(drawId), null)
  assert.equal(await give(drawId, operator, { act: 'draw' }), null)
  const made = (await published.draw(drawId))!
  const evidence = parseEvidence(JSON.stringify({ log: made.log, unavailable: made.unavailable, announcements: [] }))
  assert.ok(evidence.ok)
  const verdict = verifyBundle(made.text, { hash: sha256, evidence: evidence.value })
  assert.deepEqual(verdict.reasons, [])
  assert.deepEqual(await draws.outcome(drawId), { winners: verdict.winners, reserves: verdict.reserves })
  assert.deepEqual(
    made.steps.map(({ kind }) => kind),
    ['rule', 'announce', 'sealed', 'sealed', 'held', 'held', 'entrants', 'freeze', 'beacon', 'reveal', 'result'],
  )
  const acts = await openActsOf(db.pool('qinqing_public', 1, { 'app.district': DISTRICT }), DISTRICT, `draw:${drawId}`)
  assert.deepEqual(acts.find(({ kind }) => kind === 'announce')?.body, made.bundle.announce)
  // A bundle computed again after the fact is consistent in itself, and differs from the log.
  const { hash: _, ...first } = { ...made.log[1]!, hash: '0'.repeat(64) }
  const other = [made.log[0]!, { ...first, hash: '0'.repeat(64) }, ...made.log.slice(2)]
  assert.deepEqual(
    verifyBundle(made.text, { hash: sha256, evidence: { log: other } }).reasons.map(({ code }) => code),
    ['LOG_DIFFERS'],
  )
})

test('two persons hold a draw: nobody stands on both sides, in their own name or another’s', async () => {
  await using db = await testDatabase()
  const { draws, give, frozen } = world(db)
  for (const who of [head, supervisor]) await draws.registerKey(who, keyOf(who).recipient)
  const planned = await draws.plan(PLAN)
  assert.ok('value' in planned)
  const { drawId } = planned.value
  assert.equal(await give(drawId, notary, await sealing('operator', drawId)), 'DRAW_ROLE')
  assert.equal(await give(drawId, notary, await sealing('notary', drawId)), 'DRAW_STAGE', 'the operator seals first')
  assert.equal(await give(drawId, operator, await sealing('operator', drawId)), null)
  assert.equal(await give(drawId, operator, await sealing('operator', drawId)), 'DRAW_SEALED')
  assert.equal(await give(drawId, officer('赵', 'bureau.notary'), await sealing('notary', drawId)), 'DRAW_SAME_PERSON')
  assert.equal(
    await give(drawId, officer('周', 'bureau.notary', '赵'), await sealing('notary', drawId)),
    'DRAW_SAME_PERSON',
  )
  assert.equal(await give(drawId, notary, await sealing('notary', drawId)), null)
  const frozenId = await frozen({ project: '另一项目' })
  assert.equal(await give(frozenId, operator, readings()), null)
  assert.equal(await give(frozenId, officer('赵', 'bureau.supervisor'), readings()), null)
  assert.equal((await draws.view(frozenId))!.state.bundle.beacon, undefined, 'the same person twice is one reading')
})

test('a secret that is withheld comes from escrow, by a third person; the seed is the same, and the log says so', async () => {
  await using db = await testDatabase()
  const { draws, give, frozen, published, view } = world(db)
  const outcomes: unknown[] = []
  for (const isWithheld of [false, true]) {
    const drawId = await frozen({ purpose: 'rehearsal', project: `项目 ${isWithheld}` })
    for (const who of [operator, notary]) assert.equal(await give(drawId, who, readings()), null)
    assert.equal(await give(drawId, operator, { act: 'open', party: 'operator', secret: secretOf('operator') }), null)
    if (isWithheld) {
      const { copy } = (await view(drawId)).state.parties.notary!.escrow
      const again = { act: 'openEscrow', party: 'notary', secret: await opened(copy, head) } as const
      assert.equal(await give(drawId, notary, again), 'DRAW_ROLE')
      assert.equal(await give(drawId, officer('钱', 'bureau.head'), again), 'DRAW_SAME_PERSON')
      assert.equal(await give(drawId, head, again), null)
      assert.ok((await published.draw(drawId))!.steps.some(({ kind }) => kind === 'escrow'))
    } else {
      assert.equal(
        await give(drawId, notary, { act: 'open', party: 'notary', secret: 'cd'.repeat(32) }),
        'SECRET_WRONG',
      )
      assert.equal(await give(drawId, notary, { act: 'open', party: 'notary', secret: secretOf('notary') }), null)
    }
    outcomes.push((await draws.view(drawId))!.state.bundle.reveal)
  }
  assert.deepEqual(outcomes[0], outcomes[1])
})

test('nothing comes before its time or after it: freeze, reading, opening, void, failure', async () => {
  await using db = await testDatabase()
  const { give, announced, goTo, view } = world(db)
  const drawId = await announced()
  const add = { act: 'enrol', add: IDS.slice(0, 3).map((id) => ({ id })) } as const
  for (const who of [head, supervisor]) assert.equal(await give(drawId, who, { act: 'hold' }), null)
  assert.equal(await give(drawId, operator, { act: 'freeze' }), 'TOO_FEW_ENTRANTS')
  assert.equal(await give(drawId, operator, add), null)
  assert.equal(await give(drawId, operator, add), 'DRAW_ENTRANT', 'one id, one ticket')
  assert.equal(await give(drawId, operator, { act: 'enrol', add: [{ id: '９１' }] }), 'DRAW_ENTRANT')
  assert.equal(await give(drawId, operator, { act: 'enrol', drop: ['nobody'] }), 'DRAW_ENTRANT')
  assert.equal(await give(drawId, operator, { act: 'fail' }), 'DRAW_TOO_EARLY')
  assert.equal(await give(drawId, operator, readings()), 'DRAW_STAGE')
  assert.equal(await give(drawId, operator, { act: 'freeze' }), null)
  assert.equal(await give(drawId, operator, { act: 'enrol', add: [{ id: IDS[3]! }] }), 'DRAW_STAGE')
  assert.equal(await give(drawId, operator, readings()), 'DRAW_TOO_EARLY', 'no number is known within the hour')
  assert.equal(await give(drawId, operator, { act: 'void', reason: '结果不满意' }), 'VOID_REASON_UNANNOUNCED')
  goTo('2026-03-01T13:00:01Z')
  assert.equal(await give(drawId, operator, { act: 'void', reason: '项目被依法取消' }), 'DRAW_TOO_LATE')
  assert.equal(
    await give(drawId, operator, { act: 'open', party: 'operator', secret: secretOf('operator') }),
    'DRAW_STAGE',
    'no secret before the numbers',
  )
  const wrong = { act: 'read', isFallback: false, values: [KL8.replace('02', '０２'), SECOND_KL8] } as const
  assert.equal(await give(drawId, operator, wrong), 'BEACON_FULL_WIDTH')
  assert.equal(await give(drawId, operator, { ...readings(), values: [SECOND_KL8, KL8] } as DrawAct), null)
  assert.equal(await give(drawId, notary, readings()), null)
  assert.equal((await view(drawId)).state.bundle.beacon, undefined, 'two readings that differ are none')
  const seen = shownOf(await view(drawId), notary.id)
  assert.deepEqual(
    seen.readings.map((one) => 'values' in one),
    [false, true],
    'nobody sees the other reading before both agree',
  )
  assert.equal(await give(drawId, supervisor, readings()), null)
  assert.ok((await view(drawId)).state.bundle.beacon, 'a third person settles it')
})

test('a project is drawn once: a second formal draw is refused until the first is void or has failed', async () => {
  await using db = await testDatabase()
  const { draws, give, announced, goTo, published } = world(db)
  const first = await announced()
  const planned = await draws.plan(PLAN)
  assert.ok('value' in planned)
  const second = planned.value.drawId
  assert.equal(await give(second, operator, await sealing('operator', second)), 'DRAW_SECOND')
  const rehearsal = await announced({ purpose: 'rehearsal' })
  assert.equal((await published.draw(rehearsal))?.bundle.announce?.purpose, 'rehearsal')
  assert.equal(await give(first, operator, { act: 'void', reason: '项目被依法取消' }), null)
  assert.deepEqual((await published.draw(first))?.ended, { kind: 'void', reason: '项目被依法取消' })
  assert.equal(await give(first, operator, { act: 'enrol', add: [{ id: IDS[0]! }] }), 'DRAW_STAGE')
  assert.equal(await give(second, operator, await sealing('operator', second)), null)
  assert.equal(await give(second, notary, await sealing('notary', second)), null)
  goTo('2026-03-01T12:00:01Z')
  assert.equal(await give(second, operator, { act: 'freeze' }), 'DRAW_TOO_LATE')
  assert.equal(await give(second, operator, { act: 'fail' }), null)
  assert.equal((await published.draw(second))?.ended?.kind, 'failed')
})

test('a fallback number needs two persons who say that the named issue never appeared', async () => {
  await using db = await testDatabase()
  const { give, frozen, published } = world(db)
  const drawId = await frozen()
  assert.equal(await give(drawId, operator, readings(true)), null)
  assert.equal(await give(drawId, notary, readings(true)), null)
  for (const [party, who] of [
    ['operator', operator],
    ['notary', notary],
  ] as const) {
    assert.equal(await give(drawId, who, { act: 'open', party, secret: secretOf(party) }), null)
  }
  assert.equal(await give(drawId, operator, { act: 'draw' }), null)
  const { text, log, unavailable } = (await published.draw(drawId))!
  assert.deepEqual(verifyBundle(text, { hash: sha256, evidence: { log, unavailable } }).reasons, [])
  assert.deepEqual(
    verifyBundle(text, { hash: sha256 }).reasons.map(({ code }) => code),
    ['FALLBACK_UNPROVEN'],
  )
})

test('of two officers at once one has acted, and what was not seen is not overwritten', async () => {
  await using db = await testDatabase()
  const { draws, announced, view } = world(db)
  const drawId = await announced()
  const { version } = await view(drawId)
  const add = (id: string): DrawAct => ({ act: 'enrol', add: [{ id }] })
  const answers = await Promise.all(IDS.map((id) => draws.act(drawId, operator, add(id), version)))
  const codes = answers.map((answer) => ('problem' in answer ? answer.problem.code : 'done')).sort()
  assert.deepEqual(codes, ['DRAW_MOVED', 'DRAW_MOVED', 'DRAW_MOVED', 'done'])
  await Promise.all(IDS.map((id) => draws.enrol(drawId, [{ id: `S${id.slice(1)}` }])))
  assert.equal((await view(drawId)).state.entrants.length, 5, 'a service enrols without having seen the draw')
})

test('no secret that is not opened reaches the desk: with the database and the master key in hand nobody has it', async () => {
  await using db = await testDatabase()
  const { announced, view } = world(db)
  const drawId = await announced()
  const seen = await view(drawId)
  const shown = JSON.stringify([operator, notary, head].map(({ id }) => shownOf(seen, id)))
  const { rows } = await db.pool('qinqing_appender', 1, { 'app.district': DISTRICT }).query('select state from draw')
  const acts = await db.query(`select encode(opening, 'escape') as opening from recorded_act`)
  for (const party of ['operator', 'notary'] as const) {
    assert.ok(!`${shown}${JSON.stringify(rows)}${JSON.stringify(acts)}`.includes(secretOf(party)))
    const { copy } = (await view(drawId)).state.parties[party]!.escrow
    for (const who of [head, supervisor]) assert.equal(await opened(copy, who), secretOf(party))
  }
  const copyOf = async (who: string) => shownOf(await view(drawId), who).parties.notary?.copy
  assert.deepEqual([await copyOf(operator.id), await copyOf(notary.id)], [undefined, undefined])
  assert.ok(await copyOf(head.id))
})

test('escrow: two holders with keys must be there, each copy is for all of them, and the list is frozen only when they have opened it', async () => {
  await using db = await testDatabase()
  const { draws, give, announced, view, published } = world(db)
  const planned = await draws.plan({ ...PLAN, purpose: 'rehearsal' })
  assert.ok('value' in planned)
  const { drawId: alone } = planned.value
  assert.equal(await give(alone, operator, await sealing('operator', alone)), 'DRAW_HOLDERS')
  await draws.registerKey(head, keyOf(head).recipient)
  assert.equal(await give(alone, operator, await sealing('operator', alone)), 'DRAW_HOLDERS')
  const again = await draws.registerKey(supervisor, keyOf(head).recipient)
  assert.equal('problem' in again && again.problem.code, 'DRAW_KEY_KNOWN')
  await draws.registerKey(supervisor, keyOf(supervisor).recipient)
  assert.equal(
    await give(alone, operator, await sealing('operator', alone, [keyOf(head).recipient])),
    'DRAW_COPY',
    'a copy for one holder only',
  )
  const drawId = await announced()
  assert.equal(await give(drawId, operator, { act: 'enrol', add: IDS.map((id) => ({ id })) }), null)
  assert.equal(await give(drawId, operator, { act: 'freeze' }), 'DRAW_ESCROW')
  assert.equal(await give(drawId, operator, { act: 'hold' }), 'DRAW_ROLE')
  assert.equal(await give(drawId, officer('钱', 'bureau.head'), { act: 'hold' }), 'DRAW_SAME_PERSON')
  assert.equal(await give(drawId, officer('周', 'bureau.head'), { act: 'hold' }), 'DRAW_COPY', 'has no copy')
  assert.equal(await give(drawId, head, { act: 'hold' }), null)
  assert.equal(await give(drawId, head, { act: 'hold' }), 'DRAW_COPY', 'says it once')
  assert.equal(await give(drawId, operator, { act: 'freeze' }), 'DRAW_ESCROW')
  // The notary seals again; what was opened before counts no more. Another secret is none of hers.
  const sealAgain = { ...(await sealing('notary', drawId)), act: 'sealAgain' } as DrawAct
  assert.equal(await give(drawId, officer('吴', 'bureau.notary'), sealAgain), 'DRAW_SAME_PERSON')
  assert.equal(await give(drawId, notary, { ...sealAgain, commitment: 'ab'.repeat(32) } as DrawAct), 'DRAW_COPY')
  assert.equal(await give(drawId, notary, sealAgain), null)
  assert.deepEqual((await view(drawId)).state.parties.notary?.escrow.opened, [])
  assert.equal(await give(drawId, supervisor, { act: 'hold' }), null)
  assert.equal(await give(drawId, operator, { act: 'freeze' }), 'DRAW_ESCROW')
  assert.equal(await give(drawId, head, { act: 'hold' }), null)
  assert.equal(await give(drawId, operator, { act: 'freeze' }), null)
  assert.deepEqual(
    (await published.draw(drawId))!.steps.map(({ kind }) => kind),
    ['rule', 'announce', 'sealed', 'sealed', 'held', 'sealed', 'held', 'held', 'entrants', 'freeze'],
  )
})

test('keys of holders stand in the log: registered, replaced, withdrawn', async () => {
  await using db = await testDatabase()
  const { draws } = world(db)
  const recipients = async () => (await draws.holders()).map(({ recipient }) => recipient)
  await draws.registerKey(head, keyOf(head).recipient)
  await draws.registerKey(head, keyOf(supervisor).recipient)
  assert.deepEqual(await recipients(), [keyOf(supervisor).recipient])
  assert.ok('value' in (await draws.withdrawKey(supervisor, head.id)))
  const gone = await draws.withdrawKey(supervisor, head.id)
  assert.equal('problem' in gone && gone.problem.code, 'DRAW_UNKNOWN')
  assert.deepEqual(await recipients(), [])
  const acts = await openActsOf(db.pool('qinqing_public', 1, { 'app.district': DISTRICT }), DISTRICT, 'escrow:holders')
  assert.deepEqual(
    acts.map(({ kind, body }) => [kind, (body as { recipient?: string }).recipient]),
    [
      ['key', keyOf(head).recipient],
      ['key', keyOf(supervisor).recipient],
      ['withdrawn', undefined],
    ],
  )
})

// drand quicknet round 1000: its time is long past, so that the plan is of then.
const ROUND = 1000
const SIGNATURE = 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'

test('a number of drand is read by its signature, which is published and shows the value to anyone', async () => {
  await using db = await testDatabase()
  const { give, frozen, goTo, published } = world(db)
  const beacons = [{ type: 'drand-quicknet', round: ROUND }]
  const drawId = await frozen({ beacons, fallback: [], freezeAt: '2023-08-23T14:00:00Z' }, '2023-08-20T02:00:00Z')
  goTo('2023-08-23T16:00:00Z')
  const reading = (value: string): DrawAct => ({ act: 'read', isFallback: false, values: [value] })
  const value = 'fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd'
  assert.equal(await give(drawId, operator, reading(value)), 'BEACON_SIGNATURE_WRONG', 'the value alone shows nothing')
  assert.equal(await give(drawId, operator, reading(SIGNATURE.replace('b44', 'b45'))), 'BEACON_SIGNATURE_WRONG')
  assert.equal(await give(drawId, operator, reading('１')), 'BEACON_FULL_WIDTH,BEACON_SIGNATURE_WRONG')
  for (const who of [operator, notary]) assert.equal(await give(drawId, who, reading(SIGNATURE)), null)
  const { bundle, drand } = (await published.draw(drawId))!
  assert.equal(bundle.beacon?.values[0]?.value, value)
  assert.deepEqual(drand, [{ round: ROUND, signature: SIGNATURE }])
})
