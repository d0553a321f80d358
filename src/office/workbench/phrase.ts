// The phrases officers write opinions with: their own, and those shared by a unit. Whoever works in a unit adds to its list
// and clears it.

import type { Officer } from '#kernel/case/actor.ts'
import type { Refused } from '#platform/http/problem.ts'
import { randomUuid } from '../cases/identity-index.ts'
import type { Workbench } from './bench.ts'
import { refused } from './refusal.ts'

export interface NewPhrase {
  /** The unit that shares it; null for one's own. */
  readonly unit: string | null
  /** The act it is written with: `accept`, `opine.agree`, `decide.reject`. */
  readonly act: string
  readonly text: string
}

export interface Phrase extends NewPhrase {
  readonly id: string
  readonly isMine: boolean
}

/** Longer lists are not chosen from any more. */
const MOST = 60

/** The officer's own phrases, then those of their units, each oldest first. */
export async function phrasesOf({ pool, reads }: Workbench, officer: Officer): Promise<Phrase[]> {
  const { rows } = await pool.query<Phrase>(
    `select id, unit, act, text, officer = $2 as "isMine" from phrase
      where district = $1 and ((unit is null and officer = $2) or unit = any($3))
      order by unit is not null, unit, created_at, id`,
    [reads.catalogue.district, officer.id, unitsOf(officer)],
  )
  return rows
}

/** Keeps a phrase; one already there is answered as kept. Refuses: PHRASE_UNIT, PHRASE_FULL. */
export async function keepPhrase(
  { pool, reads, random }: Workbench,
  officer: Officer,
  { unit, act, text }: NewPhrase,
): Promise<{ readonly id: string } | Refused> {
  if (unit !== null && !unitsOf(officer).includes(unit)) return refused('PHRASE_UNIT')
  const { district } = reads.catalogue
  const { rows: there } = await pool.query<{ id: string; isSame: boolean }>(
    `select id, act = $4 and text = $5 as "isSame" from phrase
      where district = $1 and (($3::text is null and unit is null and officer = $2) or unit = $3)`,
    [district, officer.id, unit, act, text],
  )
  const same = there.find(({ isSame }) => isSame)
  if (same) return { id: same.id }
  if (there.length >= MOST) return refused('PHRASE_FULL')
  const id = randomUuid(random)
  await pool.query(
    'insert into phrase (district, id, officer, unit, act, text, created_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [district, id, officer.id, unit, act, text, reads.now()],
  )
  return { id }
}

/** Drops a phrase of one's own or of one's unit. Refuses: PHRASE_UNKNOWN. */
export async function dropPhrase(
  { pool, reads }: Workbench,
  officer: Officer,
  id: string,
): Promise<Refused | undefined> {
  const { rowCount } = await pool.query(
    `delete from phrase where district = $1 and id = $2 and ((unit is null and officer = $3) or unit = any($4))`,
    [reads.catalogue.district, id, officer.id, unitsOf(officer)],
  )
  return rowCount === 1 ? undefined : refused('PHRASE_UNKNOWN')
}

const unitsOf = ({ posts }: Officer): string[] => [...new Set(posts.map(({ unit }) => unit))]
