// The door to the page renderer. The office may not import the web: the composition root brings it along.

/** What every page knows beside its own data. */
export interface PageContext {
  readonly locale: 'zh-Hans'
  readonly here: string
  readonly large: boolean
  readonly demo: boolean
  readonly person: { readonly name: string } | undefined
  readonly office: string
  readonly formToken: string | undefined
  readonly styleNonce: string
}

/** The page renderer, as web/dist/server/entry.js exports it. */
export interface Web {
  renderPage(name: string, props: object, context: PageContext): Promise<string>
  renderConsole(): string
}
