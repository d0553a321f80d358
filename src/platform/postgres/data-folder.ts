// What the embedded server finds on disk: its data, made once and whole, owned by whom it runs as; the folder of its
// socket; the pid file of the server before it. Called by embedded.ts only.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chown, lstat, mkdir, mkdtemp, readdir, readFile, realpath, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'

/** The superuser of the data, who may come in without a password: only the closed socket folder leads to it. */
export const SUPERUSER = 'postgres'

/** Makes the data beside its place and moves it there whole, so that a broken-off creation leaves nothing half. */
export async function createData(data: string, binaries: Binaries, isDurable: boolean): Promise<void> {
  const draft = await mkdtemp(`${data}.new-`)
  await chownIfRoot(draft, binaries.owner)
  const child = binaries.run(
    'initdb',
    ['-D', draft, '-U', SUPERUSER, '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-instructions'].concat(
      isDurable ? [] : ['--no-sync'],
    ),
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const [code] = await once(child, 'close')
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true })
    throw new Error(`could not create the database in ${data}. initdb said:\n${said.trim()}`)
  }
  await rename(draft, data).catch(async (error: NodeJS.ErrnoException) => {
    await rm(draft, { recursive: true, force: true })
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
}

/** Throws: when the data is of another version, no data at all, or of a user we may not be. */
export async function checkData(data: string, { major, owner }: Binaries): Promise<void> {
  const made = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (made !== major) {
    throw new Error(
      `${data} was made by PostgreSQL ${made || '(none: not a data folder)'}, this is ${major}. Serve it with that version ` +
        'and set DATABASE_URL, or move it away to begin empty.',
    )
  }
  const { uid } = await lstat(data)
  if (uid === owner) return
  if (process.getuid?.() !== 0) throw new Error(`${data} belongs to user ${uid}; start as that user, or chown it`)
  await chownTree(data, owner)
}

/**
 * A folder for the socket, closed to everybody else. Not in the data folder: a socket's path may have 107 bytes at most.
 * Others find it through postmaster.pid. Its name holds the data's inode, so that data made anew after the old was deleted
 * does not meet the socket of a server still running on the deleted one.
 */
export async function makeSocketFolder(data: string, owner: number): Promise<string> {
  const identity = `${await realpath(data)}:${(await lstat(data)).ino}`
  const name = `qinqing-${createHash('sha256').update(identity).digest('hex').slice(0, 12)}`
  const folder = join(tmpdir().length > 60 ? '/tmp' : tmpdir(), name)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chownIfRoot(folder, owner)
  const { uid, mode } = await lstat(folder)
  if (uid !== owner || (mode & 0o170_077) !== 0o040_000) {
    throw new Error(`${folder} must be a folder of user ${owner}, closed to others; remove it and start again`)
  }
  return folder
}

/**
 * PostgreSQL refuses to start while the process its pid file names is alive. That number may meanwhile be a zombie nobody
 * reaps, or a stranger's, in a container above all; named as grandparent it no longer counts, and PostgreSQL's second
 * guard, the shared memory of any server process still at work, stays in force. The file itself is never touched.
 */
export async function stalePid(data: string): Promise<Record<string, string>> {
  const pid = Number.parseInt(await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => ''), 10)
  const stat = pid > 0 ? await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined) : undefined
  if (stat === undefined) return {}
  const [, command, state] = /\((.*)\) (\S)/s.exec(stat) ?? []
  return command !== 'postgres' || state === 'Z' ? { PG_GRANDPARENT_PID: `${pid}` } : {}
}

async function chownTree(folder: string, owner: number): Promise<void> {
  // What is inside a folder first: with the folder given away, its content may be out of reach.
  const inside = (await readdir(folder, { recursive: true })).sort().reverse()
  for (const entry of inside) await chown(join(folder, entry), owner, owner)
  await chown(folder, owner, owner)
}

async function chownIfRoot(folder: string, owner: number): Promise<void> {
  if (process.getuid?.() === 0 && (await lstat(folder)).uid !== owner) await chown(folder, owner, owner)
}

/** Whether something stands at this path. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
