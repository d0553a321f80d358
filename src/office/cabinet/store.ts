// The SQL of the desk of projects: one row a project with its state sealed, and what its cases and entries have come to.

import type { Pool, PoolClient } from 'pg'
import { legalDateOf, type PlainDate } from '#kernel/calendar/plain-date.ts'
import { promiseOf } from '#kernel/case/due.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { Graph } from '#kernel/project/graph.ts'
import type { NodeFact, ProjectState } from '#kernel/project/readiness.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import type { Catalogue } from '#office/cases/catalogue.ts'
import { identityOf } from '#office/cases/identity-index.ts'
import { casesOf, casesSharing, type FoundCase } from '#office/cases/shared-cases.ts'
import { open, seal } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'

type Db = Pool | PoolClient

/** What a row says beside the sealed state. */
export interface ProjectFigures {
  readonly rule: string
  readonly judgedOn: PlainDate
  readonly ready: readonly string[]
  readonly missing: number
  readonly reviewing: number
  readonly filesAt: string | null
}

export interface StoredProject extends ProjectFigures {
  readonly graph: string
  readonly openedAt: string
  readonly state: ProjectState
}

interface Row {
  code: string
  graph: string
  rule: string
  judged_on: string
  opened_at: Date
  ready: string[]
  missing: number
  reviewing: number
  files_at: Date | null
  sealed: Buffer
  wrapped: Buffer
}

const COLUMNS = `code, graph, rule, judged_on::text, opened_at, ready, missing, reviewing, files_at, sealed, wrapped`
const placeOf = (code: string): string => `project:${code}`

function opened(vault: Vault, row: Row): StoredProject {
  const place = placeOf(row.code)
  return {
    graph: row.graph,
    rule: row.rule,
    judgedOn: row.judged_on as PlainDate,
    openedAt: row.opened_at.toISOString(),
    ready: row.ready,
    missing: row.missing,
    reviewing: row.reviewing,
    filesAt: row.files_at?.toISOString() ?? null,
    state: JSON.parse(open(vault.dataKey(row.wrapped, place), row.sealed, Buffer.from(place)).toString()),
  }
}

/** One project; `lock` keeps others from changing it until the transaction ends. */
export async function loadProject(db: Db, vault: Vault, code: string, lock = false): Promise<StoredProject | null> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from project where district = $1 and code = $2 ${lock ? 'for update' : ''}`,
    [vault.district, code],
  )
  return rows[0] ? opened(vault, rows[0]) : null
}

/** The projects of an owner, or all, newest first. Units: at most 200. */
export async function projectsOf(db: Db, vault: Vault, owner: string | null): Promise<StoredProject[]> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from project where district = $1 and ($2::text is null or owner = $2)
      order by opened_at desc, code limit 200`,
    [vault.district, owner],
  )
  return rows.map((row) => opened(vault, row))
}

