import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type pg from 'pg'
import { testDatabase } from '../../../test/support/database.ts'
import { silentLog } from '../log.ts'
import { openDatabase, problemsOf } from './database.ts'
import { migrate } from './migrate.ts'

const root = await mkdtemp(join(tmpdir(), 'qinqing-database-'))
after(() => rm(root, { recursive: true, force: true }))

const urlOf = ({ host, user, database }: pg.ClientConfig, as = user) => `postgres://${as}@/${database}?host=${host}`

test('a connection that breaks in somebody’s hands fails their next query, not the process', async () => {
  await using db = await testDatabase()
  const pool = db.pool('qinqing_staff', 1)
  const client = await pool.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const gone = new Promise<void>((resolve) => client.once('end', resolve))
  await db.query('select pg_terminate_backend($1)', [rows[0]?.pid])
  await gone
  await assert.rejects(client.query('select 1'))
  client.release()
  assert.equal((await pool.query('select 1 as x')).rows[0].x, 1, 'the pool goes on with a new one')
})

test('without DATABASE_URL the data folder has a database of its own, which two processes may open and find again', async () => {
  const config = { databaseUrl: undefined, dataFolder: join(root, 'own') }
  const [one, two] = await Promise.all([openDatabase(config, silentLog), openDatabase(config, silentLog)])
  await migrate(one.connection, silentLog)
  assert.equal(one.isEmbedded, true)
  await one.pool('owner', 1).query('create table kept as select 7 as x')
  await one.stop()
  assert.deepEqual((await two.pool('owner', 1).query('table kept')).rows, [{ x: 7 }])
  const { rows } = await two.pool('qinqing_staff', 2).query('select current_user as who, session_user as owner')
  assert.deepEqual(rows, [{ who: 'qinqing_staff', owner: 'qinqing' }])
  await two.stop()
  const again = await openDatabase(config, silentLog)
  assert.deepEqual(await migrate(again.connection, silentLog), [])
  await again.stop()
})

test('the owner of the embedded database is no superuser, so that row-level security can hold', async () => {
  await using db = await testDatabase()
  assert.deepEqual(await db.query('select rolsuper, rolbypassrls from pg_roles where rolname = current_user'), [
    { rolsuper: false, rolbypassrls: false },
  ])
})

test('DATABASE_URL is used when it will do, and stopping leaves its server alone', async () => {
  await using db = await testDatabase()
  const given = await openDatabase({ databaseUrl: urlOf(db.connection), dataFolder: join(root, 'unused') }, silentLog)
  assert.equal(given.isEmbedded, false)
  assert.deepEqual((await given.pool('qinqing_audit', 1).query('select current_user as who')).rows, [
    { who: 'qinqing_audit' },
  ])
  await given.stop()
  assert.deepEqual(await db.query('select 1 as x'), [{ x: 1 }])
})

test('a database that will not do is refused with every reason and the command that mends it', async () => {
  await using db = await testDatabase()
  const admin = { ...db.connection, user: 'postgres' }
  const [poor, blind, latin] = [`poor_${process.pid}`, `blind_${process.pid}`, `latin_${process.pid}`]
  const root = await openDatabase({ databaseUrl: urlOf(admin), dataFolder: '' }, silentLog)
  const pool = root.pool('owner', 1)
  try {
    await pool.query(`create role ${poor} login`)
    await pool.query(`create database ${blind} template template0 lc_ctype 'C' lc_collate 'C'`)
    await pool.query(`create database ${latin} template template0 encoding 'LATIN1' locale 'C'`)
    const refusal = (databaseUrl: string) =>
      openDatabase({ databaseUrl, dataFolder: '' }, silentLog).catch((error) => error.message)
    assert.match(
      await refusal(urlOf(db.connection, poor)),
      /may not make roles; run: alter role[\s\S]*may not make tables; run: grant create/,
    )
    assert.match(await refusal(urlOf({ ...admin, database: blind })), /LC_CTYPE C does not know Chinese/)
    assert.match(await refusal(urlOf({ ...admin, database: latin })), /its encoding is LATIN1; make a database with/)
    assert.match(
      await refusal(urlOf({ ...admin, database: 'nowhere' })),
      /cannot connect to the database: database "nowhere" does not exist/,
    )
    assert.match(
      await refusal(`postgres://a@/b?host=${tmpdir()}/no-such-folder`),
      /cannot connect to the database: .*ENOENT/,
    )
  } finally {
    await pool.query(`drop role ${poor}`)
    await pool.query(`drop database ${blind}`)
    await pool.query(`drop database ${latin}`)
    await root.stop()
  }
})

test('an old server and another encoding are refused', async () => {
  const fine = {
    version: 15,
    encoding: 'UTF8',
    ctype: 'C.UTF-8',
    knowsChinese: true,
    mayMakeRoles: true,
    maySetRoles: false,
    mayCreate: true,
    user: 'a',
  }
  assert.deepEqual(problemsOf(fine), [])
  assert.deepEqual(problemsOf({ ...fine, mayMakeRoles: false, maySetRoles: true }), [])
  assert.match(problemsOf({ ...fine, version: 14 }).join(), /PostgreSQL 14 is too old/)
  assert.match(
    problemsOf({ ...fine, encoding: 'GB18030', knowsChinese: false }).join(),
    /^its encoding is GB18030[^,]*UTF8$/,
  )
})
