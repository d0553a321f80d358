// `qinqing witness`: runs a witness, a small process of its own that a second office keeps. The desk behind it is
// office/log/witness-desk.ts.

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  formatVerifierKey,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  parseVerifierKey,
  type VerifierKey,
} from '#kernel/log/note.ts'
import { openLogKey } from '#office/log/log-key.ts'
import { openWitness } from '#office/log/witness-desk.ts'
import { witnessServer } from '#office/log/witness-server.ts'
import { createLog } from '#platform/log.ts'
import { createStopper, stopOnSignal } from '#platform/process.ts'
import { type CommandIo, EXIT, UsageError } from './command.ts'
import { sha256 } from './proof-io.ts'

export const name = 'witness'
export const summary = 'watch logs and cosign their heads, as a second office'
export const manual = `
qinqing witness — watch logs and cosign their heads, as a second office

SYNOPSIS
  qinqing witness FOLDER --name NAME --log KEY… [--host HOST] [--port PORT]

WHAT IT DOES
  Answers c2sp.org/tlog-witness at POST /add-checkpoint: it cosigns a head only when it continues the one it has seen
  last, answers 409 with the size it knows otherwise, and 422 when the log contradicts itself; such a head, signed by the
  log, is kept in FOLDER/evidence. What it has seen is on disk before it answers. Runs until it is told to stop.

  FOLDER holds its key and its memory. Keep it: a witness that forgets is none. One process a folder.

OPTIONS
  --name NAME  its name for good, such as audit.example.gov; used when FOLDER is new
  --log KEY    the verifier key of a log it watches (its line at /log/…/vkey), or a file with it; may be given several times
  --host HOST  127.0.0.1 unless told
  --port PORT  8090 unless told; 0 lets the system choose

  It prints its own key and address on the first line of its output. Give both to the log:
  QINQING_WITNESSES="KEY ADDRESS", several with commas between.

EXIT CODES
  0  it was told to stop
  1  a fault
  2  the command line is wrong

EXAMPLE
  qinqing witness /var/lib/witness --name audit.example.gov --log district.vkey
`

/** Runs until a signal ends the process. */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      name: { type: 'string' },
      log: { type: 'string', multiple: true },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8090' },
    },
    allowPositionals: true,
  })
  const [given, ...more] = positionals
  if (given === undefined || more.length > 0) throw new UsageError('witness needs one FOLDER')
  if (values.name === undefined || !/^[^\s+]+$/.test(values.name))
    throw new UsageError('witness needs --name, without spaces and plus signs')
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) throw new UsageError('--port is 0 to 65535')
  const logs = await Promise.all((values.log ?? []).map((text) => logKey(text, io)))
  if (logs.length === 0) throw new UsageError('witness needs at least one --log')
  const folder = resolve(io.cwd, given)
  const file = join(folder, 'key')
  const key = await openLogKey({ file, name: values.name, type: NOTE_COSIGNATURE, random: randomBytes, mayMake: true })
  const log = createLog({ write: (line) => io.stderr.write(line) })
  const desk = await openWitness({ folder, key, logs, now: () => new Date() })
  const server = witnessServer({ desk, key: key.verifier, log })
  const stopper = createStopper(log)
  stopper.closing('http', () => server.closeAllConnections())
  stopper.closing('http', () => server.close())
  stopOnSignal(stopper, log)
  server.listen(Number(values.port), values.host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const host = values.host.includes(':') ? `[${values.host}]` : values.host
  io.stdout.write(`${formatVerifierKey(key.verifier)} http://${host}:${port}\n`)
  await once(server, 'close')
  return EXIT.ok
}

async function logKey(given: string, io: CommandIo): Promise<VerifierKey> {
  const text = given.includes('+') ? given : await readFile(resolve(io.cwd, given), 'utf8').catch(() => '')
  const parsed = parseVerifierKey(text.trim(), sha256)
  if (!parsed.ok || parsed.value.type !== NOTE_ED25519) {
    throw new UsageError(`“${given}” is neither a log's verifier key nor a file with one`)
  }
  return parsed.value
}
