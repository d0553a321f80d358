// `qinqing check`: proves every declared service in every district it has an overlay for, or one definition from a file.

import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { officialCalendar } from '#kernel/calendar/official.ts'
import { type Replays, replayAll, type World } from '#kernel/case/example.ts'
import { compileGraph, type Graph } from '#kernel/project/graph.ts'
import { graphFaults } from '#kernel/project/graph-proofs.ts'
import { checkService } from '#kernel/service/check.ts'
import { compileService } from '#kernel/service/compile.ts'
import type { ServiceDeclaration, ServiceDefinition } from '#kernel/service/declaration.ts'
import { definitionFaults } from '#kernel/service/definition-shape.ts'
import type { Proof } from '#kernel/service/proof.ts'
import { unitsOf } from '#services/district.ts'
import { type DeclaredService, GRAPHS, SERVICES } from '#services/index.ts'
import { type CommandIo, EXIT, UsageError } from './command.ts'
import { proofPage } from './proof-page.ts'

export const name = 'check'
export const summary = 'prove every service declaration, or show why one is broken'
export const manual = `
NAME
  qinqing check — prove service declarations

SYNOPSIS
  qinqing check [--json] [FILE]

DESCRIPTION
  Compiles every declared service with each district's overlay, replays its examples, explores every situation a case
  can get into, and proves: every outcome is sent somewhere, every step is reachable, every situation can end, every
  parallel review completes, the clock starts once and stops by the decision, the promise lies within the law and has
  room for its steps, nobody decides on their own work, every material is looked at on every way to the result, every
  legal limit and personal field is justified, every parameter is given, every expression is well typed, and the
  examples take every outcome and reach every end. What does not hold is shown as the shortest story that leads there, and how to mend it.

  A graph that joins services into projects is proved beside them: it never runs in a circle, every need can be met and
  every filing filled in, every paper is needed, every expression is typed, every value of the district has a source.

  FILE proves one definition instead: a .json file, or a .ts module whose default export is a definition or a
  declaration. A declaration is compiled with the overlays of the service of the same slug; the examples are those of
  that service, or the module's own export “examples”.

OPTIONS
  --json   one array: {"service","district","version","proofs","examples":{"count","failures"}}, and of graphs
           {"graph","district","version","faults"}

EXIT CODES
  0  everything holds
  1  a fault
  2  the command line or FILE cannot be understood
  3  something does not hold

EXAMPLE
  qinqing check
  qinqing check test/broken/17-maker-is-checker.ts
`

interface Subject {
  readonly definition: ServiceDefinition
  readonly replays: Replays
  readonly exampleCount: number
}

export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (positionals.length > 1) throw new UsageError('check takes one file')
  const [file] = positionals
  const world = await worldOf()
  const subjects =
    file === undefined ? SERVICES.flatMap((one) => declared(one, world)) : await fromFile(resolve(io.cwd, file), world)
  // What a service names of others is there in the district's other services, also when it alone is proved.
  const others = SERVICES.map(({ declaration }) => declaration)
  const results = subjects.map((subject) => ({
    ...subject,
    proofs: checkService(subject.definition, subject.replays.covered, others).proofs,
  }))
  const graphs = file === undefined ? compiledGraphs() : []
  const faults = graphs.map((graph) => ({ graph, faults: graphFaults(graph, others) }))
  io.stdout.write(
    values.json
      ? `${JSON.stringify([...results.map(toJson), ...faults.map(graphToJson)], null, 2)}\n`
      : [...results.map(toPage), ...faults.map(graphToPage)].join('\n'),
  )
  const holds = results.every(
    ({ proofs, replays }) => proofs.every(({ holds }) => holds) && replays.failures.length === 0,
  )
  return holds && faults.every((one) => one.faults.length === 0) ? EXIT.ok : EXIT.unverified
}

const compiledGraphs = (): Graph[] =>
  GRAPHS.flatMap(({ declaration, overlays }) =>
    overlays.map((overlay) => compileGraph(declaration, overlay, (text) => hash('sha256', text))),
  )

