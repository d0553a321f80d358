// Where in the console one is: said in the bar and in the title of the window.

import { onBeforeUnmount, shallowRef, watchEffect } from 'vue'

/** `我的待办 › 办理` */
export const trail = shallowRef<readonly string[]>([])

/** Names the page while it is shown; `name` is asked again when what it reads changes. */
export function usePlace(name: () => readonly string[], site: string): void {
  const stop = watchEffect(() => {
    trail.value = name()
    document.title = [...name()].reverse().concat(site).join(' · ')
  })
  onBeforeUnmount(stop)
}
