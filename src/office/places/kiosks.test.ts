// The register of machines and what they say of themselves, on real PostgreSQL.

import assert from 'node:assert/strict'
import { createHmac, createSecretKey } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { Officer } from '#kernel/case/actor.ts'
import { vaultOf } from '#platform/vault/vault.ts'
import { DISTRICT } from '#services/district.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { type KioskDesk, type KioskWorld, kioskRows, kioskStep, openKiosks, registerKiosk } from './kiosks.ts'

const clerk: Officer = { kind: 'officer', id: 'w', name: '窗口', posts: [{ role: 'bureau.window', unit: 'bureau' }] }
const world: KioskWorld = {
  isPoint: async (id) => id === 'hall',
  matters: async () => new Set(['homestead', 'food-business-new']),
}

describe('the desk of machines', () => {
  let db: TestDatabase
  let desk: KioskDesk
  let now = new Date('2026-11-27T02:00:00Z')
  before(async () => {
    db = await testDatabase()
    let n = 0
    const random = (bytes: number): Buffer => createHmac('sha512', 'k').update(String(n++)).digest().subarray(0, bytes)
    const vault = vaultOf(createSecretKey(random(32)), { district: DISTRICT.code, random })
    const write = db.pool('qinqing_appender', 2, { 'app.district': DISTRICT.code })
    desk = await openKiosks({ vault, now: () => now, write, samples: new Map() })
  })
  after(() => db[Symbol.asyncDispose]())

  const make = async (): Promise<string> => {
    const made = await registerKiosk(desk, world, clerk, { point: 'hall', name: '一号机', matters: ['homestead'] })
    assert.ok('value' in made)
    return made.value.no
  }
  const heard = async (no: string) => (await desk.of(desk.tokenOf(no, 1)))!
  const rowOf = async (no: string) => (await kioskRows(desk)).kiosks.find((one) => one.no === no)!
  const step = async (no: string, act: 'change' | 'renew' | 'repair' | 'fixed' | 'retire', more: object = {}) => {
    const { seq } = await rowOf(no)
    return kioskStep(desk, world, clerk, { no, act, seen: seq, note: '', ...more })
  }
  const refused = (answer: object): string => ('problem' in answer ? (answer.problem as { code: string }).code : '')

  it('a machine stands at a point and does what guides say machines do', async () => {
    const sent = { point: 'hall', name: '一号机', matters: ['homestead'] }
    assert.equal(refused(await registerKiosk(desk, world, clerk, { ...sent, point: 'nowhere' })), 'KIOSK_POINT')
    assert.equal(refused(await registerKiosk(desk, world, clerk, { ...sent, matters: ['passport'] })), 'KIOSK_MATTER')
    const no = await make()
    assert.equal(no, 'K-0001')
    assert.equal(refused(await step(no, 'change', { matters: ['passport'] })), 'KIOSK_MATTER')
    assert.ok('value' in (await step(no, 'change', { matters: ['homestead', 'food-business-new'], name: '二号机' })))
    const { kiosk, state } = await rowOf(no)
    assert.deepEqual([kiosk.name, kiosk.matters.length, state], ['二号机', 2, 'offline'])
  })

  it('a code is good until another is made, and the code of no other machine', async () => {
    const no = await make()
    const token = desk.tokenOf(no, 1)
    assert.equal((await desk.of(token))?.item, no)
    assert.equal(await desk.of(token.replace(no.replace('-', ''), 'K0001')), undefined)
    assert.ok('value' in (await step(no, 'renew')))
    assert.equal(await desk.of(token), undefined)
    assert.equal((await desk.of(desk.tokenOf(no, 2)))?.item, no)
    await step(no, 'retire')
    assert.equal(await desk.of(desk.tokenOf(no, 2)), undefined)
    assert.equal(refused(await step(no, 'repair')), 'KIOSK_STAGE')
  })

  it('what a machine leaves out stays as it last was, and only a change of its fault is an act', async () => {
    const no = await make()
    await desk.say(await heard(no), { paper: 40, toner: 60 })
    now = new Date('2026-11-27T02:04:00Z')
    await desk.say(await heard(no), { fault: 'jam' })
    await desk.say(await heard(no), { fault: 'jam', paper: 39 })
    await desk.say(await heard(no), {})
    const { beat, state, fault, history } = await rowOf(no)
    assert.deepEqual(beat, { at: '2026-11-27T02:04:00.000Z', paper: 39, toner: 60, fault: 'jam' })
    assert.deepEqual([state, fault, history.map(({ type }) => type)], ['fault', '卡纸', ['register', 'fault']])
  })

  it('an officer and the machine may write at once: neither is lost', async () => {
    const no = await make()
    const machine = await heard(no)
    assert.ok('value' in (await step(no, 'change', { name: '三号机' })))
    await desk.say(machine, { fault: 'printer' })
    assert.deepEqual(
      (await rowOf(no)).history.map(({ type }) => type),
      ['register', 'change', 'fault'],
    )
    assert.equal(refused(await kioskStep(desk, world, clerk, { no, act: 'repair', seen: 2, note: '' })), 'PLACE_MOVED')
    assert.equal(refused(await kioskStep(desk, world, clerk, { no, act: 'repair', seen: 9, note: '' })), 'PLACE_MOVED')
  })

  it('a repair ends the fault, and whoever called is noted until somebody went', async () => {
    const no = await make()
    await desk.say(await heard(no), { fault: 'reader' })
    await desk.call(no, true)
    assert.equal((await rowOf(no)).calledAt, now.toISOString())
    await desk.call(no, false)
    await step(no, 'repair')
    assert.equal((await rowOf(no)).state, 'repair')
    await step(no, 'fixed')
    const { state, calledAt, history } = await rowOf(no)
    assert.deepEqual([state, calledAt], ['online', null])
    assert.deepEqual(
      history.map(({ type }) => type),
      ['register', 'fault', 'repair', 'fixed', 'clear'],
    )
    const { repairs } = await kioskRows(desk)
    assert.ok(repairs.inTime >= 1 && repairs.inTime <= repairs.due)
  })
})
