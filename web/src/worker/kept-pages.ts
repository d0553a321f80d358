// Keeps pages, what they load and what else they name on the device, so that they open without a network. What the workers
// of the checks and of the desk share; each is built whole, because a browser of the district cannot load one in parts.

interface WorkerScope {
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
  readonly location: { readonly origin: string }
}
interface WorkerEvent {
  readonly request: Request
  waitUntil(work: Promise<unknown>): void
  respondWith(answer: Promise<Response>): void
}

export interface KeptPages {
  /** The cache that holds them. */
  readonly name: string
  readonly pages: readonly string[]
  /** The page that answers at an address, if it is one of them. */
  pageAt(pathname: string): string | undefined
  /** Addresses in the text of a page, beside its files, to keep with it. */
  alsoIn?(html: string): readonly string[]
  /** The answer to any other request; undefined lets it go its own way. */
  answer?(request: Request, pathname: string): Promise<Response> | undefined
}

/** Header by which a worker says that an answer is a kept one. */
export const KEPT_HEADER = 'x-kept'
const ANY = { ignoreSearch: true, ignoreVary: true } as const

/** Makes this worker keep `pages` from its installation on, and anew whenever one is opened. */
export function keepPages(kept: KeptPages): void {
  const scope = globalThis as unknown as WorkerScope
  scope.addEventListener('install', (event) => event.waitUntil(fetchPages(kept).then(() => scope.skipWaiting())))
  scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))
  scope.addEventListener('fetch', (event) => {
    const { request } = event
    const { origin, pathname } = new URL(request.url)
    if (request.method !== 'GET' || origin !== scope.location.origin) return
    const page = request.mode === 'navigate' ? kept.pageAt(pathname) : undefined
    if (page !== undefined) {
      event.respondWith(fetch(request).catch(() => keptAnswer(page)))
      event.waitUntil(fetchPages(kept).catch(() => undefined))
    } else if (pathname.startsWith('/assets/')) {
      event.respondWith(caches.match(request, ANY).then((found) => found ?? fetch(request)))
    } else {
      const answer = kept.answer?.(request, pathname)
      if (answer) event.respondWith(answer)
    }
  })
}

/** Keeps each page as a stranger sees it (nobody's name is on it), and every file that it names; drops older files. */
async function fetchPages({ name, pages, alsoIn }: KeptPages): Promise<void> {
  const cache = await caches.open(name)
  const files = new Set<string>()
  for (const path of pages) {
    const page = await fetch(path, { credentials: 'omit' })
    // Files of a page that did not come stay: they may be all there is.
    if (!page.ok) return
    const html = await page.clone().text()
    const named = [...html.matchAll(/\/assets\/[\w.-]+/g)].map(([file]) => file)
    await cache.addAll([...new Set([...named, ...(alsoIn?.(html) ?? [])])])
    await cache.put(path, page)
    for (const file of named) files.add(file)
  }
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url)
    if (pathname.startsWith('/assets/') && !files.has(pathname)) await cache.delete(url)
  }
}

/** What was kept for an address, marked as such. */
export async function keptAnswer(path: string): Promise<Response> {
  const found = await caches.match(path, ANY)
  if (!found) return Response.error()
  const headers = new Headers(found.headers)
  headers.set(KEPT_HEADER, '1')
  return new Response(await found.blob(), { status: found.status, headers })
}
