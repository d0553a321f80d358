import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { equalBytes } from '#kernel/bytes.ts'
import { entryOf } from '#kernel/log/entry.ts'
import { leafHash, treeRoot } from '#kernel/log/merkle.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { addEvents, DISTRICT, testLog } from './log.fixture.ts'
import { readHead } from './log-store.ts'
import { sequencerLoop } from './loop.ts'
import { STEPS } from './sequencer.ts'

const folders: string[] = []
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'qinqing-log-'))
  folders.push(made)
  return made
}
after(() => Promise.all(folders.map((made) => rm(made, { recursive: true }))))

test('events get gapless places in the order they were recorded, and the published log verifies', async () => {
  await using db = await testDatabase()
  const log = await testLog(db, await folder())
  assert.deepEqual(await log.sequencer.round(), { outcome: 'done', placed: 0, reasons: [] })
  for (const count of [1, 254, 2, 700]) {
    await addEvents(db, count)
    assert.equal((await log.sequencer.round()).placed, count)
  }
  const rows = await db.query<{ position: string; commitment: Buffer }>(
    'select position, commitment from case_event order by at, case_id, seq',
  )
  assert.deepEqual(
    rows.map(({ position }) => Number(position)),
    rows.map((_, i) => i),
  )
  const root = treeRoot(
    rows.map(({ commitment }) => leafHash(entryOf(commitment), sha256)),
    sha256,
  )
  const report = await log.fsck()
  assert.deepEqual([report.reasons, report.leaves], [[], 957])
  assert.ok(equalBytes(report.checkpoint?.root as Uint8Array, root), 'as a naive second reading of the rows')
})

test('an event that commits late, with an earlier time, is placed next and never skipped', async () => {
  await using db = await testDatabase()
  const log = await testLog(db, await folder())
  const late = await db.pool('owner', 1).connect()
  await late.query('begin')
  await addEvents(late, 1, '2024-01-01T00:00:00Z')
  await addEvents(db, 3, '2024-01-01T00:00:01Z')
  assert.equal((await log.sequencer.round()).placed, 3)
  await late.query('commit')
  late.release()
  assert.equal((await log.sequencer.round()).placed, 1)
  const [row] = await db.query<{ position: string }>(`select position from case_event order by at limit 1`)
  assert.equal(Number(row?.position), 3)
  assert.deepEqual((await log.fsck()).reasons, [])
})

for (const step of STEPS) {
  test(`stopped after “${step}”, the next sequencer goes on: no gap, no duplicate, nothing signed twice`, async () => {
    await using db = await testDatabase()
    const place = await folder()
    await addEvents(db, 300)
    const first = await testLog(db, place)
    await first.sequencer.round()
    const before = await first.checkpoint()
    await addEvents(db, 300)
    const stopped = await testLog(db, place, {
      afterStep: (at) => {
        if (at === step) throw new Error('killed')
      },
    })
    await assert.rejects(stopped.sequencer.round(), /killed/)
    assert.deepEqual((await first.fsck()).reasons, [], 'what is published in between holds')
    await addEvents(db, 5)
    const next = await testLog(db, place)
    assert.equal((await next.sequencer.round()).outcome, 'done')
    const report = await next.fsck({ against: before })
    assert.deepEqual([report.reasons, report.leaves], [[], 605])
    assert.deepEqual(await db.query('select count(distinct position)::int as n from case_event'), [{ n: 605 }])
    assert.equal(await readFile(join(place, 'lock'), 'utf8'), await next.checkpoint(), 'the lock file knows the head')
  })
}

