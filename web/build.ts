// Builds the web: what the browser loads, then the page renderer that knows those files. `node web/build.ts` does it
// by hand; the start script calls webIsBuilt() first and skips the work when no source has changed.

import { writeFile } from 'node:fs/promises'
import { type Alias, build, type InlineConfig } from 'vite'
import { buildClient } from './build/client.ts'
import { assetsModule, sharedConfig, WEB } from './build/config.ts'
import { packClient } from './build/pack.ts'
import { fingerprint, STAMP } from './build/stamp.ts'
import { collectStyles } from './build/styles.ts'
import type { WebAssets } from './src/page/assets.ts'

/** Builds `web/dist`. Cost: some five seconds. */
export async function buildWeb(): Promise<void> {
  const stamp = await fingerprint()
  await buildServer(await buildClient(await collectStyles()))
  await packClient()
  await writeFile(STAMP, stamp)
}

/** `web/dist/server/entry.js`: Vue and all assets inside, so that it starts fast and needs nothing beside it. */
async function buildServer(assets: WebAssets): Promise<void> {
  const shared = sharedConfig()
  await build({
    ...shared,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [...(shared.plugins ?? []), assetsModule(() => assets)],
    // Vue's default server entry brings its template compiler along, which single files have no use for.
    resolve: { alias: [...aliasesOf(shared), ...VUE_WITHOUT_COMPILER] },
    ssr: { noExternal: true },
    build: {
      ...shared.build,
      target: 'node24',
      ssr: true,
      outDir: `${WEB}/dist/server`,
      rolldownOptions: { input: { entry: `${WEB}/src/server.ts` }, output: { entryFileNames: '[name].js' } },
    },
  })
}

const VUE_WITHOUT_COMPILER: readonly Alias[] = [
  { find: /^vue$/, replacement: 'vue/dist/vue.runtime.esm-bundler.js' },
  { find: /^@vue\/server-renderer$/, replacement: '@vue/server-renderer/dist/server-renderer.esm-bundler.js' },
]

const aliasesOf = (config: InlineConfig): readonly Alias[] => (config.resolve?.alias ?? []) as readonly Alias[]

if (import.meta.main) await buildWeb()
