// Builds what the browser loads: the island loader with one chunk an island, and the console. It describes each to the
// server build: its hashed file, and the components and words its page must carry inline.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import type { BrowserEntry, WebAssets } from '../src/page/assets.ts'
import { phrasesByFile } from '../src/words/en/phrases.ts'
import { zhHans } from '../src/words/zh-Hans.ts'
import { ROOT, sharedConfig, WEB } from './config.ts'
import type { Styles } from './styles.ts'

/** They keep a page on the device: that of checks, the officers' desk, a machine's when it has no line. Served at addresses of their own. */
const WORKERS = ['verify-worker', 'desk-worker', 'kiosk-worker']
const OUT = `${WEB}/dist/client`

/** Builds `web/dist/client` and describes it. Files are served under `/assets/`; their names change with content. */
export async function buildClient(styles: Styles): Promise<WebAssets> {
  const shared = sharedConfig()
  let entries: ReadonlyMap<string, BrowserEntry> = new Map()
  const describe: Rolldown.Plugin = {
    name: 'qinqing:describe',
    generateBundle(_, bundle) {
      entries = describeEntries(bundle, (id) => this.getModuleInfo(id)?.importedIds ?? [])
    },
  }
  await build({
    ...shared,
    base: '/assets/',
    define: { __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
    plugins: [...(shared.plugins ?? []), describe, ownCurves],
    build: {
      ...shared.build,
      outDir: OUT,
      assetsDir: '',
      modulePreload: false,
      rolldownOptions: {
        input: {
          loader: `${WEB}/src/island/loader.ts`,
          console: `${WEB}/src/console/main.ts`,
        },
        output: { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  for (const name of WORKERS) await buildWorker(name)
  const entry = (source: string): BrowserEntry => {
    const found = entries.get(source)
    if (!found) throw new Error(`the client build has no entry for ${source}`)
    return found
  }
  const islands = [...entries].filter(([source]) => source.startsWith('src/islands/'))
  return {
    styles,
    loader: entry('src/island/loader.ts').scripts,
    islands: Object.fromEntries(islands.map(([source, found]) => [nameOfIsland(source), found])),
    console: { ...entry('src/console/main.ts'), sheet: await writeConsoleSheet(consoleComponents(entries), styles) },
  }
}

/**
 * What is fetched on demand gets curves of its own. Shared with the pages of checks, a module keeps whatever any of its users
 * needs, and every reader of a check would load what only a draw or an officer asks for.
 */
const ownCurves: Plugin = {
  name: 'own-curves',
  enforce: 'pre',
  async resolveId(source, importer) {
    const isOnDemand = importer !== undefined && /age-encryption|draw\/quicknet\.ts$|\?on-demand$/.test(importer)
    const found = isOnDemand ? await this.resolve(source, importer.replace('?on-demand', ''), { skipSelf: true }) : null
    return found && /@noble\/(curves|hashes)\//.test(found.id) ? `${found.id}?on-demand` : null
  },
}

/** A service worker is one classic script, found again under its name. */
async function buildWorker(name: string): Promise<void> {
  const shared = sharedConfig()
  await build({
    ...shared,
    build: {
      ...shared.build,
      outDir: OUT,
      assetsDir: '',
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        input: { [name]: `${WEB}/src/${name}.ts` },
        output: { format: 'iife', entryFileNames: '[name].js' },
      },
    },
  })
}

const nameOfIsland = (source: string): string => source.replace(/^.*\/(\w+)\.vue$/, '$1')

/** Each entry (a page script, or an island loaded on demand) by the source file it stands for. */
function describeEntries(
  bundle: Rolldown.OutputBundle,
  importsOf: (id: string) => readonly string[],
): ReadonlyMap<string, BrowserEntry> {
  const entries = new Map<string, BrowserEntry>()
  for (const chunk of Object.values(bundle)) {
    if (chunk.type !== 'chunk' || !chunk.facadeModuleId) continue
    const sources = [...reach(chunk.facadeModuleId, importsOf)].filter((id) => id.startsWith(`${WEB}/src/`))
    entries.set(relative(WEB, withoutQuery(chunk.facadeModuleId)), {
      scripts: [...reach(chunk.fileName, (file) => importedChunks(bundle, file))].map((file) => `/assets/${file}`),
      components: sources.map((id) => relative(WEB, withoutQuery(id))).filter((path) => path.endsWith('.vue')),
      below: [
        // Islands take `fill` from the table of refusals and refuse nothing themselves.
        ...[...reach(chunk.facadeModuleId, importsOf)]
          .filter((id) => id.startsWith(`${ROOT}/src/`))
          .map((id) => relative(`${ROOT}/src`, withoutQuery(id)))
          .filter((file) => file !== 'kernel/refusal.ts'),
        ...sources.flatMap((id) => filesIn(readFileSync(withoutQuery(id), 'utf8'))),
      ],
      words: [...new Set(sources.flatMap((id) => wordsIn(readFileSync(withoutQuery(id), 'utf8'))))],
    })
  }
  return entries
}

function importedChunks(bundle: Rolldown.OutputBundle, file: string): readonly string[] {
  const chunk = bundle[file]
  return chunk?.type === 'chunk' ? chunk.imports : []
}

/** Everything reachable from `start`, itself first. */
function reach(start: string, next: (id: string) => readonly string[]): Set<string> {
  const found = new Set([start])
  // A Set's iterator also visits what is added while it runs.
  for (const id of found) for (const other of next(id)) found.add(other)
  return found
}

const withoutQuery = (id: string): string => id.split('?')[0] as string

/** The dictionary keys that stand as string literals in a source. Keys are never composed, so these are all it uses. */
function wordsIn(source: string): string[] {
  return [...source.matchAll(/'([a-z]\w*\.[\w.]+)'/g)].map(([, key]) => key as string).filter((key) => key in zhHans)
}

/** Files below that a source names: their sentences come from the server. */
function filesIn(source: string): string[] {
  return [...source.matchAll(/'([a-z][\w/-]+\.ts)'/g)]
    .map(([, file]) => file as string)
    .filter((file) => file in phrasesByFile)
}

/** Components of the console, those of pages that come later too. */
const consoleComponents = (entries: ReadonlyMap<string, BrowserEntry>): readonly string[] => [
  ...new Set([...entries].flatMap(([source, { components }]) => (source.startsWith('src/console/') ? components : []))),
]

async function writeConsoleSheet(components: readonly string[], styles: Styles): Promise<string> {
  const css = styles.base + components.map((path) => styles.components[path] ?? '').join('')
  const file = `console-${createHash('sha256').update(css).digest('hex').slice(0, 8)}.css`
  await writeFile(`${OUT}/${file}`, css)
  return `/assets/${file}`
}
