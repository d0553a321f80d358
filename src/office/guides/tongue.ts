// The two libraries that search needs: traditional signs folded to simplified ones, and the pinyin of a text. Loaded when
// the desk opens; both are tables, and neither touches the network.

import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'
import type { Tongue } from '#engines/guide/search-text.ts'

const fold = Converter({ from: 't', to: 'cn' })

export const TONGUE: Tongue = {
  fold,
  syllables: (text) => pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' }),
}
