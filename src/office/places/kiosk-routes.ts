// The addresses of the machines: their register and its steps for officers, and what a machine says of itself.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { KIOSK_RULES, type KioskAct, SaidShape } from '#engines/place/kiosk.ts'
import { type Actor, asOfficer } from '#kernel/case/actor.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type KioskDesk, type KioskWorld, kioskRows, kioskStep, registerKiosk } from './kiosks.ts'
import { placeProblem } from './refusal.ts'

/** One matter that machines may do. */
export interface KioskMatter {
  readonly slug: string
  readonly title: string
  readonly topic: string
}

export interface KioskRouteOptions {
  readonly desk: KioskDesk
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
  readonly isPoint: KioskWorld['isPoint']
  readonly matters: () => Promise<readonly KioskMatter[]>
  readonly baseUrl: string
}

/** The cookie in which the browser of a machine keeps its code. */
export const KIOSK_COOKIE = 'kiosk'

const STAFF = {
  config: { policy: { roles: ['bureau.window', 'bureau.approver', 'bureau.head', 'bureau.supervisor'] } },
}
const KEEPERS = { config: { policy: { roles: ['bureau.window', 'bureau.head'] } } }
const tags = ['自助一体机']
const strict = { additionalProperties: false } as const
const No = Type.Object({ no: Type.String({ pattern: '^K-\\d{4}$' }) })
const Point = Type.String({ maxLength: 40 })
const Name = Type.String({ minLength: 2, maxLength: 40 })
const Matters = Type.Array(Type.String({ maxLength: 64 }), { maxItems: 2000, uniqueItems: true })
type StepAct = Exclude<KioskAct, 'register' | 'fault' | 'clear'>
const Register = Type.Object({ point: Point, name: Name, matters: Matters }, strict)
const Step = Type.Object(
  {
    act: Type.Unsafe<StepAct>(
      Type.Union(['change', 'renew', 'repair', 'fixed', 'retire'].map((act) => Type.Literal(act))),
    ),
    seen: Type.Integer({ minimum: 1, description: '最后看到的一步' }),
    note: Type.Optional(Type.String({ maxLength: 300 })),
    point: Type.Optional(Point),
    name: Type.Optional(Name),
    matters: Type.Optional(Matters),
  },
  strict,
)

export function registerKiosks(app: Http, { desk, actorOf, isPoint, matters, baseUrl }: KioskRouteOptions): void {
  const world: KioskWorld = { isPoint, matters: async () => new Set((await matters()).map(({ slug }) => slug)) }
  const officerOf = async (request: FastifyRequest) => asOfficer(await actorOf(request))
  app.get(
    '/api/kiosks',
    { ...STAFF, schema: { summary: '一体机：状态、最后一次报到、纸、故障、能办的事', tags } },
    async () => ({ ...(await kioskRows(desk)), possible: await matters(), rules: KIOSK_RULES }),
  )
  app.post(
    '/api/kiosks',
    { ...KEEPERS, schema: { summary: '登记一台一体机', tags, body: Register } },
    async (request, reply) => {
      const made = await registerKiosk(desk, world, await officerOf(request), request.body)
      return 'problem' in made ? sendProblem(reply, made.problem) : reply.code(201).send(made.value)
    },
  )
  app.post(
    '/api/kiosks/:no/steps',
    { ...KEEPERS, schema: { summary: '改、换开机码、开始维修、修好、停用', tags, params: No, body: Step } },
    async (request, reply) => {
      const { note = '', ...sent } = request.body
      const taken = await kioskStep(desk, world, await officerOf(request), { no: request.params.no, note, ...sent })
      return 'problem' in taken ? sendProblem(reply, taken.problem) : taken.value
    },
  )
  app.post(
    '/api/kiosks/:no/helped',
    { ...KEEPERS, schema: { summary: '有人叫过，已经去了', tags, params: No } },
    async (request, reply) => {
      await desk.call(request.params.no, false)
      return reply.code(204).send()
    },
  )
  // Whoever has this address can make any browser the machine: only those who keep the register see it.
  app.get(
    '/api/kiosks/:no/start',
    { ...KEEPERS, schema: { summary: '开机的网址', tags, params: No } },
    async (request, reply) => {
      const { no } = request.params
      const found = await desk.kiosks.find(no)
      if (!found) return sendProblem(reply, placeProblem('KIOSK_NOT_FOUND'))
      return { address: `${baseUrl}/kiosk/start/${desk.tokenOf(no, found.content.edition)}` }
    },
  )
  app.post(
    '/api/kiosks/beat',
    {
      config: { policy: 'public' },
      schema: {
        summary: '机器报到：纸、墨和故障。开机码放在 Authorization: Bearer 里；机器上的网页用它的 Cookie',
        tags,
        body: SaidShape,
      },
    },
    async (request, reply) => {
      const machine = await desk.of(codeOf(request))
      if (!machine) return sendProblem(reply, placeProblem('KIOSK_CODE'))
      await desk.say(machine, request.body)
      return reply.code(204).send()
    },
  )
}

/** The code a machine shows: its own programs in a header, its browser in the cookie. */
function codeOf(request: FastifyRequest): string {
  const [, bearer] = /^Bearer ([\w-]{1,60})$/.exec(String(request.headers.authorization ?? '')) ?? []
  return bearer ?? request.cookies[KIOSK_COOKIE] ?? ''
}
