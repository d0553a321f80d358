// Certificates: the wallet of a person, one certificate in its holder's hand, and the public answer to whoever checks one.

import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import type { Actor } from '#kernel/case/actor.ts'
import { formatVerifierKey } from '#kernel/log/note.ts'
import { caseView, ownCases } from '#office/cases/read.ts'
import { setPaper } from '#office/registers/paper-pdf.ts'
import { registerProblem } from '#office/registers/refusal.ts'
import type { Examination } from '#office/registers/registers.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, PERSON, PUBLIC, personOf, todayOf } from '../hall.ts'
import { show } from '../page.ts'
import { checkYourself, holderPage, paperOf, readTyped, verdictPage, walletRow } from './certificate-of.ts'

const Code = Type.Object({ code: Type.String({ maxLength: 64 }) })
const Typed = Type.Object({ code: Type.Optional(Type.String({ maxLength: 2000 })) })

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
    const signed = (await hall.registers.credential(own.entry.code)) as string
    const page = holderPage(own.entry, { definition, issuer: office, baseUrl, today: todayOf(hall), signed })
    return show(hall, reply, 'certificate', page)
  })
  app.get('/my/certificates/:code.pdf', { ...PERSON, schema: { params: Code } }, async (request, reply) => {
    const { actor } = await personOf(hall, request)
    const own = (await entriesOf(hall, actor)).find(({ entry }) => entry.code === request.params.code)
    if (!own) return sendProblem(reply, problemOf('NOT_FOUND'))
    const definition = await hall.desk.catalogue.pinned(own.version)
    const { baseUrl, office } = hall
    const signed = (await hall.registers.credential(own.entry.code)) as string
    const set = await setPaper(
      paperOf(own.entry, { definition, issuer: office, baseUrl, today: todayOf(hall), signed }),
    )
    if ('complaint' in set) return sendProblem(reply, registerProblem('PAPER_IMPOSSIBLE'))
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="certificate-${request.params.code.slice(0, 8)}.pdf"`)
      .send(set.pdf)
  })
  app.get('/my/certificates/:code/file', { ...PERSON, schema: { params: Code } }, async (request, reply) => {
    const { actor } = await personOf(hall, request)
    const isOwn = (await entriesOf(hall, actor)).some(({ entry }) => entry.code === request.params.code)
    const text = isOwn ? await hall.registers.credential(request.params.code) : null
    if (text === null) return sendProblem(reply, problemOf('NOT_FOUND'))
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="certificate-${request.params.code.slice(0, 8)}.txt"`)
      .send(`${text}\n`)
  })
  app.get('/v', { ...PUBLIC, schema: { querystring: Typed } }, async (request, reply) => {
    const { code, text } = readTyped(request.query.code ?? '')
    if (text !== '') return showVerdict(hall, reply, { code: '', found: await hall.registers.examineText(text) })
    return code === '' ? showVerdict(hall, reply, null) : reply.redirect(`/v/${encodeURIComponent(code)}`, 303)
  })
  app.get('/v/:code', { ...PUBLIC, schema: { params: Code } }, async (request, reply) => {
    const { code } = request.params
    return showVerdict(hall, reply, { code, found: await hall.registers.examineCode(code) })
  })
}

/** Answers a check with its verdict; without one, with the page that takes a code. */
export async function showVerdict(
  hall: Hall,
  reply: FastifyReply,
  asked: { readonly code: string; readonly found: Examination | null } | null,
): Promise<FastifyReply> {
  const { catalogue, now } = hall.desk
  const { phone } = catalogue.services[0]!.contacts
  const entry = asked?.found?.entry
  const definition = entry ? catalogue.current(entry.service) : undefined
  const { district, ring } = hall.registers
  const command = checkYourself(`${hall.baseUrl}/registers/${district}`, formatVerifierKey(ring.publisher.key))
  const page = verdictPage(asked && { ...asked, definition }, {
    now: now().toISOString(),
    today: todayOf(hall),
    phone,
    command,
  })
  return show(hall, reply, 'verify', page, { status: asked && !entry ? 404 : 200 })
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
