// A draw held on the platform against a real database: two persons at every turn that asks for two, every message in the log,
// the published bundle and evidence exactly what the verifier takes, and each way to cheat refused.

import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { DrawPlan } from '#engines/draw/conduct.ts'
import { parseEvidence } from '#engines/draw/evidence.ts'
import { KL8, SECOND_KL8 } from '#engines/draw/fixture.ts'
import type { Role as Party } from '#engines/draw/message.ts'
import { commitment } from '#engines/draw/steps.ts'
import { verifyBundle } from '#engines/draw/verify.ts'
import type { Role } from '#kernel/unit/role.ts'
import { openActsOf } from '#office/log/acts.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { vaultOf } from '#platform/vault/vault.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { type DrawAct, type Draws, type DrawView, type Officer, openDraws, shownOf } from './draws.ts'
import { publicDraws } from './public.ts'

const DISTRICT = '350598'
const START = '2026-02-27T02:00:00Z'
const FREEZE_AT = '2026-03-01T12:00:00Z'
const PLAN: DrawPlan = {
  project: '350598-XM-2026-017 测绘',
  purpose: 'formal',
  rule: '一家一签，签号从小到大排。',
  ...{ k: 1, reserve: 2, minimum: 3, freezeAt: FREEZE_AT },
  beacons: [
    { type: 'cwl-kl8', issue: '2026052' },
    { type: 'cwl-kl8', issue: '2026053' },
  ],
  fallback: [{ type: 'cwl-kl8', issue: '2026054' }],
  voidReasons: ['项目被依法取消'],
}
const officer = (id: string, role: Role, standsInFor?: string): Officer => ({
  ...{ kind: 'officer', id, name: `${id}某` },
  posts: [{ role, unit: 'bureau', ...(standsInFor && { standsInFor: { id: standsInFor, name: '' } }) }],
})
const operator = officer('赵', 'bureau.market')
const notary = officer('钱', 'bureau.notary')
const head = officer('孙', 'bureau.head')
const supervisor = officer('李', 'bureau.supervisor')
const IDS = ['91350598MA0000001X', '91350598MA0000002X', '91350598MA0000003X', '91350598MA0000004X']
const secretOf = (party: Party): string => Buffer.from(sha256(Buffer.from(party))).toString('hex')
const sealing = (party: Party, drawId: string): DrawAct => {
  const secret = secretOf(party)
  return { act: 'seal', party, secret, commitment: commitment(party, drawId, secret, sha256) }
}

interface World {
  readonly draws: Draws
  readonly db: TestDatabase
  readonly published: ReturnType<typeof publicDraws>
  goTo(instant: string): void
  /** Gives an act on the draw as it is; the code it is refused with, or null. */
  give(drawId: string, who: Officer, act: DrawAct): Promise<string | null>
  view(drawId: string): Promise<DrawView>
  /** A draw that was announced by both. */
  announced(changes?: Partial<DrawPlan>): Promise<string>
  /** A draw with four entrants and a frozen list, an hour and a second after the freeze. */
  frozen(changes?: Partial<DrawPlan>): Promise<string>
}

function world(db: TestDatabase): World {
  let now = START
  const settings = { 'app.district': DISTRICT }
  const draws = openDraws({
    vault: vaultOf(createSecretKey(randomBytes(32)), { district: DISTRICT }),
    ...{ random: randomBytes, now: () => new Date(now) },
    ...{ appender: db.pool('qinqing_appender', 2, settings), staff: db.pool('qinqing_staff', 1, settings) },
  })
  const published = publicDraws(db.pool('qinqing_public', 1, settings), DISTRICT)
  const view = async (drawId: string) => (await draws.view(drawId))!
  const give: World['give'] = async (drawId, who, act) => {
    const answer = await draws.act(drawId, who, act, (await view(drawId)).version)
    if (!('problem' in answer)) return null
    const { code, errors } = answer.problem
    return errors ? errors.map((one) => one.code).join() : code
  }
  const announced: World['announced'] = async (changes = {}) => {
    const planned = await draws.plan({ ...PLAN, ...changes })
    assert.ok('value' in planned)
    const { drawId } = planned.value
    assert.equal(await give(drawId, operator, sealing('operator', drawId)), null)
    assert.equal(await give(drawId, notary, sealing('notary', drawId)), null)
    return drawId
  }
  return {
    ...{ draws, db, published, view, give, announced },
    goTo: (instant) => {
      now = instant
    },
    async frozen(changes) {
      now = START
      const drawId = await announced(changes)
      assert.equal(await give(drawId, operator, { act: 'enrol', add: IDS.map((id) => ({ id })) }), null)
      assert.equal(await give(drawId, operator, { act: 'freeze' }), null)
      now = '2026-03-01T13:00:01Z'
      return drawId
    },
  }
}

