// Acts that are no step of a case: recorded with what caused them or not at all, in one order with the events of cases,
// read back and proven by anyone, or sealed.

import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { vaultOf } from '#platform/vault/vault.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { ActMoved, actsOf, type NewAct, openActsOf, recordAct } from './acts.ts'
import { checkRows } from './check-rows.ts'
import { addEvents, DISTRICT, testLog } from './log.fixture.ts'

const folder = await mkdtemp(join(tmpdir(), 'qinqing-acts-'))
after(() => rm(folder, { recursive: true }))

const SUBJECT = 'draw:2026-07'
const act = (seq: number, more: Partial<NewAct> = {}): NewAct => ({
  ...{ subject: SUBJECT, seq, kind: seq === 1 ? 'announce' : 'freeze', at: '2026-07-01T01:00:00.000Z' },
  body: { n: seq, 项目: '测绘' },
  ...more,
})

function world(db: TestDatabase) {
  const settings = { 'app.district': DISTRICT }
  const vault = vaultOf(createSecretKey(randomBytes(32)), { district: DISTRICT })
  const appender = db.pool('qinqing_appender', 3, settings)
  return {
    ...{ vault, appender, open: db.pool('qinqing_public', 1, settings) },
    record: (one: NewAct, on: Parameters<typeof recordAct>[0] = appender) =>
      recordAct(on, { vault, random: randomBytes }, one),
  }
}

test('acts and events stand in one order, the log grows by both, and the rows hold', async () => {
  await using db = await testDatabase()
  const { vault, record } = world(db)
  await addEvents(db, 2)
  assert.equal((await record(act(1))).place, 2)
  await addEvents(db, 1)
  assert.equal((await record(act(2, { isSealed: true }))).place, 4)
  const log = await testLog(db, await mkdtemp(join(folder, 'l-')))
  assert.equal((await log.sequencer.round()).grown, 5)
  const report = await log.fsck()
  assert.deepEqual([report.reasons, report.leaves], [[], 5])
  const rows = await checkRows(db.pool('owner', 1), { vault, size: 5 })
  assert.deepEqual(rows, { rows: 5, erased: 3, reasons: [] }, 'the events of the fixture hold commitments only')
})

test('anyone reads what is open, as it was recorded; what is sealed is opened for who asks as the office alone', async () => {
  await using db = await testDatabase()
  const { vault, appender, open, record } = world(db)
  const first = await record(act(1))
  const second = await record(act(2, { isSealed: true }))
  assert.deepEqual(await openActsOf(open, DISTRICT, SUBJECT), [first])
  assert.deepEqual(await actsOf(appender, vault, SUBJECT), [{ ...first, isSealed: false }, second])
  for (const column of ['sealed', 'wrapped'])
    await assert.rejects(open.query(`select ${column} from recorded_act`), { code: '42501' })
  const [row] = await db.query<{ sealed: Buffer }>('select sealed from recorded_act where seq = 2')
  assert.equal(row?.sealed.includes('测绘'), false)
  await db.query(`update recorded_act set sealed = '', wrapped = null where seq = 2`)
  assert.deepEqual(await actsOf(appender, vault, SUBJECT), [{ ...first, isSealed: false }], 'erased for good')
})

test('in a transaction: with what caused it, or not at all and without a gap', async () => {
  await using db = await testDatabase()
  const { appender, record } = world(db)
  for (const [end, n] of [
    ['rollback', 0],
    ['commit', 1],
  ] as const) {
    const client = await appender.connect()
    await client.query('begin')
    await client.query(`insert into serial values ('${DISTRICT}', 'cause', 1)`)
    assert.equal((await record(act(1), client)).place, 0)
    await client.query(end)
    client.release()
    assert.deepEqual(
      await db.query(
        `select (select count(*)::int from recorded_act) as acts, (select count(*)::int from serial where series = 'cause') as causes`,
      ),
      [{ acts: n, causes: n }],
    )
  }
})

test('of two at once under one number one wins; a number that is not the next is refused; no place is lost by it', async () => {
  await using db = await testDatabase()
  const { record } = world(db)
  const results = await Promise.allSettled([record(act(1)), record(act(1)), record(act(1))])
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const result of results) if (result.status === 'rejected') assert.ok(result.reason instanceof ActMoved)
  await assert.rejects(record(act(3)), ActMoved)
  await assert.rejects(record(act(1)), ActMoved)
  assert.equal((await record(act(2))).place, 1)
})

test('a subject or a body that cannot be written the same everywhere is a fault of the desk', async () => {
  await using db = await testDatabase()
  const { record } = world(db)
  for (const subject of ['draw', 'draw:', 'Draw:1', 'draw:张三', 'draw:1 or', `draw:${'x'.repeat(65)}`])
    await assert.rejects(record(act(1, { subject })), RangeError, subject)
  await assert.rejects(record(act(1, { body: 0.1 })), TypeError)
  assert.deepEqual(await db.query('select from recorded_act'), [])
})
