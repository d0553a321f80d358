// Keeps the page of checks, what it loads and the signed lists on the device, so that a certificate can be checked
// without a network. It answers only for /verify; every other page goes its own way.

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
const PAGE = '/verify'

scope.addEventListener('install', (event) => event.waitUntil(keepPage().then(() => scope.skipWaiting())))
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== scope.location.origin) return
  if (request.mode === 'navigate' && pathname === PAGE) {
    event.respondWith(fetch(request).catch(() => kept(PAGE)))
    event.waitUntil(keepPage().catch(() => undefined))
  } else if (pathname.startsWith('/registers/')) {
    event.respondWith(newest(request))
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request, ANY).then((found) => found ?? fetch(request)))
  }
})

const ANY = { ignoreSearch: true, ignoreVary: true } as const

/** Keeps the page as a stranger sees it (nobody's name is on it), and every file and list that it names. */
async function keepPage(): Promise<void> {
  const page = await fetch(PAGE, { credentials: 'omit' })
  if (!page.ok) return
  const html = await page.clone().text()
  const files = new Set([...html.matchAll(/\/assets\/[\w.-]+/g)].map(([file]) => file))
  const lists = new Set([...html.matchAll(/\/registers\/[\w-]+/g)].flatMap(([at]) => [`${at}/issuers`, `${at}/status`]))
  const cache = await caches.open(KEPT)
  await cache.addAll([...files, ...lists])
  await cache.put(PAGE, page)
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
