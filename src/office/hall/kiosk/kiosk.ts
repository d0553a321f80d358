// A browser as a self-service machine: how it becomes one, its front page and what can be done at it, and how everything of
// one person is wiped before the next. A machine asked to be empty shows nothing else until it is.

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { KIOSK_RULES } from '#engines/place/kiosk.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, PUBLIC } from '../hall.ts'
import { serviceLink } from '../open/front-of.ts'
import { foundRow } from '../open/guides-of.ts'
import { slowed } from '../open/slow.ts'
import { show } from '../page.ts'
import { registerWorker } from '../worker.ts'
import { kioskOf, LOW_COOKIE } from './face.ts'
import type { KioskAt } from './kiosk-door.ts'
import { kioskProblem } from './refusal.ts'

const YEAR_SECONDS = 31_536_000
/** A machine that was told to be empty and never came back to say so may show pages again after this. */
const WIPING_SECONDS = 120
const WIPING_COOKIE = 'wiping'
/** The number of a page, by which the browser of a machine finds back to where it began. */
const BASE_COOKIE = 'kiosk-base'
/** What a machine may still ask for while it empties itself. */
const OPEN_WHILE_WIPING = /^\/(kiosk\/|assets\/|api\/|kiosk-worker\.js)/
/** The first rows of the front page: what people come for, and what every machine can do. */
const FIRST_SERVICES = 4
/** Says why a file is not shown. */
const NO_FILE = '/kiosk/file'

const Token = Type.Object({ token: Type.String({ maxLength: 60 }) })
const Topic = Type.Object({ topic: Type.Optional(Type.String({ maxLength: 40 })) })

export function registerKiosk(app: Http, hall: Hall, workerFile: string): void {
  registerWorker(app, '/kiosk-worker.js', workerFile)
  guardMachine(app, hall)
  registerStart(app, hall)
  registerWipe(app, hall)
  app.get('/kiosk/matters', { ...PUBLIC, schema: { querystring: Topic } }, async (request, reply) => {
    const kiosk = await kioskOf(hall, request)
    if (!kiosk) return sendProblem(reply, kioskProblem('KIOSK_ONLY'))
    const { topic = null } = request.query
    const lines = await enabledAt(hall, kiosk)
    const topics = [...new Set(lines.map((line) => line.topic))]
      .map((name) => ({ topic: name, count: lines.filter((line) => line.topic === name).length }))
      .sort((a, b) => b.count - a.count)
    return show(hall, reply, 'kiosk-matters', {
      topic,
      topics,
      matters: topic === null ? [] : lines.filter((line) => line.topic === topic).map(foundRow),
      count: lines.length,
    })
  })
  const tooMany = slowed({ burst: 3, perSecond: 1 / 30 })
  app.post('/kiosk/call', PUBLIC, async (request, reply) => {
    const kiosk = await kioskOf(hall, request)
    if (!kiosk) return sendProblem(reply, kioskProblem('KIOSK_ONLY'))
    const problem = tooMany(request)
    if (problem) return sendProblem(reply, problem)
    await hall.kiosks.call(kiosk.no)
    return reply.redirect('/kiosk/called', 303)
  })
  app.get('/kiosk/called', PUBLIC, async (request, reply) => {
    const kiosk = await kioskOf(hall, request)
    if (!kiosk) return sendProblem(reply, kioskProblem('KIOSK_ONLY'))
    return show(hall, reply, 'kiosk-called', {
      ...{ place: kiosk.point.name, phone: kiosk.point.phone, hours: hall.places.hoursText(kiosk.point.hours) },
      opening: kiosk.point.opening,
    })
  })
  // A worker keeps it on the machine for when there is no line; it knows no machine and nobody.
  app.get('/kiosk/offline', PUBLIC, (_request, reply) => show(hall, reply, 'kiosk-offline', {}))
}

/** The front page of a machine. */
export async function showKiosk(hall: Hall, reply: FastifyReply, kiosk: KioskAt): Promise<FastifyReply> {
  const lines = await enabledAt(hall, kiosk)
  const services = hall.desk.catalogue.services.filter(
    ({ slug, applicant }) => applicant !== 'office' && kiosk.matters.has(slug),
  )
  return show(hall, reply, 'kiosk', {
    ...{ name: kiosk.name, place: kiosk.point.name, count: lines.length, isInRepair: kiosk.isInRepair },
    hours: hall.places.hoursText(kiosk.point.hours),
    services: services.slice(0, FIRST_SERVICES).map(serviceLink),
  })
}

/** The guides of what can be done at a machine. */
async function enabledAt(hall: Hall, { matters }: KioskAt) {
  return (await hall.guides.list({ point: 'kiosk', limit: 2000 })).filter(({ slug }) => matters.has(slug))
}

