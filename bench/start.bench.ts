// How long a person waits: a first start with its seed applications, warm starts to the first answered request, and
// `qinqing check`; beside a bare Node that does nothing. `npm run bench start`; BENCH_ROUNDS sets how many warm starts.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SERVER_FLAGS } from './support/server-flags.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7)
const PORT = 18_070

interface Start {
  readonly server: ChildProcess
  /** Until the home page came, in ms. */
  readonly answeredMs: number
}

async function startServer(folder: string): Promise<Start> {
  const begun = performance.now()
  const env = { ...process.env, PORT: String(PORT), QINQING_DATA: folder, QINQING_LOG: 'error' }
  const server = spawn(process.execPath, [...SERVER_FLAGS, 'src/server.ts'], { env, stdio: 'ignore' })
  while (!(await homePageCame())) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`)
    await sleep(5)
  }
  return { server, answeredMs: performance.now() - begun }
}

const homePageCame = () =>
  fetch(`http://127.0.0.1:${PORT}/`).then(
    async (answer) => answer.ok && (await answer.text()).length > 0,
    () => false,
  )

async function stop({ server }: Start): Promise<number> {
  const begun = performance.now()
  const gone = once(server, 'exit')
  server.kill('SIGTERM')
  await gone
  return performance.now() - begun
}

async function runToEnd(args: readonly string[]): Promise<number> {
  const begun = performance.now()
  const child = spawn(process.execPath, args, { stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`)
  return performance.now() - begun
}

async function times(count: number, measure: () => Promise<number>): Promise<number[]> {
  const found: number[] = []
  for (let i = 0; i < count; i += 1) found.push(await measure())
  return found.sort((a, b) => a - b)
}

function report(name: string, sorted: readonly number[], promised = ''): void {
  const [middle, most] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)] as [number, number]
  process.stdout.write(
    `${name.padEnd(46)}${middle.toFixed(0).padStart(7)}${most.toFixed(0).padStart(8)}   ${promised}\n`,
  )
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'qinqing-start-bench-'))
  try {
    process.stdout.write(`${'ms'.padEnd(46)} median    most   promised\n`)
    report('a bare Node', await times(ROUNDS, () => runToEnd(['-e', '0'])))
    const first = await startServer(folder)
    report('first start: database, seed applications', [first.answeredMs])
    const stops = [await stop(first)]
    const warm = await times(ROUNDS, async () => {
      const start = await startServer(folder)
      stops.push(await stop(start))
      return start.answeredMs
    })
    report('warm start to the first answered request', warm, '3000')
    report(
      'orderly stop',
      stops.sort((a, b) => a - b),
    )
    report('qinqing check, all services', await times(ROUNDS, () => runToEnd(['src/cli/main.ts', 'check'])), '2000')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