/** A new project; false when it is there already. */
export async function addProject(
  db: Db,
  vault: Vault,
  { graph, openedAt, state, ...figures }: StoredProject,
): Promise<boolean> {
  const place = placeOf(state.code)
  const { key, wrapped } = vault.newDataKey(place)
  const sealed = seal(key, Buffer.from(JSON.stringify(state)), Buffer.from(place))
  const { rule, judgedOn, ready, missing, reviewing, filesAt } = figures
  const { rowCount } = await db.query(
    `insert into project (district, code, graph, rule, judged_on, owner, opened_at, seq, ready, missing, reviewing, files_at, sealed, wrapped)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
    [
      ...[vault.district, state.code, graph, rule, judgedOn, state.cabinet.owner.id, openedAt, state.cabinet.seq],
      ...[ready, missing, reviewing, filesAt, sealed, wrapped],
    ],
  )
  return rowCount === 1
}

/** Writes where projects stand, some hundred in one statement. */
export async function saveProjects(
  db: Db,
  vault: Vault,
  all: readonly { readonly state: ProjectState; readonly wrapped: Buffer; readonly figures: ProjectFigures }[],
): Promise<void> {
  const rows = all.map(({ state, wrapped, figures: { filesAt, judgedOn, ...figures } }) => {
    const place = placeOf(state.code)
    const sealed = seal(vault.dataKey(wrapped, place), Buffer.from(JSON.stringify(state)), Buffer.from(place))
    return {
      code: state.code,
      seq: state.cabinet.seq,
      ...figures,
      judged_on: judgedOn,
      files_at: filesAt,
      sealed: sealed.toString('hex'),
    }
  })
  await db.query(
    `update project p set seq = n.seq, rule = n.rule, judged_on = n.judged_on, ready = n.ready, missing = n.missing,
            reviewing = n.reviewing, files_at = n.files_at, sealed = decode(n.sealed, 'hex')
       from jsonb_to_recordset($2::jsonb) n(code text, seq integer, rule text, judged_on date, ready text[], missing integer,
            reviewing integer, files_at timestamptz, sealed text)
      where p.district = $1 and p.code = n.code`,
    [vault.district, JSON.stringify(rows)],
  )
}

/** The wrapped key of a project's row, for writing it back. */
export async function keyOf(db: Db, district: string, code: string): Promise<Buffer> {
  const { rows } = await db.query<{ wrapped: Buffer }>(
    'select wrapped from project where district = $1 and code = $2',
    [district, code],
  )
  return rows[0]?.wrapped as Buffer
}

/** Projects judged by another version of the graph or on an earlier day, in order of code, locked; those somebody else holds are left for the next look. */
export async function staleProjects(
  client: PoolClient,
  vault: Vault,
  {
    graph,
    rule,
    on,
    limit,
  }: { readonly graph: string; readonly rule: string; readonly on: PlainDate; readonly limit: number },
): Promise<readonly (StoredProject & { readonly wrapped: Buffer })[]> {
  const { rows } = await client.query<Row>(
    `select ${COLUMNS} from project where district = $1 and graph = $2 and (rule <> $3 or judged_on < $4)
      limit $5 for update skip locked`,
    [vault.district, graph, rule, on, limit],
  )
  return rows.map((row) => ({ ...opened(vault, row), wrapped: row.wrapped }))
}

/** Codes of projects with a filing that is due. */
export async function filingsDue(db: Db, district: string, now: Date): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>(
    'select code from project where district = $1 and files_at <= $2 order by files_at limit 100',
    [district, now],
  )
  return rows.map(({ code }) => code)
}

interface EntryRow {
  entry: string
  number: string
  case_id: string
  issued_at: Date
  valid_until: string | null
  data: Readonly<Record<string, Data>>
}

/** What the nodes of a project have come to: its newest case of each service, and the entry that counts. */
export async function nodesOf(
  db: Db,
  { vault, catalogue }: { readonly vault: Vault; readonly catalogue: Catalogue },
  graph: Graph,
  { code, today }: { readonly code: string; readonly today: PlainDate },
): Promise<Record<string, NodeFact>> {
  const filed = Object.entries(graph.nodes).flatMap(([node, { by }]) => ('service' in by ? [{ node, ...by }] : []))
  const services = filed.map(({ service }) => service)
  const cases = await casesSharing(db, vault, { services, identity: identityOf(vault, code) })
  const { rows } = await db.query<EntryRow & { service: string }>(
    `select e.entry, e.number, e.case_id, e.issued_at, e.valid_until::text, e.data from register_entry e
      where e.district = $1 and e.status = 'valid' and e.entry = any($2)
        and (e.data @> jsonb_build_object('project', $3::text) or (e.entry = $4 and e.number = $3))`,
    [vault.district, filed.map(({ entry }) => entry), code, rootEntry(graph)],
  )
  const root = rows.find(({ entry }) => entry === rootEntry(graph))
  const rootCase = root ? await casesOf(db, vault, { services, id: root.case_id }) : []
  const all = [...rootCase, ...cases]
  const facts = await Promise.all(
    filed.map(async ({ node, service, entry }): Promise<readonly [string, NodeFact]> => {
      const own = all.filter((one) => one.service === service).at(-1)
      const row = rows.filter((one) => one.entry === entry).at(-1)
      const behind = row && all.find(({ caseId }) => caseId === row.case_id)
      return [
        node,
        {
          ...(own && { case: await caseFact(catalogue, own, today) }),
          ...(row && { entry: entryFact(row, behind) }),
        },
      ]
    }),
  )
  return Object.fromEntries(facts.filter(([, fact]) => fact.case || fact.entry))
}

const rootEntry = ({ nodes, root }: Graph): string => {
  const by = nodes[root]?.by
  return by && 'service' in by ? by.entry : ''
}

async function caseFact(
  catalogue: Catalogue,
  { caseId, caseNo, version, state }: FoundCase,
  today: PlainDate,
): Promise<NonNullable<NodeFact['case']>> {
  const definition = await catalogue.pinned(version)
  const at = state.ended?.outcome ?? state.at
  return {
    id: caseId,
    caseNo,
    step: definition.steps[at]?.title ?? at,
    filedOn: state.receivedOn,
    dueOn: promiseOf(definition, state, catalogue.calendar, today).dueOn,
    ended: state.ended?.result ?? null,
  }
}

const entryFact = (
  row: EntryRow,
  behind: { readonly state: CaseState } | undefined,
): NonNullable<NodeFact['entry']> => ({
  number: row.number,
  issuedOn: legalDateOf(row.issued_at.toISOString()),
  filedOn: behind?.state.receivedOn ?? legalDateOf(row.issued_at.toISOString()),
  validUntil: row.valid_until as PlainDate | null,
  values: row.data,
})

/** Of cases that have moved those of a graph's services. */
export async function movedCases(
  db: Db,
  vault: Vault,
  graph: Graph,
  ids: readonly string[],
): Promise<readonly FoundCase[]> {
  const services = Object.values(graph.nodes).flatMap(({ by }) => ('service' in by ? [by.service] : []))
  const { rows } = await db.query<{ id: string }>(
    'select id from case_file where district = $1 and id = any($2::uuid[]) and service = any($3)',
    [vault.district, ids, services],
  )
  const found = await Promise.all(rows.map(({ id }) => casesOf(db, vault, { services, id })))
  return found.flat()
}

/** The entry that a case issued and that opens a project, if it did. */
export async function rootEntryOf(
  db: Db,
  district: string,
  graph: Graph,
  caseId: string,
): Promise<{ readonly number: string } | null> {
  const { rows } = await db.query<{ number: string }>(
    `select number from register_entry where district = $1 and case_id = $2 and entry = $3`,
    [district, caseId, rootEntry(graph)],
  )
  return rows[0] ?? null
}
