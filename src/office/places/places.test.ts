// Points, plates and calls on real PostgreSQL, and the poster really set.

import assert from 'node:assert/strict'
import { createHmac, createSecretKey } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { officialCalendar } from '#kernel/calendar/official.ts'
import type { Officer } from '#kernel/case/actor.ts'
import { vaultOf } from '#platform/vault/vault.ts'
import { DISTRICT, unitsOf } from '#services/district.ts'
import villages from '../../../seed/villages.json' with { type: 'json' }
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import {
  bookCall,
  nextPlateNo,
  openPlaces,
  type PlaceDesk,
  plateOf,
  plateStep,
  savePoint,
  shownPoint,
  shownPoints,
} from './desk.ts'
import { setPoster } from './poster-pdf.ts'

const clerk: Officer = { kind: 'officer', id: 'w', name: '窗口', posts: [{ role: 'bureau.window', unit: 'bureau' }] }

describe('the desk of places', () => {
  let db: TestDatabase
  let desk: PlaceDesk
  let now = new Date('2026-11-27T02:00:00Z')
  let n = 0
  const random = (bytes: number): Buffer => createHmac('sha512', 'test').update(String(n++)).digest().subarray(0, bytes)
  before(async () => {
    db = await testDatabase()
    const vault = vaultOf(createSecretKey(random(32)), { district: DISTRICT.code, random })
    const write = db.pool('qinqing_appender', 2, { 'app.district': DISTRICT.code })
    desk = await openPlaces({
      vault,
      units: unitsOf(villages),
      calendar: officialCalendar,
      baseUrl: 'https://q.example',
      now: () => now,
      random,
      write,
      withSamples: true,
    })
  })
  after(() => db[Symbol.asyncDispose]())

  const make = async (): Promise<string> => {
    const made = await plateStep(desk, await nextPlateNo(desk), clerk, {
      act: 'make',
      seen: 0,
      note: '',
      point: 'hall',
      matters: ['办宅基地'],
    })
    assert.ok('value' in made)
    return made.value.no
  }

  it('knows a hall, town centres, a station in each of the 78 villages, and machines', async () => {
    const points = await shownPoints(desk)
    const count = (kind: string) => points.filter((one) => one.kind === kind).length
    assert.deepEqual(
      ['hall', 'townCentre', 'villageStation', 'neighbourhoodCentre', 'kiosk'].map(count),
      [1, 4, 78, 3, 4],
    )
    assert.ok(points.every(({ sample }) => sample))
    assert.equal((await shownPoint(desk, 'hall'))?.opening.until, '12:00')
  })

  it('who writes second on the same state is refused', async () => {
    const { content } = (await desk.points.find('hall'))!
    assert.ok('value' in (await savePoint(desk, 'hall', clerk, { seen: 1, point: { ...content, phone: '0595-1' } })))
    const second = await savePoint(desk, 'hall', clerk, { seen: 1, point: content })
    assert.equal('problem' in second && second.problem.code, 'PLACE_MOVED')
    assert.equal((await shownPoint(desk, 'hall'))?.phone, '0595-1')
  })

  it('a plate is printed, hung and retired, each recorded; its code leads to its point at every stage', async () => {
    const no = await make()
    const token = desk.tokenOf(no, 1)
    const hung = await plateStep(desk, no, clerk, { act: 'hang', seen: 1, note: '' })
    assert.equal('problem' in hung && hung.problem.code, 'PLATE_STAGE')
    assert.ok('value' in (await plateStep(desk, no, clerk, { act: 'print', seen: 1, note: '', size: 'a2', copies: 3 })))
    assert.ok('value' in (await plateStep(desk, no, clerk, { act: 'hang', seen: 2, note: '', place: '东门右侧' })))
    assert.ok('value' in (await plateStep(desk, no, clerk, { act: 'retire', seen: 3, note: '换新' })))
    const found = await plateOf(desk, token)
    assert.deepEqual(
      [found?.content.state, found?.content.printed, found?.content.place, found?.point.id],
      ['retired', 3, '东门右侧', 'hall'],
    )
    assert.deepEqual(
      (await desk.plates.history(no)).map(({ type }) => type),
      ['make', 'print', 'hang', 'retire'],
    )
    assert.equal(await plateOf(desk, token.slice(0, -1) + (token.endsWith('0') ? '1' : '0')), undefined)
    assert.doesNotMatch(token, /hall/)
  })

  it('a scan counts once a visitor and day, and keeps nothing that tells who it was', async () => {
    const no = await make()
    for (const visitor of ['10.0.0.1 phone', '10.0.0.1 phone', '10.0.0.2 phone']) await desk.scanned(no, visitor)
    now = new Date('2026-11-28T02:00:00Z')
    await desk.scanned(no, '10.0.0.1 phone')
    assert.deepEqual(await desk.scans(no), [
      { day: '2026-11-28', count: 1 },
      { day: '2026-11-27', count: 2 },
    ])
    const kept = await db.query<{ visitor: Buffer }>('select visitor from plate_scan')
    assert.equal(new Set(kept.map(({ visitor }) => visitor.toString('hex'))).size, 3, 'another salt every day')
  })

  it('a call is booked with consent, and who booked it is sealed', async () => {
    const number = await bookCall(desk, {
      point: 'hall',
      matter: '',
      slot: 'now',
      name: '陈某一',
      phone: '13800000001',
      consent: '同意',
    })
    const { content } = (await desk.calls.find(number))!
    assert.deepEqual([content.state, content.slot, content.consent], ['waiting', '', '同意'])
    const [{ text } = assert.fail()] = await db.query<{ text: string }>(
      `select content::text as text from register_act where register = 'call'`,
    )
    assert.doesNotMatch(text, /陈某一|13800000001/)
    assert.equal(desk.openWho(content.who), '陈某一 13800000001')
  })

  it('a poster is a PDF of its size with its type embedded', async () => {
    for (const [size, box] of [
      ['a3', '841.9 1190.6'],
      ['a2', '1190.6 1683.8'],
      ['large', '1700.8 2551.2'],
    ] as const) {
      const set = await setPoster({
        no: 'QL-0201',
        size,
        address: `https://q.example/d/${desk.tokenOf('QL-0201', 1)}`,
        name: '龘镕喆便民服务中心',
        where: '示例街',
        matters: ['办宅基地'],
        hotline: '12345',
        version: '1',
      })
      assert.ok('pdf' in set, JSON.stringify(set))
      const text = set.pdf.toString('latin1')
      assert.match(text, /^%PDF-/)
      const [, w = '', h = ''] = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(text) ?? []
      assert.deepEqual([Number(w).toFixed(1), Number(h).toFixed(1)].join(' '), box)
      assert.ok((text.match(/FontFile3?/g) ?? []).length >= 2, 'type is embedded')
    }
  })
})
