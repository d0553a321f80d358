// A real witness over HTTP and a real log: it cosigns what continues, remembers across its own death, and keeps the log
// from signing a second history when both the database and the lock file were put back.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { formatVerifierKey, NOTE_COSIGNATURE, NOTE_ED25519, parseVerifierKey } from '#kernel/log/note.ts'
import { addCheckpointBody } from '#kernel/log/witness.ts'
import { silentLog } from '#platform/log.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { cosigners, type Witness } from './cosign.ts'
import { addEvents, DISTRICT, ORIGIN, testLog } from './log.fixture.ts'
import { openLogKey } from './log-key.ts'
import { emptyCheckpoint } from './open-log.ts'
import { httpWitness } from './witness-client.ts'
import { openWitness } from './witness-desk.ts'
import { witnessServer } from './witness-server.ts'

const scratch = await mkdtemp(join(tmpdir(), 'qinqing-witness-'))
after(() => rm(scratch, { recursive: true }))
const folder = () => mkdtemp(join(scratch, 'f-'))

const keyIn = (place: string, name: string, type: number) =>
  openLogKey({ file: join(place, 'key'), name, type, random: randomBytes, mayMake: true })

/** A witness of the log whose key lies in `logFolder`; over the same folder it is the same witness started anew. */
async function started(place: string, logFolder: string) {
  const log = (await keyIn(logFolder, ORIGIN, NOTE_ED25519)).verifier
  const key = await keyIn(place, 'audit.example', NOTE_COSIGNATURE)
  const desk = await openWitness({ folder: place, key, logs: [log], now: () => new Date('2026-01-05T01:00:00Z') })
  const server = witnessServer({ desk, key: key.verifier, log: silentLog })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  return { url, key: key.verifier, client: httpWitness({ url, key: key.verifier, log }), [Symbol.asyncDispose]: close }
}

/** The log's side, as it is after a start: it knows nothing of what its witnesses know. */
async function asked(logFolder: string, witnesses: readonly Witness[]) {
  const key = await keyIn(logFolder, ORIGIN, NOTE_ED25519)
  return {
    witnesses: cosigners({
      district: DISTRICT,
      witnesses,
      emptyCheckpoint: () => emptyCheckpoint(key),
      ticks: () => performance.now(),
      report: () => undefined,
    }),
  }
}

test('a witness cosigns every head, also after either was started anew, and its line verifies', async () => {
  await using db = await testDatabase()
  const [place, own] = [await folder(), await folder()]
  for (let start = 0; start < 3; start += 1) {
    await using witness = await started(place, own)
    const log = await testLog(db, own, await asked(own, [witness.client]))
    for (const count of [300, 7]) {
      await addEvents(db, count)
      assert.equal((await log.sequencer.round()).outcome, 'done')
      const report = await log.fsck({ witnesses: [witness.key] })
      assert.deepEqual(report.reasons, [])
    }
  }
})

test('a silent witness delays nothing for good: the head is published without it, and cosigned when it is back', async () => {
  await using db = await testDatabase()
  const [place, own] = [await folder(), await folder()]
  const gone = { name: 'audit.example', add: async () => ({ kind: 'silent', text: 'no answer' }) as const }
  await addEvents(db, 5)
  const alone = await testLog(db, own, await asked(own, [gone]))
  assert.equal((await alone.sequencer.round()).outcome, 'done')
  await using witness = await started(place, own)
  const log = await testLog(db, own, await asked(own, [witness.client]))
  assert.equal(await log.sequencer.hasWork(), true, 'though no event waits')
  await log.sequencer.round()
  assert.deepEqual((await log.fsck({ witnesses: [witness.key] })).reasons, [])
  assert.equal(await log.sequencer.hasWork(), false)
})

test('database and lock file put back together: the witness alone stops the log, by size and by content', async () => {
  await using db = await testDatabase()
  const [place, own] = [await folder(), await folder()]
  await using witness = await started(place, own)
  const start = async () => testLog(db, own, await asked(own, [witness.client]))
  await addEvents(db, 40)
  await (await start()).sequencer.round()
  const backup = await (await start()).backup()
  const lock = await readFile(join(own, 'lock'))
  await addEvents(db, 40)
  await (await start()).sequencer.round()
  await backup.restore()
  await writeFile(join(own, 'lock'), lock)
  await addEvents(db, 10)
  const smaller = await (await start()).sequencer.round()
  assert.deepEqual([smaller.outcome, smaller.reasons[0]?.code, smaller.grown], ['refused', 'SIZE_SHRANK', 0])
  // A sequencer without its witness signs on past the size the witness knows; with it, it stops again.
  await addEvents(db, 60)
  await (await testLog(db, own)).sequencer.round()
  const longer = await (await start()).sequencer.round()
  assert.deepEqual([longer.outcome, longer.reasons[0]?.code], ['refused', 'SPLIT_VIEW'])
  assert.equal((await readdir(join(place, 'evidence'))).length, 1, 'the contradiction is kept, signed by the log')
})