/** How a browser becomes a machine: an officer opens the address there and says so. */
function registerStart(app: Http, hall: Hall): void {
  app.get('/kiosk/start/:token', { ...PUBLIC, schema: { params: Token } }, async (request, reply) => {
    const { token } = request.params
    const kiosk = await hall.kiosks.find(token)
    if (!kiosk) return sendProblem(reply, problemOf('NOT_FOUND'))
    return show(hall, reply, 'kiosk-start', {
      ...{ token, name: kiosk.name, place: kiosk.point.name, count: kiosk.matters.size, no: kiosk.no },
      seconds: KIOSK_RULES.askAfterSeconds + KIOSK_RULES.answerSeconds,
    })
  })
  app.post('/kiosk/start/:token', { ...PUBLIC, schema: { params: Token } }, async (request, reply) => {
    const { token } = request.params
    if (!(await hall.kiosks.find(token))) return sendProblem(reply, problemOf('NOT_FOUND'))
    await wipe(hall, request, reply)
    reply.setCookie(hall.kiosks.cookie, token, {
      ...{ path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: true, secure: isHttps(hall) },
    })
    return reply.redirect('/kiosk/empty', 303)
  })
}

function registerWipe(app: Http, hall: Hall): void {
  // A page of the machine asks by script, a form without one.
  app.post('/kiosk/end', PUBLIC, async (request, reply) => {
    if (!(await kioskOf(hall, request))) return sendProblem(reply, kioskProblem('KIOSK_ONLY'))
    await wipe(hall, request, reply)
    const isForm = String(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
    return isForm ? reply.redirect('/kiosk/empty', 303) : reply.code(204).send()
  })
  app.get('/kiosk/empty', PUBLIC, (_request, reply) => show(hall, reply, 'kiosk-empty', {}))
  app.get('/kiosk/ready', PUBLIC, (_request, reply) => {
    reply.clearCookie(WIPING_COOKIE, { path: '/' })
    return reply.redirect('/', 303)
  })
}

/** Ends the session and takes away every cookie but the machine's own, and what the browser keeps of pages. */
async function wipe(hall: Hall, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await hall.kiosks.endSession(request, reply)
  for (const name of Object.keys(request.cookies)) {
    if (name !== hall.kiosks.cookie && name !== BASE_COOKIE)
      reply.clearCookie(name, { path: '/', secure: name.startsWith('__Host-') })
  }
  reply.setCookie(WIPING_COOKIE, '1', { path: '/', maxAge: WIPING_SECONDS, sameSite: 'lax', httpOnly: true })
  reply.header('clear-site-data', '"cache", "storage"')
}

const isHttps = ({ baseUrl }: Hall): boolean => baseUrl.startsWith('https:')

/** What a machine may not show: anything before it is empty, the console, what is not enabled at it, files. */
function guardMachine(app: Http, hall: Hall): void {
  const isMachine = (request: FastifyRequest) => request.cookies?.[hall.kiosks.cookie] !== undefined
  app.addHook('preHandler', async (request, reply) => {
    if (!isMachine(request)) return undefined
    const path = request.url.split('?')[0] ?? ''
    if (request.cookies[WIPING_COOKIE] !== undefined && !OPEN_WHILE_WIPING.test(path)) {
      return reply.redirect('/kiosk/empty', 303)
    }
    const kiosk = await kioskOf(hall, request)
    if (!kiosk) return undefined
    rememberLow(request, reply)
    if (path === '/console' || path.startsWith('/console/')) return reply.redirect('/', 303)
    const [, slug] = /^\/apply\/([^/]+)/.exec(path) ?? []
    if (slug !== undefined && !kiosk.matters.has(slug)) return sendProblem(reply, kioskProblem('KIOSK_NOT_HERE'))
    return undefined
  })
  // What a browser would open in a viewer of its own or keep in a folder has no way back, and would stay.
  app.addHook('onSend', async (request, reply, payload) => {
    // A worker on the way hides what the answer is for; what a browser accepts for a page stays.
    const isPage = String(request.headers.accept ?? '').includes('text/html')
    if (!isPage || !isMachine(request) || !(await kioskOf(hall, request))) return payload
    const type = String(reply.getHeader('content-type') ?? '')
    if (reply.statusCode >= 300 || type === '' || type.startsWith('text/html')) return payload
    for (const name of ['content-disposition', 'content-encoding', 'content-length']) reply.removeHeader(name)
    reply.code(303).header('location', NO_FILE)
    return ''
  })
  app.get(NO_FILE, PUBLIC, (_request, reply) => sendProblem(reply, kioskProblem('KIOSK_FILE')))
}

/** 低位操作: chosen by `?low=`, remembered until the machine is wiped. */
function rememberLow(request: FastifyRequest, reply: FastifyReply): void {
  const { low } = (request.query ?? {}) as { readonly low?: unknown }
  if (low !== 'on' && low !== 'off') return
  request.cookies[LOW_COOKIE] = low
  reply.setCookie(LOW_COOKIE, low, { path: '/', sameSite: 'lax', httpOnly: true })
}
