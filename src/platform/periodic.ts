// What is done again and again while a server runs: one run at a time, a failed one logged and the next one tried.

import type { Log } from './log.ts'

export interface Periodic {
  /** Begins with a run at once. */
  start(): void
  /** Tells a run under way, and waits for it. */
  stop(): Promise<void>
}

/**
 * Units: `everyMs` milliseconds from the end of one run to the beginning of the next. A run that takes long looks at the signal
 * between its pieces: it is aborted when a stop waits for it.
 */
export function periodically(
  run: (stopping: AbortSignal) => Promise<unknown>,
  { everyMs, log }: { readonly everyMs: number; readonly log: Log },
): Periodic {
  let timer: NodeJS.Timeout | undefined
  let stopping = new AbortController()
  let underWay: Promise<unknown> = Promise.resolve()

  function once(): void {
    underWay = run(stopping.signal)
      .catch((error: unknown) => log.error('fault', { error }))
      .finally(() => {
        if (timer !== undefined) timer = setTimeout(once, everyMs)
      })
  }

  return {
    start() {
      stopping = new AbortController()
      timer = setTimeout(once, 0)
    },
    async stop() {
      clearTimeout(timer)
      timer = undefined
      stopping.abort()
      await underWay
    },
  }
}
