// Whose hands a duty is in, among those who hold the post: an agreement of the office, visible to all of them. It bars
// nobody; the case itself judges who may act. Every hand-over stays on record.

import { holds, type Officer } from '#kernel/case/actor.ts'
import type { Role } from '#kernel/unit/role.ts'
import type { Refused } from '#platform/http/problem.ts'
import { BUREAU } from '#services/district.ts'
import { asAudience } from '../cases/audience.ts'
import type { Workbench } from './bench.ts'
import { refused } from './refusal.ts'

export interface Duty {
  readonly caseId: string
  readonly step: string
  readonly branch: string | null
}

export interface HandOver extends Duty {
  /** Into whose hands; null: whoever comes first again. */
  readonly officer: string | null
  readonly note: string
}

/** Puts a duty into somebody's hands. Refuses: DUTY_NOT_FOUND, HAND_NOT_YOURS, HAND_NOT_HOLDER. */
export async function handOver(bench: Workbench, actor: Officer, wanted: HandOver): Promise<Refused | undefined> {
  const { pool, reads } = bench
  const posts = await dutyPosts(bench, actor, wanted)
  if (posts.length === 0) return refused('DUTY_NOT_FOUND')
  const isTheirs = posts.some(({ role, unit }) => holds(actor, role, unit))
  if (!isTheirs && !holds(actor, 'bureau.head', BUREAU.code)) return refused('HAND_NOT_YOURS')
  const holders = (await Promise.all(posts.map((post) => bench.holdersOf(post)))).flat()
  const target = wanted.officer === null ? null : holders.find(({ id }) => id === wanted.officer)
  if (target === undefined) return refused('HAND_NOT_HOLDER')
  await pool.query(
    `insert into duty_hand (district, case_id, step, branch, officer, officer_name, by_officer, by_name, note, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      reads.catalogue.district,
      wanted.caseId,
      wanted.step,
      wanted.branch ?? '',
      target?.id ?? null,
      target?.name ?? null,
      actor.id,
      actor.name,
      wanted.note,
      reads.now(),
    ],
  )
  return undefined
}

/** Those a duty could be handed to. Refuses: DUTY_NOT_FOUND. */
export async function candidatesFor(
  bench: Workbench,
  actor: Officer,
  duty: Duty,
): Promise<readonly { readonly id: string; readonly name: string }[] | Refused> {
  const posts = await dutyPosts(bench, actor, duty)
  if (posts.length === 0) return refused('DUTY_NOT_FOUND')
  const found = (await Promise.all(posts.map((post) => bench.holdersOf(post)))).flat()
  return [...new Map(found.map((one) => [one.id, one])).values()]
}

/** The posts a duty belongs to now, of a case the actor may see; none when it is done or there is no such case. */
function dutyPosts(
  { reads }: Workbench,
  actor: Officer,
  { caseId, step, branch }: Duty,
): Promise<{ role: Role; unit: string }[]> {
  return asAudience(reads, actor, async (client) => {
    const { rows } = await client.query<{ role: Role; unit: string }>(
      `select t.role, t.unit from case_duty t join case_file f on f.district = t.district and f.id = t.case_id
        where t.district = $1 and t.case_id = $2 and t.step = $3 and t.branch is not distinct from $4`,
      [reads.catalogue.district, caseId, step, branch],
    )
    return rows
  })
}
