// Public notices of villages, and objections to them. Anyone may read and object; nobody has to sign in.

import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { refusal } from '#kernel/refusal.ts'
import { type RunningPublicity, runningPublicities, runningPublicity } from '#office/cases/open-reads.ts'
import { problemOfRefusal } from '#office/cases/routes.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { newKey } from '../apply/collect.ts'
import { readPost } from '../apply/post.ts'
import { type Hall, isCaseId, PUBLIC } from '../hall.ts'
import { show } from '../page.ts'
import { noticeBase, noticePage, noticeRow, objectionFaults } from './notice-of.ts'
import { slowed } from './slow.ts'

const CaseId = Type.Object({ id: Type.String({ maxLength: 64 }) })
const Sent = Type.Object({
  at: Type.Optional(Type.String({ maxLength: 30 })),
  village: Type.Optional(Type.String({ maxLength: 60 })),
})

/** A family may object to several notices in a row; a machine may not object to all. */
const OBJECTIONS = { burst: 10, perSecond: 1 / 60 }

export function registerNotices(app: Http, hall: Hall): void {
  const tooMany = slowed(OBJECTIONS)
  app.get('/publicity', PUBLIC, async (_request, reply) => {
    const running = await runningPublicities(hall.reads, null, 200)
    return show(hall, reply, 'notices', { notices: running.map(noticeRow) })
  })
  app.get('/publicity/:id', { ...PUBLIC, schema: { params: CaseId } }, async (request, reply) => {
    const found = await noticeOf(hall, request.params.id)
    if (!found) return sayOver(reply)
    return show(hall, reply, 'notice', noticePage(found, { key: newKey(hall), posted: {}, faults: [] }))
  })
  app.post('/publicity/:id/objection', { ...PUBLIC, schema: { params: CaseId } }, async (request, reply) => {
    const problem = tooMany(request)
    if (problem) return sendProblem(reply, problem)
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    return object(hall, request.params.id, post.texts, reply)
  })
  app.get(
    '/publicity/:id/objection',
    { ...PUBLIC, schema: { params: CaseId, querystring: Sent } },
    async (request, reply) => {
      if (!isCaseId(request.params.id)) return sayOver(reply)
      const { at, village = '' } = request.query
      if (at === undefined || Number.isNaN(Date.parse(at))) return reply.redirect(noticeBase(request.params.id), 303)
      return show(hall, reply, 'objected', { village, at: new Date(at).toISOString(), notices: '/publicity' })
    },
  )
  app.get('/notices', PUBLIC, (_request, reply) => reply.redirect('/publicity', 308))
}

/** The running notice of an address, or null. */
const noticeOf = async (hall: Hall, id: string): Promise<RunningPublicity | null> =>
  isCaseId(id) ? runningPublicity(hall.reads, id) : null

const sayOver = (reply: FastifyReply): Promise<FastifyReply> =>
  sendProblem(reply, problemOfRefusal(refusal('PUBLICITY_OVER')))

async function object(
  hall: Hall,
  caseId: string,
  texts: Readonly<Record<string, string>>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const key = texts.key ?? ''
  const found = await noticeOf(hall, caseId)
  const receipt = key === '' ? null : await hall.desk.store.findReceipt(key)
  // Pressed twice: the objection is on record, and the notice may be over because of it.
  if (receipt && receipt.caseId === caseId)
    return thank(reply, caseId, receipt.at.toISOString(), found?.placeName ?? '')
  if (!found) return sayOver(reply)
  const posted = {
    name: (texts.name ?? '').trim().slice(0, 60),
    contact: (texts.contact ?? '').trim().slice(0, 60),
    reason: (texts.reason ?? '').trim().slice(0, 2000),
  }
  const faults = objectionFaults(posted)
  const usable = /^[\w-]{8,64}$/.test(key) ? key : newKey(hall)
  if (faults.length > 0) {
    return show(hall, reply, 'notice', noticePage(found, { key: usable, posted, faults }), { status: 422 })
  }
  const command = { type: 'object', objector: posted.name, contact: posted.contact, reason: posted.reason } as const
  const actor = { kind: 'public', id: 'public', name: '群众' } as const
  const handled = await hall.handle({ key: usable, actor, to: { caseId }, command })
  if (!handled.ok) return sendProblem(reply, problemOfRefusal(handled.refusal))
  return thank(reply, caseId, handled.receipt.at, found.placeName)
}

/** The thanks live at an address of their own, so that reloading them does not object again. */
function thank(reply: FastifyReply, caseId: string, at: string, village: string): FastifyReply {
  return reply.redirect(
    `${noticeBase(caseId)}/objection?${new URLSearchParams({ at, ...(village && { village }) })}`,
    303,
  )
}