interface ProvedGraph {
  readonly graph: Graph
  readonly faults: ReturnType<typeof graphFaults>
}

const graphToJson = ({ graph: { slug: graph, district, version }, faults }: ProvedGraph) => ({
  graph,
  district,
  version,
  faults,
})

function graphToPage({ graph, faults }: ProvedGraph): string {
  const counts = `${Object.keys(graph.nodes).length} 个事项、${Object.keys(graph.papers).length} 种材料、${Object.keys(graph.checks).length} 处一致性`
  const head = `${graph.title}（${graph.slug}）  ${graph.district}  ${graph.version.slice(0, 12)}\n`
  if (faults.length === 0) return `${head}  ✓ 项目图    ${counts}，处处有出处，没有圈\n`
  return `${head}${faults.map(({ headline, cure }) => `  ✗ 项目图    ${headline}\n      ${cure}\n`).join('')}`
}

type Result = Subject & { readonly proofs: readonly Proof[] }

const toJson = ({ definition, proofs, replays, exampleCount }: Result) => ({
  service: definition.slug,
  district: definition.district,
  version: definition.version,
  proofs,
  examples: { count: exampleCount, failures: replays.failures },
})

const toPage = ({ definition, proofs, replays, exampleCount }: Result) =>
  proofPage(definition, proofs, { count: exampleCount, failures: replays.failures })

async function worldOf(): Promise<World> {
  const [villages, schools] = await Promise.all(
    ['villages', 'schools'].map(async (name) =>
      JSON.parse(await readFile(new URL(`../../seed/${name}.json`, import.meta.url), 'utf8')),
    ),
  )
  return { units: unitsOf(villages, schools), calendar: officialCalendar }
}

const compiled = ({ declaration, overlays }: Pick<DeclaredService, 'declaration' | 'overlays'>) =>
  overlays.map((overlay) => compileService(declaration, overlay, (text) => hash('sha256', text)))

/** A service in every district that has an overlay for it. */
function declared({ declaration, overlays, examples }: Omit<DeclaredService, 'folder'>, world: World): Subject[] {
  return compiled({ declaration, overlays }).map((definition) => {
    return { definition, replays: replayAll(definition, examples, world), exampleCount: examples.length }
  })
}

/** What a file holds: a definition with the examples of its declared namesake, or a declaration. */
async function fromFile(path: string, world: World): Promise<Subject[]> {
  const { default: value, examples: own } = await load(path)
  const isDeclaration = typeof value === 'object' && value !== null && !('values' in value)
  const faults = definitionFaults(isDeclaration ? { district: '', values: {}, version: '', ...value } : value)
  if (faults.length > 0)
    throw new UsageError(
      `${path} is no definition\n${faults.map(({ path: at, expected }) => `  ${at}: ${expected}`).join('\n')}`,
    )
  const { slug } = value as ServiceDeclaration
  const namesake = SERVICES.find(({ declaration }) => declaration.slug === slug)
  const examples = (own as DeclaredService['examples'] | undefined) ?? namesake?.examples ?? []
  if (isDeclaration) {
    if (!namesake) throw new UsageError(`${path} declares ${slug}, which has no overlay; give a compiled definition`)
    return declared({ declaration: value as ServiceDeclaration, overlays: namesake.overlays, examples }, world)
  }
  // A definition stands alone: its examples are told of the sound declaration, a broken one could not replay them.
  const [sound] = namesake ? declared({ ...namesake, examples }, world) : []
  const replays = sound?.replays ?? { covered: new Set<string>(), failures: [] }
  return [{ definition: value as ServiceDefinition, replays, exampleCount: examples.length }]
}

async function load(path: string): Promise<{ readonly default?: unknown; readonly examples?: unknown }> {
  try {
    if (extname(path) === '.json') return { default: JSON.parse(await readFile(path, 'utf8')) }
    return await import(pathToFileURL(path).href)
  } catch (fault) {
    throw new UsageError(`${path} cannot be read: ${(fault as Error).message}`)
  }
}
