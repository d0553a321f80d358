// The published statistics of supervision: a page for everybody, which may be kept for some minutes.

import type { Http } from '#platform/http/server.ts'
import { type Hall, PUBLIC } from '../hall.ts'
import { show } from '../page.ts'

/** Seconds for which an answer may be kept. */
const FRESH_SECONDS = 300

export function registerStatistics(app: Http, hall: Hall): void {
  app.get('/statistics', PUBLIC, async (_request, reply) => {
    const [figures, ratings] = await Promise.all([hall.statistics(), hall.ratings.figures()])
    const titles = Object.fromEntries(hall.desk.catalogue.services.map(({ slug, short }) => [slug, short]))
    const [dissatisfied, bad] = ratings.levels
    // Beside the page stands nothing of whoever asks: it is the same for all who read the same language.
    reply.header('cache-control', `public, max-age=${FRESH_SECONDS}`)
    return show(hall, reply, 'statistics', {
      figures,
      titles,
      ratings: { active: ratings.active, good: ratings.active - dissatisfied - bad, byDefault: ratings.byDefault },
    })
  })
}
