// Time wakes what is due, some at a time, on real PostgreSQL.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog } from '#platform/log.ts'
import { examples } from '#services/homestead/examples.ts'
import { person, testDesk } from '../../../test/support/case-desk.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { waker } from './waker.ts'

const MANY = 230

test('a stop waits for the cases being woken, not for all that are due', async () => {
  await using db = await testDatabase()
  const desk = await testDesk(db)
  const { form, materials } = examples[0]!
  const applicant = person(desk, '350598198003071234')
  const command = { type: 'submit', applicant: { id: applicant.id, name: applicant.name }, form, materials } as const
  const opened = await Promise.all(
    Array.from({ length: MANY }, (_, n) =>
      desk.handle({ key: `open-${n}`, actor: applicant, to: { service: 'homestead' }, command }),
    ),
  )
  assert.ok(opened.every(({ ok }) => ok))
  desk.set('2024-09-20 09:00')
  const stopping = new AbortController()
  const pool = db.pool('qinqing_appender', 1, { 'app.district': desk.catalogue.district })
  const handle: typeof desk.handle = (sent) => {
    stopping.abort()
    return desk.handle(sent)
  }
  const woken = await waker(desk, { pool, handle, log: silentLog }).wakeDue(stopping.signal)
  assert.ok(woken > 0 && woken < MANY, `woken: ${woken}`)
  const rest = await waker(desk, { pool, handle: desk.handle, log: silentLog }).wakeDue()
  assert.equal(woken + rest, MANY, 'the next look goes on')
})
