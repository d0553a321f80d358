// The published log, over HTTP, checked by other makers' code: golang.org/x/mod/sumdb, which checks the Go checksum database
// (test/third-party/main.go). Skipped where there is no Go with that package; what it printed is in docs/proof.md.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { formatVerifierKey } from '#kernel/log/note.ts'
import type { CaseReads } from '#office/cases/audience.ts'
import { buildHttp, type Http } from '#platform/http/server.ts'
import { silentLog } from '#platform/log.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { addEvents, DISTRICT, ORIGIN, type TestLog, testLog } from './log.fixture.ts'
import { receiptFor } from './published.ts'
import { registerLog } from './routes.ts'

const SOURCE = fileURLToPath(new URL('../../../test/third-party/main.go', import.meta.url))
/** Where distributions put the sources of Go packages. */
const GOPATH = process.env.GOPATH ?? '/usr/share/gocode'

/** Exit code and output; null when the program cannot be started. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<[number, string] | null> {
  return new Promise((resolve) =>
    execFile(command, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') resolve(null)
      else resolve([Number(error?.code ?? 0), stdout + stderr])
    }),
  )
}

const GO = { GO111MODULE: 'off', GOPATH, GOFLAGS: '' }
const found = await run('go', ['list', 'golang.org/x/mod/sumdb/tlog'], GO)
const skip = found?.[0] === 0 ? false : `no Go with golang.org/x/mod under ${GOPATH}: ${found?.[1].trim() ?? 'no go'}`

describe('the published log, by tools of other makers', { skip, timeout: 180_000 }, () => {
  let db: TestDatabase
  let log: TestLog
  let app: Http
  let folder: string
  let url: string
  let checker: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qinqing-third-'))
    db = await testDatabase()
    log = await testLog(db, folder)
    app = await buildHttp({
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
    const pool = db.pool('qinqing_public', 2, { 'app.district': DISTRICT })
    // No case is asked for.
    const reads = {} as CaseReads
    registerLog(app, { district: DISTRICT, key: log.key.verifier, pool, reads, actorOf: () => Promise.reject() })
    url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/log/${DISTRICT}`
    await addEvents(db, 300)
    await log.sequencer.round()
    await writeFile(join(folder, 'old'), await log.checkpoint())
    await addEvents(db, 413)
    await log.sequencer.round()
    const extra = new Uint8Array(40)
    await writeFile(join(folder, 'receipt'), String(await receiptFor(pool, DISTRICT, { index: 290, extra })))
    checker = join(folder, 'checker')
    const built = await run('go', ['build', '-o', checker, SOURCE], { ...GO, GOCACHE: join(folder, 'cache') })
    assert.deepEqual(built, [0, ''])
  })
  after(async () => {
    await app?.close()
    await db?.[Symbol.asyncDispose]()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  const check = (vkey = formatVerifierKey(log.key.verifier), receipt = 'receipt', old = 'old') =>
    run(checker, [url, vkey, join(folder, receipt), join(folder, old)], {})

  it('verifies: checkpoint, tiles, entries, inclusion, consistency, a kept checkpoint and a receipt', async () => {
    assert.deepEqual(await check(), [
      0,
      [
        `checkpoint: 713 entries, signed by ${ORIGIN}`,
        'inclusion: 713 of 713 entries',
        'consistency: from each of 713 older sizes',
        'kept checkpoint: its 300 entries are the first of the log',
        'receipt: entry 290\n',
      ].join('\n'),
    ])
  })

  it('is found out by them: another key, a receipt of another place, an entry or a tile changed', async () => {
    const other = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
    assert.equal((await check(other))?.[0], 3)
    const pool = db.pool('qinqing_public', 1, { 'app.district': DISTRICT })
    const receipt = String(await receiptFor(pool, DISTRICT, { index: 290, extra: new Uint8Array(40) }))
    await writeFile(join(folder, 'moved'), receipt.replace('index 290', 'index 291'))
    assert.match(String((await check(undefined, 'moved'))?.[1]), /^receipt|not verified/m)
    assert.equal((await check(undefined, 'moved'))?.[0], 3)
    await db.query(`update case_event set commitment = sha256('other'::bytea) where position = 17`)
    assert.match(String((await check())?.[1]), /not verified/)
  })
})
