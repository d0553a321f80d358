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

test('the tree grows by events in the order of their places, and the published log verifies', async () => {
  await using db = await testDatabase()
  const log = await testLog(db, await folder())
  assert.deepEqual(await log.sequencer.round(), { outcome: 'done', grown: 0, reasons: [] })
  for (const count of [1, 254, 2, 700]) {
    await addEvents(db, count)
    assert.equal((await log.sequencer.round()).grown, count)
  }
  const rows = await db.query<{ position: string; commitment: Buffer }>(
    'select position, commitment from case_event order by position',
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

test('what is recorded while another waits to be durable comes after it: nothing is skipped, and nothing stays of what is undone', async () => {
  await using db = await testDatabase()
  const log = await testLog(db, await folder())
  for (const end of ['commit', 'rollback']) {
    const slow = await db.pool('owner', 1).connect()
    await slow.query('begin')
    await addEvents(slow, 1)
    const later = addEvents(db, 3)
    const before = await readHead(log.pool, DISTRICT)
    assert.equal((await log.sequencer.round()).grown, 0, 'nothing is durable yet')
    await slow.query(end)
    slow.release()
    await later
    assert.equal((await log.sequencer.round()).grown, end === 'commit' ? 4 : 3)
    const rows = await db.query<{ n: number }>('select count(*)::int as n from case_event where position >= $1', [
      before?.size ?? 0,
    ])
    assert.equal(rows[0]?.n, end === 'commit' ? 4 : 3)
  }
  assert.deepEqual((await log.fsck()).reasons, [])
})

test('a place left out stops the log instead of growing past it', async () => {
  await using db = await testDatabase()
  const log = await testLog(db, await folder())
  await addEvents(db, 5)
  await db.query('delete from case_event where position in (0, 3)')
  await assert.rejects(log.sequencer.round(), /no single entry at place 0/)
  await db.query('update case_event set position = 0 where position = 4')
  assert.equal((await log.sequencer.round()).grown, 3)
  await assert.rejects(log.sequencer.round(), /no single entry at place 3/)
  assert.equal((await readHead(log.pool, DISTRICT))?.size, 3)
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
    assert.equal(await readFile(join(place, 'lock'), 'utf8'), await next.checkpoint(), 'the lock file knows the head')
  })
}

test('killed for real, twelve times at any moment: every leaf once, every checkpoint shown is still contained', async () => {
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
  while ((await log.sequencer.round()).grown > 0);
  assert.ok(new Set(kept).size > 3, 'some were killed after they had published')
  for (const against of new Set(kept)) {
    const report = await log.fsck({ against })
    assert.deepEqual([report.reasons, report.leaves], [[], 4_800])
  }
})

test('two sequencers at once: one works, no event is taken twice, none is left', async () => {
  await using db = await testDatabase()
  const place = await folder()
  const [one, two] = [await testLog(db, place, { batch: 50 }), await testLog(db, place, { batch: 50 })]
  await addEvents(db, 500)
  const grown = { total: 0, busy: 0 }
  const work = async (log: typeof one) => {
    for (let i = 0; i < 30; i += 1) {
      const round = await log.sequencer.round()
      grown.total += round.grown
      if (round.outcome === 'busy') grown.busy += 1
    }
  }
  await Promise.all([work(one), work(two)])
  while ((await one.sequencer.round()).grown > 0);
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
  assert.deepEqual(await db.query('select length(bytes) / 32 as width from log_tile'), [{ width: 10 }])
})

test('a database restored from an old backup is not signed, by the lock file, and nothing is grown', async () => {
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
  await db.query(`update log_tile set bytes = set_byte(bytes, 39, 255 - get_byte(bytes, 39))`)
  await addEvents(db, 1)
  await assert.rejects((await testLog(db, place)).sequencer.round(), /do not lead to the root/)
})

test('the loop grows what comes in, and stops between two rounds', async () => {
  await using db = await testDatabase()
  const log = await testLog(db, await folder())
  const loop = sequencerLoop({ sequencer: log.sequencer, log: log.journal, everyMs: 5 })
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

test('the log role sees commitments only and changes none; the appender touches no log', async () => {
  await using db = await testDatabase()
  const log = await testLog(db, await folder())
  await addEvents(db, 3)
  await log.sequencer.round()
  const settings = { 'app.district': DISTRICT }
  const denied = { code: '42501' }
  for (const column of ['salt', 'sealed', 'case_id'])
    await assert.rejects(log.pool.query(`select ${column} from case_event`), denied, column)
  for (const column of ['opening', 'sealed', 'wrapped', 'subject'])
    await assert.rejects(log.pool.query(`select ${column} from recorded_act`), denied, column)
  for (const table of ['case_event', 'recorded_act']) {
    await assert.rejects(log.pool.query(`update ${table} set commitment = '\\x00'`), denied)
    await assert.rejects(log.pool.query(`update ${table} set position = 7`), denied)
    await assert.rejects(log.pool.query(`delete from ${table}`), denied)
  }
  await db.query(`insert into serial values ('${DISTRICT}', 'case:x', 1)`)
  assert.deepEqual((await log.pool.query('select series, last from serial')).rows, [{ series: 'log', last: '3' }])
  await assert.rejects(log.pool.query('update serial set last = 9'), denied)
  const appender = db.pool('qinqing_appender', 1, settings)
  await assert.rejects(appender.query('update case_event set position = 9'), denied)
  await assert.rejects(appender.query('update recorded_act set position = 9'), denied)
  for (const table of ['log_head', 'log_tile', 'log_cosignature']) {
    await assert.rejects(appender.query(`select from ${table}`), denied, table)
    await assert.rejects(log.pool.query(`delete from ${table}`), denied, table)
  }
  const elsewhere = db.pool('qinqing_log', 1, { 'app.district': '350599' })
  for (const table of ['log_head', 'serial', 'case_event'])
    assert.equal((await elsewhere.query(`select district from ${table}`)).rowCount, 0, table)
})