test('killed for real, twelve times at any moment: no gap, no duplicate, every checkpoint shown is still contained', async () => {
  await using db = await testDatabase()
  const place = await folder()
  const log = await testLog(db, place)
  const kept: string[] = []
  const child = new URL('killed.fixture.ts', import.meta.url).pathname
  for (let kill = 0; kill < 12; kill += 1) {
    await addEvents(db, 400)
    const worker = spawn(process.execPath, [child, JSON.stringify(db.connection), place], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let steps = 0
    for await (const told of worker.stdout) {
      steps += String(told).length
      if (steps > kill * 3) break
    }
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    const shown = await log.checkpoint()
    if (shown !== '') kept.push(shown)
  }
  // The server lets go of a dead client's lock when it notices the death.
  while ((await log.sequencer.round()).outcome === 'busy') await sleep(10)
  while ((await log.sequencer.round()).placed > 0);
  assert.ok(new Set(kept).size > 3, 'some were killed after they had published')
  for (const against of new Set(kept)) {
    const report = await log.fsck({ against })
    assert.deepEqual([report.reasons, report.leaves], [[], 4_800])
  }
  const [row] = await db.query<{ n: number; last: number }>(
    'select count(distinct position)::int as n, max(position)::int as last from case_event',
  )
  assert.deepEqual(row, { n: 4_800, last: 4_799 })
})

test('two sequencers at once: one works, no event is placed twice, none is left', async () => {
  await using db = await testDatabase()
  const place = await folder()
  const [one, two] = [await testLog(db, place, { batch: 50 }), await testLog(db, place, { batch: 50 })]
  await addEvents(db, 500)
  const placed = { total: 0, busy: 0 }
  const work = async (log: typeof one) => {
    for (let i = 0; i < 30; i += 1) {
      const round = await log.sequencer.round()
      placed.total += round.placed
      if (round.outcome === 'busy') placed.busy += 1
    }
  }
  await Promise.all([work(one), work(two)])
  while ((await one.sequencer.round()).placed > 0);
  assert.deepEqual(await db.query('select count(*)::int as n from case_event where position is null'), [{ n: 0 }])
  const report = await one.fsck()
  assert.deepEqual([report.reasons, report.leaves], [[], 500])
})

test('without the lock the fence alone stops a second sequencer: nothing of its batch stays', async () => {
  await using db = await testDatabase()
  const place = await folder()
  await addEvents(db, 10)
  const other = await testLog(db, place)
  await other.sequencer.round()
  await addEvents(db, 10)
  // As if the first one's lock were lost with its connection while it was at work.
  const slow = await testLog(db, place, {
    afterStep: async (step) => {
      if (step === 'tiled') await db.query(`update log_head set size = size + 1`)
    },
  })
  const stopped = slow.sequencer.round()
  await assert.rejects(stopped, /deadlock|moved on|serial/)
  assert.deepEqual(await db.query('select count(*)::int as n from case_event where position is null'), [{ n: 10 }])
})

test('a database restored from an old backup is not signed, by the lock file, and nothing is placed', async () => {
  await using db = await testDatabase()
  const place = await folder()
  const log = await testLog(db, place)
  await addEvents(db, 40)
  await log.sequencer.round()
  const backup = await log.backup()
  await addEvents(db, 40)
  await log.sequencer.round()
  await backup.restore()
  await addEvents(db, 60)
  const round = await (await testLog(db, place)).sequencer.round()
  assert.equal(round.outcome, 'refused')
  assert.deepEqual(
    round.reasons.map(({ code }) => code),
    ['SIZE_SHRANK'],
  )
  assert.equal((await readHead(db.pool('owner', 1), DISTRICT))?.size, 40)
  // Grown past the lock by a sequencer that did not look: another history of the same size.
  const blind = await testLog(db, await folder())
  await blind.sequencer.round()
  const later = await (await testLog(db, place)).sequencer.round()
  assert.deepEqual([later.outcome, later.reasons[0]?.code], ['refused', 'SPLIT_VIEW'])
})

test('tiles that do not lead to the head stop the sequencer before it grows anything', async () => {
  await using db = await testDatabase()
  const place = await folder()
  await addEvents(db, 10)
  await (await testLog(db, place)).sequencer.round()
  await db.query(`update log_tile set bytes = overlay(bytes placing '\\x00' from 40 for 1)`)
  await addEvents(db, 1)
  await assert.rejects((await testLog(db, place)).sequencer.round(), /do not lead to the root/)
})

test('the loop places what comes in, and stops between two rounds', async () => {
  await using db = await testDatabase()
  const log = await testLog(db, await folder())
  const loop = sequencerLoop({ ...log, district: DISTRICT, log: log.journal, everyMs: 5 })
  loop.start()
  await addEvents(db, 20)
  const begun = performance.now()
  for (;;) {
    const head = await readHead(log.pool, DISTRICT)
    if (head?.signedSize === 20) break
    assert.ok(performance.now() - begun < 5_000, 'not signed within 5 s')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await loop.stop()
  await addEvents(db, 1)
  await new Promise((resolve) => setTimeout(resolve, 30))
  assert.equal((await readHead(log.pool, DISTRICT))?.size, 20)
})

test('the log role sees commitments only, and gives a place once; the appender gives none and touches no log', async () => {
  await using db = await testDatabase()
  const log = await testLog(db, await folder())
  await addEvents(db, 2)
  await log.sequencer.round()
  await addEvents(db, 1)
  const settings = { 'app.district': DISTRICT }
  const denied = { code: '42501' }
  await assert.rejects(log.pool.query('select salt from case_event'), denied)
  await assert.rejects(log.pool.query('select sealed from case_event'), denied)
  await assert.rejects(log.pool.query(`update case_event set commitment = '\\x00'`), denied)
  await assert.rejects(log.pool.query('delete from case_event'), denied)
  const again = await log.pool.query('update case_event set position = 7 where position is not null')
  assert.equal(again.rowCount, 0, 'a place once given is not there to be changed')
  await assert.rejects(log.pool.query('update case_event set position = null'), denied)
  await assert.rejects(log.pool.query('update case_event set position = 0'), { code: '23505' })
  const appender = db.pool('qinqing_appender', 1, settings)
  await assert.rejects(appender.query('update case_event set position = 9'), denied)
  await assert.rejects(appender.query('insert into case_event (district, position) values ($1, 1)', [DISTRICT]), denied)
  for (const table of ['log_head', 'log_tile', 'log_cosignature']) {
    await assert.rejects(appender.query(`select from ${table}`), denied, table)
    await assert.rejects(log.pool.query(`delete from ${table}`), denied, table)
  }
  const elsewhere = db.pool('qinqing_log', 1, { 'app.district': '350599' })
  assert.equal((await elsewhere.query('select from log_head')).rowCount, 0)
  assert.equal((await elsewhere.query('select position from case_event')).rowCount, 0)
})
