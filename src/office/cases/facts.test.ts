// What one case leaves in a register, others find: policies by number, awards by person, sums that no race may pass.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Actor } from '#kernel/case/actor.ts'
import type { Command } from '#kernel/case/command.ts'
import { ROLES, type Role } from '#kernel/unit/role.ts'
import { claimExamples, policyExamples } from '#services/settlement-reward/examples.ts'
import { person, type TestDesk, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { follower } from './follower.ts'

let db: TestDatabase
let desk: TestDesk
let keys = 0
const OPENER = '00000000-0000-4000-8000-000000000001'
const officer = (role: Role): Actor => ({
  kind: 'officer',
  id: `officer-${role}`,
  name: ROLES[role].title,
  posts: [{ role, unit: 'bureau' }],
})
const SYSTEM: Actor = { kind: 'system', id: 'system', name: '系统' }

async function give(to: { caseId: string } | { service: string }, actor: Actor, command: Command) {
  keys += 1
  return desk.handle({ key: `key-${keys}`, actor, to, command })
}

async function must(to: { caseId: string } | { service: string }, actor: Actor, command: Command): Promise<string> {
  const handled = await give(to, actor, command)
  assert.ok(
    handled.ok,
    handled.ok ? '' : `${command.type}: ${handled.refusal.code} ${JSON.stringify(handled.refusal.figures)}`,
  )
  return handled.receipt.caseId
}

const query = async <T extends object>(text: string): Promise<T[]> => (await db.pool('owner', 1).query<T>(text)).rows

/** A policy whose cap is enough for two awards of a master's degree. */
async function publishPolicy(cap = 6_000_000): Promise<string> {
  const form = { ...(policyExamples[0]!.form as object), cap }
  const caseId = await must({ service: 'settlement-policy' }, officer('bureau.window'), {
    type: 'submit',
    applicant: { id: OPENER, name: '审批局' },
    form,
    materials: [],
  })
  await must({ caseId }, officer('bureau.finance'), { type: 'opine', verdict: 'agree', opinion: '有预算' })
  await must({ caseId }, officer('bureau.head'), { type: 'decide', verdict: 'approve', reason: '' })
  const [entry] = await query<{ number: string }>(`select number from register_entry where case_id = '${caseId}'`)
  return entry!.number
}

const IDS = ['350598198211120045', '350598198003071234', '350598195109175142', '350598201008071916']

/** A claim taken to the decision. */
async function claim(policy: string, n: number): Promise<string> {
  const id = IDS[n] as string
  const applicant = person(desk, id, '林某乙')
  const form = { ...(claimExamples[0]!.form as object), policy, idNumber: id, household: `H-${n}` }
  const caseId = await must({ service: 'settlement-reward' }, applicant, {
    type: 'submit',
    applicant: { id: applicant.id, name: applicant.name },
    form,
    materials: [],
  })
  await must({ caseId }, SYSTEM, { type: 'wake' })
  await must({ caseId }, officer('bureau.window'), { type: 'opine', verdict: 'agree', opinion: '属实' })
  await must({ caseId }, officer('bureau.approver'), { type: 'opine', verdict: 'disagree', opinion: '请核' })
  return caseId
}

const approve = { type: 'decide', verdict: 'approve', reason: '' } as const

describe('registers and facts', () => {
  before(async () => {
    db = await testDatabase()
    desk = await testDesk(db, '2024-03-01 09:00')
  })
  after(() => db[Symbol.asyncDispose]())

  test('an office opens a policy, no citizen does', async () => {
    const handled = await give({ service: 'settlement-policy' }, person(desk, IDS[0] as string), {
      type: 'submit',
      applicant: { id: person(desk, IDS[0] as string).id, name: '张某甲' },
      form: policyExamples[0]!.form,
      materials: [],
    })
    assert.equal(handled.ok ? '' : handled.refusal.code, 'NOT_YOURS')
  })

  test('what an entry lets others look up is kept, personal values as blind indexes', async () => {
    desk.set('2024-03-05 09:00')
    const policy = await publishPolicy()
    desk.set('2024-07-01 09:00')
    const caseId = await claim(policy, 0)
    await must({ caseId }, officer('bureau.head'), approve)
    const [award] = await query<{ data: Record<string, unknown>; unique_key: Buffer }>(
      `select data, unique_key from register_entry where case_id = '${caseId}'`,
    )
    assert.equal(award?.data.amount, 3_000_000)
    assert.equal(award?.data.policy, policy)
    assert.match(String(award?.data.person), /^[0-9a-f]{32}$/)
    assert.ok(award && award.unique_key.length === 16)
  })

  test('one person, one policy, once', async () => {
    const policy = await publishPolicy()
    const [first, second] = [await claim(policy, 0), await claim(policy, 0)]
    await must({ caseId: first }, officer('bureau.head'), approve)
    const again = await give({ caseId: second }, officer('bureau.head'), approve)
    assert.equal(again.ok ? '' : again.refusal.code, 'GUARD_BROKEN')
    assert.match(String(again.ok || again.refusal.figures.says), /已经领过/)
  })

  test('of awards decided at the same moment no more than the cap allows are given', async () => {
    const policy = await publishPolicy()
    const claims = await Promise.all([0, 1, 2, 3].map((n) => claim(policy, n)))
    const decided = await Promise.all(claims.map((caseId) => give({ caseId }, officer('bureau.head'), approve)))
    const codes = decided.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()
    assert.deepEqual(codes, ['GUARD_BROKEN', 'GUARD_BROKEN', 'ok', 'ok'])
    const [sum] = await query<{ sum: string }>(
      `select sum((data ->> 'amount')::numeric) as sum from register_entry where entry = 'settlementAward' and data ->> 'policy' = '${policy}'`,
    )
    assert.equal(Number(sum?.sum), 6_000_000)
  })

  test('a policy past its last day is not found any more', async () => {
    const policy = await publishPolicy()
    desk.set('2026-01-01 09:00')
    const applicant = person(desk, IDS[1] as string, '林某乙')
    const form = { ...(claimExamples[0]!.form as object), policy, idNumber: IDS[1] }
    const caseId = await must({ service: 'settlement-reward' }, applicant, {
      type: 'submit',
      applicant: { id: applicant.id, name: applicant.name },
      form,
      materials: [],
    })
    const [file] = await query<{ advice: string }>(`select advice from case_file where id = '${caseId}'`)
    assert.equal(file?.advice, 'not-eligible')
    desk.set('2024-07-01 09:00')
  })

  test('the follower reads the stream to its end and begins there the next time', async () => {
    const silent = { info() {}, warn() {}, error() {} } as never
    const pool = db.pool('qinqing_appender', 1, { 'app.district': desk.catalogue.district })
    const following = follower(desk, { pool, handle: desk.handle, log: silent })
    assert.equal(await following.follow(), 0)
    const [read] = await query<{ position: string; last: string }>(
      `select r.position, (select max(position) + 1 from case_event) as last from stream_reader r`,
    )
    assert.equal(read?.position, read?.last)
  })
})
