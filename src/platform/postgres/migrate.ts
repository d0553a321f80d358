// Brings a database to the newest schema: numbered SQL files, forward only, each in its own transaction and recorded with
// its hash. Called at start by server.ts, by commands that open a database, and once per test run for the template.
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Log } from '../log.ts'

/** The project's own migrations. */
export const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', 'migrations')

/** One file `NNNN-name.sql`. */
export interface Migration {
  readonly number: number
  readonly file: string
  readonly sql: string
  /** Of the text with Unix line ends, so that a checkout on another system is the same migration. */
  readonly sha256: string
}

/** The database and the files do not belong together, or a file is wrong; the message says what to do. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}

/** Any number, the same for all of us: who holds this lock migrates this database. */
const MIGRATE_LOCK = 0x6d_69_67_72

/**
 * Applies what is missing, oldest first; returns what was applied. Two at once wait for each other.
 * Throws: `MigrationError` when an applied file was edited or removed, when the database is newer than the files, when a
 * file comes in below an applied one, and when a file fails (nothing of that file stays).
 */
export async function migrate(
  connection: pg.ClientConfig,
  log: Log,
  folder = MIGRATIONS,
): Promise<readonly Migration[]> {
  const known = await readMigrations(folder)
  const client = new pg.Client({ ...connection, application_name: 'migrate' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATE_LOCK])
    await client.query(`
      create table if not exists schema_migration (
        number int primary key,
        file text not null,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`)
    const { rows } = await client.query<Applied>('select number, file, sha256 from schema_migration order by number')
    const missing = missingOf(known, rows)
    for (const migration of missing) {
      await apply(client, migration)
      log.info('migrated the database', { migration: migration.file })
    }
    return missing
  } finally {
    await client.end()
  }
}

/** Reads and orders the files. Throws: `MigrationError` for a file name that is none and for a number used twice. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql') && file !== 'schema.sql').sort()
  const found = await Promise.all(
    files.map(async (file): Promise<Migration> => {
      const [, digits] = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file) ?? []
      if (digits === undefined) throw new MigrationError(`migrations/${file} must be named like 0007-what-it-does.sql`)
      const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
      return { number: Number(digits), file, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
  for (const [index, { number, file }] of found.entries()) {
    if (found[index - 1]?.number === number) {
      throw new MigrationError(
        `${found[index - 1]?.file} and ${file} have the same number; give the newer one the next`,
      )
    }
  }
  return found
}

interface Applied {
  readonly number: number
  readonly file: string
  readonly sha256: string
}

function missingOf(known: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const newest = known.at(-1)?.number ?? -1
  for (const { number, file, sha256 } of applied) {
    const migration = known.find((candidate) => candidate.number === number)
    if (number > newest) {
      throw new MigrationError(
        `the database is at migration ${file}, this program knows only up to ${newest}: a newer version has used it. ` +
          'Start that version, or restore a backup from before.',
      )
    }
    if (!migration)
      throw new MigrationError(`migration ${file} was applied to the database, and its file is gone; restore it`)
    if (migration.sha256 !== sha256) {
      throw new MigrationError(
        `migration ${migration.file} was edited after it was applied to the database. Restore the file and write a new ` +
          'migration for the change; while developing, you may instead delete the data folder.',
      )
    }
  }
  const last = applied.at(-1)?.number ?? -1
  const missing = known.filter(({ number }) => !applied.some((done) => done.number === number))
  const late = missing.find(({ number }) => number < last)
  if (late)
    throw new MigrationError(
      `migration ${late.file} comes in below ${last}, which is already applied; give it the next number`,
    )
  return missing
}

async function apply(client: pg.Client, { number, file, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into schema_migration (number, file, sha256) values ($1, $2, $3)', [
      number,
      file,
      sha256,
    ])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback').catch(() => undefined)
    throw new MigrationError(`migrations/${file}${lineOf(sql, cause)}: ${(cause as Error).message}`, { cause })
  }
}

function lineOf(sql: string, error: unknown): string {
  const position = Number((error as pg.DatabaseError).position)
  return position > 0 ? `:${sql.slice(0, position).split('\n').length}` : ''
}
