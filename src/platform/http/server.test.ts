import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { Type } from '@sinclair/typebox'
import type { InjectOptions } from 'fastify'
import { createLog, type Log } from '../log.ts'
import type { AccessControl } from './policy.ts'
import { type Problem, problemOf } from './problem.ts'
import { buildHttp, type Http, type HttpOptions, setProblemPage, stopHttp } from './server.ts'

const api = { title: 'test', version: '1' }

interface Line {
  text: string
  [field: string]: unknown
}

function recorder(): Log & { lines: Line[] } {
  const lines: Line[] = []
  const log = createLog({ write: (line) => lines.push(JSON.parse(line)) })
  return { ...log, lines }
}

/** Callers named by a header: enough to try policies without a session store. */
const byHeader: AccessControl = {
  audiences: ['member'],
  roles: ['keeper', 'guest'],
  async admit(request, policy) {
    const who = request.headers['x-who']
    if (who === undefined) return problemOf('SIGN_IN_REQUIRED')
    if (typeof policy === 'object' && !policy.roles.includes(String(who))) return problemOf('NOT_ALLOWED')
    return undefined
  },
  accountOf: (request) => request.headers['x-who'] as string | undefined,
  formTokenOf: async (request) => (request.headers['x-who'] ? 'the token' : undefined),
}

const Item = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 5 }),
    kind: Type.Optional(Type.Union([Type.Literal('a'), Type.Literal('b')])),
    area: Type.Optional(Type.Number({ maximum: 100 })),
  },
  { additionalProperties: false },
)

async function server(options: Partial<HttpOptions> = {}): Promise<Http> {
  const app = await buildHttp({ log: recorder(), api, access: byHeader, ...options })
  app.post('/api/items/:id', { config: { policy: 'public' }, schema: { body: Item } }, async ({ body }) => body)
  app.post('/api/own', { config: { policy: 'member' } }, async ({ body }) => ({ body }))
  app.get('/api/kept', { config: { policy: { roles: ['keeper'] } } }, async () => ({ ok: true }))
  app.get(
    '/api/list',
    {
      config: { policy: 'public' },
      schema: { querystring: Type.Object({ limit: Type.Integer(), all: Type.Optional(Type.Boolean()) }) },
    },
    async ({ query }) => query,
  )
  app.get('/page', { config: { policy: 'public' } }, async (_request, reply) => {
    return reply.type('text/html').send(`<style nonce="${reply.styleNonce}"></style>`)
  })
  app.get('/api/fault', { config: { policy: 'public' } }, async () => {
    throw new Error('secret detail of the fault')
  })
  return app
}

async function problemFor(app: Http, request: InjectOptions | string): Promise<Problem> {
  const answer = await app.inject(request)
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  const problem = answer.json() as Problem & { type: string; instance: string }
  assert.equal(problem.status, answer.statusCode)
  assert.equal(problem.type, `urn:problem:${problem.code}`)
  assert.equal(problem.instance, answer.headers['x-request-id'])
  assert.ok(problem.title && problem.remedy)
  return problem
}

test('a route without a policy, or with an unknown audience or role, cannot be registered', async () => {
  const app = await buildHttp({ log: recorder(), api, access: byHeader })
  const get = (config: object) => () => app.get('/x', { config }, async () => 1)
  assert.throws(get({}), /GET \/x has no policy/)
  assert.throws(get({ policy: 'stranger' }), /audiences are public, member/)
  assert.throws(get({ policy: { roles: ['king'] } }), /unknown role king/)
  assert.throws(get({ policy: { roles: [] } }), /names no role/)
})

test('a scope may give its routes one policy, and the table of routes knows each', async () => {
  const app = await server()
  await app.register(async (scope) => {
    scope.decorate('defaultPolicy', 'public')
    scope.get('/files/*', async () => 'file')
  })
  assert.equal((await app.inject('/files/a')).statusCode, 200)
  const policies = Object.fromEntries(app.routeTable.map(({ method, url, policy }) => [`${method} ${url}`, policy]))
  assert.equal(policies['GET /files/*'], 'public')
  assert.equal(policies['GET /openapi.json'], 'public')
  assert.equal(policies['GET /healthz'], 'public')
  assert.equal(policies['POST /api/own'], 'member')
  assert.deepEqual(policies['GET /api/kept'], { roles: ['keeper'] })
})

