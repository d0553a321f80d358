// Readiness of 10,000 projects judged anew after one rule has changed (a limit in days, hence another version of the graph): each
// row read, unsealed, judged, asked what follows, sealed and written back, in the database with full durability. Promised: ≤ 60 s.
// Beside it, as the reference: the same rows read, unsealed, sealed and written back with nothing judged; and what is judged, alone.
import { officialCalendar } from '#kernel/calendar/official.ts'
import { type PlainDate, plainDate } from '#kernel/calendar/plain-date.ts'
import { followUps } from '#kernel/project/act.ts'
import { type CabinetAct, type DoneAct, EMPTY, fold } from '#kernel/project/cabinet.ts'
import type { Graph } from '#kernel/project/graph.ts'
import { type NodeFact, type ProjectState, viewProject } from '#kernel/project/readiness.ts'
import { compileGraphs } from '#office/cabinet/graphs.ts'
import { figuresOf, type ProjectsDesk, rejudge } from '#office/cabinet/projects.ts'
import { addProject, saveProjects, staleProjects } from '#office/cabinet/store.ts'
import { inTransaction } from '#platform/postgres/transaction.ts'
import { appenders } from '../src/installation.ts'
import { openPlatform } from './support/platform.ts'

const COUNT = Number(process.env.BENCH_PROJECTS ?? 10_000)
const LIMIT_SECONDS = 60
const TODAY = plainDate('2026-09-14')
const moment = { today: TODAY, calendar: officialCalendar }

/** A project as far as its number says: papers handed in, two in three approved, some nodes done. Every value is sound. */
function projectOf(graph: Graph, index: number): ProjectState {
  const code = `2026-350598-47-03-${String(index).padStart(6, '0')}`
  let cabinet = EMPTY
  const act = (one: CabinetAct): void => {
    cabinet = fold(cabinet, {
      ...one,
      seq: cabinet.seq + 1,
      at: '2026-09-01T02:00:00.000Z',
      by: { id: 'x', name: '某' },
    } as DoneAct)
  }
  act({ kind: 'opened', owner: { id: `owner-${index}`, name: '某企业' }, graph: graph.slug })
  for (const [n, [paper, spec]] of Object.entries(graph.papers).entries()) {
    if ((index + n) % 5 === 0) continue
    const fields = Object.fromEntries(
      Object.entries(spec.fields).map(([name, field]) => [
        name,
        'options' in field || field.kind === 'creditCode' ? 'x' : 10,
      ]),
    )
    act({
      kind: 'handed',
      paper,
      origin: 'firm',
      basedOn: {},
      file: `${code}-${paper}`,
      hash: String(n).padStart(64, '0'),
      issuer: '某企业',
      number: '1',
      seal: { holder: '某企业', on: TODAY, until: plainDate('2028-01-01') },
      validUntil: spec.expires ? plainDate('2027-01-01') : null,
      fields,
    })
    if ((index + n) % 3 !== 0) act({ kind: 'approved', paper, version: 1 })
  }
  const done = Object.entries(graph.nodes)
    .filter(([, { by }]) => 'service' in by)
    .slice(0, 1 + (index % 9))
  const nodes = Object.fromEntries(
    done.map(([node], n): [string, NodeFact] => [
      node,
      {
        entry: {
          number: `${node}-${index}`,
          issuedOn: TODAY,
          filedOn: TODAY,
          validUntil: null,
          values: { investment: 'enterprise', special: n % 2 === 0 },
        },
      },
    ]),
  )
  // What is ready was proposed when it became so: the change of a rule alone makes nothing follow.
  const state = { code, cabinet, nodes }
  for (const one of followUps({ graph, state, view: viewProject(graph, state, moment), ...moment })) act(one)
  return { code, cabinet, nodes }
}

async function timed<Value>(what: string, work: () => Promise<Value> | Value): Promise<number> {
  const begin = performance.now()
  await work()
  const took = (performance.now() - begin) / 1000
  console.log(`  ${what.padEnd(64)} ${took.toFixed(2).padStart(7)} s`)
  return took
}

async function main(): Promise<void> {
  await using platform = await openPlatform()
  const { cases, handle } = platform.installation
  const pool = appenders(platform.installation, 2)
  const [graph] = compileGraphs(cases.vault.district) as [Graph]
  const at = (name: string, value: number): Graph => ({
    ...graph,
    version: name.padEnd(64, '0'),
    values: { ...graph.values, N06Days: { value, source: '示例' } },
  })
  const states = Array.from({ length: COUNT }, (_, index) => projectOf(graph, index))
  const desk: ProjectsDesk = {
    ...{ cases: { ...cases, now: () => new Date(`${TODAY}T02:00:00.000Z`) }, handle, pool, graphs: [graph] },
    blobs: { find: async () => undefined, open: async () => undefined },
  }
  console.log(
    `${COUNT} projects of ${Object.keys(graph.nodes).length} nodes, ${Object.keys(graph.papers).length} papers, ${Object.keys(graph.checks).length} checks`,
  )
  await inTransaction(pool, async (client) => {
    for (const state of states) {
      const around = { graph, state, view: viewProject(graph, state, moment), ...moment }
      await addProject(client, cases.vault, {
        graph: graph.slug,
        openedAt: '2026-09-01T02:00:00.000Z',
        state,
        ...figuresOf(around),
      })
    }
  })
  await timed('  alone: judged in memory', () => {
    for (const state of states) viewProject(graph, state, moment)
  })
  await timed('  reference: read and written back, nothing judged', () => rewrite(desk, graph, 'reference'))
  const took = await timed(`judged anew after one rule has changed (promised ≤ ${LIMIT_SECONDS} s)`, () =>
    rejudge({ ...desk, graphs: [at('b', 7)] }, at('b', 7)),
  )
  const { rows } = await pool.query<{ count: string }>(
    `select count(*) from project where district = $1 and rule = $2`,
    [cases.vault.district, at('b', 7).version],
  )
  console.log(`  ${rows[0]?.count} projects stand under the new version`)
  if (took > LIMIT_SECONDS || Number(rows[0]?.count) !== COUNT) process.exitCode = 1
}

/** Every row once, by the same statements. */
async function rewrite({ cases, pool }: ProjectsDesk, graph: Graph, rule: string): Promise<void> {
  for (let more = true; more; ) {
    more = await inTransaction(pool, async (client) => {
      const found = await staleProjects(client, cases.vault, { graph: graph.slug, rule, on: TODAY, limit: 500 })
      const figures = { rule, judgedOn: TODAY as PlainDate, ready: [], missing: 0, reviewing: 0, filesAt: null }
      if (found.length > 0)
        await saveProjects(
          client,
          cases.vault,
          found.map(({ state, wrapped }) => ({ state, wrapped, figures })),
        )
      return found.length === 500
    })
  }
}

await main()
