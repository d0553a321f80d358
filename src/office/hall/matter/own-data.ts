// What the platform holds about whoever asks: seen on a page, carried away as one file. An agent sees their own, never the
// principal's. What the law keeps is not deleted here, and the page says why.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { maskIdNumber } from '#kernel/party/mask.ts'
import { caseView, ownCases } from '#office/cases/read.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, PERSON } from '../hall.ts'
import { show } from '../page.ts'

/** As many cases as one person has had here; more are fetched page by page. */
const AT_ONCE = 100

export function registerOwnData(app: Http, hall: Hall): void {
  app.get('/my/data', PERSON, async (request, reply) => {
    const data = await ownData(hall, request, reply)
    if (data === null) return reply
    const { person, cases, drafts, mandates } = data
    return show(hall, reply, 'own-data', {
      name: person?.name ?? '',
      idNumber: maskIdNumber(person?.idNumber ?? ''),
      phone: person?.phone ?? '',
      cases: cases.length,
      drafts: drafts.length,
      given: mandates.given.length,
      received: mandates.received.length,
    })
  })
  app.get('/my/data.json', PERSON, async (request, reply) => {
    const data = await ownData(hall, request, reply)
    if (data === null) return reply
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="qinqing-my-data.json"')
      .header('cache-control', 'no-store')
      .send(JSON.stringify({ exportedAt: hall.desk.now().toISOString(), ...data }, null, 2))
  })
}

/** Everything that names the person; null after it was refused to somebody who acts for another. */
async function ownData(hall: Hall, request: FastifyRequest, reply: FastifyReply) {
  const actor = await hall.actorOf(request)
  if (actor.kind !== 'person' || actor.mandate) {
    await sendProblem(reply, problemOf('NOT_ALLOWED'))
    return null
  }
  const summaries = []
  for (let before: string | null = null; ; ) {
    const page = await ownCases(hall.reads, actor, before, AT_ONCE)
    summaries.push(...page)
    before = page.at(-1)?.caseNo ?? null
    if (page.length < AT_ONCE || before === null) break
  }
  const [person, drafts, mandates, sessions, cases] = await Promise.all([
    hall.knownOf(actor.id),
    hall.drafts.list(actor.id),
    hall.account.mandates(request),
    hall.account.sessions(request),
    Promise.all(summaries.map(({ id }) => caseView(hall.reads, actor, id))),
  ])
  return { person, cases: cases.filter((view) => view !== null), drafts, mandates, sessions }
}
