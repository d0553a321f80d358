// Whether somebody is still there: counts from the last touch, asks, and gives up. Only time and touches; what is done
// about it, the page decides.

export interface IdleTimes {
  readonly askAfterSeconds: number
  readonly answerSeconds: number
}

export interface IdleHandlers {
  /** Asks, and then once a second with the seconds left. */
  ask(left: number): void
  /** Somebody touched after all. */
  stay(): void
  /** Nobody did. */
  leave(): void
}

const TICK_MS = 200
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'input', 'wheel', 'touchmove', 'scroll'] as const

/**
 * Begins to count at once, or with the first touch when nothing is there to be wiped. While it asks, only `touched` counts:
 * the page tells it which touch means to stay.
 */
export function watchIdle(
  { askAfterSeconds, answerSeconds }: IdleTimes,
  { ask, stay, leave }: IdleHandlers,
  { startsWithTouch = false, now = Date.now }: { readonly startsWithTouch?: boolean; readonly now?: () => number } = {},
): { touched(): void; stop(): void } {
  let last = startsWithTouch ? Number.POSITIVE_INFINITY : now()
  let asked: number | null = null
  const touched = (): void => {
    last = now()
    if (asked === null) return
    asked = null
    stay()
  }
  const onTouch = (): void => {
    if (asked === null) last = now()
  }
  for (const touch of TOUCHES) addEventListener(touch, onTouch, { capture: true, passive: true })
  const timer = setInterval(() => {
    const idle = (now() - last) / 1000
    if (idle < askAfterSeconds) return
    const left = Math.ceil(askAfterSeconds + answerSeconds - idle)
    if (left <= 0) {
      stop()
      leave()
    } else if (left !== asked) {
      asked = left
      ask(left)
    }
  }, TICK_MS)
  function stop(): void {
    clearInterval(timer)
    for (const touch of TOUCHES) removeEventListener(touch, onTouch, { capture: true })
  }
  return { touched, stop }
}
