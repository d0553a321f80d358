// A real PostgreSQL for tests: one server for the whole run, a template migrated once, a clone of it for each test that
// asks. `npm test` holds a seat at the server while it runs (global-setup.ts); a test file run alone starts the server
// itself and stops it at its end.
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { silentLog } from '../../src/platform/log.ts'
import { type Database, OWNER, withPools } from '../../src/platform/postgres/database.ts'
import type { EmbeddedServer } from '../../src/platform/postgres/embedded.ts'
import { asAdmin, ensureTemplate, joinTestServer } from './server.ts'

/** A database of one's own, migrated and empty; it is dropped at the end of its scope. */
export interface TestDatabase extends Database, AsyncDisposable {
  /** One statement as the owner, past row-level security unless it is forced; for arranging and looking. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>
}

let clones = 0

/**
 * `await using db = await testDatabase()`.
 * Throws at the end of the scope when the test left connections open or clients checked out.
 * Cost: about 30 ms, 10 times that where /dev/shm is small.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { admin } = await ownServer()
  const template = await ensureTemplate(admin)
  const name = `test_${process.pid}_${++clones}`
  await asAdmin(admin, (client) => client.query(`create database ${name} template ${template} owner ${OWNER}`))
  const pools: pg.Pool[] = []
  const database = withPools({ ...admin, user: OWNER, database: name }, silentLog, {
    isEmbedded: true,
    close: async () => undefined,
  })
  const pool: Database['pool'] = (role, max, settings) => {
    const made = database.pool(role, max, settings)
    pools.push(made)
    return made
  }
  const owner = database.pool('owner', 1)
  return {
    ...database,
    pool,
    async query(sql, values) {
      return (await owner.query(sql, values as unknown[])).rows
    },
    async [Symbol.asyncDispose]() {
      const held = pools.filter((each) => !each.ending && each.totalCount > each.idleCount)
      // A pool with a client checked out would never end.
      if (held.length === 0) await database.stop()
      const leaks = await asAdmin(admin, (client) => leaksOf(client, name, held.length > 0 ? 0 : 1_000))
      await asAdmin(admin, (client) => client.query(`drop database ${name} with (force)`))
      if (leaks.length > 0)
        throw new Error(`the test left ${leaks.length} database connections open:\n${leaks.join('\n')}`)
    },
  }
}

/** The connections still open after `patienceMs`: closing ones take a moment to leave the list. */
async function leaksOf(client: pg.Client, database: string, patienceMs: number): Promise<string[]> {
  const giveUpAt = performance.now() + patienceMs
  for (;;) {
    const { rows } = await client.query<{ application_name: string; query: string }>(
      `select application_name, left(query, 80) as query from pg_stat_activity where datname = $1`,
      [database],
    )
    if (rows.length === 0 || performance.now() > giveUpAt) {
      return rows.map(({ application_name, query }) => `  ${application_name || '(no name)'}: ${query}`)
    }
    await sleep(5)
  }
}

let server: Promise<EmbeddedServer> | undefined

function ownServer(): Promise<EmbeddedServer> {
  server ??= joinTestServer()
  return server
}

after(async () => (await server)?.leave())
