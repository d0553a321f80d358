// Each language by its own name, so that whoever reads it finds it.

import type { Locale } from '../words/words.ts'

/** As the bar shows it, and in full. */
export const LANGUAGE_NAMES: readonly { readonly locale: Locale; readonly short: string; readonly name: string }[] = [
  { locale: 'zh-Hans', short: '简', name: '简体中文' },
  { locale: 'zh-Hant', short: '繁', name: '繁體中文' },
  { locale: 'en', short: 'EN', name: 'EN' },
]
