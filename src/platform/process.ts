// How a process of ours ends, and what it says while it begins. Used by server.ts and by commands that serve.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'

/** A list of things to close, last opened first. */
export interface Stopper {
  /** Registers what must be closed; call it right after opening. `part` names it in the log. */
  closing(part: string, close: () => Promise<unknown> | unknown): void
  /** Closes everything once; later calls wait for the same end. Resolves to false when a part failed or took too long. */
  stop(): Promise<boolean>
}

/**
 * An orderly stop: each part is closed after those opened later, and has `timeoutMs` for it; one that fails or hangs is
 * logged and left behind, so that the database is closed in any case.
 */
export function createStopper(log: Log, { timeoutMs = 10_000 } = {}): Stopper {
  const parts: { part: string; close: () => Promise<unknown> | unknown }[] = []
  let stopping: Promise<boolean> | undefined
  async function closeOne({ part, close }: (typeof parts)[number]): Promise<boolean> {
    const timer = new AbortController()
    try {
      const tooLong = sleep(timeoutMs, 'too long', { signal: timer.signal })
      if ((await Promise.race([close(), tooLong])) !== 'too long') return true
      log.warn('did not stop in time', { part, ms: timeoutMs })
    } catch (error) {
      log.error('failed to stop', { part, error })
    } finally {
      timer.abort()
    }
    return false
  }
  async function closeAll(): Promise<boolean> {
    let isClean = true
    for (let part = parts.pop(); part; part = parts.pop()) isClean = (await closeOne(part)) && isClean
    return isClean
  }
  return {
    closing: (part, close) => void parts.push({ part, close }),
    stop: () => (stopping ??= closeAll()),
  }
}

/** A Ctrl-C arrives once from the terminal and again from npm and start.mjs handing it on; within this time it is one. */
const SAME_SIGNAL_MS = 1_000

/**
 * Ends the process in order at the first SIGINT, SIGTERM or SIGHUP: exit 0 when all parts closed, 1 otherwise. A second
 * signal, by somebody losing patience, ends it at once.
 */
export function stopOnSignal(stopper: Stopper, log: Log): void {
  let firstAt: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, async () => {
      if (firstAt !== undefined) {
        if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(130)
        return
      }
      firstAt = performance.now()
      log.info('stopping', { signal })
      process.exit((await stopper.stop()) ? 0 : 1)
    })
  }
}

/** Tells a person what is going on while they wait. */
export interface Progress {
  /** Runs one step and tells its name, then how long it took. */
  step<T>(text: string, act: () => Promise<T>): Promise<T>
}

/** On a terminal a step's line is completed in place; elsewhere each step is one line when it is done. */
export function createProgress(output: { write(text: string): unknown }, isTTY: boolean): Progress {
  return {
    async step(text, act) {
      if (isTTY) output.write(`  ${text} …`)
      const begunAt = performance.now()
      let end = 'failed'
      try {
        const result = await act()
        end = `${((performance.now() - begunAt) / 1_000).toFixed(1)} s`
        return result
      } finally {
        output.write(`${isTTY ? '\r' : ''}  ${text} — ${end}\n`)
      }
    },
  }
}
