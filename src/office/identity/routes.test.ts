import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LightMyRequestResponse as Response } from 'fastify'
import type { Actor } from '#kernel/case/actor.ts'
import { buildHttp, type Http } from '#platform/http/server.ts'
import { silentLog } from '#platform/log.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { actorOf, IDENTITY_ACCESS } from './access.ts'
import { type TestDesk, testDesk } from './desk.fixture.ts'
import { inviteFirstAdministrator } from './invitation.ts'
import { makeOfficer } from './officer.ts'
import type { VerifiedPerson } from './person.ts'
import { recordPerson } from './person.ts'
import type { IdentityProvider } from './provider.ts'
import { registerIdentity } from './routes.ts'
import { startSession } from './session.ts'
import { totpCode } from './totp.ts'

const PASSWORD = 'seven-Green-2-hills'
const nobody: IdentityProvider = {
  addressFor: () => Promise.reject(new Error('down')),
  personFrom: () => Promise.reject(new Error('down')),
}

async function server(desk: TestDesk, baseUrl = 'http://localhost:8080'): Promise<Http> {
  const app = await buildHttp({ log: silentLog, api: { title: 't', version: '1' }, access: IDENTITY_ACCESS })
  registerIdentity(app, { desk, provider: nobody, baseUrl, issuerName: '亲清' })
  for (const [url, policy] of [
    ['/probe/person', 'person'],
    ['/probe/officer', 'officer'],
    ['/probe/either', 'signed-in'],
    ['/probe/agent', { roles: ['village.agent'] }],
    ['/probe/head', { roles: ['bureau.head'] }],
    ['/probe/public', 'public'],
  ] as const) {
    app.get(url, { config: { policy } }, async (request) => actorOf(request))
  }
  return app
}

const PERSON: VerifiedPerson = {
  issuer: 'http://sandbox',
  subject: 'r01',
  name: '陈某一',
  idType: 'resident-id',
  idNumber: '350598197503120018',
  phone: '13800000001',
}
const OTHER: VerifiedPerson = { ...PERSON, subject: 'r06', name: '张某六', idNumber: '350598198506190067' }

async function signedIn(desk: TestDesk, who: VerifiedPerson): Promise<{ id: string; cookie: string }> {
  const id = await recordPerson(desk, who)
  return { id, cookie: `session=${await startSession(desk, { person: id, stage: 'whole' })}` }
}

function cookieOf(answer: { headers: Record<string, unknown> }): string {
  const [cookie] = [answer.headers['set-cookie']].flat() as string[]
  return cookie!.split(';')[0]!
}

test('an officer signs in with JSON: half in after the password, whole after the code', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const posts = [{ role: 'village.agent', unit: '350521104-01' }] as const
  const made = await makeOfficer(desk, { login: 'chen.mou', name: '陈某', password: PASSWORD, posts })
  assert.ok('id' in made)

  const wrong = await app.inject({
    method: 'POST',
    url: '/api/staff/sign-in',
    payload: { login: 'chen.mou', password: 'x' },
  })
  assert.deepEqual([wrong.statusCode, wrong.json().code], [401, 'SIGN_IN_FAILED'])
  const first = await app.inject({
    method: 'POST',
    url: '/api/staff/sign-in',
    payload: { login: 'chen.mou', password: PASSWORD },
  })
  assert.deepEqual(first.json(), { next: 'code' })
  const setCookie = String(first.headers['set-cookie'])
  assert.match(setCookie, /^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)

  const half = { cookie: cookieOf(first) }
  for (const { method, url, policy } of app.routeTable) {
    if (policy === 'public' || method === 'HEAD') continue
    const request = { method: method as 'GET', url: url.replace(':id', made.id), headers: half }
    const answer: Response = await app.inject(method === 'GET' ? request : { ...request, payload: {} })
    assert.equal(answer.json().code, 'SECOND_STEP_NEEDED', `${method} ${url}`)
  }
  assert.equal((await app.inject({ url: '/api/session', headers: half })).json().waitsForCode, true)
  assert.equal((await app.inject({ url: '/probe/public', headers: half })).json().kind, 'public')

  const { code } = totpCode(made.totpSecret, desk.now())
  const second = await app.inject({
    method: 'POST',
    url: '/api/staff/sign-in/code',
    headers: half,
    payload: { code, next: '/staff/cases?x=1' },
  })
  assert.deepEqual(second.json(), { next: '/staff/cases?x=1' })
  const headers = { cookie: cookieOf(second) }
  const statuses: Record<string, number> = {}
  for (const name of ['person', 'officer', 'either', 'agent', 'head', 'public']) {
    statuses[name] = (await app.inject({ url: `/probe/${name}`, headers })).statusCode
  }
  assert.deepEqual(statuses, { person: 403, officer: 200, either: 200, agent: 200, head: 403, public: 200 })
  const me = (await app.inject({ url: '/api/session', headers })).json()
  assert.deepEqual([me.kind, me.login, me.posts], ['officer', 'chen.mou', posts])

  const out = await app.inject({
    method: 'POST',
    url: '/api/sign-out',
    headers: { ...headers, 'x-csrf-token': me.formToken },
  })
  assert.equal(out.statusCode, 204)
  assert.equal((await app.inject({ url: '/probe/officer', headers })).json().code, 'SIGN_IN_REQUIRED')
})

