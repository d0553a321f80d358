// Readers of the stream on real PostgreSQL: each gets its own events once, in their order, and goes on from where all were read.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventType } from '#kernel/case/event.ts'
import { handIn, officer, readsOf, testDesk } from '../../../test/support/case-desk.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { historiesOf, readMoved, readOn } from './stream.ts'

const VILLAGE = '350521104-01'

async function arrange() {
  const db = await testDatabase()
  const desk = await testDesk(db)
  const pool = db.pool('qinqing_appender', 1, { 'app.district': desk.catalogue.district })
  const owner = db.pool('owner', 1)
  const { caseId } = await handIn(desk)
  const reader = { pool, reads: readsOf(db, desk) }
  return {
    ...{ db, desk, caseId, reader, pool },
    async read(name: string, types: readonly EventType[] | null) {
      const seen: string[] = []
      const count = await readOn(reader, { reader: name, types }, async (batch) => {
        seen.push(...batch.map(({ event }) => event.type))
      })
      assert.equal(count, seen.length)
      return seen
    },
    /** Where each reader stands, and which transaction wrote it there. */
    async places() {
      const { rows } = await owner.query<{ reader: string; position: string; written: string }>(
        'select reader, position, xmin::text as written from stream_reader order by reader',
      )
      return rows
    },
    accept: () =>
      desk.handle({
        key: 'accept',
        actor: officer('village.agent', VILLAGE),
        to: { caseId },
        command: { type: 'accept', note: '' },
      }),
  }
}

test('a reader gets the events of its types once, in order, and all of them when it names none', async () => {
  const { db, read, accept } = await arrange()
  await using _ = db
  assert.deepEqual(await read('all', null), ['submitted', 'entered'])
  assert.deepEqual(await read('acceptances', ['accepted']), [])
  assert.ok((await accept()).ok)
  assert.deepEqual(await read('acceptances', ['accepted']), ['accepted'])
  assert.deepEqual(await read('acceptances', ['accepted']), [])
  assert.equal((await read('all', null))[0], 'accepted')
})

test('what concerns a reader not is not read again, and a look that finds nothing new writes nothing', async () => {
  const { db, read, places } = await arrange()
  await using _ = db
  assert.deepEqual(await read('ratings', ['rated']), [])
  const before = await places()
  assert.deepEqual(
    before.map(({ reader, position }) => [reader, position]),
    [['ratings', '2']],
  )
  assert.deepEqual(await read('ratings', ['rated']), [])
  assert.deepEqual(await places(), before)
})

test('who only asks what moved gets each case once, and up to which place', async () => {
  const { db, pool, desk, caseId, accept } = await arrange()
  await using _ = db
  const moved: [readonly string[], number][] = []
  const look = () =>
    readMoved({ pool, district: desk.catalogue.district, reader: 'waiting' }, async (cases, last) => {
      moved.push([cases, last])
    })
  await look()
  await look()
  assert.deepEqual(moved, [[[caseId], 1]])
  assert.ok((await accept()).ok)
  await look()
  assert.deepEqual(moved[1]?.[0], [caseId])
})

test('histories come whole; a case that lost its key is left out, of the stream too', async () => {
  const { db, reader, caseId, read } = await arrange()
  await using _ = db
  const [history] = await historiesOf(reader, [caseId])
  assert.deepEqual(
    history?.events.map(({ type }) => type),
    ['submitted', 'entered'],
  )
  assert.equal(history?.state.at, 'intake')
  await db.pool('owner', 1).query('delete from case_key')
  assert.deepEqual(await historiesOf(reader, [caseId]), [])
  assert.deepEqual(await read('all', null), [])
})
