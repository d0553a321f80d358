// What the queue leaves behind for other pages: how many wait, and the order of the rows, so that a case can lead to the
// next one.

import { shallowRef } from 'vue'

/** Duties of the officer in all; null before the queue was first read. */
export const queueCount = shallowRef<number | null>(null)
/** Ids of the cases in the order last shown. */
export const queueOrder = shallowRef<readonly string[]>([])

/** The case `step` rows further in the queue last shown, and the place of `id` in it. */
export function neighbour(id: string, step: 1 | -1): string | undefined {
  const here = queueOrder.value.indexOf(id)
  return here === -1 ? undefined : queueOrder.value[here + step]
}
