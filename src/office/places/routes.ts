// The addresses of the desk of service points: points, plates with their posters, and booked calls, for officers.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { PointShape } from '#engines/place/place.ts'
import { type PlateAct, POSTER_SIZES, type PosterSize, plateActs } from '#engines/place/plate.ts'
import { type Actor, asOfficer } from '#kernel/case/actor.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { nextPlateNo, type PlaceDesk, plateStep, savePoint, shownPoint } from './desk.ts'
import { setPoster } from './poster-pdf.ts'
import { placeProblem } from './refusal.ts'

export interface PlaceRouteOptions {
  readonly desk: PlaceDesk
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const STAFF = {
  config: { policy: { roles: ['bureau.window', 'bureau.approver', 'bureau.head', 'bureau.supervisor'] } },
}
const KEEPERS = { config: { policy: { roles: ['bureau.window', 'bureau.head'] } } }
const tags = ['办事点和门牌']
const strict = { additionalProperties: false } as const
const Id = Type.Object({ id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,39}$' }) })
const No = Type.Object({ no: Type.String({ pattern: '^QL-\\d{4}$' }) })
const Size = Type.Unsafe<PosterSize>(Type.Union(Object.keys(POSTER_SIZES).map((size) => Type.Literal(size))))
const Seen = Type.Integer({ minimum: 0, description: '最后看到的一步；新的是 0' })
const SavePoint = Type.Object({ seen: Seen, point: PointShape }, strict)
const MakePlate = Type.Object(
  { point: Type.String({ maxLength: 40 }), matters: Type.Array(Type.String({ maxLength: 14 }), { maxItems: 12 }) },
  strict,
)
const PlateStep = Type.Object(
  {
    act: Type.Unsafe<PlateAct>(Type.Union(['print', 'hang', 'report', 'retire'].map((act) => Type.Literal(act)))),
    seen: Seen,
    note: Type.Optional(Type.String({ maxLength: 300 })),
    size: Type.Optional(Size),
    copies: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
    place: Type.Optional(Type.String({ maxLength: 120 })),
  },
  strict,
)
const CallStep = Type.Object(
  {
    seen: Seen,
    state: Type.Unsafe<'waiting' | 'done' | 'missed'>(
      Type.Union(['waiting', 'done', 'missed'].map((state) => Type.Literal(state))),
    ),
    link: Type.String({ maxLength: 300, pattern: '^(https://.*)?$' }),
    began: Type.String({ maxLength: 30 }),
    ended: Type.String({ maxLength: 30 }),
    result: Type.String({ maxLength: 500 }),
  },
  strict,
)

export function registerPlaces(app: Http, { desk, actorOf }: PlaceRouteOptions): void {
  const officerOf = async (request: FastifyRequest) => asOfficer(await actorOf(request))
  app.get('/api/points', { ...STAFF, schema: { summary: '办事点', tags } }, async () => ({
    points: (await desk.points.all()).map(({ item, last, content }) => ({
      id: item,
      seq: last.seq,
      at: last.at,
      by: last.officerName,
      point: content,
    })),
  }))
  app.put(
    '/api/points/:id',
    { ...KEEPERS, schema: { summary: '写一个办事点', tags, params: Id, body: SavePoint } },
    async (request, reply) => {
      const saved = await savePoint(desk, request.params.id, await officerOf(request), request.body)
      return 'problem' in saved ? sendProblem(reply, saved.problem) : saved.value
    },
  )
  app.get('/api/plates', { ...STAFF, schema: { summary: '门牌，和各天的扫码人数', tags } }, async () => {
    const plates = await desk.plates.all()
    return {
      plates: await Promise.all(
        plates.map(async ({ item, last, content }) => ({
          ...{
            no: item,
            seq: last.seq,
            at: last.at,
            by: last.officerName,
            plate: content,
            may: plateActs(content.state),
          },
          ...{ scans: await desk.scans(item), address: `${desk.baseUrl}/d/${desk.tokenOf(item, content.edition)}` },
        })),
      ),
    }
  })
  app.post(
    '/api/plates',
    { ...KEEPERS, schema: { summary: '做一块新门牌', tags, body: MakePlate } },
    async (request, reply) => {
      const made = await plateStep(desk, await nextPlateNo(desk), await officerOf(request), {
        act: 'make',
        seen: 0,
        note: '',
        ...request.body,
      })
      return 'problem' in made ? sendProblem(reply, made.problem) : reply.code(201).send(made.value)
    },
  )
  app.post(
    '/api/plates/:no/steps',
    { ...KEEPERS, schema: { summary: '印制、悬挂、报损、停用', tags, params: No, body: PlateStep } },
    async (request, reply) => {
      const { note = '', ...sent } = request.body
      const taken = await plateStep(desk, request.params.no, await officerOf(request), { ...sent, note })
      return 'problem' in taken ? sendProblem(reply, taken.problem) : taken.value
    },
  )
  app.get(
    '/api/plates/:no/poster',
    {
      ...STAFF,
      schema: { summary: '海报（PDF）', tags, params: No, querystring: Type.Object({ size: Type.Optional(Size) }) },
    },
    async (request, reply) => {
      const { no } = request.params
      const found = await desk.plates.find(no)
      const point = found && (await shownPoint(desk, found.content.point))
      if (!found || !point) return sendProblem(reply, placeProblem('PLATE_NOT_FOUND'))
      const set = await setPoster({
        ...{ no, size: request.query.size ?? 'a3', name: point.name, hotline: '12345', matters: found.content.matters },
        where: [point.address, hoursText(point.hours)].filter(Boolean).join('　'),
        address: `${desk.baseUrl}/d/${desk.tokenOf(no, found.content.edition)}`,
        version: `第 ${found.content.edition} 版 ${desk.now().toISOString().slice(0, 10)}`,
      })
      if ('complaint' in set) return sendProblem(reply, placeProblem('POSTER_UNSET', set.complaint))
      return reply.type('application/pdf').header('content-disposition', `inline; filename="${no}.pdf"`).send(set.pdf)
    },
  )
  app.get('/api/calls', { ...KEEPERS, schema: { summary: '视频预约', tags } }, async () => ({
    calls: (await desk.calls.all()).map(({ item, last, content }) => ({
      id: item,
      seq: last.seq,
      at: last.at,
      call: { ...content, who: desk.openWho(content.who) },
    })),
  }))
  app.post(
    '/api/calls/:id/steps',
    { ...KEEPERS, schema: { summary: '记一次视频：链接、起止、结果', tags, params: Id, body: CallStep } },
    async (request, reply) => {
      const { id } = request.params
      const officer = await officerOf(request)
      const found = await desk.calls.find(id)
      if (!found) return sendProblem(reply, placeProblem('CALL_NOT_FOUND'))
      const { seen, ...change } = request.body
      const act = {
        seq: seen + 1,
        type: change.state,
        at: desk.now().toISOString(),
        officer: officer.id,
        officerName: officer.name,
        note: change.result,
      }
      const outcome = await desk.calls.append({ ...act, item: id, content: { ...found.content, ...change } })
      return outcome === 'moved' ? sendProblem(reply, placeProblem('PLACE_MOVED')) : act
    },
  )
}

/** `工作日 8:30–12:00，14:30–17:30`. */
export function hoursText(
  hours: readonly { readonly days: 'working' | 'daily'; readonly from: string; readonly to: string }[],
): string {
  const spans = (days: 'working' | 'daily') =>
    hours
      .filter((one) => one.days === days)
      .map(({ from, to }) => (from === '00:00' && to === '24:00' ? '24 小时' : `${from.replace(/^0/, '')}–${to}`))
  return [
    ...(spans('working').length > 0 ? [`工作日 ${spans('working').join('，')}`] : []),
    ...(spans('daily').length > 0 ? [`每天 ${spans('daily').join('，')}`] : []),
  ].join('；')
}
