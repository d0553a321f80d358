// Whether there is a line, asked by the machine's own sign of life; and nothing that was typed is lost when there is none:
// a form is sent, or a link followed, only after it answered.

const PATIENCE_MS = 4_000
const BEAT_MS = 60_000
const AGAIN_MS = 3_000

/** The machine's sign of life; whether the server took it. */
export async function beat(): Promise<boolean> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS)
  try {
    const answer = await fetch('/api/kiosks/beat', {
      ...{ method: 'POST', body: '{}', signal: stop.signal },
      headers: { 'content-type': 'application/json' },
    })
    return answer.ok
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

/** Tells `seen` whether there is a line: at once, every minute, and every few seconds while there is none. */
export function watchLine(seen: (isUp: boolean) => void): () => Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = async (): Promise<boolean> => {
    clearTimeout(timer)
    const isUp = navigator.onLine && (await beat())
    seen(isUp)
    timer = setTimeout(look, isUp ? BEAT_MS : AGAIN_MS)
    return isUp
  }
  addEventListener('online', () => void look())
  addEventListener('offline', () => void look())
  void look()
  return look
}

/** Holds forms back until `look` has seen a line, and links while `isDown`. What is held back stays as it was typed. */
export function holdWithoutLine(look: () => Promise<boolean>, isDown: () => boolean): void {
  let isPassing = false
  let isLooking = false
  const whenUp = async (event: Event, go: () => void): Promise<void> => {
    event.preventDefault()
    event.stopPropagation()
    if (isLooking) return
    isLooking = true
    const isUp = await look()
    isLooking = false
    if (!isUp) return
    isPassing = true
    go()
    isPassing = false
  }
  addEventListener(
    'submit',
    (event) => {
      const form = event.target as HTMLFormElement
      if (!isPassing && !form.matches('[data-kiosk-end]')) void whenUp(event, () => form.requestSubmit(event.submitter))
    },
    { capture: true },
  )
  addEventListener(
    'click',
    (event) => {
      const link = (event.target as Element).closest?.('a')
      if (!link || isPassing) return
      // What a machine has no program for: telephone and mail.
      if (link.protocol !== location.protocol) event.preventDefault()
      else if (isDown() && link.getAttribute('href')?.startsWith('#') === false) void whenUp(event, () => link.click())
    },
    { capture: true },
  )
}
