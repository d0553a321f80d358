// Searches the guides in force. Names first: they answer most questions and their index is small. What names do not
// answer is looked for everywhere, then by two separate pairs, then by its sound; what was meant is then offered as a
// question, not as a finding.

import type { Pool } from 'pg'
import { closeness, queryOf, type Synonyms, soundQuery, type Tongue } from '#engines/guide/search-text.ts'
import type { EntryRow } from './entries.ts'

export interface Found {
  readonly text: string
  readonly rows: readonly EntryRow[]
  /** How the rows were found: as typed, or as what may have been meant. */
  readonly how: 'typed' | 'meant' | 'nothing'
}

export type Search = (typed: string, limit: number) => Promise<Found>

interface Hit extends EntryRow {
  readonly everyday: string
  readonly hot: number
  readonly rank: number
}

/** Most rows that are compared by how often they were opened: a word that more guides have names none of them. */
const LOOKED_AT = 2000
/** Most rows that are ranked one by one; among more, those asked for most are taken. */
const CANDIDATES = 80

/**
 * Settings of the connections that search: the vectors are only ever read through their indexes, whatever the planner
 * believes of a query, and no query is worth compiling.
 */
export const SEARCH_SETTINGS = { enable_seqscan: 'off', enable_indexscan: 'off', jit: 'off' } as const

/** `read` as qinqing_public in the district, with SEARCH_SETTINGS. */
export function openSearch({
  read,
  district,
  tongue,
  synonyms,
}: {
  readonly read: Pool
  readonly district: string
  readonly tongue: Tongue
  readonly synonyms: Synonyms
}): Search {
  const ask = async (column: 'names' | 'words', query: string): Promise<Hit[]> => {
    const { rows } = await read.query<Hit>({
      name: `guide-search-${column}`,
      text: `select slug, title, body, topic, is_declared as "isDeclared", everyday, hot, ts_rank('{0.05, 0.2, 0.6, 1}', ${column}, $2::tsquery) as rank
        from (select * from (select * from guide_entry where district = $1 and ${column} @@ $2::tsquery limit ${LOOKED_AT}) as seen
          order by hot desc, slug limit ${CANDIDATES}) as best`,
      values: [district, query],
    })
    return rows
  }
  return async (typed, limit) => {
    const query = queryOf(typed, tongue, synonyms)
    if (!query) return { text: '', rows: [], how: 'nothing' }
    const { text, strict, relaxed } = query
    const best = (hits: readonly Hit[]) =>
      [...new Map(hits.map((hit) => [hit.slug, hit])).values()].sort(nearest(text)).slice(0, limit)
    const named = await ask('names', strict)
    const typedHits = named.length >= limit ? named : [...named, ...(await ask('words', strict))]
    if (typedHits.length > 0) return { text, rows: best(typedHits), how: 'typed' }
    const sound = soundQuery(text, tongue)
    const meant = sound ? await ask('names', sound) : []
    const rows = best(meant.length > 0 || !relaxed ? meant : await ask('names', relaxed))
    return { text, rows, how: rows.length > 0 ? 'meant' : 'nothing' }
  }
}

const nearest =
  (text: string) =>
  (a: Hit, b: Hit): number =>
    closeness(text, b) - closeness(text, a) ||
    Number(b.isDeclared) - Number(a.isDeclared) ||
    b.hot - a.hot ||
    b.rank - a.rank ||
    (a.slug < b.slug ? -1 : 1)
