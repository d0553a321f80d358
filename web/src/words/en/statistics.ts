// Words of the published statistics of supervision, in English.

import type { statistics as source } from '../zh-Hans/statistics.ts'

export const statistics: Readonly<Record<keyof typeof source, string>> = {
  'stats.title': 'Statistics',
  'stats.link': 'Statistics',
  'stats.span': '{from} to {until}',
  'stats.finding': '{share} of {n} decisions came within the promised time',
  'stats.nothing': 'Too few decisions this year to publish a share',
  'stats.all': 'This year {received} received and {decided} decided.',
  'stats.mean': ' From acceptance to the decision: {days} working days on average.',
  'stats.received': 'Received',
  'stats.decided': 'Decided',
  'stats.inTime': 'In time',
  'stats.days': 'Working days (mean)',
  'stats.few': 'fewer than {n}',
  'stats.star': '＊ Fewer than {n}, or kept back because such a number could be worked out from it.',
  'stats.byMonth': 'By month',
  'stats.month': 'Month',
  'stats.byService': 'By service',
  'stats.service': 'Service',
  'stats.lights': 'Under way',
  'stats.lightsNote': 'As of {time}: the same figures as on the supervision wall.',
  'stats.light': 'Light',
  'stats.matters': 'Matters',
  'stats.green': 'Green: enough time',
  'stats.yellow': 'Yellow: due soon',
  'stats.red': 'Red: overdue',
  'stats.rated': 'Of {n} {n|rating|ratings}, {share} were satisfied.',
  'stats.ratedFew': 'Fewer than {n} ratings: no share is published.',
  'stats.ratings': 'All figures of ratings',
  'stats.how': 'How this is counted',
  'stats.howPromise':
    'A matter counts as received in the month it came in, and as decided in the month of the decision. It is in time when the promised working days were not used up on the day of the decision; days that by law do not count (supplement, public notice) are left out.',
  'stats.howFew':
    'Counts below {n} other than nought are not published, nor shares made from them, so that nobody can be recognised; where only one cell is so small, the next smallest is kept back, too. Source: {source}.',
  'stats.howWall': 'Worked out at {time} from the records of cases, without names or identity numbers.',
}
