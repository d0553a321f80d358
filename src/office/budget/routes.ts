// The addresses of the budget: public pages under /budget, the monitor for officers, and the authoring desk.
import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type AuthoringRouteOptions, registerAuthoring } from './authoring-routes.ts'
import type { BudgetDesk } from './desk.ts'
import { registerEvidence } from './evidence-routes.ts'

const Name = Type.Object({ name: Type.String({ maxLength: 64 }) })
const Question = Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })) })
const PUBLIC = { config: { policy: 'public' } } as const

/** Registers the pages, the monitor and the authoring desk; `actorOf` says who stands behind a request. */
export function registerBudget(app: Http, desk: BudgetDesk, { actorOf }: Pick<AuthoringRouteOptions, 'actorOf'>): void {
  registerSite(app, desk)
  registerAuthoring(app, { authoring: desk.authoring, actorOf })
  registerEvidence(app, desk, { actorOf })
  app.get(
    '/api/indicators',
    { config: { policy: 'officer' }, schema: { summary: '绩效监控：每项目标现在和年底预测', tags: ['绩效'] } },
    () => desk.monitor(),
  )
}

/**
 * Pages link to each other by file name, so the overview needs its slash. Who has chosen to read in another language gets that
 * overview; after that the addresses say the language.
 */
function registerSite(app: Http, { fileOf }: BudgetDesk): void {
  app.get('/budget', PUBLIC, (_request, reply) => reply.redirect('/budget/', 303))
  app.get('/budget/', PUBLIC, (request, reply) => {
    const chosen = OVERVIEWS[String(request.cookies?.lang)] ?? 'index.html'
    return reply.redirect(`/budget/${chosen}`, 303)
  })
  const send = async (reply: FastifyReply, name: string, question?: string): Promise<unknown> => {
    const file = await fileOf(name, question)
    if (!file) return sendProblem(reply, problemOf('NOT_FOUND'))
    if ('complaint' in file) return sendProblem(reply, problemOf('NOT_FOUND', { detail: file.complaint }))
    const cached = name.endsWith('.css') ? 'public, max-age=31536000, immutable' : 'public, max-age=60'
    return reply.type(file.type).header('cache-control', cached).send(file.body)
  }
  for (const folder of ['', 'zh-Hant/', 'en/']) {
    app.get(`/budget/${folder}search.html`, { ...PUBLIC, schema: { querystring: Question } }, (request, reply) =>
      send(reply, `${folder}search.html`, request.query.q),
    )
    app.get(`/budget/${folder}:name`, { ...PUBLIC, schema: { params: Name } }, (request, reply) =>
      send(reply, folder + request.params.name),
    )
  }
}

const OVERVIEWS: Readonly<Record<string, string>> = { 'zh-Hant': 'zh-Hant/index.html', en: 'en/index.html' }
