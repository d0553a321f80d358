// English of what services beyond a single permit say.

import type { languageWords as source } from '../zh-Hans/language.ts'

export const languageWords = {
  'guide.countsPlain': 'Counted from {step}. {paused}',
  'guide.notCounted': 'Not counted: {paused}.',
  'submitted.nextPlain': 'Next comes “{step}”. We promise to finish within {days} working {days|day|days}.',
  'progress.legendPlain': 'Today is framed in blue. Weekends and holidays do not count.',
  'progress.compared': 'Compared with registers',
  'progress.comparedNote':
    'We compared what you wrote with the registers. An officer looks into what differs; you may explain.',
  'match.MATCH': 'matches',
  'match.MISMATCH': 'differs',
  'match.NO_DATA': 'not found',
  'match.EXPIRED': 'expired',
  'match.UNVERIFIABLE': 'could not be checked',

  'task.do': 'Do now: {asks}',
} as const satisfies Readonly<Record<keyof typeof source, string>>
