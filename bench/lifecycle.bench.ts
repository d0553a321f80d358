// One case whole — submitted, asked to supplement, supplemented, accepted, withdrawn — each command its own signed-in HTTP
// request, durably committed with its history; against pgbench writing the same rows, one transaction each, in turns.
// `npm run bench lifecycle`; BENCH_SECONDS sets the length of one run.

import type { SYSTEM } from '#kernel/case/actor.ts'
import type { Command } from '#kernel/case/command.ts'
import { personIdOf } from '#office/cases/identity-index.ts'
import { applicationOf, idNumber, paper } from './support/application.ts'
import { HttpConnection } from './support/http-client.ts'
import { findPgbench, lifecycleScript, runPgbench } from './support/pgbench.ts'
import {
  type BenchPlatform,
  openPlatform,
  signedInAgent,
  signedInPerson,
  startServerProcess,
} from './support/platform.ts'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 6)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
const CONNECTIONS = [1, 16, 64]
const VILLAGE = '350521104-01'
const PORT = 18_080

let serial = 0
const nextKey = () => `bench-${process.pid}-${++serial}`

interface Measured {
  readonly casesPerSecond: number
  readonly p50: number
  readonly p99: number
}

/** Walks whole cases on each of `clients` connections until the time is up. */
async function overHttp(
  clients: number,
  people: readonly { token: string; id: string }[],
  agent: string,
): Promise<Measured> {
  const times: number[] = []
  let cases = 0
  const stopAt = performance.now() + SECONDS * 1000
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async (_, i) => {
      const connection = await HttpConnection.open(PORT)
      const { token } = people[i % people.length] as { token: string; id: string }
      const send = async (path: string, session: string, body: unknown) => {
        const t = performance.now()
        const answer = await connection.post(
          path,
          `cookie: session=${session}\r\nidempotency-key: ${nextKey()}\r\nsec-fetch-site: same-origin\r\n`,
          JSON.stringify(body),
        )
        times.push(performance.now() - t)
        if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.body}`)
        return JSON.parse(answer.body) as { caseId: string }
      }
      while (performance.now() < stopAt) {
        const application = applicationOf(serial)
        const { caseId } = await send('/api/cases', token, application)
        const commands = `/api/cases/${caseId}/commands`
        await send(commands, agent, {
          type: 'requestSupplement',
          asked: [{ material: 'house-plan', reason: '缺设计图' }],
          seen: 'intake',
        })
        await send(commands, token, { type: 'supplement', form: application.form, materials: paper(['house-plan']) })
        await send(commands, agent, { type: 'accept', note: '', seen: 'intake' })
        await send(commands, token, { type: 'withdraw', reason: '测量' })
        cases += 1
      }
      connection.close()
    }),
  )
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number
  return { casesPerSecond: cases / ((performance.now() - begun) / 1000), p50: at(0.5), p99: at(0.99) }
}

/** The same without HTTP: the command path called in this process. */
async function inProcess({ installation }: BenchPlatform, clients: number): Promise<number> {
  const { handle, vault } = installation
  const agent = {
    kind: 'officer',
    id: 'agent',
    name: '代办员',
    posts: [{ role: 'village.agent', unit: VILLAGE }],
  } as const
  let cases = 0
  const begun = performance.now()
  const stopAt = begun + SECONDS * 1000
  await Promise.all(
    Array.from({ length: clients }, async (_, i) => {
      const id = idNumber(i)
      const person = { kind: 'person', id: personIdOf(vault, id), name: '某' } as const
      while (performance.now() < stopAt) {
        const { form, materials } = applicationOf(serial)
        const opened = await handle({
          key: nextKey(),
          actor: person,
          to: { service: 'homestead' },
          command: { type: 'submit', applicant: person, form: form as never, materials },
        })
        if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
        const to = { caseId: opened.receipt.caseId }
        const act = async (actor: typeof person | typeof agent | typeof SYSTEM, command: Command) => {
          const handled = await handle({ key: nextKey(), actor, to, command })
          if (!handled.ok) throw new Error(JSON.stringify(handled.refusal))
        }
        await act(agent, { type: 'requestSupplement', asked: [{ material: 'house-plan', reason: '缺设计图' }] })
        await act(person, { type: 'supplement', form: form as never, materials: paper(['house-plan']) })
        await act(agent, { type: 'accept', note: '' })
        await act(person, { type: 'withdraw', reason: '测量' })
        cases += 1
      }
    }),
  )
  return cases / ((performance.now() - begun) / 1000)
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number
const fixed = (value: number, digits = 0) => value.toFixed(digits).padStart(7)

async function main(): Promise<void> {
  await using platform = await openPlatform(PORT)
  const people = await Promise.all(
    Array.from({ length: 64 }, async (_, i) => ({
      id: idNumber(i),
      token: await signedInPerson(platform, i, idNumber(i)),
    })),
  )
  const agent = await signedInAgent(platform, VILLAGE)
  const pgbench = findPgbench()
  await using server = await startServerProcess(platform)
  await overHttp(16, people, agent)
  const owner = platform.installation.database.pool('owner', 1)
  await owner.query('create sequence bench_place')
  // What the database does by itself within a minute of having rows; a plan made over empty tables is nobody's daily life.
  await owner.query('analyze')
  const { rows } = await owner.query<{ snapshot: number; event: number }>(
    'select (select avg(length(snapshot))::integer from case_file) as snapshot, (select avg(length(sealed))::integer from case_event) as event',
  )
  const sizes = { ...(rows[0] as { snapshot: number; event: number }), parties: 4 }
  const connection = platform.installation.database.connection
  const reference = (clients: number, hasCounters: boolean) =>
    pgbench
      ? runPgbench(pgbench, connection, platform.folder, lifecycleScript(sizes, hasCounters), clients, SECONDS)
      : Promise.resolve(Number.NaN)
  const runs = CONNECTIONS.map((clients) => ({
    clients,
    ours: [] as Measured[],
    same: [] as number[],
    free: [] as number[],
  }))
  const inside: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { clients, ours, same, free } of runs) {
      same.push(await reference(clients, true))
      ours.push(await overHttp(clients, people, agent))
      free.push(await reference(clients, false))
    }
    inside.push(await inProcess(platform, 64))
  }
  process.stdout.write(
    `medians of ${ROUNDS} rounds of ${SECONDS} s, in turns; cases a second (1 create + 4 transitions)\n`,
  )
  process.stdout.write('connections  platform  pgbench  ratio | without counters  ratio |  p50 ms  p99 ms\n')
  for (const { clients, ours, same, free } of runs) {
    const rate = median(ours.map(({ casesPerSecond }) => casesPerSecond))
    const [p50, p99] = [median(ours.map((one) => one.p50)), median(ours.map((one) => one.p99))]
    process.stdout.write(
      `${String(clients).padStart(11)}  ${fixed(rate)}  ${fixed(median(same))} ${fixed(rate / median(same), 2)} | ${fixed(median(free)).padStart(16)} ${fixed(rate / median(free), 2)} | ${fixed(p50, 1)} ${fixed(p99, 1)}\n`,
    )
  }
  const at64 = runs.at(-1) as (typeof runs)[number]
  process.stdout.write(
    `in process, 64 at once: ${median(inside).toFixed(0)} cases/s, ${(median(inside) / median(at64.same)).toFixed(2)} × pgbench at 64\n`,
  )
  process.stdout.write(
    `pgbench at its best: ${Math.max(...runs.map(({ same }) => median(same))).toFixed(0)}, without counters ${Math.max(...runs.map(({ free }) => median(free))).toFixed(0)}\n`,
  )
  process.stdout.write(`server memory after the load: ${server.memoryMb().toFixed(0)} MB\n`)
  if (!pgbench) process.stdout.write('no pgbench on this machine: no reference (Debian: postgresql-contrib)\n')
}

await main()
