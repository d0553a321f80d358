// Every address of this desk against what its own description allows and against mutations of it: whatever comes, the
// answer is a success or a problem with a code, never a fault.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { openBlobs } from '#platform/blobs/blob.ts'
import { openUploads } from '#platform/blobs/upload.ts'
import { registerUploads } from '#platform/blobs/upload-routes.ts'
import { buildHttp } from '#platform/http/server.ts'
import { silentLog } from '#platform/log.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { actorOf, IDENTITY_ACCESS } from './access.ts'
import { testDesk } from './desk.fixture.ts'
import { makeOfficer } from './officer.ts'
import { recordPerson } from './person.ts'
import { registerIdentity } from './routes.ts'
import { startSession } from './session.ts'

interface Schema {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  pattern?: string
  minLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
}

interface Operation {
  'x-policy': string
  requestBody?: { content: Record<string, { schema: Schema }> }
  parameters?: { name: string; in: string; schema: Schema }[]
}

const HOSTILE_TEXT = fc.constantFrom(
  '\0',
  '\ud800',
  '../../etc/passwd',
  "' or 1=1 --",
  '{{7*7}}',
  'x'.repeat(5000),
  '😀',
  '%00',
  '‮',
)
/** Values the schema allows. */
function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(like))
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern))
  if (schema.type === 'null') return fc.constant(null)
  if (schema.type === 'object') {
    const fields = Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, like(inner)])
    return fc.record<Record<string, unknown>>(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] })
  }
  if (schema.type === 'array') {
    return fc.uniqueArray(like(schema.items ?? {}), {
      minLength: schema.minItems ?? 0,
      maxLength: 4,
      comparator: 'SameValue',
    })
  }
  if (schema.type === 'integer') return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 2 ** 31 })
  return fc.string({ unit: 'grapheme', minLength: schema.minLength ?? 0, maxLength: 30 })
}

/** Values of the schema in which, anywhere, something may be quite different. */
function like(schema: Schema): fc.Arbitrary<unknown> {
  const strange = fc.oneof(HOSTILE_TEXT, fc.jsonValue({ maxDepth: 2 }))
  return fc.oneof({ weight: 15, arbitrary: fitting(schema) }, { weight: 1, arbitrary: strange })
}

function requests(method: string, url: string, operation: Operation): fc.Arbitrary<InjectOptions> {
  const body = operation.requestBody?.content['application/json']?.schema
  const named = (where: string) => (operation.parameters ?? []).filter((one) => one.in === where)
  const record = (where: string) =>
    fc.record(Object.fromEntries(named(where).map(({ name, schema }) => [name, like(schema).map(asText)])))
  const parts = fc.record({
    path: record('path'),
    query: record('query'),
    header: record('header'),
    payload: body ? like(body) : fc.constant({}),
  })
  return parts.map(({ path, query, header, payload }) => ({
    method: method.toUpperCase() as 'POST',
    url: `${url.replace('{id}', encodeURIComponent(path.id ?? ''))}?${new URLSearchParams(query)}`,
    headers: Object.fromEntries(Object.entries(header).map(([name, value]) => [name, encodeURIComponent(value)])),
    ...(method !== 'get' && { payload: JSON.stringify(payload) }),
  }))
}

function asText(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed()
}

/** Who holds the sessions of the test, in their order. */
const HOLDERS = ['public', 'person', 'system-administrator', 'security-administrator', 'audit-administrator']

function contentType({ method }: InjectOptions): string {
  return method === 'PATCH' ? 'application/octet-stream' : 'application/json'
}

test('no request, however wrong, is answered by a fault', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const folder = await mkdtemp(join(tmpdir(), 'qinqing-hostile-'))
  const app = await buildHttp({ log: silentLog, api: { title: 't', version: '1' }, access: IDENTITY_ACCESS })
  const provider = { addressFor: async () => new URL('http://provider.test'), personFrom: async () => null }
  registerIdentity(app, { desk, provider, baseUrl: 'http://localhost:8080', issuerName: '亲清' })
  const { pool, vault, now } = desk
  const blobs = openBlobs({ pool, vault, folder: join(folder, 'blobs'), now, random: randomBytes })
  const uploads = openUploads({ pool, vault, blobs, folder: join(folder, 'uploads'), now, random: randomBytes })
  registerUploads(app, { uploads, policy: 'signed-in', ownerOf: async (request) => (await actorOf(request)).id })
  await app.ready()

  const person = {
    issuer: 'i',
    subject: 's',
    name: '某',
    idType: 'resident-id',
    idNumber: '350598197503120018',
    phone: '1',
  } as const
  const personId = await recordPerson(desk, person)
  const officers = await Promise.all(
    (['system', 'security', 'audit'] as const).map((duty) =>
      makeOfficer(desk, { login: duty, name: '某', password: 'seven-Green-2-hills', posts: [], duty }),
    ),
  )
  const cookies = async () => {
    const holders = officers.map((made) => ({ officer: 'id' in made ? made.id : '', stage: 'whole' }) as const)
    const tokens = [{ person: personId, stage: 'whole' } as const, ...holders].map((holder) =>
      startSession(desk, holder),
    )
    return ['', ...(await Promise.all(tokens)).map((token) => `session=${token}`)]
  }
  let asked = 0
  const { paths } = (await app.inject('/openapi.json')).json() as { paths: Record<string, Record<string, Operation>> }
  try {
    for (const [url, operations] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const known = await cookies()
        const whose = fc.oneof(
          fc.constantFrom(...known),
          fc.constant(known[HOLDERS.indexOf(operation['x-policy'])] ?? ''),
        )
        await fc.assert(
          fc.asyncProperty(requests(method, url, operation), whose, async (request, cookie) => {
            const headers = { 'content-type': contentType(request), ...request.headers, cookie }
            const answer = await app.inject({ ...request, headers })
            asked += 1
            assert.ok(answer.statusCode < 500, `${answer.statusCode} ${answer.body}`)
            if (answer.statusCode >= 400) {
              assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
              assert.match(answer.json().code, /^[A-Z_]+$/)
            }
          }),
          { numRuns: 40 },
        )
      }
    }
  } finally {
    await rm(folder, { recursive: true })
  }
  assert.ok(asked >= 40 * 15, `${asked} requests`)
})
