// The dictionary of each language. Called by the page renderer; browsers get only the texts that their islands say.

import { en } from './en.ts'
import type { Locale, Words } from './words.ts'
import { zhHans } from './zh-Hans.ts'

/** All texts in `locale`. The officers' console is in Simplified Chinese in every language. */
export async function dictionaryOf(locale: Locale): Promise<Words> {
  if (locale === 'zh-Hans') return zhHans
  if (locale === 'en') return { ...zhHans, ...en }
  traditional ??= inTraditional()
  return traditional
}

let traditional: Promise<Words> | undefined

async function inTraditional(): Promise<Words> {
  const { toTraditional } = await import('./traditional.ts')
  return Object.fromEntries(Object.entries(zhHans).map(([key, text]) => [key, toTraditional(text)])) as unknown as Words
}