test('who may not call is told so before the body is even read', async () => {
  const app = await server()
  const torn = {
    method: 'POST',
    url: '/api/own',
    headers: { 'content-type': 'application/json' },
    payload: '{',
  } as const
  assert.equal((await problemFor(app, torn)).code, 'SIGN_IN_REQUIRED')
  assert.equal((await problemFor(app, { url: '/api/kept', headers: { 'x-who': 'guest' } })).code, 'NOT_ALLOWED')
  assert.equal((await app.inject({ url: '/api/kept', headers: { 'x-who': 'keeper' } })).statusCode, 200)
})

test('every way a request can be malformed is a problem with its own code, never a fault', async () => {
  const app = await server({ bodyLimitBytes: 1000 })
  const post = (payload: string, type = 'application/json', url = '/api/items/1') =>
    problemFor(app, { method: 'POST', url, payload, headers: { 'content-type': type } })
  assert.equal((await post('{"name":')).code, 'MALFORMED_JSON')
  assert.equal((await post('')).code, 'MALFORMED_JSON')
  assert.equal((await post('{"__proto__":{"x":1},"name":"某甲"}')).code, 'MALFORMED_JSON')
  assert.equal((await post('<a/>', 'application/xml')).code, 'UNSUPPORTED_MEDIA_TYPE')
  assert.equal((await post(JSON.stringify({ name: 'x'.repeat(2000) }))).code, 'PAYLOAD_TOO_LARGE')
  assert.equal((await post('{"name":"某\\u0000"}')).errors?.[0]?.path, '/name')
  assert.equal((await post('{"name":"某\\ud800"}')).code, 'UNREADABLE_CHARACTER')
  assert.equal((await post('{"name":"某甲"}', 'application/json', '/api/items/%00')).code, 'UNREADABLE_CHARACTER')
  assert.equal((await post('{"name":"某甲"}', 'application/json', '/api/items/%ff')).code, 'MALFORMED_REQUEST')
  assert.equal((await post('{}', 'application/json', `/api/items/${'x'.repeat(300)}`)).code, 'URI_TOO_LONG')
  assert.equal((await problemFor(app, '/nowhere')).code, 'NOT_FOUND')
  const wrong = await app.inject({ method: 'DELETE', url: '/api/items/1' })
  assert.equal((wrong.json() as Problem).code, 'METHOD_NOT_ALLOWED')
  assert.equal(wrong.headers.allow, 'POST')
})

test('input that does not fit names each field, in words', async () => {
  const app = await server()
  const { errors } = await problemFor(app, {
    method: 'POST',
    url: '/api/items/1',
    payload: { kind: 'c', area: '12', extra: 1 },
  })
  const found = Object.fromEntries(errors!.map(({ path, code }) => [path, code]))
  assert.deepEqual(found, {
    '/name': 'FIELD_MISSING',
    '/kind': 'NOT_AN_OPTION',
    '/area': 'WRONG_TYPE',
    '/extra': 'UNKNOWN_FIELD',
  })
  assert.ok(errors!.every(({ message }) => message.endsWith('。')))
})

test('numbers of a query are read when written plainly, and refused otherwise', async () => {
  const app = await server()
  assert.deepEqual((await app.inject('/api/list?limit=20&all=true')).json(), { limit: 20, all: true })
  for (const limit of ['', '1e3', '0x10', '007', '1.5', ' 1', '99999999999999999999']) {
    const { errors } = await problemFor(app, `/api/list?limit=${encodeURIComponent(limit)}`)
    assert.equal(errors?.[0]?.path, '?limit', limit)
  }
})

