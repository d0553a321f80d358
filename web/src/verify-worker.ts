// Keeps the pages of checks, what they load and the signed lists on the device, so that certificates and receipts can be
// checked without a network. It answers only for them; every other page goes its own way.

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

const scope = globalThis as unknown as WorkerScope
const KEPT = 'verify-1'
const PAGES = ['/verify', '/verify/receipt']

scope.addEventListener('install', (event) => event.waitUntil(keepPages().then(() => scope.skipWaiting())))
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== scope.location.origin) return
  if (request.mode === 'navigate' && PAGES.includes(pathname)) {
    event.respondWith(fetch(request).catch(() => kept(pathname)))
    event.waitUntil(keepPages().catch(() => undefined))
  } else if (pathname.startsWith('/registers/')) {
    event.respondWith(newest(request))
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request, ANY).then((found) => found ?? fetch(request)))
  }
})

const ANY = { ignoreSearch: true, ignoreVary: true } as const

/** Keeps each page as a stranger sees it (nobody's name is on it), and every file and list that it names. */
async function keepPages(): Promise<void> {
  const cache = await caches.open(KEPT)
  const files = new Set<string>()
  for (const path of PAGES) {
    const page = await fetch(path, { credentials: 'omit' })
    // Files of a page that did not come stay: they may be all there is.
    if (!page.ok) return
    const html = await page.clone().text()
    const named = [...html.matchAll(/\/assets\/[\w.-]+/g)].map(([file]) => file)
    const lists = [...html.matchAll(/\/registers\/[\w-]+/g)].flatMap(([at]) => [`${at}/issuers`, `${at}/status`])
    await cache.addAll([...new Set([...named, ...lists])])
    await cache.put(path, page)
    for (const file of named) files.add(file)
  }
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url)
    if (pathname.startsWith('/assets/') && !files.has(pathname)) await cache.delete(url)
  }
}

/** A list as it is now, kept for later; without a network the one kept last, marked as such. */
async function newest(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request)
    if (answer.ok) await (await caches.open(KEPT)).put(new URL(request.url).pathname, answer.clone())
    return answer
  } catch {
    return kept(new URL(request.url).pathname)
  }
}

async function kept(path: string): Promise<Response> {
  const found = await caches.match(path, ANY)
  if (!found) return Response.error()
  const headers = new Headers(found.headers)
  headers.set('x-kept', '1')
  return new Response(await found.blob(), { status: found.status, headers })
}
