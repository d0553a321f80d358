// The addresses about mandates: list, give, revoke, and for whom the session acts.

import { Type } from '@sinclair/typebox'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { sessionOf } from './access.ts'
import { isForm, refuse } from './answer.ts'
import { ID_PATTERN, type IdentityDesk } from './desk.ts'
import { chooseMandate, giveMandate, mandatesOf, revokeMandate } from './mandate.ts'
import type { Session } from './session.ts'

const PERSON = { config: { policy: 'person' } } as const
const tags = ['委托']

const NewMandate = Type.Object(
  {
    agentName: Type.String({ minLength: 2, maxLength: 50 }),
    agentIdNumber: Type.String({ pattern: '^(\\d{17}[\\dXx]|\\d{8})$' }),
    services: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$' }), {
      minItems: 1,
      maxItems: 30,
      uniqueItems: true,
    }),
    actions: Type.Array(
      Type.Union(['submit', 'supplement', 'follow', 'collect'].map((action) => Type.Literal(action as 'submit'))),
      { minItems: 1, uniqueItems: true },
    ),
    until: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  },
  { additionalProperties: false },
)

const ById = Type.Object({ id: Type.String({ pattern: ID_PATTERN }) })

export function registerMandateRoutes(app: Http, desk: IdentityDesk): void {
  app.get('/api/mandates', { ...PERSON, schema: { summary: '我给出和收到的委托', tags } }, async (request) =>
    mandatesOf(desk, (await sessionOf(request)) as Session),
  )
  app.post(
    '/api/mandates',
    { ...PERSON, schema: { summary: '委托他人代办', tags, body: NewMandate } },
    async (request, reply) => {
      const result = await giveMandate(desk, (await sessionOf(request)) as Session, request.body)
      return 'problem' in result ? sendProblem(reply, result.problem) : reply.code(201).send(result)
    },
  )
  app.post(
    '/api/mandates/:id/revoke',
    { ...PERSON, schema: { summary: '撤销委托，立即生效', tags, params: ById } },
    async (request, reply) => {
      const result = await revokeMandate(desk, (await sessionOf(request)) as Session, request.params.id)
      if (result) return refuse(reply, result.problem, '/mandates')
      return isForm(request) ? reply.redirect('/mandates', 303) : reply.code(204).send()
    },
  )
  const Choice = Type.Object(
    { mandate: Type.Union([Type.Null(), Type.Literal(''), Type.String({ pattern: ID_PATTERN })]) },
    { additionalProperties: false },
  )
  app.post(
    '/api/session/acting-for',
    { ...PERSON, schema: { summary: '切换为谁办理：委托编号，或空表示本人', tags, body: Choice } },
    async (request, reply) => {
      const session = (await sessionOf(request)) as Session
      const result = await chooseMandate(desk, session, request.body.mandate || null)
      if (result) return refuse(reply, result.problem, '/mandates')
      return isForm(request) ? reply.redirect('/', 303) : reply.code(204).send()
    },
  )
}
