// The addresses about standing in: who stands in for whom, handing over, taking back, and the colleagues to choose from.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { asOfficer } from '#kernel/case/actor.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { sessionOf } from './access.ts'
import { colleaguesIn, delegate, delegationsAround, revokeDelegation } from './delegation.ts'
import { ID_PATTERN, type IdentityDesk } from './desk.ts'
import type { Session } from './session.ts'

const OFFICER = { config: { policy: 'officer' } } as const
const tags = ['岗位']
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const ById = Type.Object({ id: Type.String({ pattern: ID_PATTERN }) })
const NewDelegation = Type.Object(
  {
    deputy: Type.String({ pattern: ID_PATTERN, description: '代理的同事' }),
    from: Day,
    until: Day,
    note: Type.String({ maxLength: 200 }),
  },
  { additionalProperties: false },
)

export function registerDelegationRoutes(app: Http, desk: IdentityDesk): void {
  const officerOf = async (request: FastifyRequest) => asOfficer(((await sessionOf(request)) as Session).actor)
  app.get('/api/delegations', { ...OFFICER, schema: { summary: '谁在代谁', tags } }, async (request) => ({
    items: await delegationsAround(desk, await officerOf(request)),
  }))
  app.get(
    '/api/colleagues',
    { ...OFFICER, schema: { summary: '本单位和所在乡镇、局里的同事', tags } },
    async (request) => {
      const { posts } = await officerOf(request)
      return {
        items: await colleaguesIn(
          desk,
          posts.map(({ unit }) => unit),
        ),
      }
    },
  )
  app.post(
    '/api/delegations',
    { ...OFFICER, schema: { summary: '请人代理我的岗位', tags, body: NewDelegation } },
    async (request, reply) => {
      const made = await delegate(desk, (await officerOf(request)).id, request.body)
      return 'problem' in made ? sendProblem(reply, made.problem) : reply.code(201).send(made)
    },
  )
  app.post(
    '/api/delegations/:id/revoke',
    { ...OFFICER, schema: { summary: '收回代理，立即生效', tags, params: ById } },
    async (request, reply) => {
      const refusal = await revokeDelegation(desk, (await officerOf(request)).id, request.params.id)
      return refusal ? sendProblem(reply, refusal.problem) : reply.code(204).send()
    },
  )
}
