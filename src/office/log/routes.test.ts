// The log over HTTP: what anyone reads verifies, and receipts go to those who may see the case and hold offline.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Actor } from '#kernel/case/actor.ts'
import { readOpening } from '#kernel/log/entry.ts'
import { fsck, type LogSource } from '#kernel/log/fsck.ts'
import { parseVerifierKey } from '#kernel/log/note.ts'
import { parseReceipt, verifyReceipt } from '#kernel/log/receipt.ts'
import { buildHttp } from '#platform/http/server.ts'
import { silentLog } from '#platform/log.ts'
import { sha256, verifyEd25519 } from '#platform/vault/ed25519.ts'
import { DISTRICT } from '#services/district.ts'
import { handIn, officer, person, readsOf, testDesk } from '../../../test/support/case-desk.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { recordAct } from './acts.ts'
import { openDistrictLog } from './open-log.ts'
import { registerLog } from './routes.ts'

const folder = await mkdtemp(join(tmpdir(), 'qinqing-log-routes-'))
after(() => rm(folder, { recursive: true }))

const VILLAGE = '350521104-01'
const deps = { hash: sha256, verify: verifyEd25519 }

/** A server with one case, asked in the name of whoever the header says. */
async function world(db: TestDatabase) {
  const desk = await testDesk(db)
  const reads = readsOf(db, desk)
  const { applicant, caseId } = await handIn(desk, 'k1')
  const actors: Record<string, Actor> = {
    applicant,
    stranger: person(desk, '350598199001019999', '许某'),
    agent: officer('village.agent', VILLAGE),
    elsewhere: officer('village.agent', '350521105-01'),
  }
  const { key, sequencer } = await openDistrictLog({
    district: DISTRICT.code,
    pool: db.pool('qinqing_log', 2, { 'app.district': DISTRICT.code }),
    vault: desk.vault,
    baseUrl: 'https://example.gov',
    dataFolder: await mkdtemp(join(folder, 'data-')),
    log: silentLog,
    random: desk.random,
  })
  const app = await buildHttp({
    log: silentLog,
    api: { title: 'test', version: '0' },
    access: {
      audiences: ['person', 'signed-in'],
      roles: [],
      admit: async () => undefined,
      accountOf: () => undefined,
      formTokenOf: async () => undefined,
    },
  })
  registerLog(app, {
    district: DISTRICT.code,
    key: key.verifier,
    pool: reads.pools.public,
    reads,
    actorOf: async ({ headers }) => actors[String(headers['x-actor'])] as Actor,
  })
  const get = (url: string, actor = '') => app.inject({ url, headers: { 'x-actor': actor } })
  return { desk, app, sequencer, key, get, caseId }
}

test('what anyone reads is a log that verifies, with the headers that caches and tools expect', async () => {
  await using db = await testDatabase()
  const { sequencer, get, app } = await world(db)
  await using _ = { [Symbol.asyncDispose]: () => app.close() }
  const prefix = `/log/${DISTRICT.code}`
  assert.equal((await get(`${prefix}/checkpoint`)).json().code, 'LOG_FILE_MISSING')
  await sequencer.round()
  const source: LogSource = {
    async read(path) {
      const answer = await get(`${prefix}/${path}`)
      return answer.statusCode === 404 ? null : new Uint8Array(answer.rawPayload)
    },
  }
  const vkey = await get(`${prefix}/vkey`)
  const key = parseVerifierKey(vkey.payload.trim(), sha256)
  assert.ok(key.ok)
  assert.equal(key.value.name, `example.gov${prefix}`)
  const report = await fsck(source, { policy: { log: key.value, witnesses: [], quorum: 0 } }, deps)
  assert.deepEqual([report.reasons, report.leaves], [[], 2])
  const checkpoint = await get(`${prefix}/checkpoint`)
  assert.equal(checkpoint.headers['content-type'], 'text/plain; charset=utf-8')
  assert.equal(checkpoint.headers['cache-control'], 'public, max-age=1')
  const tile = await get(`${prefix}/tile/0/000.p/2`)
  assert.deepEqual(
    [tile.headers['content-type'], tile.headers['cache-control'], tile.rawPayload.length],
    ['application/octet-stream', 'public, max-age=31536000, immutable', 64],
  )
  assert.equal((await get(`${prefix}/tile/0/000.p/1`)).rawPayload.length, 32, 'a narrower tile is its beginning')
  assert.equal((await get(`${prefix}/tile/entries/000.p/2`)).statusCode, 200)
})

test('what is not there is 404, whatever is asked', async () => {
  await using db = await testDatabase()
  const { sequencer, get, app } = await world(db)
  await using _ = { [Symbol.asyncDispose]: () => app.close() }
  await sequencer.round()
  for (const path of [
    'tile/0/000',
    'tile/0/000.p/3',
    'tile/0/001.p/1',
    'tile/1/000.p/1',
    'tile/0/0',
    'tile/-1/000',
    'tile/0/x001/000',
    'tile/entries/000',
    'tile/64/000.p/1',
    'tile/0/000.p/02',
    `tile/${'9'.repeat(60)}`,
  ]) {
    const answer = await get(`/log/${DISTRICT.code}/${path}`)
    assert.deepEqual([answer.statusCode, answer.json().code], [404, 'LOG_FILE_MISSING'], path)
  }
  for (const path of ['checkpoint', 'vkey', 'tile/0/000.p/2']) {
    assert.equal((await get(`/log/elsewhere/${path}`)).json().code, 'LOG_UNKNOWN', path)
  }
})

