// What the build tells the page renderer about scripts and styles. Written by web/build/client.ts, read by page/document.ts.

/** A script the browser may load: its files (itself first), and what a page with it must carry inline. */
export interface BrowserEntry {
  readonly scripts: readonly string[]
  /** Components it can show, by path: their styles belong to the page even before they appear. */
  readonly components: readonly string[]
  /** Dictionary keys it can say. */
  readonly words: readonly string[]
  /** Files of the floors below that it holds, by path under `src/`: it can say their sentences. */
  readonly below: readonly string[]
}

export interface WebAssets {
  readonly styles: { readonly base: string; readonly components: Readonly<Record<string, string>> }
  readonly loader: readonly string[]
  readonly islands: Readonly<Record<string, BrowserEntry>>
  readonly console: BrowserEntry & { readonly sheet: string }
}
