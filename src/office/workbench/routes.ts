// The addresses of the workbench, all of them for officers.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { type Actor, asOfficer, type Officer } from '#kernel/case/actor.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import type { Workbench } from './bench.ts'
import { dueDays } from './due-days.ts'
import { candidatesFor, handOver } from './hand.ts'
import { marksOf, noteLook } from './mark.ts'
import { dropPhrase, keepPhrase, phrasesOf } from './phrase.ts'

export interface WorkbenchRouteOptions {
  readonly bench: Workbench
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const OFFICER = { config: { policy: 'officer' } } as const
const tags = ['工作台']
const strict = { additionalProperties: false } as const
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
const ById = Type.Object({ id: Uuid })
const Unit = Type.String({ pattern: '^[\\w-]{1,40}$' })
const StepName = Type.String({ minLength: 1, maxLength: 64 })
const Branch = Type.Union([Type.Null(), Type.String({ minLength: 1, maxLength: 64 })])
/** As many as one page of the queue shows. */
const UUID_LIST = '^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$'

export function registerWorkbench(app: Http, { bench, actorOf }: WorkbenchRouteOptions): void {
  const officerOf = async (request: FastifyRequest) => asOfficer(await actorOf(request))
  registerPhrases(app, bench, officerOf)
  registerHands(app, bench, officerOf)
  registerLooks(app, bench, officerOf)
}

type OfficerOf = (request: FastifyRequest) => Promise<Officer>

function registerPhrases(app: Http, bench: Workbench, officerOf: OfficerOf): void {
  const NewPhrase = Type.Object(
    {
      unit: Type.Union([Type.Null(), Unit]),
      act: Type.String({ pattern: '^[a-zA-Z]{1,20}(\\.[a-zA-Z]{1,20})?$' }),
      text: Type.String({ maxLength: 300, pattern: '\\S' }),
    },
    strict,
  )
  app.get(
    '/api/desk/phrases',
    { ...OFFICER, schema: { summary: '我的和本单位的常用意见', tags } },
    async (request) => ({
      items: await phrasesOf(bench, await officerOf(request)),
    }),
  )
  app.post(
    '/api/desk/phrases',
    { ...OFFICER, schema: { summary: '存一句常用意见', tags, body: NewPhrase } },
    async (request, reply) => {
      const kept = await keepPhrase(bench, await officerOf(request), request.body)
      return 'problem' in kept ? sendProblem(reply, kept.problem) : reply.code(201).send(kept)
    },
  )
  app.delete(
    '/api/desk/phrases/:id',
    { ...OFFICER, schema: { summary: '删一句常用意见', tags, params: ById } },
    async (request, reply) => {
      const refusal = await dropPhrase(bench, await officerOf(request), request.params.id)
      return refusal ? sendProblem(reply, refusal.problem) : reply.code(204).send()
    },
  )
}

function registerHands(app: Http, bench: Workbench, officerOf: OfficerOf): void {
  const NewHand = Type.Object(
    {
      caseId: Uuid,
      step: StepName,
      branch: Branch,
      officer: Type.Union([Type.Null(), Uuid]),
      note: Type.String({ maxLength: 200 }),
    },
    strict,
  )
  app.post(
    '/api/desk/hands',
    { ...OFFICER, schema: { summary: '把一件待办分派给同岗位的人', tags, body: NewHand } },
    async (request, reply) => {
      const refusal = await handOver(bench, await officerOf(request), request.body)
      return refusal ? sendProblem(reply, refusal.problem) : reply.code(204).send()
    },
  )
  const Duty = Type.Object({ caseId: Uuid, step: StepName, branch: Type.Optional(Type.String({ maxLength: 64 })) })
  app.get(
    '/api/desk/candidates',
    { ...OFFICER, schema: { summary: '一件待办可以分派给谁', tags, querystring: Duty } },
    async (request, reply) => {
      const { caseId, step, branch } = request.query
      const found = await candidatesFor(bench, await officerOf(request), { caseId, step, branch: branch || null })
      return 'problem' in found ? sendProblem(reply, found.problem) : { items: found }
    },
  )
}

function registerLooks(app: Http, bench: Workbench, officerOf: OfficerOf): void {
  const Cases = Type.Object({ cases: Type.String({ pattern: UUID_LIST }) })
  app.get(
    '/api/desk/marks',
    { ...OFFICER, schema: { summary: '几件的记号：看到哪里、归谁办', tags, querystring: Cases } },
    async (request) => {
      const ids = request.query.cases.split(',').filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
      return { items: await marksOf(bench, await officerOf(request), ids) }
    },
  )
  const NewLook = Type.Object({ caseId: Uuid, seq: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }, strict)
  app.post(
    '/api/desk/looks',
    { ...OFFICER, schema: { summary: '记下看到哪里，回答上次看到哪里', tags, body: NewLook } },
    async (request) => ({ before: await noteLook(bench, await officerOf(request), request.body) }),
  )
  const Month = Type.Object({ month: Type.String({ pattern: '^20\\d\\d-(0[1-9]|1[0-2])$' }) })
  app.get(
    '/api/desk/due-days',
    { ...OFFICER, schema: { summary: '一个月里每天到期几件', tags, querystring: Month } },
    async (request) => dueDays(bench, await officerOf(request), request.query.month),
  )
}
