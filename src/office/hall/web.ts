// The door to the page renderer. The office may not import the web: the composition root brings it along.

/** The languages of citizens' and public pages. */
export const LOCALES = ['zh-Hans', 'zh-Hant', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** What every page knows beside its own data. */
export interface PageContext {
  readonly locale: Locale
  readonly here: string
  readonly large: boolean
  readonly demo: boolean
  readonly person: { readonly name: string } | undefined
  readonly office: string
  readonly formToken: string | undefined
  readonly styleNonce: string
  readonly kiosk: KioskFace | undefined
}

/** What a page shown at a self-service machine knows of it. */
export interface KioskFace {
  readonly no: string
  readonly place: string
  readonly phone: string
  readonly isLow: boolean
  readonly isPaperOut: boolean
  readonly isElsewhere: boolean
  readonly isTouched: boolean
  readonly at: string
  readonly askAfterSeconds: number
  readonly answerSeconds: number
}

/** The page renderer, as web/dist/server/entry.js exports it. */
export interface Web {
  renderPage(name: string, props: object, context: PageContext): Promise<string>
  renderConsole(): string
  /** Puts whole pages and single texts of other desks into traditional script. */
  traditional(): Promise<{ page(html: string): string; text(text: string): string }>
}