test('the same sign-in works as plain forms without a script, and its redirects stay on this site', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const made = await makeOfficer(desk, { login: 'chen.mou', name: '陈某', password: PASSWORD, posts: [] })
  assert.ok('id' in made)
  const post = (url: string, fields: Record<string, string>, cookie = '') =>
    app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', cookie },
    })
  const wrong = await post('/api/staff/sign-in', { login: 'chen.mou', password: 'x', next: 'https://evil.test/' })
  assert.deepEqual([wrong.statusCode, wrong.headers.location], [303, '/staff/sign-in?problem=SIGN_IN_FAILED&next=%2F'])
  const first = await post('/api/staff/sign-in', { login: 'chen.mou', password: PASSWORD, next: '/staff/queue' })
  assert.equal(first.headers.location, '/staff/sign-in/code?next=%2Fstaff%2Fqueue')

  const cookie = cookieOf(first)
  const { code } = totpCode(made.totpSecret, desk.now())
  assert.equal(
    (await post('/api/staff/sign-in/code', { code }, cookie)).json().code,
    'FORM_EXPIRED',
    'needs the token of its session',
  )
  const _csrf = (await app.inject({ url: '/api/session', headers: { cookie } })).json().formToken
  const mistyped = await post('/api/staff/sign-in/code', { code: '000000', _csrf }, cookie)
  assert.equal(mistyped.headers.location, '/staff/sign-in/code?problem=CODE_WRONG')
  const second = await post('/api/staff/sign-in/code', { code, _csrf, next: '//evil.test' }, cookie)
  assert.deepEqual([second.statusCode, second.headers.location], [303, '/'])
})

test('under https the cookie is Secure and bound to this host', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk, 'https://example.test')
  await makeOfficer(desk, { login: 'chen.mou', name: '陈某', password: PASSWORD, posts: [] })
  const first = await app.inject({
    method: 'POST',
    url: '/api/staff/sign-in',
    payload: { login: 'chen.mou', password: PASSWORD },
  })
  assert.match(
    String(first.headers['set-cookie']),
    /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  const session = await app.inject({ url: '/api/session', headers: { cookie: cookieOf(first) } })
  assert.equal(session.json().waitsForCode, true)
  const tossed = cookieOf(first).replace('__Host-', '')
  assert.deepEqual((await app.inject({ url: '/api/session', headers: { cookie: tossed } })).json(), { kind: 'public' })
})

test('a provider that cannot be reached is said so, and the visitor loses nothing', async () => {
  await using db = await testDatabase()
  const app = await server(testDesk(db))
  const answer = await app.inject('/sign-in?next=/apply')
  assert.deepEqual([answer.statusCode, answer.json().code], [503, 'PROVIDER_UNREACHABLE'])
  const stray = await app.inject('/sign-in/callback?code=x&state=y')
  assert.deepEqual([stray.statusCode, stray.json().code], [401, 'PROVIDER_REFUSED'])
})

test('an agent acts for a principal only inside a mandate, and no longer once it is revoked', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const principal = await signedIn(desk, PERSON)
  const agent = await signedIn(desk, OTHER)
  const ask = async (who: { cookie: string }, method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await app.inject({ method, url, headers: { cookie: who.cookie }, ...(payload && { payload }) })
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() }
  }
  const mandate = {
    agentName: '张某六',
    agentIdNumber: OTHER.idNumber,
    services: ['homestead'],
    actions: ['submit', 'follow'],
    until: '2026-12-31',
  }
  const codeOf = async (over: object) =>
    (await ask(principal, 'POST', '/api/mandates', { ...mandate, ...over })).body.code
  assert.equal(await codeOf({ agentIdNumber: PERSON.idNumber.toLowerCase() }), 'MANDATE_OF_ONESELF')
  for (const until of ['2026-03-01', '2027-04-01', '2026-06-31', '2026-13-01'])
    assert.equal(await codeOf({ until }), 'MANDATE_DATES', until)
  const { id } = (await ask(principal, 'POST', '/api/mandates', mandate)).body

  const lists = (await ask(agent, 'GET', '/api/mandates')).body
  assert.deepEqual([lists.given.length, lists.received[0].principalName], [0, '陈某一'])
  assert.equal(
    (await ask(principal, 'POST', '/api/session/acting-for', { mandate: id })).body.code,
    'MANDATE_UNKNOWN',
    'it was not given to them',
  )
  assert.equal((await ask(agent, 'POST', '/api/session/acting-for', { mandate: id })).status, 204)
  const acting = (await ask(agent, 'GET', '/probe/person')).body as Actor & { kind: 'person' }
  assert.deepEqual([acting.id, acting.name], [agent.id, '张某六'])
  assert.deepEqual(acting.mandate, {
    id,
    principal: { id: principal.id, name: '陈某一' },
    services: ['homestead'],
    actions: ['submit', 'follow'],
    until: '2026-12-31',
  })
  assert.equal((await ask(agent, 'POST', '/api/mandates', mandate)).body.code, 'ACTING_FOR_OTHER')
  assert.equal((await ask(agent, 'POST', `/api/mandates/${id}/revoke`, {})).body.code, 'ACTING_FOR_OTHER')

  assert.equal((await ask(principal, 'POST', `/api/mandates/${id}/revoke`, {})).status, 204)
  assert.equal(
    (await ask(agent, 'GET', '/probe/person')).body.code,
    'MANDATE_ENDED',
    'never silently in their own name',
  )
  assert.equal((await ask(agent, 'POST', '/api/session/acting-for', { mandate: id })).body.code, 'MANDATE_ENDED')
  assert.equal((await ask(agent, 'POST', '/api/session/acting-for', { mandate: null })).status, 204)
  assert.equal((await ask(agent, 'GET', '/probe/person')).body.mandate, undefined)
})

