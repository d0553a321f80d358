// Keeps the pages of checks, what they load and the signed lists on the device, so that certificates and receipts can be
// checked without a network. It answers only for them; every other page goes its own way.

import { keepPages, keptAnswer } from './worker/kept-pages.ts'

const KEPT = 'verify-1'
const PAGES = ['/verify', '/verify/receipt']

keepPages({
  name: KEPT,
  pages: PAGES,
  pageAt: (pathname) => PAGES.find((page) => page === pathname),
  alsoIn: (html) => [...html.matchAll(/\/registers\/[\w-]+/g)].flatMap(([at]) => [`${at}/issuers`, `${at}/status`]),
  answer: (request, pathname) => (pathname.startsWith('/registers/') ? newest(request, pathname) : undefined),
})

/** A list as it is now, kept for later; without a network the one kept last, marked as such. */
async function newest(request: Request, pathname: string): Promise<Response> {
  try {
    const answer = await fetch(request)
    if (answer.ok) await (await caches.open(KEPT)).put(pathname, answer.clone())
    return answer
  } catch {
    return keptAnswer(pathname)
  }
}
