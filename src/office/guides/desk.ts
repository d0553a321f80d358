// The guides desk as the composition root opens it: the declared services' guides written anew, the catalogue's loaded once
// where this is a demonstration, search over both, openings counted in batches.

import { readdir, readFile } from 'node:fs/promises'
import type { Pool } from 'pg'
import { catalogueGuides } from '#engines/guide/catalogue.ts'
import { guideOfService } from '#engines/guide/from-service.ts'
import type { GuideEventType } from '#engines/guide/life.ts'
import { synonymsOf } from '#engines/guide/search-text.ts'
import type { Guide } from '#engines/guide/shape.ts'
import type { Catalogue } from '#office/cases/catalogue.ts'
import { actStore } from '#office/registers/act-store.ts'
import { guideEntries, MOST_GIVEN } from './entries.ts'
import { type GuideDesk, switchVersions } from './guides.ts'
import { openSearch } from './search.ts'
import { TONGUE } from './tongue.ts'

export interface GuidesOptions {
  readonly catalogue: Catalogue
  /** Name of the office that answers for the declared services. */
  readonly bureau: string
  /** As qinqing_public, in the district. */
  readonly read: Pool
  /** As `read`, with SEARCH_SETTINGS. */
  readonly seek: Pool
  /** As qinqing_appender, in the district. */
  readonly write: Pool
  readonly now: () => Date
  /** Folder of the tables of the catalogue and of the synonyms. */
  readonly seed: URL
  /** Whether the sample guides of the catalogue are loaded where there are none. */
  readonly withSamples: boolean
}

export interface OpenGuides extends GuideDesk {
  /** Notes that a guide was opened; written down with the next `flush`. */
  opened(slug: string): void
  /** Writes the openings down, and switches versions whose day has come. */
  flush(): Promise<void>
}

/** Opens the desk. Cost: writes the declared guides; the first time of a demonstration some 300 ms for its samples. */
export async function openGuides(options: GuidesOptions): Promise<OpenGuides> {
  const { catalogue, bureau, read, seek, write, now, seed, withSamples } = options
  const { district } = catalogue
  const synonyms = synonymsOf(await readFile(new URL('synonyms.tsv', seed), 'utf8'))
  const entries = guideEntries({ read, write, district, tongue: TONGUE })
  const desk: GuideDesk = {
    store: actStore<Guide, GuideEventType>({ write, district }, 'guide'),
    entries,
    search: openSearch({ read: seek, district, tongue: TONGUE, synonyms }),
    declared: new Set(catalogue.services.map(({ slug }) => slug)),
    now,
  }
  const declared = catalogue.services.map((definition) => ({
    ...{
      slug: definition.slug,
      version: 0,
      guide: guideOfService(definition, bureau),
      isDeclared: true,
      hot: MOST_GIVEN,
    },
  }))
  if (declared.length > 0) await entries.put(declared)
  if (withSamples) await loadSamples(desk, seed)
  let waiting = new Map<string, number>()
  return {
    ...desk,
    opened(slug) {
      waiting.set(slug, (waiting.get(slug) ?? 0) + 1)
    },
    async flush() {
      const counted = waiting
      waiting = new Map()
      if (counted.size > 0) await entries.count(counted)
      await switchVersions(desk)
    },
  }
}

/** Loads the guides of the tables that this installation never had. */
async function loadSamples({ store, entries, now }: GuideDesk, seed: URL): Promise<void> {
  const files = (await readdir(seed)).filter((name) => name.endsWith('.txt')).sort()
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, seed), 'utf8')))
  const known = await entries.versions()
  const fresh = texts.flatMap(catalogueGuides).filter(({ slug }) => !known.has(slug))
  if (fresh.length === 0) return
  const by = {
    seq: 1,
    type: 'loaded' as const,
    at: now().toISOString(),
    officer: 'system',
    officerName: '示例目录',
    note: '示例文本，未核对来源',
  }
  const loaded = await store.load(fresh.map(({ slug, guide }) => ({ ...by, item: slug, content: guide })))
  // Others were taken back by somebody since: they stay away.
  const put = fresh.filter(({ slug }) => loaded.has(slug))
  if (put.length > 0)
    await entries.put(put.map((one) => ({ ...one, version: 1, isDeclared: false, hot: isFirst(one.slug) ? 2 : 1 })))
}

/** Changes, renewals, copies and ends come after the first application. */
const isFirst = (slug: string): boolean => !/-(change|renew|copy|end)$/.test(slug)
