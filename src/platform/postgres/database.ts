// Opens the database of an installation: a PostgreSQL named by DATABASE_URL, after checking that it will do, or the
// embedded one of the data folder. Called by server.ts and by the commands that need data.
import pg from 'pg'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { joinEmbedded } from './embedded.ts'
import { ROLES, type Role } from './roles.ts'

/** An open database. */
export interface Database {
  /** As the owner of the tables; for migrations and tools. */
  readonly connection: pg.ClientConfig
  readonly isEmbedded: boolean
  /**
   * Connections that act under one role, with these settings (such as `app.district`) from their start.
   * Units: `max` connections, at least 1. The pool ends with the database.
   */
  pool(role: Role, max: number, settings?: Readonly<Record<string, string>>): pg.Pool
  /** Ends the pools, waiting for running queries, and stops the embedded server if nobody else uses it. */
  stop(): Promise<void>
}

/** The database will not do; the message says why and what to change. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
}

/**
 * Opens the database. Migrating it is the caller's next step.
 * Throws: `DatabaseError` when the server cannot be reached or will not do.
 */
export async function openDatabase(
  { databaseUrl, dataFolder }: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  log: Log,
): Promise<Database> {
  if (databaseUrl !== undefined) {
    const connection = { connectionString: databaseUrl }
    await checkServer(connection)
    return withPools(connection, log, { isEmbedded: false, close: async () => undefined })
  }
  const server = await joinEmbedded({ folder: dataFolder, log })
  try {
    const connection = await makeOwner(server.admin)
    return withPools(connection, log, { isEmbedded: true, close: server.leave })
  } catch (error) {
    await server.leave()
    throw error
  }
}

/** The role that owns the embedded database; it has exactly the rights a production owner is asked to have. */
export const OWNER = 'qinqing'

async function makeOwner(admin: pg.ClientConfig): Promise<pg.ClientConfig> {
  await using client = await connect(admin)
  // Two processes may come at once, and neither a role nor a database can be made "if not exists".
  await client.query('select pg_advisory_lock(1)')
  const { rows } = await client.query('select from pg_database where datname = $1', [OWNER])
  if (rows.length === 0) {
    await client.query(`drop role if exists ${OWNER}`)
    await client.query(`create role ${OWNER} login createrole`)
    await client.query(`create database ${OWNER} owner ${OWNER}`)
  }
  return { ...admin, user: OWNER, database: OWNER }
}

/** A transaction that its owner has forgotten holds up others no longer. */
const IDLE = '30s'

/** Wraps a connection into a database that remembers its pools. The test support uses it for its clones. */
export function withPools(
  connection: pg.ClientConfig,
  log: Log,
  { isEmbedded, close }: { readonly isEmbedded: boolean; readonly close: () => Promise<void> },
): Database {
  const pools: pg.Pool[] = []
  return {
    connection,
    isEmbedded,
    pool(role, max, settings = {}) {
      // Compiling a statement would take seconds where running it takes milliseconds.
      const startup = {
        jit: 'off',
        ...(role !== 'owner' && { role, idle_in_transaction_session_timeout: IDLE }),
        ...settings,
      }
      const options = Object.entries(startup).map(([name, value]) => `-c ${name}=${value}`)
      const pool = new pg.Pool({ ...connection, options: options.join(' '), max, application_name: role })
      // Without a listener a broken idle connection would end the process; the pool replaces it by itself.
      pool.on('error', (error) => log.warn('an idle database connection broke', { role, error }))
      // The pool listens to idle connections only; one that breaks in somebody's hands is told by their next query.
      pool.on('connect', (client) => client.on('error', () => undefined))
      pools.push(pool)
      return pool
    },
    async stop() {
      await Promise.all(pools.filter((pool) => !pool.ending).map((pool) => pool.end()))
      await close()
    },
  }
}

const OLDEST_SERVER = 15

interface ServerFacts {
  readonly version: number
  readonly encoding: string
  readonly ctype: string
  readonly knowsChinese: boolean
  readonly mayMakeRoles: boolean
  readonly maySetRoles: boolean
  readonly mayCreate: boolean
  readonly user: string
}

/** Everything that would otherwise fail later and less clearly, reported at once. */
async function checkServer(connection: pg.ClientConfig): Promise<void> {
  await using client = await connect(connection)
  const { rows } = await client.query<ServerFacts>(
    `select current_setting('server_version_num')::int / 10000 as version,
            pg_encoding_to_char(encoding) as encoding, datctype as ctype, current_user as user,
            encoding = 6 and chr(case encoding when 6 then 25252 else 65 end) ~ '^[[:alpha:]]$' as "knowsChinese",
            (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as "mayMakeRoles",
            (select count(*) = cardinality($1::text[]) from pg_roles
              where rolname = any($1) and pg_has_role(rolname, case when current_setting('server_version_num')::int >= 160000
                                                       then 'set' else 'member' end)) as "maySetRoles",
            has_schema_privilege('public', 'create') as "mayCreate"
       from pg_database where datname = current_database()`,
    [ROLES],
  )
  const problems = problemsOf(rows[0]!)
  if (problems.length > 0)
    throw new DatabaseError(`the database of DATABASE_URL will not do:\n  ${problems.join('\n  ')}`)
}

/** Exported for its test. */
export function problemsOf(facts: ServerFacts): readonly string[] {
  const { version, encoding, ctype, user } = facts
  const problems: string[] = []
  if (version < OLDEST_SERVER) problems.push(`PostgreSQL ${version} is too old; ${OLDEST_SERVER} or later is needed`)
  if (encoding !== 'UTF8')
    problems.push(`its encoding is ${encoding}; make a database with: create database … encoding UTF8`)
  else if (!facts.knowsChinese) {
    problems.push(
      `its LC_CTYPE ${ctype} does not know Chinese letters, so searching would find nothing; make a database with: ` +
        "create database … template template0 lc_ctype 'C.UTF-8'",
    )
  }
  if (!facts.mayMakeRoles && !facts.maySetRoles) {
    problems.push(
      `${user} may not make roles; run: alter role "${user}" createrole — or let an administrator run ` +
        `migrations/0000-roles.sql and: grant ${ROLES.join(', ')} to "${user}"`,
    )
  }
  if (!facts.mayCreate) problems.push(`${user} may not make tables; run: grant create on schema public to "${user}"`)
  return problems
}

async function connect(connection: pg.ClientConfig): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (cause) {
    await client.end().catch(() => undefined)
    throw new DatabaseError(`cannot connect to the database: ${(cause as Error).message}`, { cause })
  }
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() })
}
