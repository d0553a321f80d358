// Pages of service points and plates: the list by town, a point, what a scanned plate shows, and booking a video call.

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { nearestFirst } from '#engines/place/near.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { readPost } from '../apply/post.ts'
import { type Hall, PUBLIC, todayOf } from '../hall.ts'
import { show } from '../page.ts'
import { foundRow } from './guides-of.ts'
import type { PlacePoint } from './place-door.ts'
import { callFaults, slotsFrom } from './places-of.ts'
import { slowed } from './slow.ts'

const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const Token = Type.Object({ token: Type.String({ maxLength: 40 }) })
const Listed = Type.Object({ matter: Type.Optional(Type.String({ maxLength: 40 })) })
const Sent = Type.Object({ slot: Type.Optional(Type.String({ maxLength: 20 })) })
/** Families book one after another; a machine may not fill the day. */
const BOOKINGS = { burst: 5, perSecond: 1 / 120 }
/** What stands on a plate's page. */
const COMMON = 6
const NEAR = 3

export function registerPlacePages(app: Http, hall: Hall): void {
  const tooMany = slowed(BOOKINGS)
  app.get('/points', { ...PUBLIC, schema: { querystring: Listed } }, async (request, reply) => {
    const { matter } = request.query
    const entry = matter ? await hall.guides.find(matter) : undefined
    const kinds = entry && new Set<string>(entry.guide.points)
    const points = (await hall.places.points()).filter(({ kind }) => !kinds || kinds.has(kind))
    return show(hall, reply, 'points', {
      matter: entry && matter ? { href: `/guide/${matter}`, title: entry.guide.name } : null,
      points: points.map((point) => row(hall, point)),
    })
  })
  app.get('/points/:id', { ...PUBLIC, schema: { params: Id } }, async (request, reply) => {
    const point = await hall.places.point(request.params.id)
    return point ? showPoint(hall, reply, point, null) : sendProblem(reply, problemOf('NOT_FOUND'))
  })
  app.get('/d/:token', { ...PUBLIC, schema: { params: Token } }, async (request, reply) => {
    const { token } = request.params
    const plate = await hall.places.plate(token)
    // A code that is not ours still helps: whoever stands before a door wants to know where to go.
    if (!plate)
      return show(
        hall,
        reply,
        'plate-unknown',
        {
          points: (await hall.places.points())
            .filter(({ kind }) => kind === 'hall' || kind === 'townCentre')
            .map((point) => row(hall, point)),
        },
        { status: 404 },
      )
    await hall.places.scanned(plate.no, visitorOf(request))
    return showPoint(hall, reply, plate.point, { no: plate.no, isRetired: plate.isRetired })
  })
  app.get('/points/:id/call', { ...PUBLIC, schema: { params: Id } }, async (request, reply) => {
    const point = await hall.places.point(request.params.id)
    if (!point) return sendProblem(reply, problemOf('NOT_FOUND'))
    return show(hall, reply, 'call', {
      point: row(hall, point),
      slots: slotsFrom(hall.desk.catalogue.calendar, hall.desk.now()),
      posted: {},
      faults: [],
    })
  })
  app.post('/points/:id/call', { ...PUBLIC, schema: { params: Id } }, async (request, reply) => {
    const problem = tooMany(request)
    if (problem) return sendProblem(reply, problem)
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const point = await hall.places.point(request.params.id)
    if (!point) return sendProblem(reply, problemOf('NOT_FOUND'))
    const slots = slotsFrom(hall.desk.catalogue.calendar, hall.desk.now())
    const faults = callFaults(post.texts, slots)
    if (faults.length > 0)
      return show(hall, reply, 'call', { point: row(hall, point), slots, posted: post.texts, faults }, { status: 422 })
    const { name = '', phone = '', matter = '', slot = '' } = post.texts
    const number = await hall.places.book({
      point: point.id,
      matter: matter.slice(0, 100),
      slot,
      name: name.trim().slice(0, 40),
      phone: phone.trim().slice(0, 20),
      consent: '同意视频通话并录下时间和结果，作为办事的凭据',
    })
    return reply.redirect(`/points/${point.id}/call/sent?${new URLSearchParams({ slot, number })}`, 303)
  })
  app.get(
    '/points/:id/call/sent',
    {
      ...PUBLIC,
      schema: {
        params: Id,
        querystring: Type.Intersect([Sent, Type.Object({ number: Type.Optional(Type.String({ maxLength: 20 })) })]),
      },
    },
    async (request, reply) => {
      const { slot = '', number = '' } = request.query
      return show(hall, reply, 'call-sent', {
        slot,
        number: /^[a-z0-9]{4,16}$/.test(number) ? number : '',
        today: todayOf(hall),
      })
    },
  )
}

async function showPoint(
  hall: Hall,
  reply: FastifyReply,
  point: PlacePoint,
  plate: { readonly no: string; readonly isRetired: boolean } | null,
): Promise<FastifyReply> {
  const [all, common] = await Promise.all([hall.places.points(), hall.guides.list({ point: point.kind, limit: 500 })])
  const others = nearestFirst(
    all.filter((other) => other.id !== point.id && other.kind !== 'villageStation' && other.status === 'open'),
    point,
  )
  const near = [
    ...others.filter(({ opening }) => opening.open),
    ...others.filter(({ opening }) => !opening.open),
  ].slice(0, NEAR)
  return show(hall, reply, 'plate', {
    ...{ plate, point: row(hall, point), count: common.length, at: hall.desk.now().toISOString() },
    common: common.slice(0, COMMON).map(foundRow),
    near: near.map((other) => ({ ...row(hall, other), metres: other.metres })),
  })
}

const row = (hall: Hall, { id, hours, ...point }: PlacePoint) => ({
  href: `/points/${id}`,
  hours: hall.places.hoursText(hours),
  ...point,
})

/** What tells visitors of one day apart, before it is hashed. */
const visitorOf = (request: FastifyRequest): string => `${request.ip} ${request.headers['user-agent'] ?? ''}`
