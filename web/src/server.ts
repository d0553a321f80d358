// The door between the server and the web: the table of pages and the function that renders one of them.
// Built to web/dist/server/entry.js; the office's routes call renderPage() and send what it returns.

import { assets } from 'virtual:web-assets'
import type { Component } from 'vue'
import type { PageContext } from './page/context.ts'
import { renderDocument } from './page/document.ts'
import type { PageName, PageProps } from './pages/pages.ts'
import { dictionaryOf } from './words/languages.ts'
import { tellingIn } from './words/told.ts'
import { zhHans } from './words/zh-Hans.ts'

export type { PageContext } from './page/context.ts'
export type { PageName, PageProps } from './pages/pages.ts'

const components = import.meta.glob<Component>('./pages/*.vue', { eager: true, import: 'default' })

/** A whole HTML document of the page `name` filled with `props`. Throws when the page fails: answer with `error` then. */
export async function renderPage<Name extends PageName>(
  name: Name,
  props: PageProps[Name],
  context: PageContext,
): Promise<string> {
  const component = components[`./pages/${name}.vue`]
  if (!component) throw new Error(`there is no page ${name}`)
  const { locale, office } = context
  const [words, telling] = await Promise.all([dictionaryOf(locale), tellingIn(locale)])
  return renderDocument(component, props, {
    context: { ...context, office: telling.told(office) },
    words,
    telling,
    assets,
  })
}

/** Puts whole pages and single texts into traditional script; the converter is loaded when it is first asked for. */
export async function traditional(): Promise<{ page(html: string): string; text(text: string): string }> {
  const { pageInTraditional } = await import('./words/traditional-page.ts')
  const { toTraditional } = await import('./words/traditional.ts')
  return { page: pageInTraditional, text: toTraditional }
}

/** The one page of the console; its routes live in the browser. */
export function renderConsole(): string {
  const { scripts, sheet } = assets.console
  const [main, ...ahead] = scripts
  const preload = ahead.map((file) => `<link rel="modulepreload" href="${file}">`).join('')
  return `<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${zhHans['console.name']}</title><link rel="stylesheet" href="${sheet}">${preload}<script type="module" src="${main}"></script></head><body><div id="console"></div></body></html>`
}
