// The command path on real PostgreSQL: durable, idempotent, guarded by sequence, one bad row refusing only itself.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { examples } from '#services/homestead/examples.ts'
import { officer, person, testDesk } from '../../../test/support/case-desk.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { keyPlace, openEvent, openSnapshot } from './envelope.ts'

const { form, materials } = examples[0]!
const VILLAGE = '350521104-01'
const HOUSEHOLDER = '350598198003071234'

async function world() {
  const db = await testDatabase()
  const desk = await testDesk(db)
  const applicant = person(desk, HOUSEHOLDER)
  const submit = (key: string) =>
    desk.handle({
      key,
      actor: applicant,
      to: { service: 'homestead' },
      command: { type: 'submit', applicant: { id: applicant.id, name: applicant.name }, form, materials },
    })
  return { db, desk, applicant, submit }
}

const receiptOf = (handled: Awaited<ReturnType<Awaited<ReturnType<typeof world>>['submit']>>) => {
  assert.ok(handled.ok, JSON.stringify(handled))
  return handled.receipt
}

describe('the command path', () => {
  it('files a case with its history, duty, parties and count, and answers with its number', async () => {
    const { db, submit, desk } = await world()
    await using _ = db
    const receipt = receiptOf(await submit('k1'))
    assert.match(receipt.caseNo, /20240902000001$/)
    assert.deepEqual(receipt.events, ['submitted', 'entered'])
    const [file] = await db.query<{ snapshot: Buffer; status: string; step: string; due_on: Date }>(
      'select * from case_file',
    )
    assert.equal(file?.status, 'received')
    assert.equal(file?.step, 'intake')
    const [{ wrapped }] = (await db.query<{ wrapped: Buffer }>('select wrapped from case_key')) as [{ wrapped: Buffer }]
    const key = desk.vault.dataKey(wrapped, keyPlace(receipt.caseId))
    assert.equal(openSnapshot(key, receipt.caseId, file!.snapshot).seq, 2)
    const events = await db.query<{ seq: number; sealed: Buffer }>('select seq, sealed from case_event order by seq')
    assert.deepEqual(
      events.map(({ seq, sealed }) => openEvent(key, receipt.caseId, seq, sealed).type),
      ['submitted', 'entered'],
    )
    assert.deepEqual(await db.query('select role, unit from case_duty'), [{ role: 'village.agent', unit: VILLAGE }])
    assert.equal((await db.query('select from case_party')).length, 4)
    assert.deepEqual(await db.query('select status, n from case_count'), [{ status: 'received', n: 1 }])
  })

  it('answers a repeated key with the same receipt, and refuses the key for anything else', async () => {
    const { db, submit, desk, applicant } = await world()
    await using _ = db
    const all = await Promise.all(Array.from({ length: 20 }, () => submit('same')))
    const later = await submit('same')
    for (const one of [...all, later]) assert.deepEqual(one, all[0])
    assert.equal((await db.query('select from case_file')).length, 1)
    const other = await desk.handle({
      key: 'same',
      actor: applicant,
      to: { caseId: receiptOf(later).caseId },
      command: { type: 'withdraw', reason: '' },
    })
    assert.equal(!other.ok && other.refusal.code, 'IDEMPOTENCY_KEY_REUSED')
  })

  it('lets exactly one of two officers who act at once win, and tells the other who did what', async () => {
    const { db, submit, desk } = await world()
    await using _ = db
    const { caseId } = receiptOf(await submit('k'))
    const one = officer('village.agent', VILLAGE, 'one')
    const two = officer('village.agent', VILLAGE, 'two')
    const accept = (actor: typeof one, key: string) =>
      desk.handle({ key, actor, to: { caseId }, command: { type: 'accept', note: '', seen: 'intake' } })
    const both = await Promise.all([accept(one, 'a'), accept(two, 'b')])
    assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true])
    const loser = both.find(({ ok }) => !ok)
    assert.equal(loser && !loser.ok && loser.refusal.code, 'CASE_MOVED')
    assert.equal((await db.query(`select from case_event where type = 'accepted'`)).length, 1)
  })

  it('numbers the cases of a day without gaps even when refused and repeated commands lie between them', async () => {
    const { db, submit, desk, applicant } = await world()
    await using _ = db
    const sent = Array.from({ length: 60 }, (_, i) =>
      i % 3 === 0
        ? desk.handle({
            key: `bad${i}`,
            actor: applicant,
            to: { service: 'homestead' },
            command: {
              type: 'submit',
              applicant: { id: applicant.id, name: '张某甲' },
              form: { ...(form as object), phone: '1' },
              materials,
            },
          })
        : submit(`good${Math.floor(i / 2)}`),
    )
    await Promise.all(sent)
    const numbers = await db.query<{ case_no: string }>('select case_no from case_file order by case_no')
    assert.deepEqual(
      numbers.map(({ case_no }) => Number(case_no.slice(-6))),
      numbers.map((_, i) => i + 1),
    )
  })

  it('lets a key that another process used a moment ago refuse only itself', async () => {
    const { db, submit, desk } = await world()
    await using _ = db
    const second = await testDesk(db)
    const other = { ...second, vault: desk.vault }
    const applicant = person(desk, HOUSEHOLDER)
    const { commandHandler } = await import('./handle-command.ts')
    const handleElsewhere = commandHandler(other)
    const elsewhere = (key: string) =>
      handleElsewhere({
        key,
        actor: applicant,
        to: { service: 'homestead' },
        command: { type: 'submit', applicant: { id: applicant.id, name: applicant.name }, form, materials },
      })
    const keys = Array.from({ length: 30 }, (_, i) => `k${i}`)
    const answers = await Promise.all(keys.flatMap((key) => [submit(key), elsewhere(key)]))
    assert.ok(
      answers.every(({ ok }) => ok),
      JSON.stringify(answers.find(({ ok }) => !ok)),
    )
    assert.equal((await db.query('select from case_file')).length, 30)
    for (let i = 0; i < answers.length; i += 2) assert.deepEqual(answers[i], answers[i + 1])
  })

  it('lets a row that the database cannot take fail alone, whatever gathered with it', async () => {
    const { db, desk } = await world()
    await using _ = db
    const applicant = person(desk, HOUSEHOLDER)
    const append: typeof desk.store.append = (command) =>
      desk.store.append(command.key === 'k5' ? { ...command, receivedOn: 'no date' } : command)
    const { commandHandler } = await import('./handle-command.ts')
    const handle = commandHandler({ ...desk, store: { ...desk.store, append } })
    const command = { type: 'submit', applicant: { id: applicant.id, name: applicant.name }, form, materials } as const
    const settled = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) =>
        handle({ key: `k${i}`, actor: applicant, to: { service: 'homestead' }, command }),
      ),
    )
    assert.deepEqual(
      settled.map(({ status }) => status),
      settled.map((_, i) => (i === 5 ? 'rejected' : 'fulfilled')),
    )
    assert.equal((await db.query('select from case_file')).length, 11)
  })
})
