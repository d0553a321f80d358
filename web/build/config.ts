// How Vite sees the web workspace: the aliases of the pure floors, Vue single files, and no styles of its own.
// Styles travel inside each page (styles.ts), so every Vite run drops the <style> blocks.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { InlineConfig, Plugin } from 'vite'
import type { WebAssets } from '../src/page/assets.ts'

export const WEB = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** Chrome 87 is the oldest kernel in the chat apps and kiosks of the district. */
const TARGET = 'chrome87'

const withoutStyles: Plugin = {
  name: 'qinqing:without-styles',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('.vue') ? code.replace(/<style>[\s\S]*?<\/style>/g, '') : null),
}

const ASSETS = 'virtual:web-assets'

/** Gives the page renderer its styles and scripts as a module: those of a build, or those of the moment. */
export function assetsModule(load: () => Promise<WebAssets> | WebAssets): Plugin {
  return {
    name: 'qinqing:assets',
    resolveId: (id) => (id === ASSETS ? `\0${ASSETS}` : null),
    load: async (id) => (id === `\0${ASSETS}` ? `export const assets = ${JSON.stringify(await load())}` : null),
  }
}

/** The part of the configuration that building and developing share. */
export function sharedConfig(): InlineConfig {
  return {
    root: WEB,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [
      withoutStyles,
      vue({
        features: { optionsAPI: false },
        // TypeScript 7 has no API that Vue's compiler could ask, so it reads the prop types through the file system.
        script: {
          fs: {
            fileExists: existsSync,
            readFile: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
          },
        },
      }),
    ],
    resolve: { alias: [{ find: /^#(kernel|engines|services)\//, replacement: `${ROOT}/src/$1/` }] },
    build: { target: TARGET, emptyOutDir: true, reportCompressedSize: false },
  }
}
