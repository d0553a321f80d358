import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testDatabase } from '../../../test/support/database.ts'
import { disableOfficer } from './administration.ts'
import { type TestDesk, testDesk } from './desk.fixture.ts'
import { DEFAULT_RULES } from './desk.ts'
import { lockedUntil } from './lockout.ts'
import { changePassword, makeOfficer } from './officer.ts'
import { endSession, sessionLookup, startSession, sweepSessions } from './session.ts'
import { signInWithCode, signInWithPassword } from './staff-sign-in.ts'
import { totpCode } from './totp.ts'

const PASSWORD = 'seven-Green-2-hills'
const POSTS = [{ role: 'village.agent', unit: '350521104-01' }] as const

async function officer(desk: TestDesk, login = 'chen.mou') {
  const made = await makeOfficer(desk, { login, name: '陈某', password: PASSWORD, posts: POSTS })
  assert.ok('id' in made)
  return made
}

const from = (source: string) => ({ source, requestId: 'r' })

async function firstStep(desk: TestDesk, password = PASSWORD, source = 'here', login = 'chen.mou'): Promise<string> {
  const result = await signInWithPassword(desk, { login, password }, from(source))
  return 'token' in result ? result.token : result.problem.code
}

async function secondStep(desk: TestDesk, token: string, code: string, source = 'here'): Promise<string> {
  const session = await sessionLookup(desk)(token)
  const result = await signInWithCode(desk, { token, session, code }, from(source))
  return 'token' in result ? result.token : result.problem.code
}

test('password and code together give a whole session under a new token; the half one is gone', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const { id, totpSecret } = await officer(desk)
  const half = await firstStep(desk)
  assert.equal((await sessionLookup(desk)(half))?.stage, 'password')
  const whole = await secondStep(desk, half, totpCode(totpSecret, desk.now()).code)
  assert.notEqual(whole, half)
  assert.equal(await sessionLookup(desk)(half), undefined)
  const session = await sessionLookup(desk)(whole)
  assert.deepEqual(session?.actor, { kind: 'officer', id, name: '陈某', posts: POSTS })
  assert.equal(await secondStep(desk, whole, '000000'), 'FIRST_STEP_MISSING', 'a whole session has no second step')
})

test('a login is found whatever its letter case; unknown and disabled accounts fail like wrong passwords', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const { id } = await officer(desk)
  assert.match(await firstStep(desk, PASSWORD, 'a', ' CHEN.mou '), /^[\w-]{43}$/)
  assert.equal(await firstStep(desk, PASSWORD, 'b', 'nobody'), 'SIGN_IN_FAILED')
  assert.equal(await firstStep(desk, 'wrong', 'c'), 'SIGN_IN_FAILED')
  const half = await firstStep(desk)
  await disableOfficer(desk, id)
  assert.equal(await sessionLookup(desk)(half), undefined, 'sessions end with the account')
  assert.equal(await firstStep(desk, PASSWORD, 'd'), 'SIGN_IN_FAILED')
})

test('a code is good once, even when it is sent twice at the same moment', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const { totpSecret } = await officer(desk)
  const { code } = totpCode(totpSecret, desk.now())
  const halves = [await firstStep(desk), await firstStep(desk)]
  const results = await Promise.all(halves.map((half) => secondStep(desk, half, code)))
  assert.equal(results.filter((result) => result === 'CODE_WRONG').length, 1)
  desk.pass(1)
  assert.match(await secondStep(desk, await firstStep(desk), totpCode(totpSecret, desk.now()).code), /^[\w-]{43}$/)
})

test('after five wrong passwords in 15 minutes the right one is refused and written down, and 15 minutes later it is not', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  await officer(desk)
  for (let i = 0; i < 5; i += 1) {
    assert.equal(await firstStep(desk, 'wrong', `source ${i}`), 'SIGN_IN_FAILED')
    desk.pass(1)
  }
  const sixth = await signInWithPassword(desk, { login: 'chen.mou', password: PASSWORD }, from('source 6'))
  assert.ok('problem' in sixth)
  assert.deepEqual([sixth.problem.code, sixth.problem.retryAfterSeconds], ['SIGN_IN_LOCKED', 14 * 60])
  const [row] = await db.query(
    `select count(*)::int as n, max(source) as source from sign_in_attempt where outcome = 'locked'`,
  )
  assert.deepEqual(row, { n: 1, source: 'source 6' })
  desk.pass(14.1)
  assert.match(await firstStep(desk), /^[\w-]{43}$/)
})

