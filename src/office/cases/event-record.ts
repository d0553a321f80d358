// One event as it was recorded: its bytes, its salt and its place in the log, for those who may see the case. Called where
// receipts are written.

import type { Actor } from '#kernel/case/actor.ts'
import { asAudience, type CaseReads } from './audience.ts'
import { keyPlace, openPayload } from './envelope.ts'

/** All that is needed to find an event's leaf again. */
export interface EventRecord {
  readonly type: string
  readonly payload: Buffer
  readonly salt: Buffer
  /** Place in the district's log. */
  readonly position: number
}

/** Events with somebody else's name and telephone in them: the applicant is told that there was one, not who it was. */
const OF_OTHERS = new Set(['objected'])

/** Event `seq` of a case, or null when there is none that this actor may see. */
export async function eventRecord(
  reads: CaseReads,
  actor: Actor,
  { caseId, seq }: { readonly caseId: string; readonly seq: number },
): Promise<EventRecord | null> {
  const row = await asAudience(reads, actor, async (client) => {
    const { rows } = await client.query<Row>(
      `select e.type, e.sealed, e.salt, e.position, k.wrapped
         from case_event e join case_key k on k.district = e.district and k.case_id = e.case_id
        where e.district = $1 and e.case_id = $2 and e.seq = $3`,
      [reads.catalogue.district, caseId, seq],
    )
    return rows[0] ?? null
  })
  if (row === null || (actor.kind === 'person' && OF_OTHERS.has(row.type))) return null
  const key = reads.vault.dataKey(row.wrapped, keyPlace(caseId))
  return {
    type: row.type,
    payload: openPayload(key, caseId, seq, row.sealed),
    salt: row.salt,
    position: Number(row.position),
  }
}

interface Row {
  type: string
  sealed: Buffer
  salt: Buffer
  position: string
  wrapped: Buffer
}
