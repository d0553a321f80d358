// The addresses of the desk of draws, for officers. What anyone reads of a draw is served by the public pages.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { COPY, RECIPIENT } from '#engines/draw/escrow.ts'
import { type Actor, asOfficer } from '#kernel/case/actor.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type CaseDrawDesk, casesWaiting, planForCase } from './case-draws.ts'
import { type DrawAct, type Draws, NOTARIES, OPERATORS, shownOf } from './draws.ts'
import { ESCROW_HOLDERS } from './holders.ts'
import { drawProblem } from './refusal.ts'

export interface DrawRouteOptions {
  readonly draws: Draws
  readonly forCases: CaseDrawDesk
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const ANY = { config: { policy: { roles: [...OPERATORS, ...NOTARIES, ...ESCROW_HOLDERS] } } }
const HOLDERS = { config: { policy: { roles: [...ESCROW_HOLDERS] } } }
const PLANNERS = { config: { policy: { roles: [...OPERATORS] } } }
const tags = ['摇号']
const strict = { additionalProperties: false } as const

/** One line as a message may hold it: no control character, in one spelling. */
const line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\p{Cc}\\u2028\\u2029]+$' })
const Count = (minimum: number) => Type.Integer({ minimum, maximum: 100_000 })
const Beacon = Type.Union([
  Type.Object({ type: line(40), issue: line(40) }, strict),
  Type.Object({ type: line(40), round: Type.Integer({ minimum: 1, maximum: 2 ** 40 }) }, strict),
])
const Plan = Type.Object(
  {
    project: line(200),
    purpose: Type.Union([Type.Literal('formal'), Type.Literal('rehearsal')]),
    rule: Type.String({ minLength: 1, maxLength: 10_000 }),
    k: Count(1),
    reserve: Count(0),
    minimum: Count(1),
    freezeAt: Type.String({ pattern: '^20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ$' }),
    beacons: Type.Array(Beacon, { minItems: 1, maxItems: 8 }),
    fallback: Type.Array(Beacon, { maxItems: 8 }),
    voidReasons: Type.Array(line(200), { maxItems: 20 }),
  },
  strict,
)
const { freezeAt, beacons, fallback, voidReasons } = Plan.properties
const Ordered = Type.Object({ freezeAt, beacons, fallback, voidReasons }, strict)
const Case = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Party = Type.Union([Type.Literal('operator'), Type.Literal('notary')])
const Hex32 = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Id = Type.String({ minLength: 1, maxLength: 64 })
const Entrant = Type.Object({ id: Id, r: Type.Optional(Hex32) }, strict)
const act = <Name extends string>(name: Name) => ({
  act: Type.Literal(name),
  seen: Type.Integer({ minimum: 1, description: '最后看到的版本' }),
})
const Recipient = Type.String({ pattern: RECIPIENT, description: 'age 的公钥' })
/** Only what is sealed: no secret comes here before it is opened. */
const Sealed = {
  party: Party,
  commitment: Hex32,
  copy: Type.String({ maxLength: 20_000, pattern: COPY }),
  recipients: Type.Array(Recipient, { maxItems: 100 }),
}
const Act = Type.Union([
  ...(['seal', 'sealAgain'] as const).map((name) => Type.Object({ ...act(name), ...Sealed }, strict)),
  Type.Object(act('hold'), strict),
  Type.Object(
    {
      ...act('enrol'),
      add: Type.Optional(Type.Array(Entrant, { maxItems: 10_000 })),
      drop: Type.Optional(Type.Array(Id, { maxItems: 10_000 })),
    },
    strict,
  ),
  Type.Object(act('freeze'), strict),
  Type.Object(
    {
      ...act('read'),
      values: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 8 }),
      isFallback: Type.Boolean(),
    },
    strict,
  ),
  ...(['open', 'openEscrow'] as const).map((name) =>
    Type.Object({ ...act(name), party: Party, secret: Hex32 }, strict),
  ),
  Type.Object(act('draw'), strict),
  Type.Object({ ...act('void'), reason: line(200) }, strict),
  Type.Object(act('fail'), strict),
])
const One = Type.Object({ id: Type.String({ maxLength: 64 }) })

/** Text that its hash would not find again; what is meant is written in one spelling. */
const inOneSpelling = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value).normalize('NFC')) as Value

export function registerDraws(app: Http, { draws, forCases, actorOf }: DrawRouteOptions): void {
  const officerOf = async (request: FastifyRequest) => asOfficer(await actorOf(request))
  app.get('/api/draws', { ...ANY, schema: { summary: '摇号', tags } }, async (request) => {
    const { id } = await officerOf(request)
    return { draws: (await draws.list()).map((view) => shownOf(view, id)) }
  })
  app.post(
    '/api/draws',
    { ...PLANNERS, schema: { summary: '拟定一次摇号', tags, body: Plan } },
    async (request, reply) => {
      const planned = await draws.plan(inOneSpelling(request.body))
      return 'problem' in planned ? sendProblem(reply, planned.problem) : reply.code(201).send(planned.value)
    },
  )
  app.get('/api/draws/cases', { ...PLANNERS, schema: { summary: '等摇号的件', tags } }, async (request) => ({
    cases: await casesWaiting(forCases, await officerOf(request)),
  }))
  app.post(
    '/api/draws/cases/:id',
    { ...PLANNERS, schema: { summary: '为一件拟定摇号', tags, params: Case, body: Ordered } },
    async (request, reply) => {
      const officer = await officerOf(request)
      const planned = await planForCase(forCases, officer, request.params.id, inOneSpelling(request.body))
      return 'problem' in planned ? sendProblem(reply, planned.problem) : reply.code(201).send(planned.value)
    },
  )
  app.get('/api/draws/holders', { ...ANY, schema: { summary: '托管人和公钥', tags } }, async () => ({
    holders: await draws.holders(),
  }))
  app.post(
    '/api/draws/holders',
    { ...HOLDERS, schema: { summary: '登记自己的公钥', tags, body: Type.Object({ recipient: Recipient }, strict) } },
    async (request, reply) => {
      const made = await draws.registerKey(await officerOf(request), request.body.recipient)
      return 'problem' in made ? sendProblem(reply, made.problem) : { holders: made.value }
    },
  )
  app.delete(
    '/api/draws/holders/:id',
    { ...HOLDERS, schema: { summary: '撤下一位托管人', tags, params: One } },
    async (request, reply) => {
      const made = await draws.withdrawKey(await officerOf(request), request.params.id)
      return 'problem' in made ? sendProblem(reply, made.problem) : { holders: made.value }
    },
  )
  app.get('/api/draws/:id', { ...ANY, schema: { summary: '一次摇号', tags, params: One } }, async (request, reply) => {
    const [view, { id }] = await Promise.all([draws.view(request.params.id), officerOf(request)])
    return view ? shownOf(view, id) : sendProblem(reply, drawProblem('DRAW_UNKNOWN'))
  })
  app.post(
    '/api/draws/:id/acts',
    { ...ANY, bodyLimit: 2 << 20, schema: { summary: '办摇号的一步', tags, params: One, body: Act } },
    async (request, reply) => {
      const { seen, ...given } = request.body
      const officer = await officerOf(request)
      const answer = await draws.act(request.params.id, officer, inOneSpelling(given) as DrawAct, seen)
      return 'problem' in answer ? sendProblem(reply, answer.problem) : shownOf(answer.value, officer.id)
    },
  )
}
