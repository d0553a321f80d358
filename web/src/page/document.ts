// Renders a page of the table to a whole HTML document: the component on the server, the styles of just the components
// on it, and scripts only when it holds islands. Called by the server's routes through server.ts.

import { renderToString } from '@vue/server-renderer'
import { type Component, createSSRApp } from 'vue'
import { markChinese } from '../words/mark-chinese.ts'
import type { Telling } from '../words/told.ts'
import { speaker, type Words } from '../words/words.ts'
import type { BrowserEntry, WebAssets } from './assets.ts'
import { FORM_KEY, PAGE, type PageContext, SPEAK } from './context.ts'

/** What components leave behind while they render; Vue hands it to them as the SSR context. */
export interface RenderTrace {
  /** Paths of the components on the page, kept by the Vue plugin. */
  modules?: Set<string>
  /** Islands on the page, kept by Island.vue. */
  islands?: Set<string>
  /** Title of the page, kept by useTitle(). */
  title?: string
}

/** Renders `page` with its `props`. Throws when a component throws; the caller answers with the error page. */
export async function renderDocument(
  page: Component,
  props: object,
  { context, words, telling, assets }: { context: PageContext; words: Words; telling: Telling; assets: WebAssets },
): Promise<string> {
  const trace: RenderTrace = {}
  const t = speaker(words, context.locale, telling.told)
  const { key, ...rest } = telling.data(props) as { readonly key?: string }
  const app = createSSRApp(page, rest)
  app.provide(PAGE, context).provide(SPEAK, t).provide(FORM_KEY, key)
  const body = markChinese(context.locale, await renderToString(app, trace))
  const islands = [...(trace.islands ?? [])].map((name) => islandNamed(assets, name))
  const style = styleOf(assets, new Set([...(trace.modules ?? []), ...islands.flatMap((island) => island.components)]))
  const scripts = islands.length === 0 ? '' : scriptsOf(assets, islands) + wordsOf(context, words, telling, islands)
  return `<!doctype html><html lang="${context.locale}"${classOf(context)}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeText(titleOf(trace, t('site.name')))}</title>${ICON}<style nonce="${context.styleNonce}">${style}</style>${scripts}</head><body>${body}</body></html>`
}

const ICON =
  "<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%230b5cad' stroke-width='2.4'%3E%3Cpath d='M3 11l9-7 9 7M4 15c3-2 5 2 8 0s5 2 8 0'/%3E%3C/svg%3E\">"

function classOf({ large, kiosk }: PageContext): string {
  const names = [...(large ? ['elder'] : []), ...(kiosk ? ['kiosk'] : []), ...(kiosk?.isLow ? ['kiosk-low'] : [])]
  return names.length === 0 ? '' : ` class="${names.join(' ')}"`
}

const titleOf = (trace: RenderTrace, site: string): string => (trace.title ? `${trace.title} - ${site}` : site)

function islandNamed(assets: WebAssets, name: string) {
  const island = assets.islands[name]
  if (!island) throw new Error(`the page holds the island ${name}, which was not built`)
  return island
}

function styleOf(assets: WebAssets, components: ReadonlySet<string>): string {
  return (
    assets.styles.base +
    [...components]
      .sort()
      .map((path) => assets.styles.components[path] ?? '')
      .join('')
  )
}

function scriptsOf(assets: WebAssets, islands: readonly { readonly scripts: readonly string[] }[]): string {
  const [loader] = assets.loader
  const ahead = new Set([...assets.loader.slice(1), ...islands.flatMap((island) => island.scripts)])
  const preload = [...ahead].map((file) => `<link rel="modulepreload" href="${file}">`).join('')
  return `${preload}<script type="module" src="${loader}"></script>`
}

/** The texts its islands can say, and their page context, as data: no language needs a script of its own. */
function wordsOf(
  context: PageContext,
  words: Words,
  telling: Telling,
  islands: readonly Pick<BrowserEntry, 'words' | 'below'>[],
): string {
  const keys = new Set(islands.flatMap((island) => island.words))
  const said = Object.fromEntries(Object.entries(words).filter(([key]) => keys.has(key)))
  // "<" could end the script element early.
  const phrases = telling.phrases(new Set(islands.flatMap((island) => island.below)))
  const json = JSON.stringify({ context: { ...context, styleNonce: '' }, words: said, phrases }).replaceAll(
    '<',
    '\\u003c',
  )
  return `<script type="application/json" id="page-data">${json}</script>`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeText = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] as string)
