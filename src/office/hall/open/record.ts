// The public record: how services that say so are handled, in figures, and what the ladder of supervision has made public.

import { publicRecord, type publicRecord as read } from '#office/cases/public-record.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, PUBLIC } from '../hall.ts'
import { show } from '../page.ts'

/** It is read from the cases themselves; whoever asks again within a minute reads the same. */
const KEPT_MS = 60_000

export function registerRecord(app: Http, hall: Hall): void {
  let kept: { readonly at: number; readonly record: ReturnType<typeof read> } | null = null
  app.get('/public-record', PUBLIC, async (_request, reply) => {
    const now = hall.reads.now().getTime()
    if (kept === null || Math.abs(now - kept.at) > KEPT_MS) {
      const record = publicRecord(hall.reads)
      kept = { at: now, record }
      record.catch(() => {
        kept = null
      })
    }
    return show(hall, reply, 'record', await kept.record)
  })
}
