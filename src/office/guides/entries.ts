// The guides in force as they are read and searched: one row each in `guide_entry`, written when a guide is published or
// taken back, when its planned day comes, and for the declared services at every start.

import type { Pool } from 'pg'
import { type Tongue, tokensOf } from '#engines/guide/search-text.ts'
import type { Guide } from '#engines/guide/shape.ts'

/** A guide in force. */
export interface Entry {
  readonly slug: string
  /** Number of the act that brought this version; 0 for a declared service. */
  readonly version: number
  readonly guide: Guide
  readonly isDeclared: boolean
  /** How often it counts as opened when it is new here: what comes first until people have chosen. */
  readonly hot?: number
}

export interface EntryRow {
  readonly slug: string
  readonly title: string
  readonly body: string
  readonly topic: string
  readonly isDeclared: boolean
}

export interface Entries {
  find(slug: string): Promise<Entry | undefined>
  /** The most asked for; of one topic, of one kind of place. */
  list(filter: {
    readonly topic?: string
    readonly point?: string
    /** Only what somebody really asked for. */
    readonly isAsked?: boolean
    readonly limit: number
  }): Promise<readonly EntryRow[]>
  topics(): Promise<readonly { readonly topic: string; readonly count: number }[]>
  /** Puts guides into force; a version that is there already stays. Cost: one statement. */
  put(entries: readonly Entry[]): Promise<void>
  remove(slugs: readonly string[]): Promise<void>
  /** What is in force now, to compare with what ought to be. */
  versions(): Promise<ReadonlyMap<string, number>>
  /** Counts openings, slug → how many. */
  count(opened: ReadonlyMap<string, number>): Promise<void>
}

/** The most openings a new guide is given; more are real ones. */
export const MOST_GIVEN = 3

const ROW = `slug, title, body, topic, is_declared as "isDeclared"`

/** `read` as qinqing_public, `write` as qinqing_appender, both in the district. */
export function guideEntries({
  read,
  write,
  district,
  tongue,
}: {
  readonly read: Pool
  readonly write: Pool
  readonly district: string
  readonly tongue: Tongue
}): Entries {
  return {
    async find(slug) {
      const { rows } = await read.query<{ version: number; content: Guide; isDeclared: boolean }>({
        name: 'guide-find',
        text: `select version, content, is_declared as "isDeclared" from guide_entry where district = $1 and slug = $2`,
        values: [district, slug],
      })
      const [row] = rows
      return row && { slug, version: row.version, guide: row.content, isDeclared: row.isDeclared }
    },
    async list({ topic, point, isAsked = false, limit }) {
      const { rows } = await read.query<EntryRow>(
        `select ${ROW} from guide_entry where district = $1 and ($2::text is null or topic = $2)
          and ($3::text is null or $3 = any (points)) and (not $5 or hot > ${MOST_GIVEN}) order by hot desc, slug limit $4`,
        [district, topic ?? null, point ?? null, limit, isAsked],
      )
      return rows
    },
    async topics() {
      const { rows } = await read.query<{ topic: string; count: number }>(
        `select topic, count(*)::int as count from guide_entry where district = $1 and topic <> '' group by topic order by 2 desc, 1`,
        [district],
      )
      return rows
    },
    async put(entries) {
      const rows = entries.map(({ slug, version, guide, isDeclared, hot = 0 }) => ({
        ...{
          slug,
          version,
          title: guide.name,
          everyday: guide.everyday.join(' '),
          body: guide.body.name,
          topic: guide.topics[0] ?? '',
        },
        ...{
          points: guide.points,
          content: guide,
          is_declared: isDeclared,
          hot,
          ...tokensOf(guide, tongue),
        },
      }))
      await write.query(
        `insert into guide_entry (district, slug, version, title, everyday, body, topic, points, content, is_declared, hot, names, words)
         select $1, r.slug, r.version, r.title, r.everyday, r.body, r.topic, r.points, r.content, r.is_declared, r.hot,
           r.names::tsvector, r.words::tsvector
         from json_to_recordset($2) as r (slug text, version int, title text, everyday text, body text, topic text, points text[],
           content json, is_declared boolean, hot int, names text, words text)
         on conflict (district, slug) do update set version = excluded.version, title = excluded.title,
           everyday = excluded.everyday, body = excluded.body, topic = excluded.topic, points = excluded.points,
           content = excluded.content, is_declared = excluded.is_declared, names = excluded.names, words = excluded.words`,
        [district, JSON.stringify(rows)],
      )
    },
    async remove(slugs) {
      await write.query('delete from guide_entry where district = $1 and slug = any ($2)', [district, slugs])
    },
    async versions() {
      const { rows } = await read.query<{ slug: string; version: number }>(
        'select slug, version from guide_entry where district = $1',
        [district],
      )
      return new Map(rows.map(({ slug, version }) => [slug, version]))
    },
    async count(opened) {
      const rows = [...opened].map(([slug, n]) => ({ slug, n }))
      await write.query(
        `update guide_entry e set hot = e.hot + r.n from json_to_recordset($2) as r (slug text, n int)
         where e.district = $1 and e.slug = r.slug`,
        [district, JSON.stringify(rows)],
      )
    },
  }
}
