// The embedded PostgreSQL: one server per data folder, shared by every process of ours that opens the folder. Whoever
// comes first starts it, whoever leaves last stops it. Called by database.ts and by the test support.
//
// Each process holds one connection with a shared advisory lock, its seat. Leaving, it gives the seat up and tries the
// same lock alone: only the last one gets it, and who comes at that moment waits at the lock, sees the server go and
// starts it anew. A seat that breaks means the server died, and it is started again.

import { once } from 'node:events'
import { chmod, lstat, mkdir, open, readFile, rename, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../log.ts'
import { findBinaries } from './binaries.ts'
import { checkData, createData, exists, makeSocketFolder, SUPERUSER, stalePid } from './data-folder.ts'

export interface EmbeddedOptions {
  /** The data folder is `postgres` in here, the server's own log `postgres.log`. */
  readonly folder: string
  readonly log: Log
  /** False only for tests: gives up durability for speed. */
  readonly isDurable?: boolean
  readonly settings?: Readonly<Record<string, string | number>>
}

/** A seat at the running server. */
export interface EmbeddedServer {
  /** Connects as the superuser to the database `postgres`; only a socket in a folder closed to others leads there. */
  readonly admin: { readonly host: string; readonly port: number; readonly user: string; readonly database: string }
  /** Gives up the seat, and stops the server when nobody else has one. */
  leave(): Promise<void>
}

const PORT = 5432
/** Any number, the same for all of us. */
const SEAT_LOCK = 0x71_69_6e_67

const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  shared_buffers: '128MB',
  // Recovery reads at most about this much; 1 GB is a few seconds.
  max_wal_size: '1GB',
  max_connections: 100,
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // Statements and error details quote rows: no personal data in the server's log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length_on_error: 0,
  log_checkpoints: 'off',
} as const

const WITHOUT_DURABILITY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } as const

/**
 * Takes a seat at the server of this folder; creates the data and starts the server first where needed.
 * Throws: with the end of the server's own log, when it does not start.
 */
export async function joinEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  let isLeaving = false
  let recovery = Promise.resolve()
  const keep = (taken: Seat): Seat => {
    taken.client.once('end', () => {
      if (!isLeaving) recovery = recover()
    })
    return taken
  }
  const recover = async () => {
    options.log.warn('the database server ended; starting it again')
    while (!isLeaving) {
      try {
        seat = keep(await sit(options))
        options.log.info('the database server answers again')
        return
      } catch (error) {
        options.log.error('the database server does not start; trying again', { error })
        await sleep(RETRY_MS)
      }
    }
  }
  let seat = keep(await sit(options))
  return {
    admin: { host: seat.socketFolder, port: PORT, user: SUPERUSER, database: 'postgres' },
    async leave() {
      isLeaving = true
      await recovery
      await standUp(seat, options)
    },
  }
}

/** Between two attempts to bring back a server that died and does not start. */
const RETRY_MS = 2_000

interface Seat {
  readonly client: pg.Client
  readonly socketFolder: string
}

/** How long a server may refuse to start because the one before it has not quite gone. */
const PATIENCE_MS = 30_000

async function sit(options: EmbeddedOptions): Promise<Seat> {
  const data = join(options.folder, 'postgres')
  let launched: Launched | undefined
  const giveUpAt = performance.now() + PATIENCE_MS
  for (;;) {
    const found = await trySeat(data)
    if (typeof found === 'object') return found
    if (found === 'absent' && !launched?.isRunning()) {
      const refusal = await launched?.refusal()
      if (refusal && (!refusal.isPassing || performance.now() > giveUpAt)) throw refusal.error
      if (refusal) await sleep(200)
      launched = await launch(data, options)
    }
    await sleep(15)
  }
}

/**
 * Sits down if the server answers. `busy`: it is starting, recovering or stopping, which may take as long as it takes.
 */
