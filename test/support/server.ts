// The database server of a test run and the migrated template in it. Found by all test processes of this clone and user.
import { createHash } from 'node:crypto'
import { rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { silentLog } from '../../src/platform/log.ts'
import { OWNER } from '../../src/platform/postgres/database.ts'
import { type EmbeddedServer, joinEmbedded } from '../../src/platform/postgres/embedded.ts'
import { MIGRATIONS, migrate, readMigrations } from '../../src/platform/postgres/migrate.ts'

/** The server of this clone and user: its data is remade whenever it does not start, so a crash costs nothing. */
export async function joinTestServer(): Promise<EmbeddedServer> {
  const identity = `${MIGRATIONS} ${process.getuid?.()}`
  const folder = join(
    await spaciousMemory(),
    `qinqing-test-${createHash('sha256').update(identity).digest('hex').slice(0, 12)}`,
  )
  const settings = { max_connections: 200, autovacuum: 'off', max_wal_size: '128MB' }
  const options = { folder, log: silentLog, isDurable: false, settings }
  try {
    return await joinEmbedded(options)
  } catch {
    await rm(folder, { recursive: true, force: true })
    return joinEmbedded(options)
  }
}

const TEMPLATE_LOCK = 2

/** Where the system keeps files in memory, if there is room: cloning takes 10 ms there and 300 ms on a plain disk. */
async function spaciousMemory(): Promise<string> {
  const space = await statfs('/dev/shm').catch(() => undefined)
  return space && space.bavail * space.bsize > 1 << 30 ? '/dev/shm' : tmpdir()
}

/** Makes the template of the migrations as they are now, unless it stands; the first one of all processes makes it. */
export async function ensureTemplate(admin: pg.ClientConfig): Promise<string> {
  const migrations = await readMigrations(MIGRATIONS)
  const state = createHash('sha256')
    .update(migrations.map(({ sha256 }) => sha256).join())
    .digest('hex')
  const name = `template_${state.slice(0, 16)}`
  await asAdmin(admin, async (client) => {
    if (await exists(client, name)) return
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
    if (await exists(client, name)) return
    const { rows } = await client.query('select from pg_roles where rolname = $1', [OWNER])
    if (rows.length === 0) await client.query(`create role ${OWNER} login createrole`)
    const draft = `draft_${state.slice(0, 16)}`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft} owner ${OWNER}`)
    await migrate({ ...admin, user: OWNER, database: draft }, silentLog)
    await client.query(`alter database ${draft} rename to ${name}`)
  })
  return name
}

/** Drops what earlier runs left: clones of processes that are gone, templates of other migrations. */
export async function sweep(admin: pg.ClientConfig): Promise<void> {
  const keep = await ensureTemplate(admin)
  await asAdmin(admin, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where datname ~ '^(test|template|draft)_'`,
    )
    const dead = rows.filter(({ name }) => name !== keep && !isAlive(Number(/^test_(\d+)_/.exec(name)?.[1] ?? 0)))
    // One in use all the same stays.
    for (const { name } of dead) await client.query(`drop database if exists ${name}`).catch(() => undefined)
  })
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch {
    return false
  }
}

async function exists(client: pg.Client, database: string): Promise<boolean> {
  return (await client.query('select from pg_database where datname = $1', [database])).rows.length > 0
}

/** One connection as the superuser. */
export async function asAdmin<T>(admin: pg.ClientConfig, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(admin)
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}
