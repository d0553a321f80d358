// Who may act for me and where I am signed in: mandates given, received and revoked at once; the other sessions ended at once.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { legalDateOf } from '#kernel/calendar/plain-date.ts'
import type { MandatedAction } from '#kernel/case/actor.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { readPost } from '../apply/post.ts'
import { type Hall, PERSON } from '../hall.ts'
import { show } from '../page.ts'

const ACTIONS: readonly MandatedAction[] = ['submit', 'supplement', 'follow', 'collect']

interface Typed {
  readonly agentName: string
  readonly agentIdNumber: string
  readonly services: readonly string[]
  readonly actions: readonly string[]
  readonly until: string
}
interface Fault {
  readonly path: string
  readonly message: string
}

export function registerAccount(app: Http, hall: Hall): void {
  app.get('/mandates', PERSON, (request, reply) => page(hall, request, reply, null))
  app.post('/mandates', PERSON, async (request, reply) => {
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const { agentName = '', agentIdNumber = '', until = '' } = post.texts
    const known = new Set(
      hall.desk.catalogue.services.flatMap(({ slug, agent }) => (agent === 'allowed' ? [slug] : [])),
    )
    const typed = {
      ...{
        agentName: agentName.trim().slice(0, 50),
        agentIdNumber: agentIdNumber.replace(/\s/g, '').toUpperCase(),
        until,
      },
      services: post.all('services').filter((slug) => known.has(slug)),
      actions: post.all('actions').filter((action) => (ACTIONS as readonly string[]).includes(action)),
    }
    const faults = faultsOf(typed)
    if (faults.length > 0) return page(hall, request, reply, { typed, faults })
    const given = await hall.account.giveMandate(request, { ...typed, actions: typed.actions as MandatedAction[] })
    if (!('problem' in given)) return reply.redirect('/mandates', 303)
    const path = given.problem.code === 'MANDATE_DATES' ? 'until' : 'agentIdNumber'
    return page(hall, request, reply, { typed, faults: [{ path, message: given.problem.title }] })
  })
  app.get('/my/sessions', PERSON, async (request, reply) =>
    show(hall, reply, 'sessions', { sessions: await hall.account.sessions(request) }),
  )
  app.post('/my/sessions/end', PERSON, async (request, reply) => {
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    await hall.account.endOthers(request)
    return reply.redirect('/my/sessions', 303)
  })
}

function faultsOf({ agentName, agentIdNumber, services, actions, until }: Typed): Fault[] {
  return [
    ...(agentName.length < 2 ? [{ path: 'agentName', message: '请填受托人的姓名' }] : []),
    ...(/^(\d{17}[\dX]|\d{8})$/.test(agentIdNumber)
      ? []
      : [{ path: 'agentIdNumber', message: '请填 18 位身份证号或居住证号，或 8 位台胞证号' }]),
    ...(services.length === 0 ? [{ path: 'services', message: '请至少选一件事' }] : []),
    ...(actions.length === 0 ? [{ path: 'actions', message: '请至少选一项' }] : []),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(until) ? [] : [{ path: 'until', message: '请选截止日期' }]),
  ]
}

async function page(
  hall: Hall,
  request: FastifyRequest,
  reply: FastifyReply,
  again: { readonly typed: Typed; readonly faults: readonly Fault[] } | null,
): Promise<FastifyReply> {
  const today = legalDateOf(hall.desk.now())
  const { given, received, actingFor } = await hall.account.mandates(request)
  // Only what an agent may do at all is offered.
  const open = hall.desk.catalogue.services.filter(({ agent }) => agent === 'allowed')
  const titles = Object.fromEntries(open.map(({ slug, short }) => [slug, short]))
  const typed = again?.typed ?? {
    agentName: '',
    agentIdNumber: '',
    services: [],
    actions: ['submit', 'supplement', 'follow'],
    until: '',
  }
  const shown = { given, received, actingFor, titles, today, typed, faults: again?.faults ?? [] }
  return show(hall, reply, 'mandates', shown, { status: again ? 422 : 200 })
}
