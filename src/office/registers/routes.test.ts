// What is published, how long it may be kept, and who may take a certificate back. Without a port.

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { buildHttp } from '#platform/http/server.ts'
import { silentLog } from '#platform/log.ts'
import { HEAD, type IssuedWorld, issuedWorld } from './issued.fixture.ts'
import { registerRegisters } from './routes.ts'

/** A server whose every caller is the head: who is let in is held by test/authorization.test.ts. */
async function served({ registers }: IssuedWorld) {
  const app = await buildHttp({
    log: silentLog,
    api: { title: 'registers', version: '0' },
    access: {
      audiences: [],
      roles: ['bureau.head'],
      admit: async () => undefined,
      accountOf: () => undefined,
      formTokenOf: async () => undefined,
    },
  })
  registerRegisters(app, { registers, actorOf: async () => HEAD })
  await app.ready()
  return app
}

describe('the lists over HTTP', () => {
  it('may be kept a while, are not sent again to who has them, and change with an entry', async () => {
    await using world = await issuedWorld()
    const app = await served(world)
    const address = `/registers/${world.registers.district}/status`
    await world.registers.credential(world.entries[0]!.code)
    const first = await app.inject(address)
    assert.equal(first.statusCode, 200)
    assert.equal(first.headers['cache-control'], 'public, max-age=300')
    assert.match(String(first.headers['content-type']), /^text\/plain/)
    const again = await app.inject({ url: address, headers: { 'if-none-match': String(first.headers.etag) } })
    assert.deepEqual([again.statusCode, again.body], [304, ''])
    const revoked = await app.inject({
      method: 'POST',
      url: `/api/certificates/${world.entries[0]!.code}/revocation`,
      payload: { reason: '骗取', document: '某审〔2024〕撤销0001号', on: '2024-09-12' },
    })
    assert.equal(revoked.statusCode, 201, revoked.body)
    const changed = await app.inject({ url: address, headers: { 'if-none-match': String(first.headers.etag) } })
    assert.equal(changed.statusCode, 200)
    assert.notEqual(changed.body, first.body)
  })

  it('of another district are not here', async () => {
    await using world = await issuedWorld()
    const app = await served(world)
    for (const name of ['issuers', 'status', 'vkey']) {
      assert.equal((await app.inject(`/registers/elsewhere/${name}`)).statusCode, 404)
    }
  })

  it('tell of a revocation that cannot be, what is wrong and where', async () => {
    await using world = await issuedWorld()
    const app = await served(world)
    const post = async (code: string, payload: object) => {
      const answer = await app.inject({ method: 'POST', url: `/api/certificates/${code}/revocation`, payload })
      const { code: refused, errors } = answer.json() as { code: string; errors?: { path: string }[] }
      return [answer.statusCode, refused, errors?.[0]?.path]
    }
    const good = { reason: '骗取', document: '某审〔2024〕撤销0001号', on: '2024-09-12' }
    const { code } = world.entries[0]!
    assert.deepEqual(await post(code, { ...good, on: '2024-02-30' }), [422, 'REVOCATION_INVALID', '/on'])
    assert.deepEqual(await post(code, { ...good, reason: '' }), [422, 'REVOCATION_INVALID', '/reason'])
    assert.deepEqual((await post('no-such-code-here', good)).slice(0, 2), [404, 'CERTIFICATE_NOT_FOUND'])
    assert.equal((await post(code, { reason: 1 }))[0], 400)
  })
})
