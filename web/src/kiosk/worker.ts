// Starts the worker that keeps the page of a broken line on the machine, and tells it the reader's language.

import type { Locale } from '../words/words.ts'

export function startKioskWorker(locale: Locale): void {
  // Absent outside https, and in browsers that forbid it: then the browser says itself that there is no line.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  void workers
    ?.register('/kiosk-worker.js', { scope: '/' })
    .then(() => workers.ready)
    .then(({ active }) => active?.postMessage({ locale }))
    .catch(() => undefined)
}