test('a mandate runs out after its last day', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const principal = await signedIn(desk, PERSON)
  const payload = {
    agentName: '张某六',
    agentIdNumber: OTHER.idNumber,
    services: ['homestead'],
    actions: ['submit'],
    until: '2026-03-02',
  }
  const { id } = (
    await app.inject({ method: 'POST', url: '/api/mandates', headers: { cookie: principal.cookie }, payload })
  ).json()
  const choose = async () => {
    const { cookie } = await signedIn(desk, OTHER)
    return app.inject({ method: 'POST', url: '/api/session/acting-for', headers: { cookie }, payload: { mandate: id } })
  }
  assert.equal((await choose()).statusCode, 204)
  desk.pass(14 * 60 + 59)
  assert.equal((await choose()).statusCode, 204, '23:59 in China')
  desk.pass(1)
  assert.equal((await choose()).json().code, 'MANDATE_ENDED')
})

test('the same identity number is one person for every provider, and nothing personal stands in the database', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const ids = await Promise.all(
    ['r01', 'r01', 'other', 'third'].map((subject) =>
      recordPerson(desk, { ...PERSON, issuer: `http://${subject}`, subject }),
    ),
  )
  assert.equal(new Set(ids).size, 1)
  assert.notEqual(await recordPerson(desk, OTHER), ids[0])
  const dump = JSON.stringify(await db.query('select person::text, person_login::text from person, person_login'))
  for (const secret of [PERSON.idNumber, PERSON.phone, PERSON.name]) {
    assert.ok(!dump.includes(secret) && !dump.includes(Buffer.from(secret).toString('hex')))
  }
})

test('forty first sign-ins of one person at once end with one person and forty log-ins', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const providers = Array.from({ length: 40 }, (_, n) => ({ ...PERSON, issuer: `http://provider-${n}` }))
  const answers = await Promise.allSettled(providers.map((who) => recordPerson(desk, who)))
  assert.deepEqual(
    answers.filter(({ status }) => status === 'rejected'),
    [],
  )
  assert.deepEqual(await db.query('select count(*)::int as n from person'), [{ n: 1 }])
  assert.deepEqual(await db.query('select count(*)::int as n from person_login'), [{ n: 40 }])
})

test('the first administrator comes by a one-time link, and a fresh district has no account at all', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  assert.deepEqual(await db.query('select count(*)::int as n from officer'), [{ n: 0 }])
  const stale = await inviteFirstAdministrator(desk)
  const token = await inviteFirstAdministrator(desk)
  const accept = async (over: object) => {
    const payload = { token, login: 'first.admin', name: '某管理员', password: PASSWORD, ...over }
    return (await app.inject({ method: 'POST', url: '/api/staff/invitation', payload })).json()
  }
  assert.equal((await accept({ token: stale })).code, 'INVITATION_INVALID', 'a later start replaces the link')
  assert.equal((await accept({ password: 'Password123!' })).code, 'PASSWORD_UNFIT')
  const [one, two] = await Promise.all([accept({}), accept({ login: 'second.admin' })])
  const made = [one, two].filter((answer) => answer.authenticator?.startsWith('otpauth://totp/'))
  assert.equal(made.length, 1, 'the link makes one account')
  assert.deepEqual(await db.query('select duty from officer'), [{ duty: 'system' }])
  assert.equal(await inviteFirstAdministrator(desk), null)
})

test('an invitation runs out after three days', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const token = await inviteFirstAdministrator(desk)
  desk.pass(3 * 24 * 60)
  const payload = { token, login: 'first.admin', name: '某管理员', password: PASSWORD }
  assert.equal(
    (await app.inject({ method: 'POST', url: '/api/staff/invitation', payload })).json().code,
    'INVITATION_INVALID',
  )
})
