// What stands beside a case for one officer: how far they had looked when they last opened it, and in whose hands its
// duties are. Read for a page of the queue at once.

import type { Officer } from '#kernel/case/actor.ts'
import { asAudience } from '../cases/audience.ts'
import type { Workbench } from './bench.ts'

export interface Look {
  /** The last event seen. */
  readonly seq: number
  readonly at: string
}

export interface Hand {
  readonly step: string
  readonly branch: string | null
  readonly officer: string
  readonly officerName: string
  readonly byName: string
  readonly note: string
  readonly at: string
}

export interface Mark {
  readonly caseId: string
  /** Events so far. */
  readonly seq: number
  readonly look: Look | null
  readonly hands: readonly Hand[]
}

interface HandRow extends Omit<Hand, 'at' | 'officer' | 'officerName'> {
  caseId: string
  officer: string | null
  officerName: string | null
  at: Date
}

/** The marks of those of the cases that the officer may see. Cost: three look-ups by key, whatever the number. */
export async function marksOf(bench: Workbench, actor: Officer, caseIds: readonly string[]): Promise<Mark[]> {
  const { pool, reads } = bench
  const { district } = reads.catalogue
  const files = await seqsOf(bench, actor, caseIds)
  const ids = files.map(({ id }) => id)
  if (ids.length === 0) return []
  const [looks, hands] = await Promise.all([
    pool.query<{ caseId: string; seq: number; at: Date }>(
      `select case_id as "caseId", seq, at from case_look where district = $1 and officer = $2 and case_id = any($3::uuid[])`,
      [district, actor.id, ids],
    ),
    pool.query<HandRow>(
      `select distinct on (case_id, step, branch) case_id as "caseId", step, nullif(branch, '') as branch, officer,
              officer_name as "officerName", by_name as "byName", note, at
         from duty_hand where district = $1 and case_id = any($2::uuid[]) order by case_id, step, branch, id desc`,
      [district, ids],
    ),
  ])
  return files.map(({ id, seq }) => {
    const look = looks.rows.find(({ caseId }) => caseId === id)
    return {
      caseId: id,
      seq,
      look: look ? { seq: look.seq, at: look.at.toISOString() } : null,
      hands: hands.rows.flatMap(({ caseId, officer, officerName, at, ...hand }) =>
        caseId === id && officer !== null && officerName !== null
          ? [{ ...hand, officer, officerName, at: at.toISOString() }]
          : [],
      ),
    }
  })
}

/** Notes that the officer has looked at a case up to an event, and says how far they had looked before; never backwards. */
export async function noteLook(
  bench: Workbench,
  actor: Officer,
  { caseId, seq }: { readonly caseId: string; readonly seq: number },
): Promise<Look | null> {
  const { pool, reads } = bench
  const file = (await seqsOf(bench, actor, [caseId]))[0]
  if (!file) return null
  const { rows } = await pool.query<{ seq: number; at: Date }>(
    `with before as (select seq, at from case_look where district = $1 and officer = $2 and case_id = $3),
          noted as (insert into case_look (district, officer, case_id, seq, at) values ($1, $2, $3, $4, $5)
                    on conflict (district, officer, case_id)
                    do update set seq = greatest(case_look.seq, excluded.seq), at = excluded.at)
     select seq, at from before`,
    [reads.catalogue.district, actor.id, caseId, Math.min(seq, file.seq), reads.now()],
  )
  return rows[0] ? { seq: rows[0].seq, at: rows[0].at.toISOString() } : null
}

function seqsOf(
  { reads }: Workbench,
  actor: Officer,
  caseIds: readonly string[],
): Promise<{ id: string; seq: number }[]> {
  return asAudience(reads, actor, async (client) => {
    const { rows } = await client.query<{ id: string; seq: number }>(
      'select id, seq from case_file where district = $1 and id = any($2::uuid[])',
      [reads.catalogue.district, caseIds],
    )
    return rows
  })
}
