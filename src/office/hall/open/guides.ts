// The catalogue's pages: a guide, the guides of a topic, and what a search found. Guides come through a door, because
// this desk may not know the one that keeps them.

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { answersOf } from '#engines/guide/guide.ts'
import { refusal } from '#kernel/refusal.ts'
import { problemOfRefusal } from '#office/cases/routes.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, PUBLIC } from '../hall.ts'
import { show } from '../page.ts'
import { foundRow } from './guides-of.ts'

const Asked = Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })) })
const Topic = Type.Object({ topic: Type.Optional(Type.String({ maxLength: 40 })) })

/** Rows a search shows. */
const SHOWN = 20
/** Guides of one topic on one page: the largest topic of a county has fewer. */
const LISTED = 200

export function registerGuidePages(app: Http, hall: Hall): void {
  app.get('/search', { ...PUBLIC, schema: { querystring: Asked } }, async (request, reply) => {
    const query = request.query.q?.trim() ?? ''
    if (query === '') return reply.redirect('/', 303)
    const found = await hall.guides.search(query, SHOWN)
    const hot = found.how === 'typed' ? [] : await hall.guides.list({ limit: 6 })
    const phone = hall.desk.catalogue.services[0]?.contacts.complaint ?? '12345'
    return show(hall, reply, 'search', {
      query,
      how: found.how,
      found: found.rows.map(foundRow),
      hot: hot.map(foundRow),
      phone,
    })
  })
  app.get('/guides', { ...PUBLIC, schema: { querystring: Topic } }, async (request, reply) => {
    const { topic } = request.query
    const [topics, rows] = await Promise.all([
      hall.guides.topics(),
      hall.guides.list({ ...(topic && { topic }), limit: topic ? LISTED : 12 }),
    ])
    return show(hall, reply, 'guides', { topic: topic ?? null, topics, guides: rows.map(foundRow) })
  })
}

/** The page of a guide of the catalogue. */
export async function showGuide(
  hall: Hall,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  slug: string,
): Promise<FastifyReply> {
  const entry = await hall.guides.find(slug)
  if (!entry) return sendProblem(reply, problemOfRefusal(refusal('SERVICE_NOT_FOUND', { service: slug })))
  hall.guides.opened(slug)
  const query = request.query as Readonly<Record<string, unknown>>
  return show(hall, reply, 'matter-guide', {
    ...{ slug, guide: entry.guide, version: entry.version, answers: answersOf(entry.guide, query) },
    isPrint: query.view === 'print',
  })
}