test('a fault tells the caller a number and the log the truth', async () => {
  const log = recorder()
  const app = await server({ log })
  const answer = await app.inject('/api/fault')
  assert.equal(answer.statusCode, 500)
  assert.ok(!answer.body.includes('secret'))
  const fault = log.lines.find(({ text }) => text === 'fault')!
  assert.equal((fault.error as Error).message, 'secret detail of the fault')
  assert.equal(fault.requestId, answer.headers['x-request-id'])
  assert.equal(log.lines.find(({ text }) => text === 'request')!.route, '/api/fault')
})

test('a browser gets the readable page once there is one, and problem+json when that page fails', async () => {
  const app = await server()
  const ask = { url: '/nowhere', headers: { accept: 'text/html,*/*' } }
  assert.equal((await problemFor(app, ask)).code, 'NOT_FOUND')
  setProblemPage(app, (_request, problem) => `<h1>${problem.title}</h1>`)
  const page = await app.inject(ask)
  assert.equal(page.statusCode, 404)
  assert.match(page.body, /^<h1>没有找到/)
  assert.equal((await problemFor(app, '/nowhere')).code, 'NOT_FOUND', 'programs still get problem+json')
  setProblemPage(app, () => {
    throw new Error('no template')
  })
  assert.equal((await problemFor(app, ask)).code, 'NOT_FOUND')
})

test('pages load only own files and styles with the nonce of the answer; data loads nothing', async () => {
  const app = await server({ publicUrl: 'https://example.test' })
  const page = await app.inject('/page')
  const policy = String(page.headers['content-security-policy'])
  const nonce = /nonce="([\w-]{22})"/.exec(page.body)![1]
  assert.ok(policy.includes(`style-src 'self' 'nonce-${nonce}'`))
  assert.ok(policy.includes("script-src 'self';"))
  assert.ok(!policy.includes('unsafe'))
  assert.equal(page.headers['strict-transport-security'], 'max-age=31536000')
  assert.notEqual((await app.inject('/page')).body, page.body)

  const data = await app.inject('/api/list?limit=1')
  assert.match(String(data.headers['content-security-policy']), /^default-src 'none'.*sandbox$/)
  assert.equal(data.headers['cache-control'], 'no-store')
  assert.equal(data.headers['x-content-type-options'], 'nosniff')
  const plain = await server()
  assert.equal((await plain.inject('/page')).headers['strict-transport-security'], undefined)
})

test('another site can neither post a form nor a script request, and a form needs the token of its session', async () => {
  const app = await server()
  const form = 'application/x-www-form-urlencoded'
  const post = (headers: Record<string, string>, payload = 'a=1') =>
    app.inject({
      method: 'POST',
      url: '/api/own',
      payload,
      headers: { 'x-who': 'member', host: 'own.test', ...headers },
    })
  const codeOf = async (headers: Record<string, string>, payload?: string) =>
    ((await post(headers, payload)).json() as Partial<Problem>).code ?? 'passed'

  assert.equal(
    await codeOf({ 'content-type': form, 'sec-fetch-site': 'cross-site' }, '_csrf=the+token'),
    'CROSS_SITE_REQUEST',
  )
  assert.equal(
    await codeOf({ 'content-type': form, 'sec-fetch-site': 'same-site' }, '_csrf=the+token'),
    'CROSS_SITE_REQUEST',
  )
  assert.equal(
    await codeOf({ 'content-type': 'application/json', origin: 'http://evil.test' }, '{}'),
    'CROSS_SITE_REQUEST',
  )
  assert.equal(await codeOf({ 'content-type': form, origin: 'null' }), 'CROSS_SITE_REQUEST')
  assert.equal(await codeOf({ 'content-type': form, 'sec-fetch-site': 'same-origin' }), 'FORM_EXPIRED')
  assert.equal(await codeOf({ 'content-type': form, origin: 'http://own.test' }, '_csrf=wrong'), 'FORM_EXPIRED')
  const passed = await post({ 'content-type': form, origin: 'http://own.test' }, 'a=1&_csrf=the+token')
  assert.deepEqual(passed.json(), { body: { a: '1' } }, 'the token does not reach the route')
  assert.equal(await codeOf({ 'content-type': 'application/json' }, '{}'), 'passed', 'a program without a browser')
  assert.equal(await codeOf({ 'content-type': form, 'x-csrf-token': 'the token' }), 'passed')

  const anonymous = { method: 'POST', url: '/api/items/1', payload: 'name=ab' } as const
  const withoutOrigin = await app.inject({ ...anonymous, headers: { 'content-type': form } })
  assert.equal((withoutOrigin.json() as Problem).code, 'CROSS_SITE_REQUEST', 'sign-in forms need a stated origin')
  const withOrigin = await app.inject({
    ...anonymous,
    headers: { 'content-type': form, 'sec-fetch-site': 'same-origin' },
  })
  assert.equal(withOrigin.statusCode, 200)
})

