import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { ROLES } from '../../src/platform/postgres/roles.ts'
import { testDatabase } from './database.ts'

test('a test database is migrated, its own, and gone afterwards', async () => {
  let name: string | undefined
  {
    await using one = await testDatabase()
    await using two = await testDatabase()
    await one.query('create table mine (x int)')
    assert.deepEqual(await two.query(`select to_regclass('mine') as mine`), [{ mine: null }])
    const [first] = await one.query<{ file: string }>('select file from schema_migration order by number')
    assert.equal(first?.file, '0000-roles.sql')
    name = one.connection.database
    assert.notEqual(name, two.connection.database)
  }
  await using other = await testDatabase()
  assert.deepEqual(await other.query('select datname from pg_database where datname = $1', [name]), [])
})

for (const role of ROLES) {
  test(`a pool of ${role} acts under that role and may make nothing`, async () => {
    await using db = await testDatabase()
    const pool = db.pool(role, 2)
    assert.equal((await pool.query('select current_user as me')).rows[0].me, role)
    await assert.rejects(pool.query('create table public.mine (x int)'), { code: '42501' })
  })
}

test('a connection left open fails the test', async () => {
  const stray = { client: undefined as pg.Client | undefined }
  await assert.rejects(async () => {
    await using db = await testDatabase()
    stray.client = new pg.Client({ ...db.connection, application_name: 'stray' })
    stray.client.on('error', () => undefined)
    await stray.client.connect()
  }, /left 1 database connections open:\n {2}stray/)
})

test('a client never released fails the test instead of hanging it', async () => {
  await assert.rejects(async () => {
    await using db = await testDatabase()
    const client = await db.pool('qinqing_staff', 1).connect()
    client.on('error', () => undefined)
  }, /connections open/)
})
