import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statement, statementBytes } from '#kernel/case/signature.ts'
import { buildHttp, type Http } from '#platform/http/server.ts'
import { silentLog } from '#platform/log.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { type Authenticator, authenticator } from '../../../test/support/authenticator.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { actorOf, IDENTITY_ACCESS } from './access.ts'
import { type TestDesk, testDesk } from './desk.fixture.ts'
import { makeOfficer } from './officer.ts'
import type { IdentityProvider } from './provider.ts'
import { registerIdentity } from './routes.ts'
import { startSession } from './session.ts'
import { totpCode } from './totp.ts'
import { checkKept } from './webauthn.ts'

const PASSWORD = 'seven-Green-2-hills'

interface Seat {
  readonly id: string
  readonly totpSecret: string
  cookie: string
  post(url: string, payload?: object, signed?: object): Promise<{ status: number; code: string; body: never }>
}

async function server(desk: TestDesk): Promise<Http> {
  const app = await buildHttp({ log: silentLog, api: { title: 't', version: '1' }, access: IDENTITY_ACCESS })
  registerIdentity(app, { desk, provider: {} as IdentityProvider, baseUrl: desk.site.origin, issuerName: '亲清' })
  app.post('/probe', { config: { policy: 'officer' } }, async (request) => actorOf(request))
  return app
}

async function seat(desk: TestDesk, app: Http, login = 'chen.mou', duty: 'system' | null = null): Promise<Seat> {
  const made = await makeOfficer(desk, { login, name: '陈某', password: PASSWORD, posts: [], duty })
  assert.ok('id' in made)
  const own: Seat = {
    ...made,
    cookie: `session=${await startSession(desk, { officer: made.id, stage: 'whole' })}`,
    async post(url, payload, signed) {
      const header = signed && { 'passkey-signature': Buffer.from(JSON.stringify(signed)).toString('base64url') }
      const answer = await app.inject({
        ...{ method: 'POST', url, headers: { cookie: own.cookie, 'sec-fetch-site': 'same-origin', ...header } },
        payload: payload ?? {},
      })
      const body = answer.body === '' ? {} : answer.json()
      return { status: answer.statusCode, code: body.code ?? '', body: body as never }
    },
  }
  return own
}

/** Gives a fresh code: half a minute later than the last one. */
async function confirm(desk: TestDesk, { totpSecret, post }: Seat): Promise<void> {
  desk.pass(1)
  const answer = await post('/api/staff/confirmation', { code: totpCode(totpSecret, desk.now()).code })
  assert.equal(answer.status, 200, answer.code)
}

async function register(desk: TestDesk, own: Seat, key: Authenticator, name = '手机'): Promise<string> {
  await confirm(desk, own)
  const options = await own.post('/api/staff/passkeys/options')
  const made = key.make((options.body as { challenge: string }).challenge)
  const added = await own.post('/api/staff/passkeys', { name, made })
  assert.equal(added.status, 201, added.code)
  return (added.body as { id: string }).id
}

async function enter(app: Http, key: Authenticator) {
  const asked = await app.inject({ method: 'POST', url: '/api/staff/sign-in/passkey/challenge', payload: {} })
  const assertion = key.answer(Buffer.from((asked.json() as { challenge: string }).challenge, 'base64url'))
  const send = () => app.inject({ method: 'POST', url: '/api/staff/sign-in/passkey', payload: { assertion } })
  return { answer: await send(), again: send }
}

test('a passkey is registered after a fresh code, recorded in the log, and signs in alone, each answer once', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const own = await seat(desk, app)
  assert.equal((await own.post('/api/staff/passkeys/options')).code, 'CHANGE_UNCONFIRMED')
  const key = authenticator()
  const id = await register(desk, own, key)
  const acts = await db.query<{ kind: string; subject: string }>('select kind, subject from recorded_act')
  assert.deepEqual(acts, [{ kind: 'added', subject: `passkey:${id}` }])
  const { answer, again } = await enter(app, key)
  assert.equal(answer.statusCode, 200, answer.body)
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!
  const session = await app.inject({ url: '/api/session', headers: { cookie } })
  assert.equal(session.json().id, own.id)
  assert.equal((await again()).json().code, 'PASSKEY_REFUSED', 'the challenge was used up')
  assert.equal((await enter(app, authenticator())).answer.json().code, 'PASSKEY_REFUSED', 'an unknown key')
})

test('a key that is made for another challenge, site or officer, or twice, is not registered', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const [own, other] = [await seat(desk, app), await seat(desk, app, 'lin.mou')]
  const key = authenticator()
  await confirm(desk, own)
  const { challenge } = (await own.post('/api/staff/passkeys/options')).body as { challenge: string }
  const bad = await own.post('/api/staff/passkeys', {
    name: '某',
    made: authenticator('https://evil.example').make(challenge),
  })
  assert.equal(bad.code, 'PASSKEY_REFUSED', 'another site')
  assert.equal(
    (await own.post('/api/staff/passkeys', { name: '某', made: key.make(challenge) })).code,
    'PASSKEY_REFUSED',
    'the challenge was used up',
  )
  const fresh = (await own.post('/api/staff/passkeys/options')).body as { challenge: string }
  assert.equal(
    (await other.post('/api/staff/passkeys', { name: '某', made: key.make(fresh.challenge) })).code,
    'PASSKEY_REFUSED',
  )
  await register(desk, own, key)
  await confirm(desk, other)
  const stolen = (await other.post('/api/staff/passkeys/options')).body as { challenge: string }
  assert.equal(
    (await other.post('/api/staff/passkeys', { name: '某', made: key.make(stolen.challenge) })).code,
    'PASSKEY_KNOWN',
  )
})

