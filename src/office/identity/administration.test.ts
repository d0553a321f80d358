import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildHttp, type Http } from '#platform/http/server.ts'
import { silentLog } from '#platform/log.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { IDENTITY_ACCESS } from './access.ts'
import { type TestDesk, testDesk } from './desk.fixture.ts'
import { makeOfficer } from './officer.ts'
import type { IdentityProvider } from './provider.ts'
import { registerIdentity } from './routes.ts'
import { type Duty, startSession } from './session.ts'
import { signInWithPassword } from './staff-sign-in.ts'

const PASSWORD = 'seven-Green-2-hills'
const DUTIES = ['system', 'security', 'audit'] as const

async function server(desk: TestDesk): Promise<Http> {
  const app = await buildHttp({ log: silentLog, api: { title: 't', version: '1' }, access: IDENTITY_ACCESS })
  const provider = {} as IdentityProvider
  registerIdentity(app, { desk, provider, baseUrl: 'http://localhost:8080', issuerName: '亲清' })
  return app
}

async function administrator(
  desk: TestDesk,
  duty: Duty | null,
  login = duty ?? 'officer',
): Promise<{ id: string; cookie: string }> {
  const made = await makeOfficer(desk, { login, name: '某管理员', password: PASSWORD, posts: [], duty })
  assert.ok('id' in made)
  return {
    id: made.id,
    cookie: `session=${await startSession(desk, { officer: made.id, stage: 'whole', factor: 'passkey' })}`,
  }
}

test('of administrators and their acts exactly the diagonal is allowed, and other officers may do none', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const victim = await administrator(desk, null, 'victim')
  const acts: Record<Duty, object> = {
    system: { method: 'POST', url: '/api/administration/invitations', payload: { duty: null } },
    security: { method: 'PUT', url: `/api/administration/officers/${victim.id}/posts`, payload: { posts: [] } },
    audit: { method: 'GET', url: '/api/administration/sign-in-attempts' },
  }
  for (const duty of [...DUTIES, null]) {
    const { cookie } = await administrator(desk, duty)
    for (const act of DUTIES) {
      const { statusCode } = await app.inject({ ...acts[act], headers: { cookie } })
      assert.equal(statusCode < 300, act === duty, `${duty} does the act of ${act}: ${statusCode}`)
      assert.ok(statusCode < 300 || statusCode === 403)
    }
  }
})

test('posts hold from the next request on, and a barred officer has no next request', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const [system, security] = [await administrator(desk, 'system'), await administrator(desk, 'security')]
  const officer = await administrator(desk, null)
  const posts = [{ role: 'town.window', unit: '350521104' }]
  const url = `/api/administration/officers/${officer.id}`
  const put = (payload: object) =>
    app.inject({ method: 'PUT', url: `${url}/posts`, payload, headers: { cookie: security.cookie } })
  assert.equal((await put({ posts })).statusCode, 204)
  const me = async () => (await app.inject({ url: '/api/session', headers: { cookie: officer.cookie } })).json()
  assert.deepEqual((await me()).posts, posts)
  assert.equal((await put({ posts: [{ role: 'king', unit: 'x' }] })).statusCode, 400)
  assert.deepEqual((await me()).posts, posts)

  const bar = (address: string) =>
    app.inject({ method: 'POST', url: `${address}/disable`, payload: {}, headers: { cookie: system.cookie } })
  assert.equal((await bar(url)).statusCode, 204)
  assert.equal((await me()).kind, 'public')
  const nobody = '/api/administration/officers/00000000-0000-4000-8000-000000000000'
  assert.equal((await bar(nobody)).json().code, 'OFFICER_UNKNOWN')
})

test('lists are paged to their end without gap or repetition', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const [security, audit] = [await administrator(desk, 'security'), await administrator(desk, 'audit')]
  for (let i = 0; i < 5; i += 1) {
    await signInWithPassword(desk, { login: 'security', password: 'wrong' }, { source: `s${i}`, requestId: 'r' })
  }
  async function all(url: string, cookie: string): Promise<unknown[]> {
    const items: unknown[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: unknown[]; next: string | null } = (
        await app.inject({ url: `${url}?limit=2${cursor && `&cursor=${cursor}`}`, headers: { cookie } })
      ).json()
      items.push(...page.items)
      cursor = page.next
    }
    return items
  }
  const officers = (await all('/api/administration/officers', security.cookie)) as { login: string }[]
  assert.deepEqual(
    officers.map(({ login }) => login),
    ['audit', 'security'],
  )
  const tries = (await all('/api/administration/sign-in-attempts', audit.cookie)) as { source: string; login: string }[]
  assert.deepEqual(
    tries.map(({ source }) => source),
    ['s4', 's3', 's2', 's1', 's0'],
  )
  const bad = await app.inject({ url: '/api/administration/officers?cursor=xx', headers: { cookie: security.cookie } })
  assert.equal(bad.json().code, 'INVALID_CURSOR')
})
