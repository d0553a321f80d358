// The rows of a queue under their headings, and what the light of a row says.

import { type Calendar, workingDaysBetween } from '#kernel/calendar/calendar.ts'
import type { Light } from '#kernel/calendar/clock.ts'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import type { LightColour } from '../../ui/light.ts'
import type { PlainWordKey, T } from '../../words/words.ts'
import type { QueueItem } from '../desk/answers.ts'

export type GroupName = 'late' | 'today' | 'tomorrow' | 'ample' | 'still'

export interface QueueGroup {
  readonly name: GroupName
  readonly items: readonly QueueItem[]
}

export const GROUP_WORDS: Readonly<Record<GroupName, PlainWordKey>> = {
  late: 'queue.late',
  today: 'queue.today',
  tomorrow: 'queue.tomorrow',
  ample: 'queue.ample',
  still: 'queue.still',
}

/** The groups that have rows, in order of urgency; rows keep their order. */
export function groupQueue(items: readonly QueueItem[], today: PlainDate, calendar: Calendar): QueueGroup[] {
  const groups: Record<GroupName, QueueItem[]> = { late: [], today: [], tomorrow: [], ample: [], still: [] }
  for (const item of items) groups[groupOf(item.dueOn, today, calendar)].push(item)
  return (Object.keys(groups) as GroupName[])
    .filter((name) => groups[name].length > 0)
    .map((name) => ({ name, items: groups[name] }))
}

function groupOf(dueOn: PlainDate | null, today: PlainDate, calendar: Calendar): GroupName {
  if (dueOn === null) return 'still'
  if (dueOn < today) return 'late'
  if (dueOn === today) return 'today'
  return workingDaysBetween(calendar, today, dueOn) <= 1 ? 'tomorrow' : 'ample'
}

/** `超期 2 日`, `今天到期`, `余 3 日`, `等着`. */
export function sayDueIn(dueOn: PlainDate | null, today: PlainDate, calendar: Calendar, t: T): string {
  if (dueOn === null) return t('light.still')
  if (dueOn < today) return t('light.late', { n: Math.max(1, workingDaysBetween(calendar, dueOn, today)) })
  return dueOn === today ? t('light.today') : t('light.left', { n: workingDaysBetween(calendar, today, dueOn) })
}

/** Double red is red on the screen; its words tell the rest. */
export const colourOf = (light: Light | null): LightColour => (light === 'doubleRed' ? 'red' : (light ?? 'grey'))
