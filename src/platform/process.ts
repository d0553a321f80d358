// How a process of ours ends, and what it says while it begins. Used by server.ts and by commands that serve.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'

/** A list of things to close, last opened first. */
export interface Stopper {
  /** Registers what must be closed; call it right after opening. `part` names it in the log. */
  closing(part: string, close: () => Promise<unknown> | unknown): void
  /**
   * Opens a part that takes its time. A stop that comes meanwhile waits until it is open and closes it, so that nothing
   * is left behind half open.
   * Throws: `Stopped` when a stop came before or meanwhile; whatever `open` throws.
   */
  opening<T>(part: string, open: () => Promise<T>, close: (opened: T) => unknown): Promise<T>
  /** Closes everything after a failure, and hands back what to throw: the failure, or `Stopped` when a stop caused it. */
  failed(error: unknown): Promise<unknown>
  /** Closes everything once; later calls wait for the same end. Resolves to false when a part failed or took too long. */
  stop(): Promise<boolean>
}

/** Thrown out of a start that a stop has overtaken: not a fault. */
export class Stopped extends Error {
  override name = 'Stopped'
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
  const stop = () => (stopping ??= closeAll())
  return {
    closing: (part, close) => void parts.push({ part, close }),
    async opening(part, open, close) {
      if (stopping) throw new Stopped()
      const opened = open()
      // What failed to open has nothing to close, and is told by the opening itself.
      parts.push({ part, close: () => opened.then(close, () => undefined) })
      const result = await opened
      if (stopping) throw new Stopped()
      return result
    },
    async failed(error) {
      if (stopping) return new Stopped()
      await stop()
      return error
    },
    stop,
  }
}

/** A Ctrl-C arrives once from the terminal and again from npm and start.mjs handing it on; within this time it is one. */
const SAME_SIGNAL_MS = 1_000

/**
 * Ends the process in order at the first SIGINT, SIGTERM or SIGHUP: `exitCode` when all parts closed, 1 otherwise. A
 * second signal, by somebody losing patience, ends it at once. Call it before anything is opened; the function it hands
 * back takes it off again.
 */
export function stopOnSignal(stopper: Stopper, log: Log, { exitCode = 0 } = {}): () => void {
  let firstAt: number | undefined
  const stop = async (signal: NodeJS.Signals) => {
    if (firstAt !== undefined) {
      if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(130)
      return
    }
    firstAt = performance.now()
    log.info('stopping', { signal })
    process.exit((await stopper.stop()) ? exitCode : 1)
  }
  for (const signal of SIGNALS) process.on(signal, stop)
  return () => {
    for (const signal of SIGNALS) process.off(signal, stop)
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A fault as a person reads it: what failed, then why, without the trace. */
export function reasonsOf(error: unknown): string {
  const texts: string[] = []
  for (let at = error; at !== undefined && texts.length < 5; at = (at as Error).cause) {
    texts.push(at instanceof Error ? at.message || String((at as NodeJS.ErrnoException).code ?? at.name) : String(at))
  }
  return texts.join('\n  because: ')
}

/** Tells a person what is going on while they wait. */
export interface Progress {
  /** Runs one step and tells its name, meanwhile what the step tells of itself, then how long it took. */
  step<T>(text: string, act: (tell: (detail: string) => void) => Promise<T>): Promise<T>
}

/** Tells nobody. */
export const silentProgress: Progress = { step: (_, act) => act(() => undefined) }

/** On a terminal a step's line is completed in place; elsewhere each step is one line when it is done. */
export function createProgress(output: { write(text: string): unknown }, isTTY: boolean): Progress {
  return {
    async step(text, act) {
      if (isTTY) output.write(`  ${text} …`)
      const begunAt = performance.now()
      let end = 'failed'
      try {
        const result = await act((detail) => isTTY && output.write(`\r  ${text} … ${detail}`))
        end = `${((performance.now() - begunAt) / 1_000).toFixed(1)} s`
        return result
      } finally {
        output.write(`${isTTY ? '\r\u001b[K' : ''}  ${text} — ${end}\n`)
      }
    },
  }
}
