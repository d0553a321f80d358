// The dictionary of one language and the function that speaks from it. Every text on every face goes through `t`.

import type { zhHans } from './zh-Hans.ts'

/** Simplified Chinese is the source language: it decides which keys exist and which blanks each text has. */
type Source = typeof zhHans
export type WordKey = keyof Source
export type Words = Readonly<Record<WordKey, string>>
/** The languages of citizens' and public pages. */
export type Locale = 'zh-Hans' | 'zh-Hant' | 'en'

/** The blanks of a text: `第 {n} 节，共 {total} 节` → `'n' | 'total'`. */
type Blanks<S extends string> = S extends `${string}{${infer Blank}}${infer Rest}` ? Blank | Blanks<Rest> : never
type Fill<K extends WordKey> = [Blanks<Source[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Blanks<Source[K]>, string | number>>]

/** The texts without a blank: what a variable may name and `t` say as it is. */
export type PlainWordKey = { [K in WordKey]: Fill<K> extends [] ? K : never }[WordKey]

/** Says a text in its `locale`. An unknown key or a blank without value does not compile. */
export interface T {
  <K extends WordKey>(key: K, ...fill: Fill<K>): string
  readonly locale: Locale
  /** A sentence that the floors below made in Simplified Chinese, as this language tells it; else as it is. */
  readonly told: (sentence: string) => string
}

/** `{n}`, and where English counts: `{n|day|days}`. */
const BLANK = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g

/** `t` over a dictionary, or over the part of it that came with a page. A key that did not come shows as itself. */
export function speaker(
  words: Partial<Words>,
  locale: Locale = 'zh-Hans',
  told: T['told'] = (sentence) => sentence,
): T {
  const say = (key: WordKey, values?: Readonly<Record<string, string | number>>): string =>
    (words[key] ?? key).replace(BLANK, (blank, name: string, one?: string, many?: string) =>
      one === undefined ? String(values?.[name] ?? blank) : String(values?.[name] === 1 ? one : many),
    )
  return Object.assign(say, { locale, told }) as T
}
