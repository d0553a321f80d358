// What the outcomes of steps are called on the lines of the drawing; those that need no word have none.

import type { PlainWordKey } from '../../words/words.ts'

export const OUTCOME_WORDS: Readonly<Record<string, PlainWordKey>> = {
  accepted: 'outcome.accepted',
  refused: 'outcome.refused',
  agreed: 'outcome.agreed',
  disagreed: 'outcome.disagreed',
  closed: 'outcome.closed',
  objected: 'outcome.objected',
  passed: 'outcome.passed',
  failed: 'outcome.failed',
  fulfilled: 'outcome.fulfilled',
  lapsed: 'outcome.lapsed',
  approved: 'outcome.approved',
  rejected: 'outcome.rejected',
  routed: 'outcome.routed',
  unrouted: 'outcome.unrouted',
  matched: 'outcome.matched',
  differing: 'outcome.differing',
  paid: 'outcome.paid',
  unpaid: 'outcome.unpaid',
  drawn: 'outcome.drawn',
  undrawn: 'outcome.undrawn',
  placed: 'outcome.placed',
  unplaced: 'outcome.unplaced',
}