test('a flood from one /64 or one account is slowed, with the time to wait; this machine is not', async () => {
  let now = 0
  const limit = { burst: 3, perSecond: 1 }
  const app = await server({ sourceLimit: limit, accountLimit: { burst: 2, perSecond: 1 }, ticks: () => now })
  const from = (remoteAddress: string, who?: string) =>
    app.inject({ url: who ? '/api/kept' : '/page', remoteAddress, ...(who && { headers: { 'x-who': who } }) })
  for (const address of ['2001:db8::1', '2001:db8:0:0::2', '2001:0DB8::ffff:3']) {
    assert.equal((await from(address)).statusCode, 200)
  }
  const refused = await from('2001:db8::4')
  assert.equal(refused.statusCode, 429)
  assert.equal(refused.headers['retry-after'], '1')
  assert.equal((await from('2001:db8:0:1::1')).statusCode, 200, 'another /64')
  now += 1000
  assert.equal((await from('2001:db8::5')).statusCode, 200)
  const statuses = []
  for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3'])
    statuses.push((await from(address, 'keeper')).statusCode)
  assert.deepEqual(statuses, [200, 200, 429])
  for (let i = 0; i < 10; i += 1) assert.equal((await from('127.0.0.1')).statusCode, 200)
})

test('health names what fails with 503 and keeps the reason to the log', async () => {
  const log = recorder()
  let down = false
  const app = await server({
    log,
    health: {
      database: async () => {
        if (down) throw new Error('password of the database')
        return '18.4'
      },
    },
  })
  const well = (await app.inject('/healthz')).json()
  assert.deepEqual([well.status, well.checks], ['ok', { database: { ok: true, fact: '18.4' } }])
  down = true
  const ill = await app.inject('/healthz')
  assert.equal(ill.statusCode, 503)
  assert.deepEqual(ill.json().checks, { database: { ok: false, fact: '' } })
  assert.equal(log.lines.find(({ text }) => text === 'health check failed')!.part, 'database')
})

test('the description of the API is OpenAPI 3.1 of the schemas that validate', async () => {
  const app = await server()
  await app.ready()
  const api = (await app.inject('/openapi.json')).json()
  assert.equal(api.openapi, '3.1.0')
  const operation = api.paths['/api/items/{id}'].post
  assert.deepEqual(operation.requestBody.content['application/json'].schema.required, ['name'])
  assert.equal(operation.requestBody.content['application/json'].schema.additionalProperties, false)
  assert.equal(
    operation.responses.default.content['application/problem+json'].schema.$ref,
    '#/components/schemas/Problem',
  )
  assert.equal(operation['x-policy'], 'public')
  assert.equal(api.paths['/page'], undefined)
})

test('bytes that are no HTTP get a problem, and stopping ends open connections in time', async () => {
  const app = await server()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const answer = await new Promise<string>((resolve) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write('this is no http\r\n\r\n'))
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('close', () => resolve(text))
  })
  assert.match(answer, /^HTTP\/1\.1 400 /)
  assert.match(answer, /"code":"MALFORMED_REQUEST"/)

  const lingering = connect(port, '127.0.0.1', () => lingering.write('POST /api/own HTTP/1.1\r\nhost: x\r\n'))
  const ended = new Promise((resolve) => lingering.on('close', resolve).on('error', resolve))
  await new Promise((resolve) => lingering.on('connect', resolve))
  await stopHttp(app, 50)
  await ended
})
