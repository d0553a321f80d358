// The published lists that anyone may fetch and keep, and the head's act of taking a certificate back.

import { hash } from 'node:crypto'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { parsePlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import { formatVerifierKey } from '#kernel/log/note.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { registerProblem } from './refusal.ts'
import type { RegisterDesk } from './registers.ts'

export interface RegisterRouteOptions {
  readonly registers: RegisterDesk
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

/** How long a copy may be used before asking again. Seconds. */
const KEEP_SECONDS = 300

const PUBLIC = { policy: 'public' } as const
const District = Type.Object({ district: Type.String({ maxLength: 64 }) })
const Code = Type.Object({ code: Type.String({ maxLength: 64 }) })
const RevocationSchema = Type.Object(
  {
    reason: Type.String({ maxLength: 500, description: '公开给查验的人看，不要写个人信息' }),
    document: Type.String({ maxLength: 100, description: '撤销决定书的文号' }),
    on: Type.String({ maxLength: 10, description: '撤销日期，2026-11-23' }),
  },
  { additionalProperties: false },
)

export function registerRegisters(app: Http, { registers, actorOf }: RegisterRouteOptions): void {
  const lists = {
    issuers: ['可信签发机关名单', async () => (await registers.lists()).issuersText],
    status: ['撤销名单', async () => (await registers.lists()).statusText],
    vkey: ['核对名单签名的公钥', async () => `${formatVerifierKey(registers.ring.publisher.key)}\n`],
  } as const
  for (const [name, [summary, text]] of Object.entries(lists)) {
    app.get(
      `/registers/:district/${name}`,
      { config: PUBLIC, schema: { summary, tags: ['证照'], params: District } },
      async (request, reply) =>
        request.params.district === registers.district
          ? sendText(request, reply, await text())
          : sendProblem(reply, problemOf('NOT_FOUND')),
    )
  }
  app.post(
    '/api/certificates/:code/revocation',
    {
      config: { policy: { roles: ['bureau.head'] } },
      schema: { summary: '撤销一份证', tags: ['证照'], params: Code, body: RevocationSchema },
    },
    async (request, reply) => {
      const { reason, document, on } = request.body
      const day = parsePlainDate(on)
      if (!day)
        return sendProblem(
          reply,
          registerProblem('REVOCATION_INVALID', [{ path: '/on', code: 'DATE', message: '日期写成 2026-11-23 这样' }]),
        )
      const problem = await registers.revoke(request.params.code, { reason, document, on: day }, await actorOf(request))
      return problem ? sendProblem(reply, problem) : reply.code(201).send({ code: request.params.code, on: day })
    },
  )
}

/** A signed text that may be kept a while; 304 for who has it. */
function sendText(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  const etag = `"${hash('sha256', text).slice(0, 32)}"`
  reply.headers({ etag, 'cache-control': `public, max-age=${KEEP_SECONDS}` })
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.type('text/plain; charset=utf-8').send(text)
}
