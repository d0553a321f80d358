// Witnesses of a frozen list, with a real log and real witnesses: no number is taken before enough of them have cosigned it in
// time, the published evidence shows that to anyone, and a draw that was not seen in time can only fail.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type Evidence, parseEvidence } from '#engines/draw/evidence.ts'
import { verifyBundle } from '#engines/draw/verify.ts'
import { formatVerifierKey, NOTE_COSIGNATURE, NOTE_ED25519 } from '#kernel/log/note.ts'
import { cosigners, type Witness } from '#office/log/cosign.ts'
import { ORIGIN, testLog } from '#office/log/log.fixture.ts'
import { openLogKey } from '#office/log/log-key.ts'
import { emptyCheckpoint } from '#office/log/open-log.ts'
import { openWitness } from '#office/log/witness-desk.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { DISTRICT, head, IDS, notary, operator, readings, secretOf, supervisor, world } from './draws.fixture.ts'

const scratch = await mkdtemp(join(tmpdir(), 'qinqing-witnessed-'))
after(() => rm(scratch, { recursive: true }))

/** A draw with an open list on a log with three witnesses; `awake` of them answer. */
async function watched(db: TestDatabase) {
  const folder = await mkdtemp(join(scratch, 'w-'))
  const own = await openLogKey({
    ...{ file: join(folder, 'key'), name: ORIGIN, type: NOTE_ED25519 },
    ...{ random: randomBytes, mayMake: true },
  })
  let clock = '2026-03-01T11:00:00Z'
  let awake = 3
  const keys: string[] = []
  const witnesses: Witness[] = []
  for (const name of ['a.example', 'b.example', 'c.example']) {
    const place = await mkdtemp(join(scratch, 'witness-'))
    const type = NOTE_COSIGNATURE
    const key = await openLogKey({ file: join(place, 'key'), name, type, random: randomBytes, mayMake: true })
    const desk = await openWitness({ folder: place, key, logs: [own.verifier], now: () => new Date(clock) })
    const at = keys.push(formatVerifierKey(key.verifier))
    const add: Witness['add'] = async (body) => {
      if (at > awake) return { kind: 'silent', text: '' }
      const { status, body: text } = await desk.add(body)
      if (status === 200) return { kind: 'cosigned', line: text.trim() }
      return status === 409 ? { kind: 'knows', size: Number(text) } : { kind: 'contradicts', text }
    }
    witnesses.push({ name, add })
  }
  let ticks = 0
  const log = await testLog(db, folder, {
    witnesses: cosigners({
      ...{ district: DISTRICT, witnesses, emptyCheckpoint: () => emptyCheckpoint(own) },
      // Whoever was silent is asked again at every round.
      ticks: () => (ticks += 20_000),
      report: () => undefined,
    }),
  })
  const held = world(db, { vkey: formatVerifierKey(own.verifier), witnesses: keys })
  const drawId = await held.announced()
  assert.equal(await held.give(drawId, operator, { act: 'enrol', add: IDS.map((id) => ({ id })) }), null)
  for (const who of [head, supervisor]) assert.equal(await held.give(drawId, who, { act: 'hold' }), null)
  return {
    ...{ held, drawId, keys },
    goTo(instant: string) {
      clock = instant
      held.goTo(instant)
    },
    async cosign(count: number) {
      awake = count
      await log.sequencer.round()
      await held.draws.followWitnesses()
    },
  }
}

test('no number is taken before two of three witnesses have cosigned the frozen list; the evidence shows it to anyone', async () => {
  await using db = await testDatabase()
  const { held, drawId, keys, goTo, cosign } = await watched(db)
  const { give, published } = held
  goTo('2026-03-01T11:00:00Z')
  assert.equal(await give(drawId, operator, { act: 'freeze' }), null)
  await cosign(1)
  goTo('2026-03-01T13:00:01Z')
  assert.equal(await give(drawId, operator, readings()), 'DRAW_UNWITNESSED', 'one of three is not enough')
  const unseen = (await published.draw(drawId))!
  assert.equal(unseen.witness?.receipt, undefined)
  assert.equal(unseen.witness?.quorum, 2)
  goTo('2026-03-01T11:30:00Z')
  await cosign(2)
  goTo('2026-03-01T13:00:01Z')
  assert.equal(await give(drawId, operator, { act: 'fail' }), 'DRAW_STAGE', 'what was seen in time cannot fail')
  for (const who of [operator, notary]) assert.equal(await give(drawId, who, readings()), null)
  for (const [party, who] of [
    ['operator', operator],
    ['notary', notary],
  ] as const) {
    assert.equal(await give(drawId, who, { act: 'open', party, secret: secretOf(party) }), null)
  }
  assert.equal(await give(drawId, operator, { act: 'draw' }), null)
  const { text, log, witness, bundle } = (await published.draw(drawId))!
  const evidence = parseEvidence(JSON.stringify({ log, witness }))
  assert.ok(evidence.ok)
  const judged = (change: Partial<NonNullable<Evidence['witness']>>, source = text) =>
    verifyBundle(source, {
      ...{ hash: sha256, verify: verifyEd25519 },
      evidence: { witness: { ...witness!, ...change } },
    }).reasons.map(({ code }) => code)
  assert.deepEqual(verifyBundle(text, { hash: sha256, verify: verifyEd25519, evidence: evidence.value }).reasons, [])
  assert.deepEqual(judged({ quorum: 3 }), ['FREEZE_UNWITNESSED'], 'the third was silent')
  assert.deepEqual(judged({ witnesses: [keys[2]!] }), ['FREEZE_UNWITNESSED'])
  assert.deepEqual(judged({ receipt: witness!.receipt!.replace('index ', 'index 1') }), ['FREEZE_UNWITNESSED'])
  assert.deepEqual(judged({ log: 'x' }), ['FREEZE_UNWITNESSED'])
  const other = JSON.stringify({ ...bundle, freeze: { ...bundle.freeze, n: 5 } })
  assert.ok(judged({}, other).includes('FREEZE_WITNESSED_OTHER'))
  const { receipt: _, ...policy } = witness!
  const unshown = verifyBundle(text, { hash: sha256, verify: verifyEd25519, evidence: { witness: policy } })
  assert.deepEqual(
    unshown.reasons.map(({ code }) => code),
    ['FREEZE_UNWITNESSED'],
  )
  const early = JSON.parse(text) as { announce: { freezeAt: string } }
  early.announce.freezeAt = '2026-03-01T11:29:59Z'
  assert.ok(judged({}, JSON.stringify(early)).includes('FREEZE_WITNESSED_LATE'))
})

test('a list that no witness saw by the announced moment cannot be drawn from, only fail', async () => {
  await using db = await testDatabase()
  const { held, drawId, goTo, cosign } = await watched(db)
  goTo('2026-03-01T11:00:00Z')
  assert.equal(await held.give(drawId, operator, { act: 'freeze' }), null)
  await cosign(0)
  assert.equal(await held.give(drawId, operator, { act: 'fail' }), 'DRAW_TOO_EARLY')
  goTo('2026-03-01T12:00:01Z')
  await cosign(3)
  goTo('2026-03-01T13:00:01Z')
  assert.equal(await held.give(drawId, operator, readings()), 'DRAW_UNWITNESSED', 'all three saw it, a second too late')
  assert.equal(await held.give(drawId, operator, { act: 'fail' }), null)
  assert.equal((await held.published.draw(drawId))?.ended?.reason, '锁定的名单没有在公告的时刻前得到见证人会签')
})
