// The marks beside the rows of a queue: what is new since the officer last looked, and in whose hands a duty is.

import { shallowRef } from 'vue'
import type { QueueItem } from '../desk/answers.ts'
import { ask } from '../desk/api.ts'
import type { Hand, Mark } from './answers.ts'

export const marks = shallowRef<ReadonlyMap<string, Mark>>(new Map())

/** As many ids as one request carries. */
const MOST = 100

/** Reads the marks of these rows; a failure leaves those known, since the queue works without them. */
export async function readMarks(items: readonly QueueItem[]): Promise<void> {
  const ids = [...new Set(items.map(({ id }) => id))]
  const next = new Map(marks.value)
  for (let from = 0; from < ids.length; from += MOST) {
    const answer = await ask<{ readonly items: readonly Mark[] }>(
      `/api/desk/marks?cases=${ids.slice(from, from + MOST).join()}`,
    )
    if (!answer.ok) return
    for (const mark of answer.value.items) next.set(mark.caseId, mark)
  }
  marks.value = next
}

/** How many events came since the officer last looked; 0 for a case they never opened: all of it is new, and no news. */
export function newsOf({ id }: Pick<QueueItem, 'id'>): number {
  const mark = marks.value.get(id)
  return mark?.look ? Math.max(0, mark.seq - mark.look.seq) : 0
}

/** In whose hands the duty of a row is; undefined when whoever comes first may take it. */
export function handOf({ id, step, branch }: Pick<QueueItem, 'id' | 'step' | 'branch'>): Hand | undefined {
  return marks.value.get(id)?.hands.find((hand) => hand.step === step && hand.branch === branch)
}
