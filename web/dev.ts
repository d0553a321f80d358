// The web while it is being written: pages rendered from the sources as they are now, scripts served by Vite as they are
// asked for. The server uses this in `npm run dev` in place of web/dist; no other code knows the difference.

import { readdirSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Plugin } from 'vite'
import { assetsModule, sharedConfig, WEB } from './build/config.ts'
import { collectStyles } from './build/styles.ts'
import type { WebAssets } from './src/page/assets.ts'
import { phrasesByFile } from './src/words/en/phrases.ts'
import { zhHans } from './src/words/zh-Hans.ts'

/** Where Vite serves sources; the server hands it every request below this path. */
export const DEV_BASE = '/web-dev/'

export interface DevWeb {
  /** Answers requests below DEV_BASE. */
  readonly middleware: (request: IncomingMessage, response: ServerResponse, next: (fault?: unknown) => void) => void
  /** The module web/dist/server/entry.js would be, from the sources as they are now. */
  readonly entry: () => Promise<typeof import('./src/server.ts')>
  readonly close: () => Promise<void>
}

/** Starts Vite inside the server's own process. Pages change on the next load; nothing is pushed to the browser. */
export async function devWeb(): Promise<DevWeb> {
  const shared = sharedConfig()
  const vite = await createServer({
    ...shared,
    base: DEV_BASE,
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false },
    plugins: [...(shared.plugins ?? []), assetsModule(assetsOfSources), consoleSheet],
  })
  // Styles reach a page through the assets module, which no file watcher knows to depend on them.
  vite.watcher.on('change', () => vite.moduleGraph.invalidateAll())
  return {
    middleware: vite.middlewares,
    entry: () => vite.ssrLoadModule('/src/server.ts') as Promise<typeof import('./src/server.ts')>,
    close: () => vite.close(),
  }
}

const consoleSheet: Plugin = {
  name: 'qinqing:console-sheet',
  configureServer({ middlewares }) {
    middlewares.use(`${DEV_BASE}console.css`, async (_request, response) => {
      const { base, components } = await collectStyles()
      response.setHeader('content-type', 'text/css').end(base + Object.values(components).join(''))
    })
  },
}

/** Every style and every word on every page with an island: what is reachable is only known once it is built. */
async function assetsOfSources(): Promise<WebAssets> {
  const styles = await collectStyles()
  const entryOf = (source: string) => ({
    scripts: [DEV_BASE + source],
    components: Object.keys(styles.components),
    words: Object.keys(zhHans),
    below: Object.keys(phrasesByFile),
  })
  const islands = readdirSync(`${WEB}/src/islands`).filter((file) => file.endsWith('.vue'))
  return {
    styles,
    loader: [`${DEV_BASE}src/island/loader.ts`],
    islands: Object.fromEntries(islands.map((file) => [file.replace('.vue', ''), entryOf(`src/islands/${file}`)])),
    console: { ...entryOf('src/console/main.ts'), sheet: `${DEV_BASE}console.css` },
  }
}
