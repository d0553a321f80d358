// migrations/schema.sql is what the migrations add up to, and the dump it comes from misses nothing that matters.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { MIGRATIONS } from '../src/platform/postgres/migrate.ts'
import { dumpSchema } from '../src/platform/postgres/schema-dump.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'

async function dump(db: TestDatabase): Promise<string> {
  const client = new pg.Client(db.connection)
  await client.connect()
  try {
    return await dumpSchema(client)
  } finally {
    await client.end()
  }
}

test('schema.sql is what the migrations add up to', async () => {
  await using db = await testDatabase()
  const written = (await readFile(join(MIGRATIONS, 'schema.sql'), 'utf8')).split('\n')
  const real = (await dump(db)).split('\n')
  // Only the lines that differ: the whole schema would bury them.
  const missing = real.filter((line) => !written.includes(line))
  const gone = written.filter((line) => !real.includes(line))
  assert.deepEqual({ missing, gone }, { missing: [], gone: [] }, 'write it anew: node test/support/write-schema.ts')
  assert.ok(real.join() === written.join(), 'the order differs; write it anew: node test/support/write-schema.ts')
})

const CHANGES: Readonly<Record<string, string>> = {
  table: 'create table mine (a int)',
  column: 'alter table schema_migration add extra text',
  type: 'alter table schema_migration alter file type varchar(99)',
  default: `alter table schema_migration alter file set default 'x'`,
  'not null': 'alter table schema_migration alter file drop not null',
  constraint: 'alter table schema_migration add constraint positive check (number >= 0)',
  index: 'create index by_file on schema_migration (file)',
  'row security': 'alter table schema_migration enable row level security',
  policy: 'create policy all_rows on schema_migration for select to qinqing_audit using (true)',
  grant: 'grant select on schema_migration to qinqing_audit',
  'column grant': 'grant select (file) on schema_migration to qinqing_audit',
  view: 'create view newest as select max(number) from schema_migration',
  function: `create function one() returns int language sql return 1`,
  'function grant': `create function one() returns int language sql return 1; grant execute on function one() to qinqing_staff`,
  trigger: `create trigger calm before update on schema_migration for each row execute function suppress_redundant_updates_trigger()`,
  enum: `create type light as enum ('red', 'green')`,
  domain: `create domain fen as bigint check (value >= 0)`,
  partition: 'create table p (a int) partition by list (a); create table p1 partition of p for values in (1)',
  extension: 'create extension pg_trgm',
}

test('every kind of change shows in the dump', async () => {
  await using db = await testDatabase()
  const before = await dump(db)
  const seen = new Set([before])
  for (const [kind, sql] of Object.entries(CHANGES)) {
    const client = new pg.Client(db.connection)
    await client.connect()
    await client.query(`begin; ${sql}`)
    const after = await dumpSchema(client)
    await client.end()
    assert.ok(!seen.has(after), `${kind}: ${sql}`)
    seen.add(after)
  }
  assert.equal(await dump(db), before)
})