test('a thousand tries at once on one account, from anywhere, get five checks', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  await officer(desk)
  const results = await Promise.all(Array.from({ length: 60 }, (_, i) => firstStep(desk, 'wrong', `source ${i}`)))
  assert.equal(results.filter((code) => code === 'SIGN_IN_FAILED').length, 5)
  assert.equal(results.filter((code) => code === 'SIGN_IN_LOCKED').length, 55)
})

test('one source trying many accounts is locked too, and only that source', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  await officer(desk)
  const results = await Promise.all(Array.from({ length: 30 }, (_, i) => firstStep(desk, 'wrong', 'one', `login ${i}`)))
  assert.equal(results.filter((code) => code === 'SIGN_IN_FAILED').length, 5)
  assert.equal(await firstStep(desk, PASSWORD, 'one'), 'SIGN_IN_LOCKED')
  assert.match(await firstStep(desk, PASSWORD, 'other'), /^[\w-]{43}$/)
})

test('whoever knows the password cannot guess codes without end: passing the password does not clear the count', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const { totpSecret } = await officer(desk)
  const wrong = totpCode(totpSecret, new Date(0)).code
  let checked = 0
  for (let i = 0; i < 20; i += 1) {
    const half = await firstStep(desk, PASSWORD, `source ${i}`)
    if (half === 'SIGN_IN_LOCKED') continue
    if ((await secondStep(desk, half, wrong, `source ${i}`)) === 'CODE_WRONG') checked += 1
  }
  assert.equal(checked, 5)
})

test('a whole sign-in clears the count of its account', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const { totpSecret } = await officer(desk)
  for (let round = 0; round < 3; round += 1) {
    for (let i = 0; i < 4; i += 1) assert.equal(await firstStep(desk, 'wrong', `${round} ${i}`), 'SIGN_IN_FAILED')
    assert.match(await secondStep(desk, await firstStep(desk), totpCode(totpSecret, desk.now()).code), /^[\w-]{43}$/)
    desk.pass(1)
  }
})

test('the record of tries cannot be changed by the role that writes it', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  await firstStep(desk, 'wrong')
  await assert.rejects(desk.pool.query(`update sign_in_attempt set outcome = 'passed'`), { code: '42501' })
  await assert.rejects(desk.pool.query('delete from sign_in_attempt'), { code: '42501' })
})

test('a lock holds while the newest of five failures within the window is younger than the lock', () => {
  const minutes = fc.array(fc.nat(60), { maxLength: 12 }).map((all) => all.sort((a, b) => b - a))
  fc.assert(
    fc.property(minutes, fc.nat(80), (failures, nowMinute) => {
      const past = failures.filter((minute) => minute <= nowMinute)
      const until = lockedUntil(
        past.map((minute) => new Date(minute * 60_000)),
        5,
        DEFAULT_RULES,
        new Date(nowMinute * 60_000),
      )
      const lastFive = past.slice(0, 5)
      const isLocked = lastFive.length === 5 && lastFive[0]! - lastFive[4]! <= 15 && nowMinute - lastFive[0]! < 15
      assert.equal(until !== null, isLocked)
      if (until) assert.equal(until.getTime(), (lastFive[0]! + 15) * 60_000)
    }),
  )
})

