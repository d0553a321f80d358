// The addresses of cases for programs: submit, act, look, queue, count. Pages use the same use cases; registered by the
// composition root, which says who stands behind a request.

import { type TSchema, Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Light } from '#kernel/calendar/clock.ts'
import { legalDateOf, type PlainDate, parsePlainDate } from '#kernel/calendar/plain-date.ts'
import type { Actor } from '#kernel/case/actor.ts'
import { advise } from '#kernel/material/rule.ts'
import { REFUSALS, type Refusal, refusal, textOfRefusal } from '#kernel/refusal.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { cursorOf, parseCursor } from '#platform/http/cursor.ts'
import { idempotencyKeyOf } from '#platform/http/idempotency-key.ts'
import { type Problem, problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import type { CaseReads } from './audience.ts'
import { type CaseDesk, type commandHandler, type Handled, lookUpFacts, type Sent } from './handle-command.ts'
import { certificateOf, runningPublicities, runningPublicity } from './open-reads.ts'
import { publicContent } from './public-certificate.ts'
import { countsOf, queueCounts, queueOf } from './queue.ts'
import { caseView, ownCases } from './read.ts'
import {
  ApplicationSchema,
  CommandSchema,
  handed,
  ObjectionSchema,
  ReceiptSchema,
  SubmissionSchema,
} from './schemas.ts'

export interface CaseRouteOptions {
  readonly desk: CaseDesk
  readonly reads: CaseReads
  readonly handle: ReturnType<typeof commandHandler>
  /** Who acts, named as cases name people. */
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Slug = Type.Object({ slug: Type.String({ maxLength: 64 }) })
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)
const Page = {
  cursor: optional(Type.String({ maxLength: 512 })),
  limit: optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
}
const QueuePositionSchema = Type.Tuple([
  Type.String({ pattern: '^(infinity|\\d{4}-\\d{2}-\\d{2})$' }),
  Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  Type.Integer({ minimum: 0, maximum: 32_767 }),
])

function parseQueueCursor(text: string): ReturnType<typeof parseCursor<typeof QueuePositionSchema>> {
  const parsed = parseCursor(QueuePositionSchema, text)
  if ('problem' in parsed) return parsed
  const [dueOn] = parsed.position
  // 31 February has the form of a day, and the database knows it is none.
  return dueOn === 'infinity' || parsePlainDate(dueOn) ? parsed : { problem: problemOf('INVALID_CURSOR') }
}

/** How a refusal looks from outside. */
export function problemOfRefusal(refused: Refusal): Problem {
  const { status } = REFUSALS[refused.code]
  const { reason, remedy } = textOfRefusal(refused)
  const errors = refused.faults.map(({ path, code, message }) => ({
    path: `/${path.replaceAll('.', '/')}`,
    code,
    message,
  }))
  return { status, code: refused.code, title: reason, remedy, ...(errors.length > 0 && { errors }) }
}

export function registerCases(app: Http, options: CaseRouteOptions): void {
  registerCatalogue(app, options)
  registerOwn(app, options)
  registerActs(app, options)
  registerQueue(app, options)
  registerPublic(app, options)
}

function registerCatalogue(app: Http, { desk, actorOf }: CaseRouteOptions): void {
  const { catalogue } = desk
  const open = { config: { policy: 'public' } } as const
  app.get('/api/units', { ...open, schema: { summary: '单位树', tags: ['事项'] } }, async () => ({
    units: [...catalogue.units.values()],
  }))
  app.get('/api/services', { ...open, schema: { summary: '事项目录', tags: ['事项'] } }, async () => ({
    services: catalogue.services.map(({ slug, title, short, version, applicant, opensBy }) => ({
      slug,
      title,
      short,
      version,
      applicant,
      ...(opensBy && { opensBy }),
    })),
  }))
  app.get(
    '/api/services/:slug',
    { ...open, schema: { summary: '事项的现行声明', tags: ['事项'], params: Slug } },
    async (request, reply) => {
      const definition = catalogue.current(request.params.slug)
      return (
        definition ??
        sendProblem(reply, problemOfRefusal(refusal('SERVICE_NOT_FOUND', { service: request.params.slug })))
      )
    },
  )
  const Register = Type.Object({ register: Type.String({ maxLength: 64 }) })
  const By = Type.Object({ by: optional(Type.String({ maxLength: 64 })) })
  app.get(
    '/api/registers/:register/choices',
    {
      config: { policy: 'officer' },
      schema: { summary: '登记册里有效的条目，供填写时选', tags: ['事项'], params: Register, querystring: By },
    },
    async ({ params, query }) => ({
      choices: await desk.store.entryChoices(params.register, legalDateOf(desk.now()), query.by),
    }),
  )
  const Version = Type.Object({ version: Type.String({ pattern: '^[0-9a-f]{64}$' }) })
  app.get(
    '/api/definitions/:version',
    { ...open, schema: { summary: '办件所依的声明', tags: ['事项'], params: Version } },
    async (request, reply) => {
      try {
        return await catalogue.pinned(request.params.version)
      } catch {
        return sendProblem(reply, problemOfRefusal(refusal('SERVICE_NOT_FOUND', { service: request.params.version })))
      }
    },
  )
  app.post(
    '/api/services/:slug/check',
    { ...open, schema: { summary: '预审：边填边查', tags: ['事项'], params: Slug, body: ApplicationSchema } },
    async (request, reply) => {
      const definition = catalogue.current(request.params.slug)
      if (!definition)
        return sendProblem(reply, problemOfRefusal(refusal('SERVICE_NOT_FOUND', { service: request.params.slug })))
      const form = request.body.form as Data
      // Who is already in a case is no business of whoever does not say who asks.
      const isKnown = (await actorOf(request)).kind !== 'public'
      const { facts } = isKnown ? await lookUpFacts(desk, definition, form) : { facts: {} }
      const isVillage = (code: string) => catalogue.units.get(code)?.level === 'village'
      return advise(definition, { form, materials: handed(request.body.materials) }, facts, {
        on: legalDateOf(desk.now()),
        isVillage,
        isUnit: (code, level) => catalogue.units.get(code)?.level === level,
      })
    },
  )
}

function registerOwn(app: Http, { desk, reads, handle, actorOf }: CaseRouteOptions): void {
  const person = { config: { policy: 'person' } } as const
  app.post(
    '/api/cases',
    {
      config: { policy: 'signed-in' },
      schema: { summary: '提交申请', tags: ['办件'], body: SubmissionSchema, response: { 201: ReceiptSchema } },
    },
    async (request, reply) => {
      const actor = await actorOf(request)
      const principal = actor.kind === 'person' ? (actor.mandate?.principal ?? actor) : actor
      const { service, form, materials } = request.body
      // An officer opens what an office opens; what a person applies for, the person does, or a counter by import.
      if (actor.kind === 'officer' && desk.catalogue.current(service)?.applicant !== 'office')
        return sendProblem(reply, problemOfRefusal(refusal('NOT_APPLICANT')))
      const command = {
        type: 'submit',
        applicant: { id: principal.id, name: principal.name },
        form: form as Data,
        materials: handed(materials),
      } as const
      return answer(request, reply, 201, (key) => handle({ key, actor, to: { service }, command }))
    },
  )
  app.get(
    '/api/cases',
    { ...person, schema: { summary: '我的办件', tags: ['办件'], querystring: Type.Object(Page) } },
    async (request, reply) => {
      const { cursor, limit = 20 } = request.query
      const after = cursor === undefined ? { position: null } : parseCursor(Type.String({ maxLength: 64 }), cursor)
      if ('problem' in after) return sendProblem(reply, after.problem)
      const items = await ownCases(reads, await actorOf(request), after.position, limit)
      return { items, next: items.length === limit ? cursorOf(items.at(-1)?.caseNo) : null }
    },
  )
  app.get(
    '/api/cases/:id',
    { config: { policy: 'signed-in' }, schema: { summary: '一件办件和它的经过', tags: ['办件'], params: Id } },
    async (request, reply) => {
      const view = await caseView(reads, await actorOf(request), request.params.id)
      return view ?? sendProblem(reply, problemOfRefusal(refusal('CASE_NOT_FOUND')))
    },
  )
}

function registerActs(app: Http, { handle, actorOf }: CaseRouteOptions): void {
  app.post(
    '/api/cases/:id/commands',
    {
      config: { policy: 'signed-in' },
      schema: {
        summary: '办理：受理、补正、意见、决定……',
        tags: ['办件'],
        params: Id,
        body: CommandSchema,
        response: { 200: ReceiptSchema },
      },
    },
    async (request, reply) => {
      const actor = await actorOf(request)
      const { id } = request.params
      return answer(request, reply, 200, (key) =>
        handle({ key, actor, to: { caseId: id }, command: request.body as Sent['command'] }),
      )
    },
  )
}

function registerQueue(app: Http, { reads, actorOf }: CaseRouteOptions): void {
  const officer = { config: { policy: 'officer' } } as const
  const text = optional(Type.String({ maxLength: 64 }))
  const lights = ['green', 'yellow', 'red', 'grey'] as const
  const Queue = Type.Object({
    ...Page,
    unit: text,
    role: text,
    service: text,
    step: text,
    light: optional(Type.Union(lights.map((light) => Type.Literal(light)))),
    on: optional(Type.String({ format: 'date' })),
  })
  app.get(
    '/api/queue',
    { ...officer, schema: { summary: '我的待办', tags: ['经办'], querystring: Queue } },
    async (request, reply) => {
      const actor = await actorOf(request)
      if (actor.kind !== 'officer')
        return sendProblem(reply, problemOfRefusal(refusal('NOT_YOURS', { role: '经办人员' })))
      const { cursor, limit = 20, light, on, ...filter } = request.query
      const after = cursor === undefined ? { position: null } : parseQueueCursor(cursor)
      if ('problem' in after) return sendProblem(reply, after.problem)
      const [page, counts] = await Promise.all([
        queueOf(reads, actor, {
          ...{ ...filter, light: light as Light | undefined, on: on as PlainDate | undefined },
          ...{ after: after.position, limit },
        }),
        queueCounts(reads, actor, filter),
      ])
      return { items: page.items, next: page.items.length === limit ? cursorOf(page.positions.at(-1)) : null, counts }
    },
  )
  const Counts = Type.Object({
    service: text,
    unit: text,
    month: optional(Type.String({ pattern: '^[12]\\d{3}-(0[1-9]|1[0-2])$' })),
  })
  app.get(
    '/api/counts',
    { ...officer, schema: { summary: '按单位、状态、月份计数', tags: ['统计'], querystring: Counts } },
    async (request) => ({
      rows: await countsOf(reads, await actorOf(request), request.query),
    }),
  )
}

function registerPublic(app: Http, { reads, handle, actorOf }: CaseRouteOptions): void {
  const open = { config: { policy: 'public' } } as const
  const Query = Type.Object({ place: optional(Type.String({ maxLength: 64 })) })
  app.get(
    '/api/publicities',
    { ...open, schema: { summary: '正在公示', tags: ['公开'], querystring: Query } },
    async (request) => ({
      items: await runningPublicities(reads, request.query.place ?? null, 100),
    }),
  )
  app.post(
    '/api/publicities/:id/objections',
    {
      ...open,
      schema: {
        summary: '提出异议',
        tags: ['公开'],
        params: Id,
        body: ObjectionSchema,
        response: { 201: Type.Object({ at: Type.String() }) },
      },
    },
    async (request, reply) => {
      if (!(await runningPublicity(reads, request.params.id)))
        return sendProblem(reply, problemOfRefusal(refusal('CASE_NOT_FOUND')))
      const actor = await actorOf(request)
      const command = { type: 'object', ...request.body } as const
      // Whoever objects learns that it is on record, not the number of somebody else's case.
      return answer(
        request,
        reply,
        201,
        (key) => handle({ key, actor, to: { caseId: request.params.id }, command }),
        ({ at }) => ({ at }),
      )
    },
  )
  const Code = Type.Object({ code: Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' }) })
  app.get(
    '/api/certificates/:code',
    { ...open, schema: { summary: '核验证照', tags: ['公开'], params: Code } },
    async (request, reply) => {
      const found = await certificateOf(reads, request.params.code)
      if (!found) return sendProblem(reply, problemOfRefusal(refusal('CERTIFICATE_NOT_FOUND')))
      return { ...found, content: publicContent(found, reads.catalogue.current(found.service)) }
    },
  )
}

type Receipted = Extract<Handled, { ok: true }>['receipt']

/** Carries a command out under the sender's key and answers with its receipt or its problem. */
async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  status: 200 | 201,
  carryOut: (key: string) => Promise<Handled>,
  show: (receipt: Receipted) => object = (receipt) => receipt,
): Promise<FastifyReply> {
  const given = idempotencyKeyOf(request)
  if ('problem' in given) return sendProblem(reply, given.problem)
  const handled = await carryOut(given.key)
  if (!handled.ok) return sendProblem(reply, problemOfRefusal(handled.refusal))
  return reply.code(status).send(show(handled.receipt))
}
