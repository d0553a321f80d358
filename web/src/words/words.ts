// The dictionary of one language and the function that speaks from it. Every text on every face goes through `t`.

import type { zhHans } from './zh-Hans.ts'

/** Simplified Chinese is the source language: it decides which keys exist and which blanks each text has. */
type Source = typeof zhHans
export type WordKey = keyof Source
export type Words = Readonly<Record<WordKey, string>>
export type Locale = 'zh-Hans'

/** The blanks of a text: `第 {n} 节，共 {total} 节` → `'n' | 'total'`. */
type Blanks<S extends string> = S extends `${string}{${infer Blank}}${infer Rest}` ? Blank | Blanks<Rest> : never
type Fill<K extends WordKey> = [Blanks<Source[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Blanks<Source[K]>, string | number>>]

/** Says a text. An unknown key or a blank without value does not compile. */
export type T = <K extends WordKey>(key: K, ...fill: Fill<K>) => string

/** `t` over a dictionary, or over the part of it that came with a page. A key that did not come shows as itself. */
export function speaker(words: Partial<Words>): T {
  return (key, ...[values]) =>
    (words[key] ?? key).replace(/\{(\w+)\}/g, (blank, name: string) =>
      String((values as Readonly<Record<string, string | number>> | undefined)?.[name] ?? blank),
    )
}
