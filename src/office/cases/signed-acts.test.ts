// Acts that count only with the officer's own confirmation, down the command path on real PostgreSQL.

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor, Officer } from '#kernel/case/actor.ts'
import type { CommandOf } from '#kernel/case/command.ts'
import type { CaseEvent } from '#kernel/case/event.ts'
import { faultsOfSigned, statementBytes, statementOf } from '#kernel/case/signature.ts'
import type { Confirmation } from '#kernel/case/signed.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { SIGNED_ACTS } from '#services/signing.ts'
import { handIn, officer, readsOf, type TestDesk, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { commandHandler } from './handle-command.ts'
import { caseView } from './read.ts'

const VILLAGE = '350521104-01'
const AGENT = officer('village.agent', VILLAGE, '0199c0de-0000-7000-8000-000000000001') as Officer
const refuse = (reason = '宅基地不在本村'): CommandOf<'refuse'> => ({
  ...{ type: 'refuse', ground: 'notRequired', reason, seen: 'intake' },
})

describe('acts that are signed', () => {
  let db: TestDatabase
  let desk: TestDesk
  let handle: TestDesk['handle']
  let serial = 0
  before(async () => {
    db = await testDatabase()
    desk = await testDesk(db)
    handle = commandHandler({ ...desk, signing: { acts: SIGNED_ACTS, asksCode: true } })
  })
  after(() => db[Symbol.asyncDispose]())

  const open = async () => (await handIn(desk, `open${serial++}`)).caseId
  const as = (confirmation?: Confirmation): Actor => (confirmation ? { ...AGENT, confirmation } : AGENT)
  const send = (caseId: string, actor: Actor, command = refuse(), key = `k${serial++}`) =>
    handle({ key, actor, to: { caseId }, command })
  const codeOf = (handled: Awaited<ReturnType<typeof send>>) => (handled.ok ? 'ok' : handled.refusal.code)
  const view = async (caseId: string) => (await caseView(readsOf(db, desk), AGENT, caseId))!

  /** A passkey's signature over the refusal of a case as it stands now; that the key gave it, the border has checked. */
  async function signed(caseId: string, command = refuse()): Promise<Confirmation> {
    const said = statementOf(AGENT.id, { caseId, state: (await view(caseId)).state, command })
    const over = Buffer.from(sha256(statementBytes(said))).toString('hex')
    const passkey = {
      over,
      key: 'k',
      publicKey: '',
      authenticatorData: '',
      clientData: '',
      signature: '',
    }
    return { hasPasskey: true, passkey }
  }
  const recorded = async (caseId: string): Promise<CaseEvent> =>
    (await view(caseId)).events.find(({ type }) => type === 'notAccepted') as CaseEvent

  it('are asked of who may act, after everything else was found in order', async () => {
    const caseId = await open()
    const stranger = officer('village.agent', '350521104-02', 'other')
    assert.equal(codeOf(await send(caseId, stranger)), 'CASE_NOT_FOUND')
    assert.equal(codeOf(await send(caseId, as(), refuse(''))), 'REASON_MISSING')
    assert.equal(codeOf(await send(caseId, as())), 'CONFIRMATION_MISSING')
    assert.equal(
      codeOf(await send(caseId, as({ hasPasskey: true, codeAt: '2024-09-02T01:00:00Z' }))),
      'SIGNATURE_MISSING',
    )
    assert.equal((await view(caseId)).state.at, 'intake', 'nothing was written')
  })

  it('count with a fresh code for who holds no passkey, and the event says so', async () => {
    const caseId = await open()
    const codeAt = '2024-09-02T01:00:00.000Z'
    assert.equal(codeOf(await send(caseId, as({ hasPasskey: false, codeAt }))), 'ok')
    assert.deepEqual((await recorded(caseId)).signed, { how: 'code', at: codeAt })
  })

  it('count with a signature over this case, this version, this outcome and reason, and no other', async () => {
    const [caseId, other] = [await open(), await open()]
    const signature = await signed(caseId)
    assert.equal(codeOf(await send(caseId, as(signature), refuse('别的理由'))), 'SIGNATURE_OTHER')
    assert.equal(codeOf(await send(other, as(signature))), 'SIGNATURE_OTHER', 'another case')
    const thief = { ...AGENT, id: '0199c0de-0000-7000-8000-000000000002', confirmation: signature }
    assert.equal(codeOf(await send(caseId, thief)), 'SIGNATURE_OTHER', 'another officer')
    const first = await send(caseId, as(signature), refuse(), 'once')
    assert.ok(first.ok)
    assert.deepEqual(await send(caseId, as(signature), refuse(), 'once'), first, 'sent again, it is answered again')
    assert.equal(codeOf(await send(caseId, as(signature))), 'CASE_ENDED', 'nothing is signed twice')
    const event = await recorded(caseId)
    assert.deepEqual(faultsOfSigned(event, sha256), [])
    assert.deepEqual(faultsOfSigned({ ...event, reason: '改过的理由' } as CaseEvent, sha256), ['ACT_DIFFERS'])
    assert.deepEqual(faultsOfSigned({ ...event, by: { ...event.by, id: 'x' } }, sha256), ['OFFICER_DIFFERS'])
  })

  it('are let pass unsigned in a demonstration, but not for who holds a passkey', async () => {
    const caseId = await open()
    const key = () => `demo${serial++}`
    const holder = as({ hasPasskey: true })
    assert.equal(
      codeOf(await desk.handle({ key: key(), actor: holder, to: { caseId }, command: refuse() })),
      'SIGNATURE_MISSING',
    )
    assert.equal(codeOf(await desk.handle({ key: key(), actor: AGENT, to: { caseId }, command: refuse() })), 'ok')
    assert.equal((await recorded(caseId)).signed, undefined)
  })
})
