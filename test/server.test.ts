// The server as a whole: how it starts, what it refuses to start with, and that nothing of it stays behind.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '#platform/config.ts'
import type { Http } from '#platform/http/server.ts'
import { silentLog } from '#platform/log.ts'
import { silentProgress } from '#platform/process.ts'
import { startServer } from '../src/server.ts'
import { testDatabase } from './support/database.ts'

const ROOT = join(import.meta.dirname, '..')
const scratch = await mkdtemp(join(tmpdir(), 'qinqing-server-'))
after(() => rm(scratch, { recursive: true, force: true }))

/** Two free ports in a row: the sandbox of a demo takes the second. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port % 2 === 0 ? port : port - 1
}

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ['src/server.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'exit')
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  return { child, ended, said: () => said }
}

test('Ctrl-C while the database is being created ends the start in order, and no database is left running', async () => {
  const folder = join(scratch, 'interrupted')
  const { child, ended } = start({ PORT: String(await freePort()), QINQING_DATA: folder })
  const data = join(folder, 'postgres')
  while (!existsSync(folder)) await sleep(5)
  await sleep(50)
  child.kill('SIGINT')
  assert.deepEqual(await ended, [0, null])
  assert.equal(existsSync(join(data, 'postmaster.pid')), false)
})

test('a port that is taken ends the start with one sentence, before anything is made', async () => {
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  const folder = join(scratch, 'never')
  for (const wanted of [port, port - 1]) {
    const { ended, said } = start({ PORT: String(wanted), QINQING_DATA: folder })
    assert.deepEqual(await ended, [1, null])
    assert.match(said(), new RegExp(`^the settings cannot be used:\\n  PORT: port ${port} is in use.*PORT=\\d+\\n$`))
  }
  assert.equal(existsSync(folder), false)
  other.close()
})

test('production has nothing of the demo, and hands the first administrator a link', async () => {
  await using db = await testDatabase()
  const { host, port, user, database } = db.connection
  const config = readConfig({
    QINQING_MODE: 'production',
    QINQING_DATA: join(scratch, 'production'),
    DATABASE_URL: `postgres://${user}@/${database}?host=${encodeURIComponent(String(host))}&port=${port}`,
    PORT: String(await freePort()),
    BASE_URL: 'https://qinqing.example',
    OIDC_ISSUER: 'https://sign-in.example',
    OIDC_CLIENT_ID: 'qinqing',
    OIDC_CLIENT_SECRET: 'never told',
  })
  const server = await startServer({ config, log: silentLog, progress: silentProgress, withSeeds: true })
  try {
    assert.match(server.invitation ?? '', /^https:\/\/qinqing\.example\/staff\/invitation\?token=[\w-]{43}$/)
    assert.deepEqual(server.officers, [])
    assert.deepEqual(await db.query('select login from officer'), [])
    assert.deepEqual(await db.query('select case_no from case_file'), [])
    assert.equal((await server.app.inject('/api/demo/sign-ins')).statusCode, 404)
    await makeFirstAdministrator(server.app, new URL(server.invitation ?? '').searchParams.get('token') ?? '')
    assert.deepEqual(await db.query('select login, duty from officer'), [{ login: 'first.admin', duty: 'system' }])
    const page = await server.app.inject('/')
    assert.equal(page.statusCode, 200)
    assert.doesNotMatch(page.body, /虚构/)
  } finally {
    await server.installation.stopper.stop()
  }
})

/** As a browser does it: opens the link, mistypes once, and takes the authenticator's code away. */
async function makeFirstAdministrator(app: Http, token: string): Promise<void> {
  const link = await app.inject(`/staff/invitation?token=${token}`)
  assert.match(link.body, new RegExp(`name="token" value="${token}"`))
  const post = (password: string) =>
    app.inject({
      method: 'POST',
      url: '/staff/invitation',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      payload: new URLSearchParams({ token, login: 'first.admin', name: '赵某', password }).toString(),
    })
  const refused = await post('short')
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /密码至少要 10 个字符/)
  assert.match(refused.body, /value="first\.admin"/, 'what was typed is kept')
  assert.doesNotMatch(refused.body, /value="short"/, 'but never the password')
  const made = await post('Correct-horse-7-staple')
  assert.equal(made.statusCode, 200)
  assert.equal(made.headers['cache-control'], 'no-store')
  assert.match(made.body, /[A-Z2-7]{32}/)
  assert.equal((await post('Correct-horse-7-staple')).statusCode, 404, 'the link works once')
}
