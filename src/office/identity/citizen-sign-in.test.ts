import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { verifyResidentId } from '#kernel/party/resident-id.ts'
import { buildHttp } from '#platform/http/server.ts'
import { silentLog } from '#platform/log.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { IDENTITY_ACCESS } from './access.ts'
import { safeNext } from './citizen-sign-in.ts'
import { testDesk } from './desk.fixture.ts'
import { oidcProvider } from './provider.ts'
import { registerIdentity } from './routes.ts'
import { RESIDENTS } from './sandbox/resident.ts'
import { startSandbox } from './sandbox/start.ts'

/** A browser small enough for one sign-in: keeps cookies by origin, follows nothing by itself. */
function browser() {
  const jars = new Map<string, Map<string, string>>()
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { origin } = new URL(url)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } })
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=') as [string, string]
      value === '' ? jar.delete(name) : jar.set(name, value)
    }
    return answer
  }
}

async function platform(desk: ReturnType<typeof testDesk>) {
  const app = await buildHttp({ log: silentLog, api: { title: 't', version: '1' }, access: IDENTITY_ACCESS })
  // The address is only known once it listens, and the provider must know it before: so listen on a reserved port.
  const probe = await buildHttp({ log: silentLog, api: { title: 't', version: '1' } })
  await probe.listen({ port: 0, host: '127.0.0.1' })
  const { port } = probe.server.address() as { port: number }
  await probe.close()
  const baseUrl = `http://localhost:${port}`
  const sandbox = await startSandbox({ port: 0, redirectUris: [`${baseUrl}/sign-in/callback`], random: randomBytes })
  registerIdentity(app, { desk, provider: oidcProvider(sandbox.oidc), baseUrl, issuerName: '亲清' })
  await app.listen({ port, host: '127.0.0.1' })
  return {
    baseUrl,
    sandbox,
    async [Symbol.asyncDispose]() {
      await app.close()
      await sandbox[Symbol.asyncDispose]()
    },
  }
}

/** Goes to the sandbox as the redirects lead, chooses a person, and comes back to the callback address. */
async function choose(
  visit: ReturnType<typeof browser>,
  baseUrl: string,
  subject: string,
  next: string,
): Promise<string> {
  const away = await visit(`${baseUrl}/sign-in?next=${encodeURIComponent(next)}`)
  assert.equal(away.status, 303)
  const asked = await visit(away.headers.get('location')!)
  const choice = new URL(asked.headers.get('location')!, away.headers.get('location')!).href
  const page = await (await visit(choice)).text()
  assert.ok(RESIDENTS.every(({ name }) => page.includes(name)))
  const chosen = await visit(choice, { method: 'POST', body: new URLSearchParams({ subject }) })
  const resumed = await visit(chosen.headers.get('location')!)
  return resumed.headers.get('location')!
}

test('a resident signs in at a real OpenID Connect server and comes back to where they were, under a new session', async () => {
  await using db = await testDatabase()
  await using site = await platform(testDesk(db))
  const { baseUrl } = site
  const visit = browser()
  const me = async () => (await visit(`${baseUrl}/api/session`)).json() as Promise<Record<string, unknown>>
  assert.deepEqual(await me(), { kind: 'public' })

  const callback = await choose(visit, baseUrl, 't01', '/apply/homestead?step=2')
  assert.ok(callback.startsWith(`${baseUrl}/sign-in/callback?code=`))
  const back = await visit(callback)
  assert.deepEqual([back.status, back.headers.get('location')], [303, '/apply/homestead?step=2'])
  const first = await me()
  assert.deepEqual([first.kind, first.name], ['person', '王某台'])

  const again = await visit(callback)
  assert.equal(again.status, 401, 'an answer is good once')
  assert.equal((await me()).id, first.id)

  await visit(await choose(visit, baseUrl, 'r01', '/'))
  const second = await me()
  assert.equal(second.name, '陈某一', 'the provider asks anew who it is')
  assert.notEqual(second.formToken, first.formToken)
  const [{ n }] = (await db.query<{ n: number }>('select count(*)::int as n from session')) as [{ n: number }]
  assert.equal(n, 1, 'the session before is gone')
})

test('an answer that belongs to another browser or was altered signs nobody in', async () => {
  await using db = await testDatabase()
  await using site = await platform(testDesk(db))
  const visit = browser()
  const callback = await choose(visit, site.baseUrl, 'r01', '/')
  const stranger = browser()
  await stranger(`${site.baseUrl}/sign-in`)
  for (const address of [
    callback,
    callback.replace(/state=[^&]+/, 'state=x'),
    callback.replace(/iss=[^&]+/, 'iss=http://evil.test'),
  ]) {
    const answer = await stranger(address)
    assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [401, 'PROVIDER_REFUSED'])
  }
  assert.deepEqual(await db.query('select from session'), [])
})

test('the way back is a path of this site, whatever stands in next', () => {
  const table: [unknown, string][] = [
    ['/apply?step=2#form', '/apply?step=2#form'],
    ['/中文', '/%E4%B8%AD%E6%96%87'],
    ['//evil.test', '/'],
    ['/\\evil.test', '/'],
    ['https://evil.test', '/'],
    ['/\t/evil.test', '/'],
    ['/..//evil.test', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
    [undefined, '/'],
    [['/a', '/b'], '/'],
    [`/${'x'.repeat(600)}`, '/'],
  ]
  for (const [next, path] of table) assert.equal(safeNext(next), path, String(next))
  const hostile = fc.string({
    unit: fc.constantFrom('/', '\\', '.', '@', ':', 'e', '?', '#', '\t', '\n', '%2f', '%5c'),
    maxLength: 12,
  })
  fc.assert(
    fc.property(hostile, (tail) => {
      assert.equal(new URL(safeNext(`/${tail}`), 'http://own.test').origin, 'http://own.test')
    }),
    { numRuns: 2000 },
  )
})

test('the residents of the sandbox are invented and carry numbers whose check digits are right', () => {
  const on = '2026-03-02' as Parameters<typeof verifyResidentId>[1]
  for (const { idType, idNumber, subject } of RESIDENTS) {
    if (idType === 'mainland-travel-permit') assert.match(idNumber, /^\d{8}$/)
    else assert.equal(verifyResidentId(idNumber, on).ok, true, subject)
    if (idType === 'resident-id') assert.ok(idNumber.startsWith('350598'))
    if (idType === 'taiwan-residence-permit') assert.ok(idNumber.startsWith('830000'))
  }
  assert.equal(new Set(RESIDENTS.map(({ idNumber }) => idNumber)).size, RESIDENTS.length)
})
