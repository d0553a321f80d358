// Each language by its own name, so that whoever reads it finds it.

import type { Locale } from '../words/words.ts'

/** As the bar shows it, in full, and on the wide buttons of a machine. */
export const LANGUAGE_NAMES: readonly {
  readonly locale: Locale
  readonly short: string
  readonly name: string
  readonly wide: string
}[] = [
  { locale: 'zh-Hans', short: '简', name: '简体中文', wide: '简体' },
  { locale: 'zh-Hant', short: '繁', name: '繁體中文', wide: '繁體' },
  { locale: 'en', short: 'EN', name: 'EN', wide: 'English' },
]
