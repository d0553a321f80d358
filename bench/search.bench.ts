// Searching guides as the catalogue grows to 10⁵: by name, by everyday words, by pinyin, with common and rare signs, in
// sentences, and for what is not there. The guides are those of seed/ over and over, each in the name of another place.
// `BENCH_GUIDES=10000,100000` sets the sizes.

import { readdirSync, readFileSync } from 'node:fs'
import { catalogueGuides } from '#engines/guide/catalogue.ts'
import { synonymsOf } from '#engines/guide/search-text.ts'
import { guideEntries } from '#office/guides/entries.ts'
import { openSearch, SEARCH_SETTINGS } from '#office/guides/search.ts'
import { TONGUE } from '#office/guides/tongue.ts'
import { openPlatform } from './support/platform.ts'

const SIZES = (process.env.BENCH_GUIDES ?? '10000,100000').split(',').map(Number)
const RUNS = 200
const BATCH = 1000
const SEED = new URL('../seed/guides/', import.meta.url)

const ASKED: Readonly<Record<string, readonly string[]>> = {
  'a name': ['食品经营许可', '结婚登记', '居民身份证', '施工许可', '工伤认定'],
  'two common signs': ['许可', '登记', '证', '变更', '申请'],
  'everyday words': ['开饭店', '盖房子', '孩子上小学', '房产过户', '吃低保'],
  'a sentence': ['我想开一家小吃店怎么办', '孩子要上小学需要什么', '房子过户给儿子', '老人八十岁补贴', '单位不交社保'],
  pinyin: ['spjyxk', 'jhdj', 'shenfenzheng', 'sfz', 'gsrd'],
  'not there': ['飞机驾驶', '比特币', 'qwertyz', '龘龘龘', '月球旅行许可证吗'],
}

const texts = readdirSync(SEED)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(new URL(name, SEED), 'utf8'))
const samples = texts.flatMap(catalogueGuides)
const SIGNS = [...'东西南北中安平和顺福海山江湖林泉石溪洋浦坂园洛阳张百崎惠晋']
const place = (n: number): string => [n % 32, (n >> 5) % 32, (n * 7) % 32].map((i) => SIGNS[i]).join('')

async function main(): Promise<void> {
  await using platform = await openPlatform()
  const { cases, reads, database } = platform.installation
  const { district } = cases.catalogue
  const write = database.pool('qinqing_appender', 1, { 'app.district': district })
  const entries = guideEntries({ read: reads.pools.public, write, district, tongue: TONGUE })
  const synonyms = synonymsOf(readFileSync(new URL('synonyms.tsv', SEED), 'utf8'))
  const seek = database.pool('qinqing_public', 2, { 'app.district': district, ...SEARCH_SETTINGS })
  const search = openSearch({ read: seek, district, tongue: TONGUE, synonyms })
  process.stdout.write(
    `p50 / p95 in ms over ${RUNS} calls, 20 rows each\n  guides  loaded in  index MB  ${Object.keys(ASKED).join(' | ')} | all\n`,
  )
  let have = 0
  for (const size of SIZES) {
    const begun = performance.now()
    for (; have < size; have += BATCH) {
      await entries.put(
        Array.from({ length: BATCH }, (_, i) => {
          const n = have + i
          const { slug, guide } = samples[n % samples.length]!
          const turn = Math.floor(n / samples.length)
          return {
            slug: `${slug}-${turn}`,
            version: 1,
            guide: turn === 0 ? guide : { ...guide, name: `${place(turn)}${guide.name}` },
            isDeclared: false,
            hot: (n * 31) % 97,
          }
        }),
      )
    }
    const owner = database.pool('owner', 1)
    await owner.query('vacuum analyze guide_entry')
    const loadedIn = (performance.now() - begun) / 1000
    const { rows } = await owner.query<{ mb: number }>(`select (pg_indexes_size('guide_entry') / 1048576)::int as mb`)
    const all: number[] = []
    const cells: string[] = []
    for (const asked of Object.values(ASKED)) {
      const times = await timed(search, asked)
      all.push(...times)
      cells.push(said(times))
    }
    process.stdout.write(
      `${String(size).padStart(8)}  ${loadedIn.toFixed(0).padStart(7)} s  ${String(rows[0]?.mb).padStart(8)}  ${cells.join(' | ')} | ${said(all)}\n`,
    )
  }
}

async function timed(search: ReturnType<typeof openSearch>, asked: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (let i = -20; i < RUNS; i += 1) {
    const begun = performance.now()
    await search(asked[(i + 20) % asked.length]!, 20)
    if (i >= 0) times.push(performance.now() - begun)
  }
  return times
}

function said(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number): string => sorted[Math.floor(sorted.length * share)]!.toFixed(1)
  return `${at(0.5)} / ${at(0.95)}`
}

await main()
