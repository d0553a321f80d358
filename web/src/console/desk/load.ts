// A thing read from the server as a page shows it: the former value stays while a newer one is on its way, and a
// failure stands beside it instead of wiping it.

import { type Ref, shallowRef } from 'vue'
import type { Answer, Problem } from './api.ts'
import { serverNow } from './api.ts'

export interface Loaded<Value> {
  readonly value: Ref<Value | null>
  readonly problem: Ref<Problem | null>
  /** A request has been under way for longer than a reader would wait without a word. */
  readonly isSlow: Ref<boolean>
  /** Instant of the value shown. */
  readonly at: Ref<string | null>
  readonly load: () => Promise<void>
}

const QUIET_MS = 300

/** `read` is asked again on every load(); an answer that was overtaken by a newer one is dropped. */
export function useLoaded<Value>(read: () => Promise<Answer<Value>>): Loaded<Value> {
  const value = shallowRef<Value | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const isSlow = shallowRef(false)
  const at = shallowRef<string | null>(null)
  let latest = 0
  async function load(): Promise<void> {
    latest += 1
    const mine = latest
    const timer = setTimeout(() => {
      isSlow.value = true
    }, QUIET_MS)
    const answer = await read()
    clearTimeout(timer)
    if (mine !== latest) return
    isSlow.value = false
    if (answer.ok) {
      value.value = answer.value
      at.value = serverNow()
      problem.value = null
    } else problem.value = answer.problem
  }
  return { value, problem, isSlow, at, load }
}