test('a signature is taken with its evidence; one without the user, for another site, by another or copied key is refused', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const [own, other] = [await seat(desk, app), await seat(desk, app, 'lin.mou')]
  const [key, stranger] = [authenticator(), authenticator()]
  await register(desk, own, key)
  await register(desk, other, stranger)
  const over = sha256(
    statementBytes(statement(own.id, { act: 'decide', on: 'x', seen: 7, says: { verdict: 'approve' } })),
  )
  const taken = await own.post('/probe', {}, key.answer(over))
  const { passkey } = (taken.body as { confirmation: { passkey: never } }).confirmation
  assert.deepEqual(await checkKept(passkey), { origin: desk.site.origin, holds: true })
  const changed = { ...(passkey as object), over: '00'.repeat(32) } as never
  assert.equal((await checkKept(changed)).holds, false)
  const refuses = async (signed: object) => (await own.post('/probe', {}, signed)).code
  assert.equal(await refuses(key.answer(over, { isVerified: false })), 'SIGNATURE_INVALID')
  assert.equal(await refuses(key.answer(over, { origin: 'https://evil.example' })), 'SIGNATURE_INVALID')
  assert.equal(await refuses(stranger.answer(over)), 'SIGNATURE_INVALID')
  assert.equal(await refuses(key.answer(over, { counter: 0 })), 'SIGNATURE_INVALID', 'a copied key')
  const good = key.answer(over)
  assert.equal(await refuses({ ...good, signature: stranger.answer(over).signature }), 'SIGNATURE_INVALID')
  assert.equal(await refuses({ nonsense: true }), 'SIGNATURE_INVALID')
  assert.equal(await refuses(good), '')
})

test('a lost key is removed after a fresh code; the last way to sign in is not', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const own = await seat(desk, app)
  const [lost, kept] = [authenticator(), authenticator()]
  const lostId = await register(desk, own, lost, '丢的')
  const keptId = await register(desk, own, kept, '留的')
  assert.equal((await own.post(`/api/staff/passkeys/${lostId}/remove`)).code, 'CHANGE_UNCONFIRMED')
  await confirm(desk, own)
  assert.equal((await own.post(`/api/staff/passkeys/${lostId}/remove`)).status, 204)
  assert.equal((await enter(app, lost)).answer.json().code, 'PASSKEY_REFUSED')
  // From here on by the passkey: it signs each change, for the version of the factors it saw.
  const signedFor = async (act: string, on: string) => {
    const factors = await app.inject({ url: '/api/staff/factors', headers: { cookie: own.cookie } })
    const { version } = factors.json() as { version: number }
    return kept.answer(sha256(statementBytes(statement(own.id, { act, on, seen: version, says: {} }))))
  }
  const once = await signedFor('authenticator.remove', own.id)
  assert.equal((await own.post('/api/staff/authenticator/remove', {}, once)).status, 204)
  assert.equal((await own.post('/api/staff/authenticator/remove', {}, once)).code, 'CHANGE_UNCONFIRMED', 'not twice')
  const last = await signedFor('passkey.remove', keptId)
  assert.equal((await own.post(`/api/staff/passkeys/${keptId}/remove`, {}, last)).code, 'LAST_FACTOR')
  const signIn = {
    method: 'POST',
    url: '/api/staff/sign-in',
    payload: { login: 'chen.mou', password: PASSWORD },
  } as const
  assert.equal((await app.inject(signIn)).json().code, 'PASSKEY_ONLY')
  const bound = await own.post('/api/staff/authenticator', {}, await signedFor('authenticator.add', own.id))
  assert.match((bound.body as { authenticator: string }).authenticator, /^otpauth:/)
  assert.equal(
    (await own.post(`/api/staff/passkeys/${keptId}/remove`, {}, await signedFor('passkey.remove', keptId))).status,
    204,
  )
})

test('a fresh code confirms for some minutes; wrong ones count towards the lock; a change ends other sessions', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const own = await seat(desk, app)
  await confirm(desk, own)
  const codeAt = async () =>
    ((await own.post('/probe', {})).body as { confirmation?: { codeAt?: string } }).confirmation?.codeAt
  assert.ok(await codeAt())
  desk.pass(desk.rules.codeConfirmsMinutes)
  assert.equal(await codeAt(), undefined)
  const elsewhere = `session=${await startSession(desk, { officer: own.id, stage: 'whole' })}`
  await register(desk, own, authenticator())
  assert.equal((await app.inject({ url: '/api/session', headers: { cookie: elsewhere } })).json().kind, 'public')
  for (let i = 0; i < desk.rules.triesPerAccount; i += 1)
    assert.equal((await own.post('/api/staff/confirmation', { code: '000000' })).code, 'CODE_WRONG')
  assert.equal((await own.post('/api/staff/confirmation', { code: '000000' })).code, 'SIGN_IN_LOCKED')
})

test('the three administrations are open to a session begun with a passkey, and to no other', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const app = await server(desk)
  const own = await seat(desk, app, 'admin', 'system')
  const invite = () => own.post('/api/administration/invitations', { duty: null })
  assert.equal((await invite()).code, 'PASSKEY_NEEDED')
  const key = authenticator()
  await register(desk, own, key)
  own.cookie = String((await enter(app, key)).answer.headers['set-cookie']).split(';')[0]!
  assert.equal((await invite()).status, 201)
})
