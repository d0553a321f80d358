// The addresses of the payment desk. Everybody who may open them sees only what their posts prepare or release.

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/case/actor.ts'
import { idempotencyKeyOf } from '#platform/http/idempotency-key.ts'
import { type Problem, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import type { BankAnswer, PaymentDesk } from './payments.ts'
import { paymentProblem } from './refusal.ts'

export interface PaymentRouteOptions {
  readonly payments: PaymentDesk
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const PAYERS = { config: { policy: { roles: ['bureau.finance', 'bureau.cashier'] } } } as const
const Batch = Type.Object({ batch: Type.String({ pattern: '^P\\d{8}-[0-9a-f]{8}$' }) })
const strict = { additionalProperties: false } as const
const CaseIds = Type.Object(
  { cases: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 500 }) },
  strict,
)
const Reason = Type.Object({ reason: Type.String({ maxLength: 500 }) }, strict)
const Answers = Type.Object(
  {
    answers: Type.Array(
      Type.Object(
        {
          caseId: Type.String({ format: 'uuid' }),
          paid: Type.Boolean(),
          reference: Type.String({ maxLength: 200 }),
          reason: Type.String({ maxLength: 500 }),
        },
        strict,
      ),
      { minItems: 1, maxItems: 500 },
    ),
  },
  strict,
)
const tags = ['付款']

export function registerPayments(app: Http, { payments, actorOf }: PaymentRouteOptions): void {
  app.get('/api/payments', { ...PAYERS, schema: { summary: '等付款的件和批次', tags } }, async (request) =>
    payments.list(await actorOf(request)),
  )
  app.post(
    '/api/payments/batches',
    { ...PAYERS, schema: { summary: '编一批付款', tags, body: CaseIds } },
    async (request, reply) => {
      const given = idempotencyKeyOf(request)
      if ('problem' in given) return sendProblem(reply, given.problem)
      const made = await payments.prepare(await actorOf(request), request.body.cases, given.key)
      return 'batch' in made ? reply.code(201).send(made) : sendProblem(reply, made)
    },
  )
  app.post(
    '/api/payments/batches/:batch/release',
    { ...PAYERS, schema: { summary: '复核放款', tags, params: Batch } },
    (request, reply) =>
      act(request, reply, async (key) => payments.release(await actorOf(request), request.params.batch, key)),
  )
  app.post(
    '/api/payments/batches/:batch/return',
    { ...PAYERS, schema: { summary: '退回一批', tags, params: Batch, body: Reason } },
    (request, reply) =>
      act(request, reply, async (key) =>
        payments.giveBack(await actorOf(request), request.params.batch, request.body.reason, key),
      ),
  )
  app.post(
    '/api/payments/batches/:batch/answers',
    { ...PAYERS, schema: { summary: '登记银行回执', tags, params: Batch, body: Answers } },
    (request, reply) =>
      act(request, reply, async (key) =>
        payments.answer(await actorOf(request), request.params.batch, request.body.answers as BankAnswer[], key),
      ),
  )
  app.get(
    '/api/payments/batches/:batch/file',
    { ...PAYERS, schema: { summary: '给银行的文件', tags, params: Batch } },
    async (request, reply) => {
      const file = await payments.file(await actorOf(request), request.params.batch)
      if (file === null) return sendProblem(reply, paymentProblem('BATCH_UNKNOWN'))
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${request.params.batch}.csv"`)
        .send(file)
    },
  )
}

async function act(
  request: FastifyRequest,
  reply: FastifyReply,
  carryOut: (key: string) => Promise<Problem | null>,
): Promise<FastifyReply> {
  const given = idempotencyKeyOf(request)
  if ('problem' in given) return sendProblem(reply, given.problem)
  const problem = await carryOut(given.key)
  return problem ? sendProblem(reply, problem) : reply.code(204).send()
}