async function trySeat(data: string): Promise<Seat | 'absent' | 'busy'> {
  const socketFolder = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[4]
  if (!socketFolder) return 'absent'
  const client = new pg.Client({
    host: socketFolder,
    port: PORT,
    user: SUPERUSER,
    database: 'postgres',
    application_name: 'seat',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select pg_advisory_lock_shared($1)', [SEAT_LOCK])
    return { client, socketFolder }
  } catch (error) {
    await client.end().catch(() => undefined)
    const { code } = error as NodeJS.ErrnoException
    if (code !== undefined && /^57P0[123]$/.test(code)) return 'busy'
    // A connection cut without a word, too: should the server live after all, its second start is refused and repeated.
    if (code === undefined || /^(ENOENT|ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code)) return 'absent'
    throw new Error(`the database server in ${data} does not let us in`, { cause: error })
  }
}

async function standUp({ client, socketFolder }: Seat, { folder, log }: EmbeddedOptions): Promise<void> {
  const pidFile = join(folder, 'postgres', 'postmaster.pid')
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10)
  let isLast = false
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [SEAT_LOCK])
    const { rows } = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [SEAT_LOCK])
    isLast = rows[0]?.last === true
    if (isLast) process.kill(pid, 'SIGINT')
  } catch (error) {
    log.warn('the database server was gone before we left it', { error })
  }
  await client.end().catch(() => undefined)
  if (!isLast) return
  // The pid file goes last. The process itself may stay as a zombie when nobody reaps it, so it is no sign.
  const giveUpAt = performance.now() + PATIENCE_MS
  while ((await exists(pidFile)) && performance.now() < giveUpAt) await sleep(10)
  if (await exists(pidFile)) log.warn('the database server has not stopped yet', { pid })
  else await rmdir(socketFolder).catch(() => undefined)
}

interface Launched {
  isRunning(): boolean
  /** Why it ended; `isPassing` when it was killed, another process was faster, or the server before it has not quite gone. */
  refusal(): Promise<{ readonly error: Error; readonly isPassing: boolean } | undefined>
}

/** The server's log begins anew at the first start after this size; one older file is kept. */
const LOG_MAX_BYTES = 4 << 20

async function launch(data: string, options: EmbeddedOptions): Promise<Launched> {
  const { folder, isDurable = true, log } = options
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const binaries = await findBinaries(join(folder, 'postgres-libraries'))
  // The server runs as another user than we: it passes through the folder, and still cannot look around in it.
  if (binaries.owner !== process.getuid?.()) await chmod(folder, 0o711)
  if (!(await exists(data))) {
    log.info('creating the database', { folder: data })
    await createData(data, binaries, isDurable)
  }
  await checkData(data, binaries)
  const socketFolder = await makeSocketFolder(data, binaries.owner)
  const settings = { ...SETTINGS, ...(isDurable ? {} : WITHOUT_DURABILITY), ...options.settings }
  const logFile = `${data}.log`
  if (((await lstat(logFile).catch(() => undefined))?.size ?? 0) > LOG_MAX_BYTES) await rename(logFile, `${logFile}.1`)
  const logHandle = await open(logFile, 'a', 0o600)
  const { size } = await logHandle.stat()
  const child = binaries.run(
    'postgres',
    [
      '-D',
      data,
      '-k',
      socketFolder,
      '-p',
      `${PORT}`,
      ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
    ],
    // Its own session: a Ctrl-C at our terminal must reach us, not the database under us.
    { detached: true, stdio: ['ignore', logHandle.fd, logHandle.fd], env: await stalePid(data) },
  )
  const exited = once(child, 'exit')
  child.unref()
  await logHandle.close()
  log.debug('started the database server', { pid: child.pid, folder: data })
  return {
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async refusal() {
      await exited
      const said = (await readFile(logFile)).subarray(size).toString().trim().split('\n').slice(-12).join('\n')
      const error = new Error(`the database server in ${data} ended at once. It said:\n${said}`)
      // Killed from outside, it may well start the next time.
      const isPassing =
        child.signalCode !== null ||
        /postmaster\.pid" already exists|shared memory block|\.lock": No such file/.test(said)
      return { error, isPassing }
    },
  }
}
