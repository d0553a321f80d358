// Empties the browser of a machine. The server ends the session and takes the cookies; the browser's stores are cleared
// here; and the history is cut: back to the entry at which the machine began, from which a new step drops everything that
// came after it.

/** The page that shows that all is wiped, and the one behind which pages are shown again. */
export const EMPTY = '/kiosk/empty'
const READY = '/kiosk/ready'
/** Set while the browser goes back. */
const BACK = 'kiosk-back'
/** Cookie of this run of the browser: where in its history the machine began. A wipe leaves it. */
const BASE = 'kiosk-base'
/** So many entries a browser keeps; beyond them the oldest fall out, and the machine's first with them. */
const MOST_ENTRIES = 50
/** A step back that is possible leaves the page within this. */
const STEP_MS = 2_000
/** So long somebody can read that everything is wiped. */
const READ_MS = 3_000

/** Wipes for the next person. Without a line the worker keeps in mind that it is owed and shows nothing else until then. */
export async function wipe(): Promise<void> {
  await clearStores()
  await tellServer().catch(() => undefined)
  location.replace(EMPTY)
}

/** The session ends at the server. */
async function tellServer(): Promise<void> {
  await fetch('/kiosk/end', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
}

async function clearStores(): Promise<void> {
  localStorage.clear()
  sessionStorage.clear()
  // Older kernels cannot list them; there the server's Clear-Site-Data does it.
  const databases = (await indexedDB.databases?.().catch(() => [])) ?? []
  for (const { name } of databases) if (name) indexedDB.deleteDatabase(name)
}

/** Remembers the present entry of the history as the machine's first, unless an earlier one is. */
export function markBase(): void {
  const at = positionOf()
  const base = baseOf()
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing over plain http and in old kernels.
  if (base === null || at < base) document.cookie = `${BASE}=${at}; path=/; samesite=lax`
}

/** Where a page stands in the history: a new one at its end, which it keeps in mind for when somebody comes back to it. */
function positionOf(): number {
  const known = (history.state as { readonly at?: number } | null)?.at
  if (known !== undefined) return known
  const at = history.length - 1
  history.replaceState({ at }, '')
  return at
}

function baseOf(): number | null {
  const [, base] = new RegExp(`(?:^|; )${BASE}=(\\d+)`).exec(document.cookie) ?? []
  return base === undefined ? null : Number(base)
}

/** On the empty page: cuts the history and shows the front page. */
export async function cutHistory(): Promise<void> {
  markBase()
  const base = history.length >= MOST_ENTRIES ? 0 : (baseOf() ?? 0)
  if (sessionStorage.getItem(BACK) === null) {
    // Where the browser stands in its history it does not say: steps that lead nowhere are passed over.
    for (let back = history.length - 1 - base; back > 0; back -= 1) {
      sessionStorage.setItem(BACK, '1')
      history.go(-back)
      await pause(STEP_MS)
    }
  }
  sessionStorage.removeItem(BACK)
  await pause(READ_MS)
  // A step forward from the machine's first entry: what came after it in the history is gone with it.
  location.assign(READY)
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
