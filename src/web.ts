// Brings in the web workspace, which is no floor below: it is reached by address, not by import. Called by server.ts.

import * as childProcess from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Web } from '#office/hall/web.ts'
import type { Http } from '#platform/http/server.ts'
import type { Stopper } from '#platform/process.ts'

/** The page renderer, and what the browser loads. */
export interface OpenWeb {
  readonly web: Web
  readonly clientFolder: string
  /** Serves sources as they are now; only while the web is being written. */
  serveSources?(app: Http): void
}

const WEB = new URL('../web/', import.meta.url)
const execFile = promisify(childProcess.execFile)

/** Loads the renderer; builds it first when a source has changed since, in a process whose 400 MB go with it. */
export async function openWeb(): Promise<OpenWeb> {
  const { webIsBuilt } = await load<{ webIsBuilt(): Promise<boolean> }>('build/stamp.ts')
  if (!(await webIsBuilt())) {
    const build = execFile(process.execPath, [fileURLToPath(new URL('build.ts', WEB))])
    await build.catch(({ stderr, message }: Error & { stderr?: string }) => {
      throw new Error(`the web cannot be built: ${stderr || message}`)
    })
  }
  return { web: await load<Web>('dist/server/entry.js'), clientFolder }
}

/** `npm run dev`: pages are rendered from the sources as they are at each request, and nothing is built. */
export async function openDevWeb(stopper: Stopper): Promise<OpenWeb> {
  const { devWeb, DEV_BASE } = await load<{ devWeb(): Promise<DevWeb>; DEV_BASE: string }>('dev.ts')
  const dev = await stopper.opening('web sources', devWeb, (opened) => opened.close())
  const { renderConsole } = await dev.entry()
  await mkdir(clientFolder, { recursive: true })
  return {
    web: {
      renderConsole,
      renderPage: async (...page) => (await dev.entry()).renderPage(...page),
      traditional: async () => (await dev.entry()).traditional(),
    },
    clientFolder,
    serveSources(app) {
      app.get(`${DEV_BASE}*`, { config: { policy: 'public' } }, (request, reply) => {
        reply.hijack()
        dev.middleware(request.raw, reply.raw, () => reply.raw.writeHead(404).end())
      })
    },
  }
}

/** What web/dev.ts hands out. */
interface DevWeb {
  readonly middleware: (request: IncomingMessage, response: ServerResponse, next: () => void) => void
  readonly entry: () => Promise<Web>
  readonly close: () => Promise<void>
}

const clientFolder = fileURLToPath(new URL('dist/client', WEB))

const load = async <Module>(path: string): Promise<Module> => (await import(new URL(path, WEB).href)) as Module

/** Puts pages into traditional script, straight from the sources: the command line needs no built web. */
export async function loadTraditional(): Promise<{ page(html: string): string }> {
  const module = await load<{ pageInTraditional(html: string): string }>('src/words/traditional-page.ts')
  return { page: module.pageInTraditional }
}
