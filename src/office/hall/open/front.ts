// The pages one comes to first: the question, the guides, help, signing in.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { SYSTEM } from '#kernel/case/actor.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import type { Catalogue } from '#office/cases/catalogue.ts'
import { countsOf } from '#office/cases/queue.ts'
import { caseView, ownCases } from '#office/cases/read.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, mayApply, PUBLIC, personOf, todayOf } from '../hall.ts'
import { kioskOf } from '../kiosk/face.ts'
import { showKiosk } from '../kiosk/kiosk.ts'
import { show } from '../page.ts'
import { homeMatter, isOpen, nearestOf, oftenAsked, serviceLink, situationAnswers } from './front-of.ts'
import { showGuide } from './guides.ts'
import { foundRow } from './guides-of.ts'

const Slug = Type.Object({ slug: Type.String({ maxLength: 64 }) })

export function registerFront(app: Http, hall: Hall): void {
  const { catalogue } = hall.desk
  app.get('/', PUBLIC, async (request, reply) => {
    const kiosk = await kioskOf(hall, request)
    if (kiosk) return showKiosk(hall, reply, kiosk)
    const [often, mine, topics] = await Promise.all([oftenOf(hall), mattersOf(hall, request), hall.guides.topics()])
    return show(hall, reply, 'home', { often, topics, services: offeredIn(catalogue).map(serviceLink), ...mine })
  })
  app.get('/guide/:slug', { ...PUBLIC, schema: { params: Slug } }, async (request, reply) => {
    const definition = catalogue.current(request.params.slug)
    if (!definition) return showGuide(hall, { request, reply }, request.params.slug)
    hall.guides.opened(definition.slug)
    const answers = situationAnswers(definition, request.query as Record<string, unknown>)
    return show(hall, reply, 'guide', {
      definition,
      answers,
      fetched: [],
      draft: await draftOf(hall, request, definition.slug),
    })
  })
  app.get('/help', PUBLIC, async (_request, reply) => {
    const { hall: place, hours, phone, complaint } = catalogue.services[0]!.contacts
    return show(hall, reply, 'help', { hall: place, hours, phone, complaint })
  })
}

/** Four things people do most: services by their cases, then guides by how often they are opened. */
async function oftenOf(hall: Hall) {
  const [services, guides] = await Promise.all([countedServices(hall), hall.guides.list({ isAsked: true, limit: 4 })])
  const links = [...services.map(serviceLink), ...guides.map(foundRow)].map(({ href, title }) => ({ href, title }))
  return [...new Map(links.map((link) => [link.href, link])).values()].slice(0, 4)
}

/** Counts are kept by month; this month and the one before cover the last thirty days. */
async function countedServices(hall: Hall) {
  const months = new Set(
    [0, 30].map((days) => new Date(hall.desk.now().getTime() - days * 86_400_000).toISOString().slice(0, 7)),
  )
  const rows = await countsOf(hall.reads, SYSTEM, {})
  return oftenAsked(
    offeredIn(hall.desk.catalogue),
    rows.filter((row) => months.has(row.month)),
  )
}

async function mattersOf(hall: Hall, request: FastifyRequest) {
  const actor = await hall.actorOf(request)
  if (actor.kind !== 'person') return { matter: null, open: 0 }
  const matters = await ownCases(hall.reads, actor, null, 100)
  const nearest = nearestOf(matters)
  const view = nearest && (await caseView(hall.reads, actor, nearest.id))
  if (!nearest || !view) return { matter: null, open: 0 }
  const { catalogue } = hall.desk
  const definition = await catalogue.pinned(view.version)
  const world = { definition, state: view.state, calendar: catalogue.calendar, today: todayOf(hall) }
  return { matter: homeMatter(nearest, world), open: matters.filter(isOpen).length }
}

/** Where the reader's draft of a service goes on. */
async function draftOf(hall: Hall, request: FastifyRequest, slug: string): Promise<string | null> {
  const actor = await hall.actorOf(request)
  if (actor.kind !== 'person' || !mayApply(actor, slug)) return null
  const { id } = await personOf(hall, request)
  const draft = await hall.drafts.find(id, slug)
  return draft && draft.submitted === null ? `/apply/${slug}` : null
}

/** What citizens and firms may apply for; what an office opens itself is none of it. */
const offeredIn = ({ services }: Pick<Catalogue, 'services'>): readonly ServiceDefinition[] =>
  services.filter(({ applicant }) => applicant !== 'office')
