// The addresses of supervision: the rules, what was found, the steps of explaining it, and the wall's figures as they change.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { type Actor, asOfficer } from '#kernel/case/actor.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { anomalies, oneAnomaly, type SupervisionDesk, takeStep } from './desk.ts'
import { RULES } from './rules.ts'
import { wallOf } from './wall.ts'

export interface SupervisionRouteOptions {
  readonly desk: SupervisionDesk
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const OFFICER = { config: { policy: 'officer' } } as const
const LEADERS = { config: { policy: { roles: ['bureau.supervisor', 'bureau.head'] } } }
const tags = ['智慧监督']
const strict = { additionalProperties: false } as const
const Id = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }) })
const EVERY_MS = 5_000

export function registerSupervision(app: Http, { desk, actorOf }: SupervisionRouteOptions): void {
  app.get('/api/supervision/rules', { ...OFFICER, schema: { summary: '异常规则 A01–A21', tags } }, async () => ({
    items: RULES.map(({ id, title, explainWithin, find, instead }) => ({
      ...{ id, title, explainWithin, isJudged: find !== undefined },
      ...(instead !== undefined && { instead }),
    })),
  }))
  app.get('/api/supervision', { ...OFFICER, schema: { summary: '发现的异常', tags } }, async (request) => ({
    items: await anomalies(desk, await actorOf(request)),
  }))
  app.get(
    '/api/supervision/:id',
    { ...OFFICER, schema: { summary: '一条异常和说明经过', tags, params: Id } },
    async (request, reply) => {
      const found = await oneAnomaly(desk, await actorOf(request), request.params.id)
      return 'problem' in found ? sendProblem(reply, found.problem) : found
    },
  )
  const Step = Type.Object(
    {
      seen: Type.Integer({ minimum: 0, description: '您看到的步数' }),
      kind: Type.Union([Type.Literal('explain'), Type.Literal('accept'), Type.Literal('return')]),
      note: Type.String({ maxLength: 1000 }),
    },
    strict,
  )
  app.post(
    '/api/supervision/:id/steps',
    { ...OFFICER, schema: { summary: '说明、采纳、退回', tags, params: Id, body: Step } },
    async (request, reply) => {
      const actor = asOfficer(await actorOf(request))
      const taken = await takeStep(desk, actor, request.params.id, request.body)
      return 'problem' in taken ? sendProblem(reply, taken.problem) : taken
    },
  )
  app.get('/api/wall', { ...LEADERS, schema: { summary: '大屏此刻的数', tags } }, () => wallOf(desk))
  registerLive(app, desk)
}

/**
 * Server-sent events, one an answer: the browser asks again by itself after `retry`, so that no connection is held open, an
 * orderly stop waits for none, and whoever lost the right is out at once. Computed once for all walls that look.
 */
function registerLive(app: Http, desk: SupervisionDesk): void {
  let latest: { readonly until: number; readonly text: Promise<string> } | null = null
  app.get(
    '/api/wall/live',
    { ...LEADERS, schema: { summary: '大屏的数，每 5 秒推一次', tags } },
    async (_request, reply) => {
      const now = performance.now()
      if (latest === null || latest.until < now)
        latest = { until: now + EVERY_MS / 2, text: wallOf(desk).then(JSON.stringify) }
      const { text } = latest
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(`retry: ${EVERY_MS}\ndata: ${await text}\n\n`)
    },
  )
}
