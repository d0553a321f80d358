// A worker that keeps pages on the reader's device, served under an address of its own: a browser finds it again by name.

import { readFileSync } from 'node:fs'
import type { Http } from '#platform/http/server.ts'
import { PUBLIC } from './hall.ts'

/** What a worker may do: fetch from this site, and nothing else. */
const WORKER_POLICY = "default-src 'none'; connect-src 'self'"

/** Serves `file`, a worker as the web builds it, at `url`. */
export function registerWorker(app: Http, url: string, file: string): void {
  const worker = readFileSync(file)
  app.get(
    url,
    {
      ...PUBLIC,
      // The policy of files would forbid the worker to fetch.
      onSend: async (_request, reply) => {
        reply.header('content-security-policy', WORKER_POLICY)
      },
    },
    (_request, reply) => reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(worker),
  )
}
