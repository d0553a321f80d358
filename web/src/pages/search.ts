// What a search found; when nothing was, what may have been meant and whom to ask.

import type { GuideRow } from './guides.ts'

export interface SearchPage {
  readonly query: string
  readonly how: 'typed' | 'meant' | 'nothing'
  readonly found: readonly GuideRow[]
  /** Asked for most; shown when the words found nothing. */
  readonly hot: readonly GuideRow[]
  readonly phone: string
}
