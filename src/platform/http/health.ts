// Answers at /healthz whether this process can do its work. Load balancers and the start script ask it.

import { Type } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'

/** One thing the process cannot work without; resolves with a fact worth showing (a version), rejects when it fails. */
export type HealthCheck = () => Promise<string>

export type HealthChecks = Readonly<Record<string, HealthCheck>>

/** A check that has not answered by then has failed. */
const PATIENCE_MS = 2_000

const Health = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('failing')]),
  uptimeSeconds: Type.Integer(),
  checks: Type.Record(Type.String(), Type.Object({ ok: Type.Boolean(), fact: Type.String() })),
})

/** 200 when every check passes, else 503 naming the ones that do not. What went wrong exactly is told to the log only. */
export function answerHealth(app: FastifyInstance, checks: HealthChecks): void {
  const options = {
    config: { policy: 'public' },
    schema: { summary: '运行状况', response: { 200: Health, 503: Health } },
  }
  app.get('/healthz', options, async (request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        try {
          return [name, { ok: true, fact: await withPatience(check()) }] as const
        } catch (error) {
          request.server.journal.error('health check failed', { part: name, error })
          return [name, { ok: false, fact: '' }] as const
        }
      }),
    )
    const isWell = results.every(([, result]) => result.ok)
    return reply.code(isWell ? 200 : 503).send({
      status: isWell ? 'ok' : 'failing',
      uptimeSeconds: Math.floor(process.uptime()),
      checks: Object.fromEntries(results),
    })
  })
}

async function withPatience<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
