// The addresses of ratings: the published figures for all, the bad ones and their steps for officers.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { type Actor, asOfficer } from '#kernel/case/actor.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { RATING_RULES } from '#services/rating.ts'
import { badRatings, oneRating, type RatingDesk, takeStep } from './desk.ts'
import { ratingFigures } from './statistics.ts'

export interface RatingRouteOptions {
  readonly desk: RatingDesk
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const OFFICER = { config: { policy: 'officer' } } as const
const tags = ['好差评']
const strict = { additionalProperties: false } as const
const Id = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }) })
const note = Type.String({ maxLength: 500 })
const one = <T extends string>(...texts: readonly T[]) => Type.Union(texts.map((text) => Type.Literal(text)))
const StepSchema = Type.Union([
  Type.Object({ step: Type.Literal('assign'), unit: Type.String({ maxLength: 40 }), note }, strict),
  Type.Object({ step: Type.Literal('call'), outcome: one('valid', 'invalid', 'unreached'), note }, strict),
  Type.Object({ step: Type.Literal('rectify'), how: one('simple', 'planned', 'explained'), note }, strict),
  Type.Object({ step: Type.Literal('tell'), note }, strict),
  Type.Object({ step: Type.Literal('revisit'), satisfied: Type.Boolean(), note }, strict),
])

export function registerRatings(app: Http, { desk, actorOf }: RatingRouteOptions): void {
  app.get(
    '/api/ratings/figures',
    { config: { policy: 'public' }, schema: { summary: '今年的评价：主动的和默认的分开', tags } },
    async () => ({ rules: RATING_RULES, figures: await ratingFigures(desk) }),
  )
  app.get('/api/ratings', { ...OFFICER, schema: { summary: '差评和它们办到哪里', tags } }, async (request) => ({
    items: await badRatings(desk, await actorOf(request), 200),
  }))
  app.get(
    '/api/ratings/:id',
    { ...OFFICER, schema: { summary: '一条差评和办理经过', tags, params: Id } },
    async (request, reply) => {
      const found = await oneRating(desk, await actorOf(request), request.params.id)
      return 'problem' in found ? sendProblem(reply, found.problem) : found
    },
  )
  const Body = Type.Object(
    { seen: Type.Integer({ minimum: 0, description: '您看到的步数' }), step: StepSchema },
    strict,
  )
  app.post(
    '/api/ratings/:id/steps',
    { ...OFFICER, schema: { summary: '回访、整改、反馈、再回访', tags, params: Id, body: Body } },
    async (request, reply) => {
      const actor = asOfficer(await actorOf(request))
      const taken = await takeStep(desk, actor, request.params.id, request.body)
      return 'problem' in taken ? sendProblem(reply, taken.problem) : taken.standing
    },
  )
}
