// What the drill kills: the server process as `npm start` runs it, and the PostgreSQL under it. SIGKILL only, so that
// nothing of theirs can tidy up.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { OWNER } from '#platform/postgres/database.ts'

/** Starts the server on a data folder; what it says is kept in `drill.log` there. */
export function startServer(folder: string, environment: Readonly<Record<string, string>>): ChildProcess {
  const log = openSync(join(folder, 'drill.log'), 'a')
  return spawn(process.execPath, ['src/server.ts'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', log, log],
  })
}

/** Waits until the server answers. Throws when it ended first, with what it said last. */
export async function answering(server: ChildProcess, folder: string, port: number): Promise<void> {
  for (;;) {
    if (await isWell(port)) return
    if (server.exitCode !== null || server.signalCode !== null) {
      throw new Error(`the server ended before it answered:\n${saidBy(folder)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The end of what the server said. */
export const saidBy = (folder: string): string => readFileSync(join(folder, 'drill.log'), 'utf8').slice(-3_000)

const isWell = (port: number) =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  )

/** Kills the server process at once and waits until it is gone. */
export async function killServer(server: ChildProcess): Promise<void> {
  const gone = once(server, 'exit')
  server.kill('SIGKILL')
  await gone
}

/** Kills the postmaster and every process under it. */
export function killPostgres(folder: string): void {
  const postmaster = Number.parseInt(pidFile(folder)[0] ?? '', 10)
  for (const pid of [postmaster, ...childrenOf(postmaster)]) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself between the look and the kill.
    }
  }
}

/** How the drill looks at the database past row-level security, without taking a seat at it. */
export function connectionOf(folder: string): pg.ClientConfig {
  return { host: pidFile(folder)[4] as string, port: 5432, user: OWNER, database: OWNER, application_name: 'oracle' }
}

const pidFile = (folder: string) => readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])
  } catch {
    return undefined
  }
}
