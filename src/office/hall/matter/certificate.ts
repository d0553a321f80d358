// Certificates: the wallet of a person, one certificate in its holder's hand, and the public answer to whoever checks one.

import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import type { Actor } from '#kernel/case/actor.ts'
import { caseView, certificateOf, ownCases } from '#office/cases/read.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, PERSON, PUBLIC, personOf, todayOf } from '../hall.ts'
import { show } from '../page.ts'
import { holderPage, verdictPage, walletRow } from './certificate-of.ts'

const Code = Type.Object({ code: Type.String({ maxLength: 64 }) })
const Typed = Type.Object({ code: Type.Optional(Type.String({ maxLength: 200 })) })
const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/

export function registerCertificates(app: Http, hall: Hall): void {
  app.get('/my/certificates', PERSON, async (request, reply) => {
    const { actor } = await personOf(hall, request)
    const certificates = (await entriesOf(hall, actor)).map(({ entry }) => walletRow(entry, todayOf(hall)))
    return show(hall, reply, 'certificates', { certificates })
  })
  app.get('/my/certificates/:code', { ...PERSON, schema: { params: Code } }, async (request, reply) => {
    const { actor } = await personOf(hall, request)
    const own = (await entriesOf(hall, actor)).find(({ entry }) => entry.code === request.params.code)
    if (!own) return sendProblem(reply, problemOf('NOT_FOUND'))
    const definition = await hall.desk.catalogue.pinned(own.version)
    const { baseUrl, office } = hall
    return show(
      hall,
      reply,
      'certificate',
      holderPage(own.entry, { definition, issuer: office, baseUrl, today: todayOf(hall) }),
    )
  })
  app.get('/v', { ...PUBLIC, schema: { querystring: Typed } }, async (request, reply) => {
    const code = codeTyped(request.query.code ?? '')
    return code === '' ? showVerdict(hall, reply, null) : reply.redirect(`/v/${encodeURIComponent(code)}`, 303)
  })
  app.get('/v/:code', { ...PUBLIC, schema: { params: Code } }, (request, reply) =>
    showVerdict(hall, reply, request.params.code),
  )
}

/** People type or paste the code, or the whole address under the QR. */
const codeTyped = (text: string): string =>
  text
    .trim()
    .replace(/^.*\/v\//, '')
    .replace(/\s/g, '')
    .slice(0, 64)
    .toWellFormed()

async function showVerdict(hall: Hall, reply: FastifyReply, code: string | null): Promise<FastifyReply> {
  const { catalogue, now } = hall.desk
  const { phone } = catalogue.services[0]!.contacts
  const when = { now: now().toISOString(), today: todayOf(hall), phone }
  if (code === null) return show(hall, reply, 'verify', verdictPage(null, when))
  const found = WELL_FORMED.test(code) ? await certificateOf(hall.reads, code) : null
  const page = verdictPage({ code, found, definition: found ? catalogue.current(found.service) : undefined }, when)
  return show(hall, reply, 'verify', page, { status: found ? 200 : 404 })
}

/** All certificates of a person's cases, newest first. */
async function entriesOf(hall: Hall, actor: Actor) {
  const matters = await ownCases(hall.reads, actor, null, 100)
  const decided = matters.filter(
    ({ status }) => status === 'approved' || status === 'granted' || status === 'terminated',
  )
  const views = await Promise.all(decided.map(({ id }) => caseView(hall.reads, actor, id)))
  return views.flatMap((view) => (view?.entries ?? []).map((entry) => ({ entry, version: view!.version })))
}
