// Batches of payments on real PostgreSQL: computed, hashed, released by another, answered line by line.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { Actor } from '#kernel/case/actor.ts'
import { bankFileOf } from '#kernel/case/bank-file.ts'
import type { Command } from '#kernel/case/command.ts'
import { ROLES, type Role } from '#kernel/unit/role.ts'
import { caseView } from '#office/cases/read.ts'
import { claimExamples, policyExamples } from '#services/settlement-reward/examples.ts'
import { person, type TestDesk, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { openPayments, type PaymentDesk } from './payments.ts'

const officer = (role: Role, id: string = role): Actor => ({
  kind: 'officer',
  id,
  name: ROLES[role].title,
  posts: [{ role, unit: 'bureau' }],
})
const FINANCE = officer('bureau.finance')
const CASHIER = officer('bureau.cashier')
const IDS = ['350598198211120045', '350598198003071234', '350598195109175142']

describe('the payment desk', () => {
  let db: TestDatabase
  let desk: TestDesk
  let payments: PaymentDesk
  let cases: string[] = []
  let reads: Parameters<typeof openPayments>[0]
  let keys = 0

  async function must(to: { caseId: string } | { service: string }, actor: Actor, command: Command): Promise<string> {
    keys += 1
    const handled = await desk.handle({ key: `key-${keys}`, actor, to, command })
    assert.ok(handled.ok, handled.ok ? '' : `${command.type}: ${handled.refusal.code}`)
    return handled.receipt.caseId
  }

  before(async () => {
    db = await testDatabase()
    // Still the year before in UTC.
    desk = await testDesk(db, '2024-01-01 07:00')
    const pool = (role: 'qinqing_citizen' | 'qinqing_staff' | 'qinqing_public') =>
      db.pool(role, 2, { 'app.district': desk.catalogue.district })
    const pools = { citizen: pool('qinqing_citizen'), staff: pool('qinqing_staff'), public: pool('qinqing_public') }
    reads = { catalogue: desk.catalogue, vault: desk.vault, now: desk.now, pools }
    payments = openPayments(reads, desk.handle)
    const policy = await must({ service: 'settlement-policy' }, officer('bureau.window'), {
      type: 'submit',
      applicant: { id: '00000000-0000-4000-8000-000000000001', name: '审批局' },
      form: policyExamples[0]!.form,
      materials: [],
    })
    await must({ caseId: policy }, FINANCE, { type: 'opine', verdict: 'agree', opinion: '有预算' })
    await must({ caseId: policy }, officer('bureau.head'), { type: 'decide', verdict: 'approve', reason: '' })
    const { rows } = await db.pool('owner', 1).query<{ number: string }>('select number from register_entry')
    assert.match(rows[0]!.number, /〔2024〕/)
    // Still the day before in UTC.
    desk.set('2024-07-02 07:30')
    cases = await Promise.all(IDS.map((id, n) => approved(rows[0]!.number, id, n)))
  })
  after(() => db[Symbol.asyncDispose]())

  async function approved(policy: string, idNumber: string, n: number): Promise<string> {
    const applicant = person(desk, idNumber, '林某乙')
    const form = { ...(claimExamples[0]!.form as object), policy, idNumber, household: `H-${n}` }
    const to = {
      caseId: await must({ service: 'settlement-reward' }, applicant, {
        type: 'submit',
        applicant: { id: applicant.id, name: applicant.name },
        form,
        materials: [],
      }),
    }
    await must(to, { kind: 'system', id: 'system', name: '系统' }, { type: 'wake' })
    await must(to, officer('bureau.window'), { type: 'opine', verdict: 'agree', opinion: '属实' })
    await must(to, officer('bureau.approver'), { type: 'opine', verdict: 'disagree', opinion: '请核' })
    return must(to, officer('bureau.head'), { type: 'decide', verdict: 'approve', reason: '' })
  }

  test('a batch is computed, hashed, released by another person and answered line by line', async () => {
    const before = await payments.list(FINANCE)
    assert.deepEqual(
      before.due.map(({ amount, account, mine }) => [amount, account, mine]),
      cases.map(() => [3_000_000, '3445', true]),
    )
    const made = await payments.prepare(FINANCE, cases.slice(0, 2), 'first')
    assert.ok('batch' in made, JSON.stringify(made))
    assert.match(made.batch, /^P20240702-/)
    assert.deepEqual(await payments.prepare(FINANCE, cases.slice(0, 2), 'first'), made, 'sent twice, made once')
    const nothing = await payments.prepare(FINANCE, [], 'x')
    assert.equal('code' in nothing && nothing.code, 'BATCH_EMPTY')
    const file = (await payments.file(CASHIER, made.batch)) as string
    const [batch] = (await payments.list(CASHIER)).batches
    assert.equal(batch?.hash, hash('sha256', file))
    assert.equal(batch?.total, 6_000_000)
    assert.equal(file.split('\r\n').length, 4)
    assert.match(file, /,30000\.00\r\n/)
    assert.equal((await payments.release(FINANCE, made.batch, 'own'))?.code, 'BATCH_PARTLY', 'not by who prepared it')
    assert.equal(await payments.release(CASHIER, made.batch, 'release'), null)
    const answers = [
      { caseId: cases[0]!, paid: true, reference: 'bank-1', reason: '' },
      { caseId: cases[1]!, paid: false, reference: '', reason: '账号不存在' },
    ]
    assert.equal(await payments.answer(FINANCE, made.batch, answers, 'answers'), null)
    const ends = await Promise.all(cases.slice(0, 2).map((id) => caseView(reads, FINANCE, id)))
    assert.deepEqual(
      ends.map((view) => view?.state.ended?.outcome ?? view?.state.at),
      ['paid', 'account'],
    )
    assert.ok(ends[0]?.events.some((event) => event.type === 'paymentPrepared' && event.hash === hash('sha256', file)))
  })

  test('a batch with a mistake goes back, with a reason', async () => {
    const made = await payments.prepare(FINANCE, cases.slice(2), 'second')
    assert.ok('batch' in made)
    assert.equal((await payments.release(CASHIER, 'P20240701-00000000', 'none'))?.code, 'BATCH_UNKNOWN')
    assert.equal((await payments.giveBack(CASHIER, made.batch, '', 'no reason'))?.code, 'BATCH_PARTLY')
    assert.equal(await payments.giveBack(CASHIER, made.batch, '少一个人', 'back'), null)
    const list = await payments.list(FINANCE)
    assert.deepEqual([list.due.length, list.batches.length], [1, 0])
  })

  test('nobody without the posts sees a batch to act on', async () => {
    const seen = await payments.list(officer('bureau.window'))
    assert.ok(seen.due.every(({ mine }) => !mine))
  })
})

test('a cell that a spreadsheet would run is text, and lines are in order of case numbers', () => {
  const line = { name: '=1+1', account: '1', bank: '甲,乙', amount: 1_05 }
  const file = bankFileOf([
    { ...line, caseNo: 'b' },
    { ...line, caseNo: 'a' },
  ])
  assert.deepEqual(file.split('\r\n').slice(1), [`a,'=1+1,1,"甲,乙",1.05`, `b,'=1+1,1,"甲,乙",1.05`, ''])
})
