// The addresses of seasons, for officers: the list, one season, its roster, its draw, its runs with their files for whoever
// may check them all, and a school's own list.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { type Actor, asOfficer } from '#kernel/case/actor.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { seasonProblem } from './refusal.ts'
import {
  leadsSeason,
  oneSeason,
  ownUnits,
  partsOf,
  rosterOf,
  runSeats,
  type SeasonsDesk,
  seasonsOf,
  takeDraw,
} from './seasons.ts'
import { runBody, runsOf } from './store.ts'
import { schoolList, seasonRow, seasonView } from './view.ts'

export interface SeasonRoutes {
  readonly desk: SeasonsDesk
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const OFFICER = { config: { policy: 'officer' } } as const
const tags = ['招生季']
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })
const ById = Type.Object({ id: Uuid })
const ByRun = Type.Object({
  id: Uuid,
  n: Type.Integer({ minimum: 1, maximum: 999 }),
  file: Type.Union([Type.Literal('market'), Type.Literal('result'), Type.Literal('draw')]),
})
/** A bundle of a hundred thousand children with their numbers. */
const DRAW_BYTES = 16_000_000

export function registerSeasons(app: Http, { desk, actorOf }: SeasonRoutes): void {
  const { pool } = desk
  const { vault } = desk.cases
  const officerOf = async (request: FastifyRequest) => asOfficer(await actorOf(request))
  app.get('/api/seasons', { ...OFFICER, schema: { summary: '招生季', tags } }, async (request) => ({
    items: (await seasonsOf(desk, await officerOf(request))).map(seasonRow),
  }))
  app.get(
    '/api/seasons/:id',
    { ...OFFICER, schema: { summary: '一个招生季', tags, params: ById } },
    async (request, reply) => {
      const officer = await officerOf(request)
      const found = await oneSeason(desk, officer, request.params.id)
      if ('problem' in found) return sendProblem(reply, found.problem)
      const [parts, runs] = await Promise.all([
        partsOf(desk, found.value),
        runsOf(pool, vault.district, request.params.id),
      ])
      const main = runs.filter(({ kind }) => kind !== 'rest').at(-1)
      const last = main ? await runBody(pool, vault, main.season, main.n) : null
      const view = seasonView(found.value, parts, runs, last)
      if (leadsSeason(found.value, officer)) return view
      const own = ownUnits(found.value, officer)
      return { ...view, acts: [], runs: [], stands: [], rows: view.rows.filter(({ unit }) => own.includes(unit)) }
    },
  )
  app.get(
    '/api/seasons/:id/roster',
    { ...OFFICER, schema: { summary: '等派位的名单，摇号用', tags, params: ById } },
    async (request, reply) => {
      const officer = await officerOf(request)
      const found = await oneSeason(desk, officer, request.params.id)
      if ('problem' in found) return sendProblem(reply, found.problem)
      if (!leadsSeason(found.value, officer)) return sendProblem(reply, seasonProblem('SEASON_ROLE'))
      return { entrants: rosterOf(await partsOf(desk, found.value)) }
    },
  )
  app.post(
    '/api/seasons/:id/draw',
    {
      ...OFFICER,
      bodyLimit: DRAW_BYTES,
      schema: {
        summary: '交来摇号：平台上的编号，或别处摇的文件；演练就地摇',
        tags,
        params: ById,
        body: Type.Union([
          Type.Object({ rehearse: Type.Literal(true) }, { additionalProperties: false }),
          Type.Object({ drawId: Type.String({ pattern: '^[\\w.-]{1,64}$' }) }, { additionalProperties: false }),
          Type.Object({ file: Type.String({ minLength: 1, maxLength: DRAW_BYTES }) }, { additionalProperties: false }),
        ]),
      },
    },
    async (request, reply) => {
      const taken = await takeDraw(
        desk,
        await officerOf(request),
        request.params.id,
        'rehearse' in request.body ? 'rehearse' : request.body,
      )
      return 'problem' in taken ? sendProblem(reply, taken.problem) : reply.code(201).send(taken.value)
    },
  )
  app.post(
    '/api/seasons/:id/runs',
    { ...OFFICER, schema: { summary: '派位', tags, params: ById } },
    async (request, reply) => {
      const run = await runSeats(desk, await officerOf(request), request.params.id)
      return 'problem' in run ? sendProblem(reply, run.problem) : reply.code(201).send(run.value)
    },
  )
  app.get(
    '/api/seasons/:id/runs/:n/:file',
    { ...OFFICER, schema: { summary: '派位的文件，复核用', tags, params: ByRun } },
    async (request, reply) => {
      const { id, n, file } = request.params
      const officer = await officerOf(request)
      const found = await oneSeason(desk, officer, id)
      if ('problem' in found) return sendProblem(reply, found.problem)
      if (!leadsSeason(found.value, officer)) return sendProblem(reply, seasonProblem('SEASON_ROLE'))
      const body = await runBody(pool, vault, id, n)
      return body?.[file] ?? sendProblem(reply, seasonProblem('SEASON_UNKNOWN', '没有这次派位的文件'))
    },
  )
  app.get(
    '/api/seasons/:id/schools/:unit',
    {
      ...OFFICER,
      schema: {
        summary: '一所学校录取的孩子',
        tags,
        params: Type.Object({ id: Uuid, unit: Type.String({ maxLength: 40 }) }),
      },
    },
    async (request, reply) => {
      const { id, unit } = request.params
      const officer = await officerOf(request)
      const found = await oneSeason(desk, officer, id)
      if ('problem' in found) return sendProblem(reply, found.problem)
      if (!leadsSeason(found.value, officer) && !ownUnits(found.value, officer).includes(unit))
        return sendProblem(reply, seasonProblem('SEASON_ROLE'))
      const [parts, runs] = await Promise.all([partsOf(desk, found.value), runsOf(pool, vault.district, id)])
      const bodies = await Promise.all(
        runs.filter(({ givenAt }) => givenAt !== null).map((run) => runBody(pool, vault, id, run.n)),
      )
      return {
        items: schoolList(
          parts,
          unit,
          bodies.filter((one) => one !== null),
        ),
      }
    },
  )
}
