// `qinqing import`: files applications taken down on paper. The use case is office/cases/import-applications.ts.

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type ImportedLine, importApplications } from '#office/cases/import-applications.ts'
import { readConfig } from '#platform/config.ts'
import { silentLog } from '#platform/log.ts'
import { createProgress, createStopper, silentProgress, stopOnSignal } from '#platform/process.ts'
import { SERVICES } from '#services/index.ts'
import { openInstallation } from '../installation.ts'
import { type CommandIo, EXIT, UsageError } from './command.ts'

export const name = 'import'
export const summary = 'file applications taken down on paper, one JSON object a line'

export const manual = `NAME
  qinqing import — file applications taken down on paper

SYNOPSIS
  qinqing import SERVICE FILE [--json]

DESCRIPTION
  Files every line of FILE as a case of SERVICE, through the same path as the web:
  durable, numbered, and under the line's own reference (ref), so that the same file
  can be handed in again and files nothing twice. Blank lines are passed over.

  SERVICE   the service's name, such as homestead
  FILE      one JSON object a line, UTF-8; see seed/README.md for the fields
  --json    print one object for each line, in order:
            {"line", "ref", "outcome", "codes", "caseNo"}

  outcome is the advice of the pre-check; a person decides later:
    invalid        not filed: MALFORMED_LINE, FIELD_MISSING, ID_INVALID,
                   PHONE_INVALID, UNKNOWN_VILLAGE, or REF_REUSED when the reference
                   was filed before with other content
    not-eligible   filed with its reasons
    supplement     filed with the list of what is missing
    ready          filed, nothing found

  Uses the database of a running server, or starts the embedded one for itself in
  the data folder (QINQING_DATA).

EXIT CODES
  0  every line was handled, refused lines included
  1  a fault
  2  the command line is wrong

EXAMPLE
  qinqing import homestead seed/homestead-applications.ndjson --json
`

export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [service, path, ...more] = positionals
  if (service === undefined || path === undefined || more.length > 0)
    throw new UsageError('import needs a SERVICE and one FILE')
  const known = SERVICES.map(({ declaration }) => declaration.slug)
  if (!known.includes(service)) throw new UsageError(`there is no service ${service}; known: ${known.join(', ')}`)
  const file = await readFile(resolve(io.cwd, path))
  const progress = io.isTTY ? createProgress(io.stderr, true) : silentProgress
  const stopper = createStopper(silentLog)
  const ignoreSignals = stopOnSignal(stopper, silentLog, { exitCode: 130 })
  try {
    const config = readConfig(io.env, io.cwd)
    const installation = await openInstallation({ config, log: silentLog, progress, stopper })
    const definition = installation.catalogue.current(service)
    if (!definition) throw new Error(`${service} is not offered in this district`)
    const tally = new Tally()
    for await (const line of importApplications(installation.cases, installation.handle, definition, file)) {
      tally.add(line)
      if (values.json) io.stdout.write(`${JSON.stringify(line)}\n`)
      if (io.isTTY) io.stderr.write(`\r  ${line.line} lines …`)
    }
    if (io.isTTY) io.stderr.write('\r')
    if (!values.json) io.stdout.write(tally.text())
    return EXIT.ok
  } finally {
    await stopper.stop()
    ignoreSignals()
  }
}

/** How many lines had each outcome and each code. */
class Tally {
  readonly #outcomes = new Map<string, number>()
  readonly #codes = new Map<string, number>()

  add({ outcome, codes }: ImportedLine): void {
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1)
    for (const code of codes) this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1)
  }

  text(): string {
    const rows = (counts: ReadonlyMap<string, number>) =>
      [...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, n]) => `  ${key.padEnd(22)}${String(n).padStart(7)}\n`)
    return ['outcome\n', ...rows(this.#outcomes), 'reasons\n', ...rows(this.#codes)].join('')
  }
}
