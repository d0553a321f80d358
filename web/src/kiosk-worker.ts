// On a machine without a line: shows the page that says so, instead of the browser's own; and remembers that a machine was
// to be wiped when the server could not be told. Until it was, nobody is shown anything else.

interface WorkerScope {
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}
interface WorkerEvent {
  readonly request: Request
  readonly data: { readonly locale?: unknown } | null
  waitUntil(work: Promise<unknown>): void
  respondWith(answer: Promise<Response>): void
}

const KEPT = 'kiosk-1'
const PAGE = '/kiosk/offline'
const END = '/kiosk/end'
const EMPTY = '/kiosk/empty'
/** Marks in the cache: what is owed, and the language of whoever is there. */
const OWED = '/kiosk/owed'
const LANGUAGE = '/kiosk/language'
const LOCALES = ['zh-Hans', 'zh-Hant', 'en']
const ANY = { ignoreVary: true } as const

const scope = globalThis as unknown as WorkerScope
scope.addEventListener('install', (event) => event.waitUntil(keep().then(() => scope.skipWaiting())))
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()))
scope.addEventListener('message', (event) => {
  const locale = LOCALES.find((one) => one === event.data?.locale)
  if (locale) event.waitUntil(mark(LANGUAGE, locale))
})
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname } = new URL(request.url)
  if (request.mode === 'navigate') event.respondWith(go(request, pathname))
  else if (pathname === END) event.respondWith(end(request))
  else if (pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(request, ANY).then((found) => found ?? fetch(request)))
  }
})

/** Keeps the page in every language, as a stranger sees it, with the files it names. */
async function keep(): Promise<void> {
  const cache = await caches.open(KEPT)
  for (const locale of LOCALES) {
    const page = await fetch(`${PAGE}?lang=${locale}`, { credentials: 'omit' })
    if (!page.ok) return
    const html = await page.clone().text()
    await cache.addAll([...new Set([...html.matchAll(/\/assets\/[\w.-]+/g)].map(([file]) => file))])
    await cache.put(`${PAGE}?lang=${locale}`, page)
  }
}

async function go(request: Request, pathname: string): Promise<Response> {
  if ((await read(OWED)) !== null) {
    const ended = await end(
      new Request(END, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
    )
    return ended.ok ? Response.redirect(EMPTY, 303) : offline()
  }
  try {
    return await fetch(request)
  } catch {
    if (pathname === END) await mark(OWED, '1')
    return offline()
  }
}

/** Tells the server to wipe; what it could not be told is owed. */
async function end(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request)
    if (answer.ok) await (await caches.open(KEPT)).delete(OWED)
    return answer
  } catch {
    await mark(OWED, '1')
    return Response.error()
  }
}

async function offline(): Promise<Response> {
  const locale = (await read(LANGUAGE)) ?? LOCALES[0]
  return (await caches.match(`${PAGE}?lang=${locale}`, ANY)) ?? Response.error()
}

async function mark(name: string, text: string): Promise<void> {
  await (await caches.open(KEPT)).put(name, new Response(text))
}

async function read(name: string): Promise<string | null> {
  const found = await caches.match(name, ANY)
  return found ? found.text() : null
}
