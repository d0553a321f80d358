// The addresses of the guides desk: the list, one guide with its versions, its steps; and what may be typed next, for
// everybody.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { GUIDE_ACTS, type GuideAct } from '#engines/guide/life.ts'
import { GuideShape } from '#engines/guide/shape.ts'
import { type Actor, asOfficer } from '#kernel/case/actor.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type GuideDesk, guideRows, guideView, takeGuideStep } from './guides.ts'
import { guideProblem } from './refusal.ts'

export interface GuideRouteOptions {
  readonly desk: GuideDesk
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const STAFF = {
  config: { policy: { roles: ['bureau.window', 'bureau.approver', 'bureau.head', 'bureau.supervisor'] } },
}
const ACTORS = { config: { policy: { roles: ['bureau.window', 'bureau.approver', 'bureau.head'] } } }
const PUBLIC = { config: { policy: 'public' } } as const

const tags = ['办事指南']
const strict = { additionalProperties: false } as const
const Slug = Type.Object({ slug: Type.String({ maxLength: 40 }) })
const Version = Type.Object({ slug: Type.String({ maxLength: 40 }), seq: Type.String({ pattern: '^\\d{1,6}$' }) })
const Typed = Type.Object({ q: Type.String({ maxLength: 60 }) })
const Step = Type.Object(
  {
    act: Type.Union((Object.keys(GUIDE_ACTS) as GuideAct[]).map((act) => Type.Literal(act))),
    seen: Type.Integer({ minimum: 0, description: '最后看到的一步；新写的是 0' }),
    note: Type.Optional(Type.String({ maxLength: 500 })),
    guide: Type.Optional(GuideShape),
  },
  strict,
)

/** Suggestions while somebody types. */
const SUGGESTED = 8

export function registerGuides(app: Http, { desk, actorOf }: GuideRouteOptions): void {
  const officerOf = async (request: FastifyRequest) => asOfficer(await actorOf(request))
  app.get('/api/guides', { ...STAFF, schema: { summary: '目录里的办事指南，草稿在内', tags } }, async () => ({
    guides: await guideRows(desk),
  }))
  app.get(
    '/api/guides/suggest',
    { ...PUBLIC, schema: { summary: '边输边提示', tags, querystring: Typed } },
    async (request, reply) => {
      const { rows, how } = await desk.search(request.query.q, SUGGESTED)
      reply.header('cache-control', 'public, max-age=60')
      return { how, rows: rows.map(({ slug, title, body }) => ({ slug, title, body })) }
    },
  )
  app.get(
    '/api/guides/:slug',
    { ...STAFF, schema: { summary: '一份指南和它的经过', tags, params: Slug } },
    async (request, reply) => {
      const seen = await guideView(desk, request.params.slug, await officerOf(request))
      return 'problem' in seen ? sendProblem(reply, seen.problem) : seen.value
    },
  )
  app.get(
    '/api/guides/:slug/versions/:seq',
    { ...STAFF, schema: { summary: '到某一步为止的一版', tags, params: Version } },
    async (request, reply) => {
      const guide = await desk.store.content(request.params.slug, Number(request.params.seq))
      return guide ?? sendProblem(reply, guideProblem('GUIDE_NOT_FOUND'))
    },
  )
  app.post(
    '/api/guides/:slug/steps',
    { ...ACTORS, schema: { summary: '存一版，或往下走一步', tags, params: Slug, body: Step } },
    async (request, reply) => {
      const { act, seen, note = '', guide } = request.body
      if ((guide !== undefined) !== (act === 'save')) return sendProblem(reply, problemOf('INVALID_INPUT'))
      const taken = await takeGuideStep(desk, request.params.slug, await officerOf(request), {
        act,
        seen,
        note,
        ...(guide && { guide }),
      })
      return 'problem' in taken ? sendProblem(reply, taken.problem) : taken.value
    },
  )
}
