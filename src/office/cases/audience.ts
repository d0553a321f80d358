// Every read of cases runs under the database role of its audience, so that row-level security holds even where the code
// above forgets: whose pool, which scope, for one transaction. And what every read of a file selects and opens.

import type { Pool, PoolClient } from 'pg'
import type { Actor } from '#kernel/case/actor.ts'
import type { CaseState } from '#kernel/case/state.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import type { Vault } from '#platform/vault/vault.ts'
import type { Catalogue } from './catalogue.ts'
import { keyPlace, openSnapshot } from './envelope.ts'
import type { Asking } from './facts.ts'
import { EVERYWHERE, placeOf, unitsOf } from './sight.ts'

export interface CaseReads {
  readonly catalogue: Catalogue
  readonly vault: Vault
  readonly now: () => Date
  /** One pool a role, each with `app.district` set. */
  readonly pools: { readonly citizen: Pool; readonly staff: Pool; readonly public: Pool }
  /** Other cases that share a value with one, whoever may see them. */
  readonly linkedCases?: (caseId: string) => Promise<readonly string[]>
  /** What is true elsewhere for a case, for whoever weighs what to do with it. */
  readonly factsOf?: (definition: ServiceDefinition, asking: Asking) => Promise<Readonly<Record<string, Data>>>
}

/** The file of a case with its key, as every read of one selects it. */
export interface FileRow {
  id: string
  case_no: string
  query_code: string
  service: string
  version: string
  snapshot: Buffer
  wrapped: Buffer
}

/** The columns of a FileRow, of `case_file f` and `case_key k`. */
export const FILE = `f.id, f.case_no, f.query_code, f.service, f.version, f.snapshot, k.wrapped`
export const WITH_KEY = `join case_key k on k.district = f.district and k.case_id = f.id`

/** Runs queries under the role of an audience; the audience's scope holds for this transaction only. */
export async function asAudience<T>(
  reads: CaseReads,
  actor: Actor,
  run: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const { pool, name, value } = audienceOf(reads, actor)
  const units = actor.kind === 'officer' ? unitsOf(actor).join() : ''
  const client = await pool.connect()
  try {
    await client.query('begin read only')
    await client.query(`select set_config($1, $2, true), set_config('app.units', $3, true)`, [name, value, units])
    const result = await run(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

function audienceOf({ pools }: CaseReads, actor: Actor): { pool: Pool; name: string; value: string } {
  switch (actor.kind) {
    case 'person':
      return { pool: pools.citizen, name: 'app.person', value: actor.mandate?.principal.id ?? actor.id }
    case 'officer':
      return { pool: pools.staff, name: 'app.place', value: placeOf(actor) }
    case 'system':
      return { pool: pools.staff, name: 'app.place', value: EVERYWHERE }
    case 'public':
      return { pool: pools.public, name: 'app.place', value: '' }
  }
}

/** The state sealed in a file. */
export function stateOf({ vault }: Pick<CaseReads, 'vault'>, row: FileRow): CaseState {
  return openSnapshot(vault.dataKey(row.wrapped, keyPlace(row.id)), row.id, row.snapshot)
}
