// A draft taken up on another device: the page with the code, and the address the code leads to.

import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { applicantOf, type Hall, PERSON, personOf } from '../hall.ts'
import { show } from '../page.ts'
import { readPost } from './post.ts'

/** Where in a draft somebody was: a section from 1, the materials, the last check; empty at its beginning. */
const PART = /^([1-9][0-9]?|materials|check|)$/

export function registerElsewhere(app: Http, hall: Hall): void {
  const Service = Type.Object({ slug: Type.String({ maxLength: 64 }) })
  app.post('/apply/:slug/elsewhere', { ...PERSON, schema: { params: Service } }, async (request, reply) => {
    const { slug } = request.params
    const definition = hall.desk.catalogue.current(slug)
    if (!definition || definition.applicant === 'office') return sendProblem(reply, problemOf('NOT_FOUND'))
    const applicant = await applicantOf(hall, { request, reply }, slug)
    if (!applicant) return reply
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const [part = ''] = PART.exec(post.texts.part ?? '') ?? []
    return showHandover(hall, reply, { person: applicant.id, definition, part })
  })
  // A code is made by pressing, not by looking: who reloads or changes the language presses again.
  app.get('/apply/:slug/elsewhere', { ...PERSON, schema: { params: Service } }, async ({ params, url }, reply) =>
    reply.redirect(`/apply/${encodeURIComponent(params.slug)}${/\?.*/.exec(url)?.[0] ?? ''}`, 303),
  )
  const Code = Type.Object({ code: Type.String({ maxLength: 64 }) })
  app.get('/on/:code', { ...PERSON, schema: { params: Code } }, async (request, reply) => {
    const { id } = await personOf(hall, request)
    const found = await hall.handovers.take(id, request.params.code)
    if (found) return reply.redirect(addressOf(found.service, found.part), 303)
    return show(hall, reply, 'apply-elsewhere-over', {}, { status: 404 })
  })
}

/** Makes a code for a person's draft and shows it. */
export async function showHandover(
  hall: Hall,
  reply: FastifyReply,
  { person, definition, part }: { person: string; definition: Pick<ServiceDefinition, 'slug' | 'title'>; part: string },
): Promise<FastifyReply> {
  const { slug, title } = definition
  const { code, until } = await hall.handovers.give(person, { service: slug, part })
  const address = `${hall.baseUrl}/on/${code}`
  return show(hall, reply, 'apply-elsewhere', {
    title,
    address,
    until: until.toISOString(),
    back: addressOf(slug, part),
  })
}

const addressOf = (slug: string, part: string): string => `/apply/${slug}${part === '' ? '' : `/${part}`}`
