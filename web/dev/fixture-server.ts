// Every fixture page over HTTP, as the office would send it: `/gallery`, `/progress/done`, with `?lang=`, `?size=` and `?kiosk=`. For
// whoever looks at pages while writing them, and for the tests that judge all of them.

import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { extname } from 'node:path'
import type { PageContext, PageName, PageProps } from '../src/server.ts'
import { fixtures } from './fixtures.ts'

type Entry = Pick<typeof import('../src/server.ts'), 'renderPage' | 'renderConsole'>

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' }

/** The server, not listening yet. `client` is the folder of what the browser loads. */
export function fixtureServer({ renderPage, renderConsole }: Entry, client: string): Server {
  return createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const html = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }
    try {
      if (url.pathname.startsWith('/assets/')) {
        const file = url.pathname.slice('/assets/'.length)
        const body = await readFile(`${client}/${file}`)
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(body)
      } else if (url.pathname.startsWith('/console')) {
        response.writeHead(200, html).end(renderConsole())
      } else {
        const page = await renderFixture(renderPage, url)
        response.writeHead(page === null ? 404 : 200, html).end(page ?? 'no such fixture')
      }
    } catch (fault) {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String((fault as Error).stack))
    }
  })
}

const POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-dev'; img-src 'self' data: blob:"

/** The machine that shows a page, with `?kiosk=on`. */
const KIOSK: NonNullable<PageContext['kiosk']> = {
  ...{ no: 'K-0001', place: '洛阳镇便民服务中心 一号机', phone: '12345', at: '2026-11-12T02:20:00Z' },
  ...{ isLow: false, isPaperOut: false, isElsewhere: false, isTouched: false },
  ...{ askAfterSeconds: 40, answerSeconds: 20 },
}

/** The empty page would leave by itself. */
const isAtMachine = (name: string, url: URL): boolean =>
  name !== 'kiosk-empty' && (url.searchParams.get('kiosk') === 'on' || name.startsWith('kiosk'))

/** A page and which of its fixtures; null when there is none. */
export async function renderFixture(renderPage: Entry['renderPage'], url: URL): Promise<string | null> {
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
    ...(isAtMachine(name, url) && { kiosk: KIOSK }),
  }
  const page = name.split('/')[0] as PageName
  return renderPage(page, fixture as PageProps[typeof page], context)
}
