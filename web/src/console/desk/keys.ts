// The keyboard of the desk: a page binds its keys while it is shown; `?` lists them.

import { onBeforeUnmount, onMounted, shallowRef } from 'vue'
import type { PlainWordKey } from '../../words/words.ts'

export interface BoundKey {
  /** As `KeyboardEvent.key`, `Space` for the space bar; `Ctrl+Enter` also works while typing. */
  readonly key: string
  readonly says: PlainWordKey
  readonly run: () => void
}

/** The keys of the page shown, for the list behind `?`. */
export const boundKeys = shallowRef<readonly BoundKey[]>([])

/** Binds keys while the calling component is mounted. */
export function useKeys(keys: readonly BoundKey[]): void {
  const byName = new Map(keys.map((bound) => [bound.key.toLowerCase(), bound]))
  const listen = (event: KeyboardEvent) => {
    const found = byName.get(nameOf(event))
    if (!found || event.defaultPrevented || (isBusy(event) && !found.key.startsWith('Ctrl+'))) return
    event.preventDefault()
    found.run()
  }
  onMounted(() => {
    document.addEventListener('keydown', listen)
    boundKeys.value = [...boundKeys.value, ...keys]
  })
  onBeforeUnmount(() => {
    document.removeEventListener('keydown', listen)
    boundKeys.value = boundKeys.value.filter((bound) => !keys.includes(bound))
  })
}

function nameOf({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  const name = key === ' ' ? 'space' : key.toLowerCase()
  return (ctrlKey || metaKey ? 'ctrl+' : '') + (altKey ? 'alt+' : '') + name
}

/** Somebody is typing, or the key belongs to what has the focus: a button is pressed by Enter and Space. */
function isBusy({ target, key }: KeyboardEvent): boolean {
  const element = target as HTMLElement
  if (element.closest('input:not([type=checkbox], [type=radio]), textarea, select, dialog')) return true
  if (key === 'Enter') return element.closest('a, button, input, summary') !== null
  return key === ' ' && element.closest('button, input, summary') !== null
}
