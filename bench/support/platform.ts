// A platform to measure: a fresh embedded database with full durability in a temporary folder, opened in this process,
// and a server process of its own beside it.

import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeOfficer } from '#office/identity/officer.ts'
import { recordPerson } from '#office/identity/person.ts'
import { startSession } from '#office/identity/session.ts'
import { readConfig } from '#platform/config.ts'
import { silentLog } from '#platform/log.ts'
import { silentProgress } from '#platform/process.ts'
import { type Installation, openInstallation } from '../../src/installation.ts'
import { SERVER_FLAGS } from './server-flags.ts'

export interface BenchPlatform extends AsyncDisposable {
  readonly folder: string
  readonly installation: Installation
  readonly environment: Readonly<Record<string, string>>
}

export async function openPlatform(port = 18_080): Promise<BenchPlatform> {
  const folder = await mkdtemp(join(tmpdir(), 'qinqing-bench-'))
  const environment = { PORT: String(port), QINQING_DATA: folder, QINQING_LOG: 'error' }
  const installation = await openInstallation({
    config: readConfig(environment, '/'),
    log: silentLog,
    progress: silentProgress,
  })
  return {
    folder,
    installation,
    environment,
    async [Symbol.asyncDispose]() {
      await installation.stopper.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export interface BenchServer extends AsyncDisposable {
  readonly process: ChildProcess
  /** Resident memory now, in MB. */
  memoryMb(): number
}

/** Starts the server as a process of its own and waits until it answers. */
export async function startServerProcess({ environment }: BenchPlatform): Promise<BenchServer> {
  const child = spawn(process.execPath, [...SERVER_FLAGS, 'bench/support/serve.ts'], {
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  })
  for (let answered = false; !answered; ) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    answered = await fetch(`http://127.0.0.1:${environment.PORT}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  }
  return {
    process: child,
    memoryMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
    },
  }
}

/** A signed-in person: session token and the identity number it stands for. */
export async function signedInPerson(
  { installation: { identity } }: BenchPlatform,
  n: number,
  idNumber: string,
): Promise<string> {
  const person = await recordPerson(identity, {
    issuer: 'bench',
    subject: `p${n}`,
    name: `某${n}`,
    idType: 'resident-id',
    idNumber,
    phone: '13800000000',
  })
  return startSession(identity, { person, stage: 'whole' })
}

/** A signed-in village agent. */
export async function signedInAgent({ installation: { identity } }: BenchPlatform, unit: string): Promise<string> {
  const officer = await makeOfficer(identity, {
    login: `agent-${unit}`,
    name: '代办员',
    password: 'Bench-Only-Password-7',
    posts: [{ role: 'village.agent', unit }],
  })
  if (!('id' in officer)) throw new Error('the bench officer was refused')
  return startSession(identity, { officer: officer.id, stage: 'whole' })
}