test('a session ends 30 minutes after its last use and 12 hours after its start, in every process', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const { id } = await officer(desk)
  const token = await startSession(desk, { officer: id, stage: 'whole' })
  const [one, other] = [sessionLookup(desk), sessionLookup(desk)]
  desk.pass(29)
  assert.ok(await one(token))
  desk.pass(29)
  assert.ok(await other(token), 'use in one process counts in the other')
  desk.pass(31)
  assert.equal(await one(token), undefined)

  const busy = await startSession(desk, { officer: id, stage: 'whole' })
  for (let passed = 0; passed < 12 * 60 - 20; passed += 20) {
    desk.pass(20)
    assert.ok(await one(busy), `after ${passed + 20} minutes`)
  }
  desk.pass(20)
  assert.equal(await one(busy), undefined)
  assert.equal(await sweepSessions(desk), 2)
})

test('a half session waits five minutes for its code', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  await officer(desk)
  const half = await firstStep(desk)
  desk.pass(5)
  assert.equal(await secondStep(desk, half, '000000'), 'FIRST_STEP_MISSING')
})

test('sessions waiting together are found in one statement, each its own', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const officers = await Promise.all(['one', 'two', 'three'].map((login) => officer(desk, login)))
  const tokens = await Promise.all(officers.map(({ id }) => startSession(desk, { officer: id, stage: 'whole' })))
  const asked = [...tokens, tokens[0]!, 'x'.repeat(43), 'no token', ...tokens]
  const found = await Promise.all(asked.map(sessionLookup(desk)))
  const ids = officers.map(({ id }) => id)
  assert.deepEqual(
    found.map((session) => session?.actor.id),
    [...ids, ids[0], undefined, undefined, ...ids],
  )
})

test('tokens stand in the database as hashes only, and signing out ends the session at once', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const { id } = await officer(desk)
  const token = await startSession(desk, { officer: id, stage: 'whole' })
  const [row] = await db.query<{ text: string }>('select session::text as text from session')
  assert.ok(!row!.text.includes(token) && !row!.text.includes(Buffer.from(token, 'base64url').toString('hex')))
  await endSession(desk, token)
  assert.equal(await sessionLookup(desk)(token), undefined)
})

test('a password of 91 days must be changed, and the change ends all other sessions', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const { id } = await officer(desk)
  desk.pass(91 * 24 * 60)
  const [token, elsewhere] = [
    await startSession(desk, { officer: id, stage: 'whole' }),
    await startSession(desk, { officer: id, stage: 'whole' }),
  ]
  const session = await sessionLookup(desk)(token)
  assert.equal(session?.mustChangePassword, true)
  const change = { officer: id, present: PASSWORD, keepSession: session!.tokenHash }
  const codeOf = async (over: object) =>
    (await changePassword(desk, { ...change, next: 'eight-Blue-3-lakes', ...over }))?.problem.code
  assert.equal(await codeOf({ present: 'wrong' }), 'SIGN_IN_FAILED')
  assert.equal(await codeOf({ next: 'short' }), 'PASSWORD_UNFIT')
  assert.equal(await codeOf({ next: PASSWORD }), 'PASSWORD_UNFIT')
  assert.equal(await codeOf({}), undefined)
  assert.equal((await sessionLookup(desk)(token))?.mustChangePassword, false)
  assert.equal(await sessionLookup(desk)(elsewhere), undefined)
  assert.match(await firstStep(desk, 'eight-Blue-3-lakes'), /^[\w-]{43}$/)
})

test('an account needs a fit password and a free login, and one person holds one administration at most', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const make = async (over: object) => {
    const made = await makeOfficer(desk, { login: 'chen.mou', name: '陈某', password: PASSWORD, posts: [], ...over })
    return 'problem' in made ? made.problem.code : 'made'
  }
  assert.equal(await make({ password: 'Password123!' }), 'PASSWORD_UNFIT')
  const all = await Promise.all(Array.from({ length: 8 }, () => make({})))
  assert.equal(all.filter((code) => code === 'made').length, 1)
  assert.equal(await make({ login: 'CHEN.MOU' }), 'LOGIN_TAKEN')
  assert.equal(await make({ login: 'admin', duty: 'audit' }), 'made')
  await assert.rejects(desk.pool.query(`update officer set duty = 'system,audit' where login = 'admin'`), {
    code: '23514',
  })
})
