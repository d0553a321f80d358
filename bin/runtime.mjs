// What must stand before any TypeScript can run: the dependencies and Node 24. Plain JavaScript without dependencies,
// for the system's Node 20 or later. Called by start.mjs and bin/qinqing.mjs.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The clone's root folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const NODE_MAJOR = 24

/**
 * How the server's Node is run. By itself it lets its nursery of new objects grow to 130 MB, more than twice of all that
 * lives long in the server; with 8 MB a part it is cleared more often, at no cost that could be measured.
 */
export const SERVER_FLAGS = ['--max-semi-space-size=8']
const MODULES = join(ROOT, 'node_modules')

/**
 * Installs the dependencies when they are missing or not those of the lockfile; says so on stderr, stdout stays clean.
 * No install script runs: everything that needs one is arranged at run time.
 */
export async function ensureInstalled() {
  const reason = staleness()
  if (!reason) return
  process.stderr.write(`qinqing: ${reason}; installing them (npm ci, about a minute the first time) …\n`)
  const code = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
  })
  if (code !== 0) {
    process.stderr.write(`qinqing: npm ci ended with ${code}. Its own message stands above; mend it and start again.\n`)
    process.exit(1)
  }
}

/**
 * Compares what npm recorded as installed with the lockfile, entry by entry: file times change with every checkout.
 * Optional packages are left out, they differ by platform.
 */
function staleness() {
  const installed = join(MODULES, '.package-lock.json')
  if (!existsSync(installed)) return 'the dependencies are not installed yet'
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages
  const want = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages
  const isMissing = ([path, entry]) =>
    path.startsWith('node_modules/') && !entry.optional && have[path]?.version !== entry.version
  return Object.entries(want).some(isMissing) ? 'the dependencies are not those of package-lock.json' : undefined
}

/** The path of a Node 24, or a message and exit 1. */
export function findNode() {
  const packaged = join(MODULES, `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(packaged)) return packaged
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return process.execPath
  process.stderr.write(
    `qinqing: needs Node ${NODE_MAJOR} or later, this is ${process.version}, and npm carries no Node ${NODE_MAJOR} for ` +
      `${process.platform}-${process.arch}. Install it from https://nodejs.org and start again.\n`,
  )
  process.exit(1)
}

/**
 * Runs a program in its own words (stdio inherited) and resolves to its exit code, 128 + n after signal n.
 * Signals sent to us go on to it, so that a stop by `kill` reaches the whole tree; a terminal's Ctrl-C may then arrive
 * twice, which src/platform/process.ts takes as once.
 */
export function run(program, args, { cwd = ROOT, stdio = 'inherit' } = {}) {
  const env = {
    ...process.env,
    PATH: [join(MODULES, '.bin'), process.env.PATH].join(delimiter),
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(ROOT, '.cache', 'compile'),
  }
  const child = spawn(program, args, { cwd, stdio, env })
  const pass = (signal) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, pass)
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}
