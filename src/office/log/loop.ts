// Keeps a sequencer at work while the server runs: looks often, works on without a pause while there is much, tells once
// when the log must not sign, and stops between two rounds. Started by the composition root.

import type { Log } from '#platform/log.ts'
import { BATCH, type Sequencer } from './sequencer.ts'

export interface SequencerLoop {
  start(): void
  /** Ends after the round under way; what waits then waits for the next start. */
  stop(): Promise<void>
}

export interface LoopOptions {
  readonly sequencer: Sequencer
  readonly log: Log
  /** Milliseconds from look to look. */
  readonly everyMs?: number
}

/** After a fault or a refusal there is no hurry. */
const PAUSE_MS = 2_000

export function sequencerLoop({ sequencer, log, everyMs = 200 }: LoopOptions): SequencerLoop {
  let timer: NodeJS.Timeout | undefined
  let underWay: Promise<unknown> = Promise.resolve()
  let said = ''

  /** One look and what it asks for; resolves to the milliseconds until the next. */
  async function look(): Promise<number> {
    const begun = performance.now()
    if (!(await sequencer.hasWork())) return everyMs
    const { outcome, grown, reasons } = await sequencer.round()
    if (outcome !== 'refused') return grown === BATCH ? 0 : Math.max(0, everyMs - (performance.now() - begun))
    tell('the log must not sign', reasons.map(({ text }) => text).join('；'))
    return PAUSE_MS
  }

  /** The same trouble is told once, not five times a second. */
  function tell(message: string, text: string, error?: unknown): void {
    if (said !== text) log.error(message, { reason: text, error })
    said = text
  }

  function again(waitMs: number): void {
    timer = setTimeout(() => {
      underWay = look()
        .catch((error: unknown) => {
          tell('fault of the log', String(error), error)
          return PAUSE_MS
        })
        .then((next) => timer !== undefined && again(next))
    }, waitMs)
  }

  return {
    start: () => again(0),
    async stop() {
      clearTimeout(timer)
      timer = undefined
      await underWay
    },
  }
}