test('the witness answers by the protocol: status, type and text', async () => {
  const [place, own] = [await folder(), await folder()]
  await using witness = await started(place, own)
  const key = await keyIn(own, ORIGIN, NOTE_ED25519)
  const post = async (body: string) => {
    const answer = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body })
    return [answer.status, answer.headers.get('content-type'), await answer.text()]
  }
  const empty = emptyCheckpoint(key)
  const [status, , line] = await post(addCheckpointBody(0, [], empty))
  assert.equal(status, 200)
  assert.match(String(line), /^— audit\.example [A-Za-z0-9+/=]+\n$/)
  assert.deepEqual(await post(addCheckpointBody(0, [], empty).replace('old 0', 'old 1')), [
    400,
    'text/plain; charset=utf-8',
    'SIZE_SHRANK 新检查点比旧检查点小：末尾的记录被删掉了\n',
  ])
  assert.equal((await post('x'.repeat(70_000)))[0], 413)
  assert.equal((await fetch(`${witness.url}/add-checkpoint`)).status, 405)
  assert.equal((await fetch(`${witness.url}/other`)).status, 404)
  assert.equal(await (await fetch(`${witness.url}/vkey`)).text(), `${formatVerifierKey(witness.key)}\n`)
})

test('a witness whose memory cannot be read does not begin anew', async () => {
  const [place, own] = [await folder(), await folder()]
  {
    await using witness = await started(place, own)
    await witness.client.add(addCheckpointBody(0, [], emptyCheckpoint(await keyIn(own, ORIGIN, NOTE_ED25519))))
  }
  const [file = ''] = await readdir(join(place, 'heads'))
  await writeFile(join(place, 'heads', file), 'damaged')
  await assert.rejects(started(place, own), /is no checkpoint; bring it back/)
})

/** Answers of something that is no good witness, and what the log makes of them. */
const ODD: readonly [status: number, body: string, kind: string][] = [
  [200, '', 'silent'],
  [200, '— audit.example AAAAAAAAAA==\n', 'silent'],
  [409, '12\n', 'knows'],
  [409, 'twelve', 'silent'],
  [409, '99999999999999999999', 'silent'],
  [422, 'ROOT_MISMATCH', 'contradicts'],
  [403, 'who are you', 'silent'],
  [500, 'x', 'silent'],
]

test('whatever answers in a witness’s place is taken for what it is worth', async () => {
  const own = await folder()
  const key = await keyIn(own, ORIGIN, NOTE_ED25519)
  const witness = await keyIn(await folder(), 'audit.example', NOTE_COSIGNATURE)
  const now = { status: 200, body: '' }
  const server = createServer((_, response) => response.writeHead(now.status).end(now.body))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const client = httpWitness({ url, key: witness.verifier, log: key.verifier })
  for (const [status, body, kind] of ODD) {
    Object.assign(now, { status, body })
    assert.equal((await client.add(addCheckpointBody(0, [], emptyCheckpoint(key)))).kind, kind, `${status} ${body}`)
  }
  server.closeAllConnections()
  server.close()
  assert.equal((await client.add('')).kind, 'silent')
})

test('qinqing witness runs as a process of its own, prints key and address, and stops when told', async () => {
  const own = await folder()
  const log = await keyIn(own, ORIGIN, NOTE_ED25519)
  const place = await folder()
  await writeFile(join(place, 'log.vkey'), `${formatVerifierKey(log.verifier)}\n`)
  const args = ['witness', 'memory', '--name', 'audit.example', '--log', 'log.vkey', '--port', '0']
  const main = new URL('../../cli/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [main, ...args], { cwd: place, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const [vkey = '', url = ''] = line.toString().trim().split(' ')
  const key = parseVerifierKey(vkey, sha256)
  assert.ok(key.ok && key.value.name === 'audit.example')
  const reply = await httpWitness({ url, key: key.value, log: log.verifier }).add(
    addCheckpointBody(0, [], emptyCheckpoint(log)),
  )
  assert.equal(reply.kind, 'cosigned')
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
})
