// The description of the API at /openapi.json, made from the same schemas that validate, so that it cannot disagree
// with what the server does. Registered by server.ts before any route.

import swagger from '@fastify/swagger'
import { type TSchema, Type } from '@sinclair/typebox'
import type { FastifyInstance, FastifySchema } from 'fastify'

export interface ApiInfo {
  readonly title: string
  readonly version: string
  readonly description?: string
}

const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    status: Type.Integer(),
    code: Type.String({ description: '差错代码，程序据此判断' }),
    title: Type.String({ description: '发生了什么' }),
    detail: Type.Optional(Type.String()),
    remedy: Type.String({ description: '怎样补救' }),
    instance: Type.String({ description: '请求编号' }),
    errors: Type.Optional(
      Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
    ),
  },
  { title: 'Problem', description: 'RFC 9457 problem+json' },
)

/** Serves /openapi.json (OpenAPI 3.1). Every operation also lists the problem every operation may answer with. */
export async function describeApi(app: FastifyInstance, info: ApiInfo): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { description: '', ...info },
      components: { schemas: { Problem: ProblemSchema as object } },
    },
    transform: ({ schema, url, route }) => {
      const isPage = !url.startsWith('/api/') && url !== '/healthz'
      return { schema: isPage ? { ...schema, hide: true } : withProblem(schema, route.config?.policy), url }
    },
  })
  app.get('/openapi.json', { config: { policy: 'public' }, schema: { hide: true } }, async () => app.swagger())
}

function withProblem(schema: FastifySchema | undefined, policy: unknown): FastifySchema {
  const responses = (schema?.response ?? {}) as Record<string, TSchema>
  const success = Object.keys(responses).length > 0 ? responses : { '2xx': { description: '成功' } }
  const problem = {
    description: '没有办成：原因和补救办法',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  return {
    ...schema,
    response: { ...success, default: problem },
    ...{ 'x-policy': policy },
  } as FastifySchema
}
