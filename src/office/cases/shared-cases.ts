// Cases of services as a desk reads them that works on many at once: the newest, or those that share a linked value. The desk's
// connection acts as the appender; who may see what of them is the desk's to decide.

import type { Pool, PoolClient } from 'pg'
import type { CaseState } from '#kernel/case/state.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { keyPlace, openSnapshot } from './envelope.ts'

export interface FoundCase {
  readonly caseId: string
  readonly caseNo: string
  readonly service: string
  readonly version: string
  readonly state: CaseState
}

interface Row {
  id: string
  case_no: string
  service: string
  version: string
  snapshot: Buffer
  wrapped: Buffer
}

const CASES = `select f.id, f.case_no, f.service, f.version, f.snapshot, k.wrapped from case_file f
                 join case_key k on k.district = f.district and k.case_id = f.id`

const opened = (vault: Vault, { id, case_no: caseNo, service, version, snapshot, wrapped }: Row): FoundCase => ({
  caseId: id,
  caseNo,
  service,
  version,
  state: openSnapshot(vault.dataKey(wrapped, keyPlace(id)), id, snapshot),
})

/** The newest cases of services, or one of them by its id. */
export async function casesOf(
  pool: Pool | PoolClient,
  vault: Vault,
  { services, id = null }: { readonly services: readonly string[]; readonly id?: string | null },
): Promise<FoundCase[]> {
  const { rows } = await pool.query<Row>(
    `${CASES} where f.district = $1 and f.service = any($2) and ($3::uuid is null or f.id = $3)
      order by f.received_on desc, f.id desc limit 100`,
    [vault.district, services, id],
  )
  return rows.map((row) => opened(vault, row))
}

/** The cases of services that share a linked value, in the order in which they came. Cost: 0.1 ms a case. */
export async function casesSharing(
  pool: Pool | PoolClient,
  vault: Vault,
  { services, identity }: { readonly services: readonly string[]; readonly identity: Buffer },
): Promise<FoundCase[]> {
  const { rows } = await pool.query<Row>(
    `${CASES} join case_party p on p.district = f.district and p.case_id = f.id
      where f.district = $1 and f.service = any($2) and p.identity = $3 order by f.id`,
    [vault.district, services, identity],
  )
  return rows.map((row) => opened(vault, row))
}
