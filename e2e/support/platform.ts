// The whole platform for browser journeys: its own database, its own data folder, free ports, and a clock that the
// journey sets. Officers act through the same API as the console.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { waker } from '#office/cases/waker.ts'
import { type Config, readConfig } from '#platform/config.ts'
import { silentLog } from '#platform/log.ts'
import { createProgress } from '#platform/process.ts'
import { startServer } from '../../src/server.ts'
import { testDatabase } from '../../test/support/database.ts'

export interface Platform extends AsyncDisposable {
  readonly url: string
  /** Goes to a moment, Shanghai time `2026-11-03 09:30`, and lets happen what falls due until then. */
  goTo(local: string): Promise<void>
  /** Lets half a minute pass: a code of the authenticator is good once. */
  passMoment(): Promise<void>
  /** An officer's seat: signed in with password and code. `post` begins the login: `village-agent`, `bureau-approver`. */
  officer(post: string): Promise<Officer>
}

export interface Officer {
  /** The one case in the officer's queue with this number. */
  caseOf(caseNo: string): Promise<{ readonly id: string }>
  /** Gives a command on a case; fails the journey when it is refused. */
  act(caseId: string, command: { readonly type: string; readonly [name: string]: unknown }): Promise<void>
  /** Takes a certificate back. */
  revoke(code: string, reason: string): Promise<void>
  /** Was on site, took a picture and found all well. */
  attend(caseId: string, note: string): Promise<void>
}

/** Starts a platform in the town of the demonstration; `settings` are variables of the environment. Cost: some three seconds. */
export async function startPlatform(local: string, settings: Readonly<Record<string, string>> = {}): Promise<Platform> {
  // What was opened closes again when a later part fails: nothing left open keeps a failed run from ending.
  await using opened = new AsyncDisposableStack()
  const database = opened.use(await testDatabase())
  const dataFolder = await mkdtemp(join(tmpdir(), 'qinqing-e2e-'))
  opened.defer(() => rm(dataFolder, { recursive: true, force: true }))
  let now = instantOf(local)
  const port = await freePorts()
  const config: Config = readConfig({
    PORT: String(port),
    QINQING_DATA: dataFolder,
    DATABASE_URL: urlOf(database.connection),
    ...settings,
  })
  const quiet = createProgress({ write: () => true } as never, false)
  const server = await startServer({ config, log: silentLog, progress: quiet, now: () => now })
  opened.defer(async () => {
    await server.installation.stopper.stop()
  })
  const { cases, handle } = server.installation
  const clockwork = waker(cases, {
    pool: database.pool('qinqing_appender', 1, { 'app.district': cases.catalogue.district }),
    handle,
    log: silentLog,
  })
  const url = config.baseUrl
  const passMoment = (): void => {
    now = new Date(now.getTime() + 31_000)
  }
  const whole = opened.move()
  return {
    url,
    async goTo(next) {
      now = instantOf(next)
      await clockwork.wakeDue()
    },
    async passMoment() {
      passMoment()
    },
    async officer(post) {
      passMoment()
      return signIn(url, post, () => now)
    },
    [Symbol.asyncDispose]: () => whole.disposeAsync(),
  }
}

const instantOf = (local: string): Date => new Date(`${local.replace(' ', 'T')}:00+08:00`)

function urlOf(connection: {
  host?: string | undefined
  port?: number | undefined
  user?: string | undefined
  database?: string | undefined
}): string {
  const { host = '', port = 5432, user = '', database = '' } = connection
  return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`
}

/** A port with a free one behind it, for the sandbox of identities. */
async function freePorts(): Promise<number> {
  for (;;) {
    const first = await listenOnce(0)
    if (await listenOnce(first + 1).catch(() => null)) return first
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as { port: number }
      server.close(() => resolve(taken))
    })
  })
}

interface SignInOfDemo {
  readonly login: string
  readonly password: string
  readonly code: string
}

async function signIn(url: string, post: string, now: () => Date): Promise<Officer> {
  const accounts = (await (await fetch(`${url}/api/demo/sign-ins`)).json()) as SignInOfDemo[]
  const account = accounts.find(({ login }) => login.startsWith(post))
  assert.ok(account, `there is no officer ${post}`)
  const jar = { cookie: '' }
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const isBytes = body instanceof Uint8Array
    const type = isBytes ? 'application/octet-stream' : 'application/json'
    return fetch(url + path, {
      method,
      headers: { ...headers, cookie: jar.cookie, ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body: isBytes ? (body as BodyInit) : JSON.stringify(body) }),
    })
  }
  for (const [path, body] of [
    ['/api/staff/sign-in', { login: account.login, password: account.password }],
    ['/api/staff/sign-in/code', { code: account.code }],
  ] as const) {
    const answer = await send('POST', path, body)
    assert.equal(answer.status, 200, await answer.clone().text())
    jar.cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
  }
  const act: Officer['act'] = async (caseId, command) => {
    const key = { 'idempotency-key': crypto.randomUUID() }
    const answer = await send('POST', `/api/cases/${caseId}/commands`, command, key)
    assert.equal(answer.status, 200, await answer.text())
  }
  return {
    act,
    async revoke(code, reason) {
      const on = new Date(now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
      const answer = await send('POST', `/api/certificates/${code}/revocation`, {
        reason,
        document: '审撤〔2026〕1号',
        on,
      })
      assert.equal(answer.status, 201, await answer.text())
    },
    async attend(caseId, note) {
      const photos = [await picture(send)]
      await act(caseId, { type: 'attend', result: 'pass', longitude: 118.67, latitude: 24.93, photos, note })
    },
    async caseOf(caseNo) {
      const { items } = (await (await send('GET', '/api/queue?limit=100')).json()) as {
        items: { id: string; caseNo: string }[]
      }
      const found = items.find((item) => item.caseNo === caseNo)
      assert.ok(found, `${post} has no case ${caseNo} to handle, only ${items.map((item) => item.caseNo)}`)
      return found
    },
  }
}

/** Sends a picture as the console does, and answers its name. */
async function picture(
  send: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>,
): Promise<string> {
  const content = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#7a8' } })
    .jpeg()
    .toBuffer()
  const begun = await send('POST', '/api/uploads', { fileName: 'site.jpg', bytes: content.length })
  const { id } = (await begun.json()) as { id: string }
  await send('PATCH', `/api/uploads/${id}`, new Uint8Array(content), { 'upload-offset': '0' })
  const done = await send('POST', `/api/uploads/${id}/complete`, {})
  assert.equal(done.status, 200, await done.clone().text())
  return ((await done.json()) as { name: string }).name
}
