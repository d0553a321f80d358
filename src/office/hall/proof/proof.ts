// Published draws and seats, for anyone: the list, each draw with its checks, the ceremony on a screen in the hall, the
// table of a season with one child's way through it, and the files to work it all out again.

import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import { PARTS } from '#engines/draw/account.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, PUBLIC } from '../hall.ts'
import { show } from '../page.ts'
import { drawPage, drawRow, evidenceOf, seatsPage } from './proof-of.ts'
import type { Published } from './published.ts'

const Id = Type.Object({ id: Type.String({ maxLength: 64 }) })
const Asked = Type.Object({ code: Type.Optional(Type.String({ maxLength: 64 })) })
const Step = Type.Object({ step: Type.Optional(Type.String({ maxLength: 2 })) })
const Season = Type.Object({ season: Type.String({ maxLength: 64 }) })
const Child = Type.Object({ child: Type.Optional(Type.String({ maxLength: 64 })) })

/** Seconds for which a copy may be shown: a ceremony goes on while people look. */
const KEEP_SECONDS = 5

/** Registers the pages and files. In a demonstration everything published is an example, and says so. */
export function registerProof(app: Http, hall: Hall, published: Published): void {
  registerDraws(app, hall, published)
  registerSeats(app, hall, published)
}

function registerDraws(app: Http, hall: Hall, published: Published): void {
  const isExample = hall.demo
  app.get('/draw', PUBLIC, async (_request, reply) => {
    const [draws, unread, seasons] = await Promise.all([published.draws(), published.unread(), published.seasons()])
    return show(hall, reply, 'draws', { draws: draws.map(drawRow), unread, seasons, isExample })
  })
  app.get('/draw/:id', { ...PUBLIC, schema: { params: Id, querystring: Asked } }, async (request, reply) => {
    const [draw, all] = await Promise.all([published.draw(request.params.id), published.draws()])
    if (!draw) return sendProblem(reply, problemOf('NOT_FOUND'))
    const code = request.query.code?.trim() ?? ''
    return show(hall, reply, 'draw', drawPage(draw, all, { code, isExample, receipts: hall.receipts.acts }))
  })
  app.get('/draw/:id/bundle.json', { ...PUBLIC, schema: { params: Id } }, async (request, reply) => {
    const draw = await published.draw(request.params.id)
    return draw ? sendFile(reply, draw.text) : sendProblem(reply, problemOf('NOT_FOUND'))
  })
  app.get('/draw/:id/evidence.json', { ...PUBLIC, schema: { params: Id } }, async (request, reply) => {
    const [draw, all] = await Promise.all([published.draw(request.params.id), published.draws()])
    return draw
      ? sendFile(reply, `${JSON.stringify(evidenceOf(draw, all), null, 1)}\n`)
      : sendProblem(reply, problemOf('NOT_FOUND'))
  })
  app.get('/draw/:id/ceremony', { ...PUBLIC, schema: { params: Id, querystring: Step } }, async (request, reply) => {
    const draw = await published.draw(request.params.id)
    if (!draw) return sendProblem(reply, problemOf('NOT_FOUND'))
    const step = Math.min(6, Math.max(1, Math.trunc(Number(request.query.step)) || 1))
    const base = `/draw/${draw.id}`
    // The screen of the hall waits for the step by itself.
    if (draw.account.hashes[PARTS[step - 1]!] === undefined) reply.header('refresh', '5')
    return show(hall, reply, 'ceremony', { account: draw.account, base, url: hall.baseUrl + base, step, isExample })
  })
}

function registerSeats(app: Http, hall: Hall, published: Published): void {
  const isExample = hall.demo
  app.get('/seats/:season', { ...PUBLIC, schema: { params: Season, querystring: Child } }, async (request, reply) => {
    const season = await published.season(request.params.season)
    if (!season) return sendProblem(reply, problemOf('NOT_FOUND'))
    const id = request.query.child?.trim() ?? ''
    return show(hall, reply, 'seats', seatsPage(season, { id, isExample }))
  })
  for (const name of ['market', 'result', 'draw'] as const) {
    app.get(`/seats/:season/${name}.json`, { ...PUBLIC, schema: { params: Season } }, async (request, reply) => {
      const season = await published.season(request.params.season)
      if (!season) return sendProblem(reply, problemOf('NOT_FOUND'))
      if (!isExample) return sendProblem(reply, problemOf('NOT_FOUND', { detail: CHILDREN_STAY }))
      const text = season.files[name]
      return text === null ? sendProblem(reply, problemOf('NOT_FOUND')) : sendFile(reply, text)
    })
  }
}

/** The lists of children would tell who they are, even without names. */
const CHILDREN_STAY = '完整名单里有孩子的志愿，只给有资格复核的单位，不在网上公开。'

function sendFile(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .type('application/json; charset=utf-8')
    .header('cache-control', `public, max-age=${KEEP_SECONDS}`)
    .send(text)
}
