// Things that something must be done about, in a list: one is chosen and read whole with the steps taken, the next step is
// sent with what was seen of them. Bad ratings and findings of supervision are followed so.

import { computed, onMounted, type Ref, shallowRef, watch } from 'vue'
import { ask, type Problem, tell } from '../desk/api.ts'
import { useKeys } from '../desk/keys.ts'
import { useLoaded } from '../desk/load.ts'

interface Identified {
  readonly id: string
}

/** A step taken, as `FollowedDesk` shows it. */
export interface SaidStep {
  readonly seq: number
  readonly title: string
  readonly note: string
  readonly by: string
  readonly at: string
}

/** `path` lists the things, `path/:id` holds one whole under its `name` with what was `taken`, `path/:id/steps` takes the next. */
export function useFollowed<Item extends Identified, Taken>(path: string, name: string) {
  const { value: answer, problem, load } = useLoaded(() => ask<{ readonly items: readonly Item[] }>(path))
  onMounted(load)
  const items = computed(() => answer.value?.items ?? [])
  const chosen = shallowRef('')
  const current = computed(() => items.value.find(({ id }) => id === chosen.value) ?? items.value[0])
  const { value: whole, load: loadOne } = useLoaded(() =>
    ask<Readonly<Record<string, unknown>> & { readonly taken: readonly Taken[] }>(`${path}/${current.value?.id}`),
  )
  watch(
    () => current.value?.id,
    (id) => id && void loadOne(),
  )
  const taken = computed(() => {
    const one = whole.value?.[name] as Identified | undefined
    return whole.value && one?.id === current.value?.id ? whole.value.taken : []
  })
  const note = shallowRef('')
  const declined: Ref<Problem | null> = shallowRef(null)
  async function take(step: object): Promise<void> {
    const id = current.value?.id ?? ''
    const sent = await tell(`${path}/${id}/steps`, { seen: taken.value.length, ...step })
    declined.value = sent.ok ? null : sent.problem
    if (sent.ok) note.value = ''
    chosen.value = id
    await Promise.all([load(), loadOne()])
  }
  function move(by: number): void {
    const at = current.value ? items.value.indexOf(current.value) : -1
    chosen.value = items.value[Math.max(0, Math.min(items.value.length - 1, at + by))]?.id ?? ''
  }
  useKeys([
    { key: 'J', says: 'keys.down', run: () => move(1) },
    { key: 'K', says: 'keys.up', run: () => move(-1) },
  ])
  return { answer, problem, load, items, chosen, current, taken, note, declined, take }
}
