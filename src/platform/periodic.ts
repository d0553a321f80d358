// What is done again and again while a server runs: one run at a time, a failed one logged and the next one tried.

import type { Log } from './log.ts'

export interface Periodic {
  /** Begins with a run at once. */
  start(): void
  /** Waits for a run under way. */
  stop(): Promise<void>
}

/** Units: `everyMs` milliseconds from the end of one run to the beginning of the next. */
export function periodically(
  run: () => Promise<unknown>,
  { everyMs, log }: { readonly everyMs: number; readonly log: Log },
): Periodic {
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<unknown> = Promise.resolve()

  function once(): void {
    underWay = run()
      .catch((error: unknown) => log.error('fault', { error }))
      .finally(() => {
        if (timer !== undefined) timer = setTimeout(once, everyMs)
      })
  }

  return {
    start() {
      timer = setTimeout(once, 0)
    },
    async stop() {
      clearTimeout(timer)
      timer = undefined
      await underWay
    },
  }
}
