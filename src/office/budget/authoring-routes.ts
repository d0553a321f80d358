// The addresses of the authoring desk: the books in preparation, one of them, its versions, its steps.
import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { BOOK_ACTS, type BookAct, stageOf } from '#engines/budget/stage.ts'
import { type Actor, asOfficer } from '#kernel/case/actor.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Authoring, bookInForce, bookView, openNext, takeStep } from './authoring.ts'
import { budgetProblem } from './refusal.ts'

export interface AuthoringRouteOptions {
  readonly authoring: Authoring
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const READERS = {
  config: { policy: { roles: ['bureau.author', 'bureau.finance', 'bureau.head', 'bureau.supervisor'] } },
}
const AUTHORS = { config: { policy: { roles: ['bureau.author'] } } }
const ACTORS = { config: { policy: { roles: ['bureau.author', 'bureau.finance', 'bureau.head'] } } }

const tags = ['预算编制']
const strict = { additionalProperties: false } as const
const Year = Type.Object({ year: Type.String({ pattern: '^20\\d\\d$' }) })
const Version = Type.Object({
  year: Type.String({ pattern: '^20\\d\\d$' }),
  seq: Type.String({ pattern: '^\\d{1,6}$' }),
})
/** The largest sum a table may hold, in 0.01 万元: as the reader of published documents. */
const MAX_AMOUNT = 10 ** 12
const Edit = Type.Object(
  { at: Type.String({ maxLength: 64 }), value: Type.Integer({ minimum: 0, maximum: MAX_AMOUNT }) },
  strict,
)
const Addition = Type.Object(
  { add: Type.String({ maxLength: 64 }), name: Type.String({ minLength: 1, maxLength: 60 }) },
  strict,
)
const Removal = Type.Object({ drop: Type.String({ maxLength: 64 }) }, strict)
/** One line of text: no tab, no line break. */
const line = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\t\\r\\n]*$' })
const Wording = Type.Object({ word: Type.String({ maxLength: 64 }), text: line(4000) }, strict)
const Money = Type.Integer({ minimum: 0, maximum: MAX_AMOUNT })
const Row = Type.Object({ level1: line(40), level2: line(40), name: line(200), target: line(200) }, strict)
const Goal = Type.Object(
  {
    title: line(200),
    aim: line(4000),
    money: Type.Object({ total: Money, fiscal: Money, current: Money, carryOver: Money, other: Money }, strict),
    rows: Type.Array(Row, { maxItems: 60 }),
  },
  strict,
)
const Goals = Type.Object({ goals: Type.Array(Goal, { maxItems: 200 }) }, strict)
const Task = Type.Object({ title: line(200), text: line(4000) }, strict)
const Tasks = Type.Object({ tasks: Type.Array(Task, { maxItems: 40 }) }, strict)
const Office = Type.Object(
  { name: line(100), funding: line(40), staff: Type.Integer({ minimum: 0, maximum: 1_000_000 }) },
  strict,
)
const Offices = Type.Object({ offices: Type.Array(Office, { maxItems: 100 }) }, strict)
const Change = Type.Union([Edit, Addition, Removal, Wording, Goals, Tasks, Offices])
const Step = Type.Object(
  {
    act: Type.Union((Object.keys(BOOK_ACTS) as BookAct[]).map((act) => Type.Literal(act))),
    seen: Type.Integer({ minimum: 1, description: '最后看到的一步' }),
    note: Type.Optional(Type.String({ maxLength: 500 })),
    edits: Type.Optional(Type.Array(Change, { maxItems: 2000 })),
  },
  strict,
)

export function registerAuthoring(app: Http, { authoring, actorOf }: AuthoringRouteOptions): void {
  const officerOf = async (request: FastifyRequest) => asOfficer(await actorOf(request))
  app.get('/api/budget/books', { ...READERS, schema: { summary: '在编的和公布的预算', tags } }, async () => {
    const years = await authoring.store.years()
    return {
      inForce: (await bookInForce(authoring)).year,
      books: years.map(({ year, last }) => ({ year, stage: stageOf([last]), last })),
    }
  })
  app.post(
    '/api/budget/books',
    { ...AUTHORS, schema: { summary: '从上一年结转，开始编下一年', tags } },
    async (request, reply) => {
      const opened = await openNext(authoring, await officerOf(request))
      return 'problem' in opened ? sendProblem(reply, opened.problem) : reply.code(201).send(opened.value)
    },
  )
  app.get(
    '/api/budget/books/:year',
    { ...READERS, schema: { summary: '一年的预算和它的经过', tags, params: Year } },
    async (request, reply) => {
      const seen = await bookView(authoring, Number(request.params.year), await officerOf(request))
      return 'problem' in seen ? sendProblem(reply, seen.problem) : seen.value
    },
  )
  app.get(
    '/api/budget/books/:year/versions/:seq',
    { ...READERS, schema: { summary: '到某一步为止的一版', tags, params: Version } },
    async (request, reply) => {
      const { year, seq } = request.params
      const book = await authoring.store.version(Number(year), Number(seq))
      return book ?? sendProblem(reply, budgetProblem('BOOK_NOT_FOUND'))
    },
  )
  app.post(
    '/api/budget/books/:year/steps',
    { ...ACTORS, schema: { summary: '存一版，或往下走一步', tags, params: Year, body: Step } },
    async (request, reply) => {
      const { note = '', edits = [], act, seen } = request.body
      if (edits.length > 0 && act !== 'save') return sendProblem(reply, problemOf('INVALID_INPUT'))
      const taken = await takeStep(authoring, Number(request.params.year), await officerOf(request), {
        ...{ act, seen, note, edits },
      })
      return 'problem' in taken ? sendProblem(reply, taken.problem) : taken.value
    },
  )
}
