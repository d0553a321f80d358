// A tiny server with invented data, to look at pages while the web is being made. `node web/dev/serve.ts [port]`.
// It serves what web/build.ts built; it is no part of the platform.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname } from 'node:path'
import { WEB } from '../build/config.ts'
import type { PageContext, PageName, PageProps } from '../src/server.ts'
import { fixtures } from './fixtures.ts'

const { renderPage, renderConsole } = (await import(
  '../dist/server/entry.js' as string
)) as typeof import('../src/server.ts')
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' }

createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  try {
    if (url.pathname.startsWith('/assets/')) {
      const file = url.pathname.slice('/assets/'.length)
      response
        .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' })
        .end(await readFile(`${WEB}/dist/client/${file}`))
    } else if (url.pathname.startsWith('/console')) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(renderConsole())
    } else {
      const html = await show(url)
      response
        .writeHead(html === null ? 404 : 200, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy':
            "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-dev'; img-src 'self' data: blob:",
        })
        .end(html ?? 'no such fixture')
    }
  } catch (fault) {
    response.writeHead(500, { 'content-type': 'text/plain' }).end(String((fault as Error).stack))
  }
}).listen(Number(process.argv[2] ?? 8090), () => console.log('fixtures:', Object.keys(fixtures).join(' ')))

/** `/gallery`, `/progress/paused`: a page, and which of its fixtures. */
async function show(url: URL): Promise<string | null> {
  const name = decodeURIComponent(url.pathname.slice(1)) || 'home'
  const fixture = fixtures[name]
  if (!fixture) return null
  const context: PageContext = {
    locale: (url.searchParams.get('lang') ?? 'zh-Hans') as PageContext['locale'],
    here: url.pathname + url.search,
    large: url.searchParams.get('size') === 'large',
    demo: true,
    office: '青澜区行政审批服务局',
    styleNonce: 'dev',
  }
  const page = name.split('/')[0] as PageName
  return renderPage(page, fixture as PageProps[typeof page], context)
}
