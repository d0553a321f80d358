// The addresses of supervision: the rules, what was found, the steps of explaining it, and the wall's figures as they change.

import type { ServerResponse } from 'node:http'
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/case/actor.ts'
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
const MOST_WALLS = 50

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
      const actor = await actorOf(request)
      if (actor.kind !== 'officer') throw new Error('a route for officers let somebody else in')
      const taken = await takeStep(desk, actor, request.params.id, request.body)
      return 'problem' in taken ? sendProblem(reply, taken.problem) : taken
    },
  )
  app.get('/api/wall', { ...LEADERS, schema: { summary: '大屏此刻的数', tags } }, () => wallOf(desk))
  registerLive(app, desk)
}

/** Server-sent events: the figures at once, then every five seconds, computed once for all walls that look. */
function registerLive(app: Http, desk: SupervisionDesk): void {
  const walls = new Set<ServerResponse>()
  let timer: NodeJS.Timeout | undefined
  const tell = async (): Promise<void> => {
    const text = await wallOf(desk)
      .then(JSON.stringify)
      .catch(() => null)
    // A wall that hears nothing says so by itself.
    if (text !== null) for (const wall of walls) wall.write(`data: ${text}\n\n`)
  }
  app.get(
    '/api/wall/live',
    { ...LEADERS, schema: { summary: '大屏的数，每 5 秒推一次', tags } },
    async (request, reply) => {
      if (walls.size >= MOST_WALLS) return reply.code(204).send()
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      walls.add(raw)
      timer ??= setInterval(() => void tell(), EVERY_MS)
      request.raw.on('close', () => {
        walls.delete(raw)
        if (walls.size > 0) return
        clearInterval(timer)
        timer = undefined
      })
      await tell()
      return reply
    },
  )
  app.addHook('preClose', async () => {
    clearInterval(timer)
    for (const wall of walls) wall.end()
  })
}