test('a receipt goes to the applicant and to officers of the place, holds offline, and opens to the event', async () => {
  await using db = await testDatabase()
  const { sequencer, get, app, key, caseId } = await world(db)
  await using _ = { [Symbol.asyncDispose]: () => app.close() }
  const proof = (event: number | string, actor: string) =>
    get(`/log/${DISTRICT.code}/proof?case=${caseId}&event=${event}`, actor)
  const early = await proof(1, 'applicant')
  assert.deepEqual([early.statusCode, early.json().code], [503, 'RECEIPT_NOT_YET'])
  assert.equal(early.headers['retry-after'], '2')
  await sequencer.round()
  for (const actor of ['applicant', 'agent']) {
    for (const [event, type] of [
      [1, 'submitted'],
      [2, 'entered'],
    ] as const) {
      const { payload: text, statusCode } = await proof(event, actor)
      assert.equal(statusCode, 200)
      const receipt = parseReceipt(text)
      assert.ok(receipt.ok)
      const opening = readOpening(receipt.value.extra as Uint8Array, sha256)
      assert.ok(opening)
      assert.equal((opening.payload as { type: string }).type, type)
      const policy = { log: key.verifier, witnesses: [], quorum: 0 }
      const verdict = verifyReceipt(text, { entry: opening.entry, policy }, deps)
      assert.deepEqual([verdict.ok, verdict.index], [true, event - 1])
    }
  }
  const own = await get(`/my/cases/${caseId}/receipts/1`, 'applicant')
  assert.equal(own.payload, (await proof(1, 'applicant')).payload)
  assert.match(String(own.headers['content-disposition']), /^attachment; filename="receipt-1-0\.tlog-proof"$/)
  for (const actor of ['stranger', 'elsewhere']) {
    assert.deepEqual((await proof(1, actor)).json().code, 'RECEIPT_MISSING', actor)
  }
  assert.equal((await proof(9, 'applicant')).json().code, 'RECEIPT_MISSING')
  for (const event of ['0', '-1', '1.5', 'x', '99999999999'])
    assert.equal((await proof(event, 'applicant')).statusCode, 400)
})

test('an open act is read by anyone, with a receipt that holds offline; a sealed one is not there', async () => {
  await using db = await testDatabase()
  const { desk, sequencer, get, app, key } = await world(db)
  await using _ = { [Symbol.asyncDispose]: () => app.close() }
  const appender = db.pool('qinqing_appender', 1, { 'app.district': DISTRICT.code })
  const act = { subject: 'draw:2026-07', at: '2026-07-01T01:00:00.000Z' }
  await recordAct(appender, desk, { ...act, seq: 1, kind: 'announce', body: { k: 1 } })
  await recordAct(appender, desk, { ...act, seq: 2, kind: 'note', body: { secret: 'x' }, isSealed: true })
  const url = `/log/${DISTRICT.code}/acts/draw:2026-07`
  const list = await get(url)
  assert.deepEqual(list.json(), { items: [{ seq: 1, kind: 'announce', at: act.at, place: 2, body: { k: 1 } }] })
  assert.equal((await get(`${url}/1`)).json().code, 'RECEIPT_NOT_YET')
  await sequencer.round()
  const { payload: text, headers } = await get(`${url}/1`)
  assert.match(String(headers['content-disposition']), /receipt-1-2\.tlog-proof/)
  const receipt = parseReceipt(text)
  assert.ok(receipt.ok)
  const opening = readOpening(receipt.value.extra as Uint8Array, sha256)
  assert.ok(opening)
  const said = { ...act, seq: 1, kind: 'announce', body: { k: 1 }, previous: '0'.repeat(64) }
  assert.deepEqual(opening.payload, said)
  const policy = { log: key.verifier, witnesses: [], quorum: 0 }
  assert.ok(verifyReceipt(text, { entry: opening.entry, policy }, deps).ok)
  for (const seq of [2, 3]) assert.equal((await get(`${url}/${seq}`)).json().code, 'ACT_MISSING')
  assert.deepEqual((await get(`/log/${DISTRICT.code}/acts/draw:none`)).json(), { items: [] })
  for (const bad of ['draw', 'draw:%00', 'draw:a%20b']) {
    assert.equal((await get(`/log/${DISTRICT.code}/acts/${bad}`)).statusCode, 400, bad)
  }
  assert.equal((await get('/log/elsewhere/acts/draw:x')).json().code, 'LOG_UNKNOWN')
})

test('the applicant gets no receipt that would tell who objected; an officer gets it', async () => {
  await using db = await testDatabase()
  const { sequencer, get, app, caseId } = await world(db)
  await using _ = { [Symbol.asyncDispose]: () => app.close() }
  await db.query(`update case_event set type = 'objected' where seq = 2`)
  await sequencer.round()
  const url = `/log/${DISTRICT.code}/proof?case=${caseId}&event=2`
  assert.equal((await get(url, 'applicant')).json().code, 'RECEIPT_MISSING')
  assert.equal((await get(url, 'agent')).statusCode, 200)
})
