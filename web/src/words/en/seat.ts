// English beside zh-Hans/seat.ts.

import type { seatWords as source } from '../zh-Hans/seat.ts'

export const seatWords = {
  'seat.title': 'School place',
  'seat.line': 'The place is given; see “How the place came about”.',
  'seat.link': 'How the place came about',
  'seat.back': 'Progress of this matter',
  'seat.placed': 'Placed on {day}',
  'seat.unplaced': 'Not placed yet, {day}',
  'seat.at': '{name} has a place at {school}',
  'seat.nowhere': '{name} got no place in this round',
  'seat.wished': 'You named {n|school|schools}; this is number {choice}, the first of them that could take the child.',
  'seat.nearest': 'None of the schools you named could take the child; this is the nearest one with a place left.',
  'seat.noClass': 'other',
  'seat.order': 'Order of application',
  'seat.of': 'of {n|child|children}',
  'seat.answer': 'Accept the place, or object',
  'seat.until': 'Please accept or object by {day}. An objection is answered in writing within 5 working days.',
  'seat.rule': 'Classes go first, lower numbers before higher; within a class the lower draw number goes first.',
  'seat.ruleRest': 'A supplementary round: classes go first; within a class whoever applied first goes first.',
  'seat.lines': 'Last admitted at these schools',
  'seat.number': 'The child’s number is {number}; published lists hold the number and no name.',
  'seat.contact': 'Enrolment office {phone}, {hours}',
} as const satisfies Readonly<Record<keyof typeof source, string>>
