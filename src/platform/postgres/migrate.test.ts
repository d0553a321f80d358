import assert from 'node:assert/strict'
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { silentLog } from '../log.ts'
import { MIGRATIONS, migrate, readMigrations } from './migrate.ts'

const root = await mkdtemp(join(tmpdir(), 'qinqing-migrate-'))
after(() => rm(root, { recursive: true }))

/** A copy of the project's migrations with two more; test databases are already at the newest of the project. */
async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(root, 'm-'))
  await cp(MIGRATIONS, folder, { recursive: true })
  for (const [file, sql] of Object.entries(files)) await writeFile(join(folder, file), sql)
  return folder
}

const ONE = { '9001-one.sql': 'create table one (x int);\ninsert into one values (1);' }
const run = async (db: TestDatabase, folder: string) =>
  (await migrate(db.connection, silentLog, folder)).map(({ file }) => file)

test('what is missing is applied once, in the order of the numbers', async () => {
  await using db = await testDatabase()
  const folder = await folderWith({
    '9002-two.sql': 'alter table one add y int',
    ...ONE,
    'schema.sql': 'not a migration',
  })
  assert.deepEqual(await run(db, folder), ['9001-one.sql', '9002-two.sql'])
  assert.deepEqual(await run(db, folder), [])
  assert.deepEqual(await db.query('table one'), [{ x: 1, y: null }])
})

test('five starting at once apply it once', async () => {
  await using db = await testDatabase()
  const folder = await folderWith({
    '9001-slow.sql': 'create table one (x int); select pg_sleep(0.1); insert into one values (1)',
  })
  const done = await Promise.all(Array.from({ length: 5 }, () => run(db, folder)))
  assert.deepEqual(done.flat(), ['9001-slow.sql'])
  assert.deepEqual(await db.query('table one'), [{ x: 1 }])
})

test('a migration edited after it was applied is refused, new line ends are no edit', async () => {
  await using db = await testDatabase()
  const folder = await folderWith(ONE)
  await run(db, folder)
  await writeFile(join(folder, '9001-one.sql'), ONE['9001-one.sql'].replaceAll('\n', '\r\n'))
  assert.deepEqual(await run(db, folder), [])
  await writeFile(join(folder, '9001-one.sql'), `${ONE['9001-one.sql']} `)
  await assert.rejects(run(db, folder), /9001-one\.sql was edited after/)
})

test('a database newer than the program, a file that is gone and a number that comes late are refused', async () => {
  await using db = await testDatabase()
  const folder = await folderWith({ ...ONE, '9003-three.sql': 'select 3' })
  await run(db, folder)
  await assert.rejects(run(db, MIGRATIONS), /is at migration 9001-one\.sql, this program knows only up to/)
  await writeFile(join(folder, '9002-two.sql'), 'select 2')
  await assert.rejects(run(db, folder), /9002-two\.sql comes in below 9003/)
  await rename(join(folder, '9002-two.sql'), join(folder, '9004-two.sql'))
  await rm(join(folder, '9001-one.sql'))
  await assert.rejects(run(db, folder), /9001-one\.sql was applied .* its file is gone/)
})

test('a migration that fails leaves nothing of itself, keeps those before it, and names file and line', async () => {
  await using db = await testDatabase()
  const folder = await folderWith({ ...ONE, '9002-bad.sql': 'create table two (x int);\n\nselect nonsense from two;' })
  await assert.rejects(run(db, folder), /migrations\/9002-bad\.sql:3: column "nonsense" does not exist/)
  assert.deepEqual(await db.query(`select to_regclass('one') is null as one, to_regclass('two') is null as two`), [
    { one: false, two: true },
  ])
  await writeFile(join(folder, '9002-bad.sql'), 'create table two (x int)')
  assert.deepEqual(await run(db, folder), ['9002-bad.sql'])
})

test('a file that is misnamed and a number used twice are refused before anything runs', async () => {
  await assert.rejects(readMigrations(await folderWith({ '12-x.sql': '' })), /12-x\.sql must be named like/)
  await assert.rejects(
    readMigrations(await folderWith({ ...ONE, '9001-other.sql': '' })),
    /9001-one\.sql and 9001-other\.sql have the same number/,
  )
})
