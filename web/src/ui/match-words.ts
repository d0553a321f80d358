// What a field held against a registry is called, and how it is coloured.

import type { Match } from '#kernel/case/event.ts'
import type { PlainWordKey } from '../words/words.ts'
import type { Tone } from './tone.ts'

export const MATCH_WORDS: Readonly<Record<Match, { readonly says: PlainWordKey; readonly tone: Tone }>> = {
  MATCH: { says: 'match.MATCH', tone: 'good' },
  MISMATCH: { says: 'match.MISMATCH', tone: 'bad' },
  NO_DATA: { says: 'match.NO_DATA', tone: 'still' },
  EXPIRED: { says: 'match.EXPIRED', tone: 'still' },
  UNVERIFIABLE: { says: 'match.UNVERIFIABLE', tone: 'still' },
}
