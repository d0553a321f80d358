// Keeps the officers' desk on the device, so that a visit can be recorded where there is no line: the document and what it
// loads, nothing of any case. It answers only for /console; what the desk asks the server goes its own way.

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
const KEPT = 'desk-1'
/** Every address of the console is the same document. */
const PAGE = '/console'
const ANY = { ignoreSearch: true, ignoreVary: true } as const

scope.addEventListener('install', (event) => event.waitUntil(keepDesk().then(() => scope.skipWaiting())))
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== scope.location.origin) return
  if (request.mode === 'navigate' && (pathname === PAGE || pathname.startsWith(`${PAGE}/`))) {
    event.respondWith(fetch(request).catch(() => kept(PAGE)))
    event.waitUntil(keepDesk().catch(() => undefined))
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request, ANY).then((found) => found ?? fetch(request)))
  }
})

/** Keeps the document and every file that it names; drops the files of an older desk. */
async function keepDesk(): Promise<void> {
  const page = await fetch(PAGE, { credentials: 'omit' })
  if (!page.ok) return
  const html = await page.clone().text()
  const files = new Set([...html.matchAll(/\/assets\/[\w.-]+/g)].map(([file]) => file))
  const cache = await caches.open(KEPT)
  await cache.addAll([...files])
  await cache.put(PAGE, page)
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url)
    if (pathname.startsWith('/assets/') && !files.has(pathname)) await cache.delete(url)
  }
}

async function kept(path: string): Promise<Response> {
  return (await caches.match(path, ANY)) ?? Response.error()
}