const readings = (isFallback = false): DrawAct => ({
  ...{ act: 'read', isFallback },
  values: isFallback ? [SECOND_KL8] : [KL8, SECOND_KL8],
})

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
    ['rule', 'announce', 'entrants', 'freeze', 'beacon', 'reveal', 'result'],
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
  const planned = await draws.plan(PLAN)
  assert.ok('value' in planned)
  const { drawId } = planned.value
  assert.equal(await give(drawId, notary, sealing('operator', drawId)), 'DRAW_ROLE')
  assert.equal(await give(drawId, notary, sealing('notary', drawId)), 'DRAW_STAGE', 'the operator seals first')
  assert.equal(await give(drawId, operator, sealing('operator', drawId)), null)
  assert.equal(await give(drawId, operator, sealing('operator', drawId)), 'DRAW_SEALED')
  assert.equal(await give(drawId, officer('赵', 'bureau.notary'), sealing('notary', drawId)), 'DRAW_SAME_PERSON')
  assert.equal(await give(drawId, officer('周', 'bureau.notary', '赵'), sealing('notary', drawId)), 'DRAW_SAME_PERSON')
  const wrong = { ...sealing('notary', drawId), secret: 'ab'.repeat(32) } as DrawAct
  assert.equal(await give(drawId, notary, wrong), 'DRAW_COMMITMENT')
  assert.equal(await give(drawId, notary, sealing('notary', drawId)), null)
  const frozenId = await frozen({ project: '另一项目' })
  assert.equal(await give(frozenId, operator, readings()), null)
  assert.equal(await give(frozenId, officer('赵', 'bureau.supervisor'), readings()), null)
  assert.equal((await draws.view(frozenId))!.state.bundle.beacon, undefined, 'the same person twice is one reading')
})

test('a secret that is withheld comes from escrow, by a third person; the seed is the same, and the log says so', async () => {
  await using db = await testDatabase()
  const { draws, give, frozen, published } = world(db)
  const outcomes: unknown[] = []
  for (const isWithheld of [false, true]) {
    const drawId = await frozen({ purpose: 'rehearsal', project: `项目 ${isWithheld}` })
    for (const who of [operator, notary]) assert.equal(await give(drawId, who, readings()), null)
    assert.equal(await give(drawId, operator, { act: 'open', party: 'operator', secret: secretOf('operator') }), null)
    if (isWithheld) {
      const again = { act: 'openEscrow', party: 'notary' } as const
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
  assert.equal(await give(second, operator, sealing('operator', second)), 'DRAW_SECOND')
  const rehearsal = await announced({ purpose: 'rehearsal' })
  assert.equal((await published.draw(rehearsal))?.bundle.announce?.purpose, 'rehearsal')
  assert.equal(await give(first, operator, { act: 'void', reason: '项目被依法取消' }), null)
  assert.deepEqual((await published.draw(first))?.ended, { kind: 'void', reason: '项目被依法取消' })
  assert.equal(await give(first, operator, { act: 'enrol', add: [{ id: IDS[0]! }] }), 'DRAW_STAGE')
  assert.equal(await give(second, operator, sealing('operator', second)), null)
  assert.equal(await give(second, notary, sealing('notary', second)), null)
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

test('no secret that is not opened leaves the desk, nor lies readable in the database', async () => {
  await using db = await testDatabase()
  const { announced, view } = world(db)
  const drawId = await announced()
  const shown = JSON.stringify(shownOf(await view(drawId), operator.id))
  const rows = JSON.stringify([
    await db.query('select * from draw'),
    await db.query(`select party, holder, encode(sealed, 'escape') as sealed from draw_escrow`),
    await db.query(`select encode(opening, 'escape') as opening from recorded_act`),
  ])
  for (const party of ['operator', 'notary'] as const) {
    assert.ok(!shown.includes(secretOf(party)))
    assert.ok(!rows.includes(secretOf(party)))
  }
  assert.equal((await db.query('select from draw_escrow')).length, 4, 'two holders for each')
})
