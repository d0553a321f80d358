// The drill is worth what its oracle sees: every kind of damage a crash could leave is done here by hand, and must be found.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { examples } from '#services/homestead/examples.ts'
import { contradictions, lostOf } from '../drill/support/oracle.ts'
import { officer, person, testDesk } from './support/case-desk.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'

const { form, materials } = examples[0]!
const APPLICANTS = ['350598198003071234', '350598199011300046']

/** Two cases, the first of them taken in; the receipts as clients hold them. */
async function arrange(db: TestDatabase) {
  const desk = await testDesk(db)
  const held = []
  for (const [i, idNumber] of APPLICANTS.entries()) {
    const applicant = person(desk, idNumber)
    const command = { type: 'submit', applicant: { id: applicant.id, name: applicant.name }, form, materials } as const
    const opened = await desk.handle({ key: `k${i}`, actor: applicant, to: { service: 'homestead' }, command })
    assert.ok(opened.ok)
    held.push({ key: `k${i}`, path: '', session: '', body: '', receipt: opened.receipt })
  }
  const { caseId } = held[0]!.receipt
  const accept = { type: 'accept', note: '' } as const
  const accepted = await desk.handle({
    key: 'k2',
    actor: officer('village.agent', '350521104-01'),
    to: { caseId },
    command: accept,
  })
  assert.ok(accepted.ok)
  held.push({ key: 'k2', path: '', session: '', body: '', receipt: accepted.receipt })
  return held
}

const OF_FIRST = `(select id from case_file order by case_no limit 1)`

const DAMAGES: readonly [string, RegExp][] = [
  [`delete from case_event where case_id = ${OF_FIRST} and seq = 2`, /number of events/],
  [`update case_file set seq = seq - 1 where id = ${OF_FIRST}`, /number of events/],
  [`update case_event set commitment = salt where case_id = ${OF_FIRST}`, /last event is not the one/],
  [`delete from case_receipt where key = 'k2'`, /receipts of their case do not tell/],
  [
    `insert into case_receipt select district, 'again', request, case_id, seq, at, events from case_receipt where key = 'k2'`,
    /or tell twice/,
  ],
  [`delete from case_key where case_id = ${OF_FIRST}`, /without its key/],
  [`insert into case_key values ('350521', gen_random_uuid(), '\\x00')`, /key without its case/],
  [
    `insert into case_duty select district, case_id, seq - 1, n, service, step, branch, role, unit, due_on from case_duty`,
    /earlier state/,
  ],
  [`update case_count set n = n + 1 where ctid in (select ctid from case_count limit 1)`, /recount/],
  [`delete from case_count`, /recount/],
  [`update serial set last = last + 1`, /gap in the numbers/],
  [`update case_event set position = 9 where case_id = ${OF_FIRST} and seq = 2`, /place in the log left out/],
  [`update serial set last = last + 1 where series = 'log'`, /never given/],
  [`insert into log_head values ((select district from case_event limit 1), 9, sha256(''))`, /head of the log/],
]

for (const [damage, fact] of DAMAGES) {
  test(`found: ${damage}`, async () => {
    await using db = await testDatabase()
    await arrange(db)
    assert.deepEqual(await contradictions(db.connection), [])
    await db.query(damage)
    assert.match((await contradictions(db.connection)).join('\n'), fact)
  })
}

test('a receipt that is gone, or is another one than the client holds, is lost', async () => {
  await using db = await testDatabase()
  const held = await arrange(db)
  assert.deepEqual(await lostOf(db.connection, held), [])
  await db.query(`update case_receipt set seq = seq + 1 where key = 'k1'`)
  await db.query(`delete from case_receipt where key = 'k2'`)
  assert.deepEqual(await lostOf(db.connection, held), ['k1', 'k2'])
})
