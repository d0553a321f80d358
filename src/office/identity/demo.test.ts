import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROLES } from '#kernel/unit/role.ts'
import { type Unit, unitFor, unitTree } from '#kernel/unit/tree.ts'
import { buildHttp } from '#platform/http/server.ts'
import { silentLog } from '#platform/log.ts'
import { testDatabase } from '../../../test/support/database.ts'
import { IDENTITY_ACCESS } from './access.ts'
import { demoAccounts, demoOfficers, registerDemo } from './demo.ts'
import { testDesk } from './desk.fixture.ts'
import { signInWithPassword } from './staff-sign-in.ts'

const UNITS: readonly Unit[] = [
  { code: 'bureau', name: '示例审批局', level: 'bureau', parent: null },
  { code: '350598101', name: '示例一镇', level: 'town', parent: 'bureau' },
  { code: '350598102', name: '示例二镇', level: 'town', parent: 'bureau' },
  { code: '350598101-01', name: '示例村01', level: 'village', parent: '350598101' },
  { code: '350598101-02', name: '示例村02', level: 'village', parent: '350598101' },
  { code: '350598102-01', name: '示例村03', level: 'village', parent: '350598102' },
]

test('whatever place a case lies in, every role it may need has a holder, and approving and authoring have two people', () => {
  const accounts = demoAccounts(UNITS)
  const tree = unitTree(UNITS)
  for (const place of UNITS.filter((unit) => unit.level === 'village')) {
    for (const role of Object.keys(ROLES) as (keyof typeof ROLES)[]) {
      // Departments and schools act where a case is assigned to them, wherever it lies.
      if (ROLES[role].level === 'department' || ROLES[role].level === 'school') continue
      const unit = unitFor(tree, role, place.code)
      const holders = accounts.filter(({ posts }) => posts.some((post) => post.role === role && post.unit === unit))
      assert.equal(
        holders.length,
        role === 'bureau.approver' || role === 'bureau.author' ? 2 : 1,
        `${role} of ${place.code}`,
      )
    }
  }
  assert.equal(new Set(accounts.map(({ login }) => login)).size, accounts.length)
  assert.equal(new Set(accounts.map(({ name }) => name)).size, accounts.length)
})

test('demo sign-ins are made once, kept to their owner, work, and differ between installations', async () => {
  await using db = await testDatabase()
  const desk = testDesk(db)
  const folder = await mkdtemp(join(tmpdir(), 'qinqing-demo-'))
  try {
    const file = join(folder, 'keys', 'demo-sign-ins.json')
    const officers = await demoOfficers(desk, UNITS, file)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    assert.deepEqual(await demoOfficers(desk, UNITS, file), officers, 'a second start finds them')
    const { login, password } = officers[0]!
    const origin = { source: 'here', requestId: 'r' }
    assert.ok('token' in (await signInWithPassword(desk, { login, password }, origin)))

    await rm(file)
    const anew = await demoOfficers(desk, UNITS, file)
    assert.notEqual(anew[0]!.password, password)
    assert.ok('problem' in (await signInWithPassword(desk, { login, password }, origin)))
    assert.ok('token' in (await signInWithPassword(desk, { login, password: anew[0]!.password }, origin)))
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the demo shows codes but never the secrets behind them, and only where it is registered', async () => {
  const options = { log: silentLog, api: { title: 't', version: '1' }, access: IDENTITY_ACCESS }
  const app = await buildHttp(options)
  app.decorateRequest('session', undefined)
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const officer = { login: 'a', name: '某', posts: [], password: 'p', totpSecret: secret }
  registerDemo(app, [officer], () => new Date(59_000))
  const answer = await app.inject('/api/demo/sign-ins')
  assert.deepEqual(answer.json(), [
    { login: 'a', name: '某', posts: [], password: 'p', code: '287082', validSeconds: 1 },
  ])
  assert.ok(!answer.body.includes(secret))
  assert.equal((await (await buildHttp(options)).inject('/api/demo/sign-ins')).statusCode, 404)
})
