// A person's own matters: the list, how far each is, what was handed in, and what its applicant may do about it.

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Command } from '#kernel/case/command.ts'
import { type ListedFact, listedFacts } from '#kernel/case/listed.ts'
import { refusal, textOfRefusal } from '#kernel/refusal.ts'
import { factsOf } from '#office/cases/facts.ts'
import type { Handled } from '#office/cases/handle-command.ts'
import { type CaseView, caseView, ownCases } from '#office/cases/read.ts'
import { problemOfRefusal } from '#office/cases/routes.ts'
import { cleanFile } from '#platform/blobs/clean.ts'
import { type Problem, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { villageGroups } from '../apply/apply-of.ts'
import { offersTo } from '../apply/offers.ts'
import { type PostedFile, readPost } from '../apply/post.ts'
import { type Hall, isCaseId, mayApply, PERSON, personOf, todayOf } from '../hall.ts'
import { isOpen } from '../open/front-of.ts'
import { show } from '../page.ts'
import {
  draftRow,
  keyOfAct,
  type MatterWorld,
  matterBase,
  matterRow,
  mayGive,
  progressPage,
  receiptHref,
} from './matter-of.ts'
import { seatPage } from './seat-of.ts'

export const CaseId = Type.Object({ id: Type.String({ maxLength: 64 }) })

export interface Matter {
  readonly view: CaseView
  readonly world: MatterWorld
}

/** The matter a request is about; undefined after it was answered that there is none for this reader. */
export async function matterOf(hall: Hall, request: FastifyRequest, reply: FastifyReply): Promise<Matter | undefined> {
  const { id } = request.params as { readonly id: string }
  const { actor } = await personOf(hall, request)
  const view = isCaseId(id) ? await caseView(hall.reads, actor, id) : null
  if (!view) {
    await sendProblem(reply, problemOfRefusal(refusal('CASE_NOT_FOUND')))
    return undefined
  }
  const { catalogue, now } = hall.desk
  const definition = await catalogue.pinned(view.version)
  const { units, calendar } = catalogue
  const world = {
    definition,
    units,
    calendar,
    actor,
    now: now().toISOString(),
    today: todayOf(hall),
    baseUrl: hall.baseUrl,
  }
  return { view, world }
}

/** The lists that its applicant may see of what is true elsewhere. Cost: a query a fact; nothing where none is open. */
export async function listsOf(hall: Hall, { view, world }: Matter): Promise<readonly ListedFact[]> {
  const { definition } = world
  const isOpenList = Object.values(definition.facts).some((fact) => fact.kind === 'entries' && fact.open)
  if (!isOpenList) return []
  const { state, id } = view
  return listedFacts(
    definition,
    await factsOf(hall.desk, definition, { form: state.form, state, caseId: id }),
    'applicant',
  )
}

/** Gives a command on a matter as it stands; pressing twice, or in two tabs, does it once. */
export async function give(hall: Hall, { view, world }: Matter, command: Command): Promise<Handled> {
  const handled = await hall.handle({
    key: keyOfAct(command.type, view),
    actor: world.actor,
    to: { caseId: view.id },
    command,
  })
  const wasDone = !handled.ok && handled.refusal.code === 'IDEMPOTENCY_KEY_REUSED'
  return wasDone ? { ok: false, refusal: refusal('CASE_BUSY') } : handled
}

export function registerMatters(app: Http, hall: Hall): void {
  app.get('/my', PERSON, async (request, reply) => {
    const { actor, id } = await personOf(hall, request)
    const isOwn = actor.kind === 'person' && !actor.mandate
    const [matters, drafts, offers, unread] = await Promise.all([
      ownCases(hall.reads, actor, null, 100),
      hall.drafts.list(id),
      isOwn ? offersTo(hall, id) : [],
      hall.notices.unread(id),
    ])
    const rows = await Promise.all(
      matters.map(async (summary) => {
        const view = summary.needsMe ? await caseView(hall.reads, actor, summary.id) : null
        return { open: isOpen(summary), row: matterRow(summary, view?.state ?? null) }
      }),
    )
    return show(hall, reply, 'matters', {
      offers,
      drafts: drafts.flatMap((draft) => {
        const definition = hall.desk.catalogue.current(draft.name)
        return definition && draft.submitted === null && mayApply(actor, definition.slug)
          ? [draftRow(definition, draft)]
          : []
      }),
      open: rows.filter(({ open }) => open).map(({ row }) => row),
      ended: rows.filter(({ open }) => !open).map(({ row }) => row),
      unread,
    })
  })
  registerReading(app, hall)
  registerWithdrawal(app, hall)
  registerRating(app, hall)
}

function registerReading(app: Http, hall: Hall): void {
  const options = { ...PERSON, schema: { params: CaseId } }
  app.get('/my/cases/:id', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    const lists = await listsOf(hall, matter)
    return show(hall, reply, 'progress', { ...progressPage(matter.view, matter.world), lists })
  })
  app.get('/my/cases/:id/submitted', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    const { caseNo, queryCode, village, base, url } = { ...progressPage(matter.view, matter.world) }
    const { definition } = matter.world
    const at = matter.view.state.receivedAt
    const receipt = receiptHref(matter.view.id, 1)
    return show(hall, reply, 'submitted', { caseNo, queryCode, at, definition, village, progress: base, url, receipt })
  })
  app.get('/my/cases/:id/seat', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    const seat = await hall.seatOf(matter.view)
    return seat
      ? show(hall, reply, 'seat', seatPage(seat, matter.view, matter.world))
      : reply.redirect(matterBase(matter.view.id), 303)
  })
  app.get('/my/cases/:id/answers', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    const { state } = matter.view
    return show(hall, reply, 'answers', {
      base: matterBase(matter.view.id),
      definition: matter.world.definition,
      form: state.form,
      materials: state.materials,
      submittedAt: state.receivedAt,
      villages: villageGroups(hall.desk.catalogue.units),
    })
  })
  app.post('/my/cases/:id/fulfil', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const kept = await keepFiles(hall, matter, post.files)
    if ('problem' in kept) return sendProblem(reply, kept.problem)
    const { files } = kept
    const note = files.length > 0 ? '申请人交来了文件。' : '申请人告知已经完成。'
    const handled = await give(hall, matter, { type: 'fulfil', note, files })
    return handled.ok
      ? reply.redirect(matterBase(matter.view.id), 303)
      : sendProblem(reply, problemOfRefusal(handled.refusal))
  })
}

/** Keeps files that were posted with word that something is done, as their sender's own. */
async function keepFiles(
  hall: Hall,
  { world }: Matter,
  files: readonly PostedFile[],
): Promise<{ readonly files: readonly string[] } | { readonly problem: Problem }> {
  const names: string[] = []
  for (const { content } of files) {
    const clean = await cleanFile(content)
    if ('problem' in clean) return clean
    names.push((await hall.blobs.put(world.actor.id, clean)).name)
  }
  return { files: names }
}

function registerWithdrawal(app: Http, hall: Hall): void {
  const options = { ...PERSON, schema: { params: CaseId } }
  const page = ({ view, world }: Matter) => ({
    base: matterBase(view.id),
    title: world.definition.title,
    key: keyOfAct('withdraw', view),
  })
  app.get('/my/cases/:id/withdraw', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    if (!mayGive('withdraw', matter.view, matter.world)) return reply.redirect(matterBase(matter.view.id), 303)
    return show(hall, reply, 'withdraw', page(matter))
  })
  app.post('/my/cases/:id/withdraw', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    if (matter.view.state.ended) return reply.redirect(matterBase(matter.view.id), 303)
    const handled = await give(hall, matter, { type: 'withdraw', reason: (post.texts.reason ?? '').slice(0, 300) })
    if (handled.ok) return reply.redirect(matterBase(matter.view.id), 303)
    return show(hall, reply, 'withdraw', { ...page(matter), refused: textOfRefusal(handled.refusal) }, { status: 409 })
  })
}

function registerRating(app: Http, hall: Hall): void {
  const options = { ...PERSON, schema: { params: CaseId } }
  const page = ({ view, world }: Matter) => ({
    base: matterBase(view.id),
    title: world.definition.title,
    reasons: world.definition.ratings,
    key: keyOfAct('rate', view),
    posted: { reasons: [] as readonly string[] },
    faults: [],
    sent: view.state.rating !== null,
  })
  app.get('/my/cases/:id/rate', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    const isRated = matter.view.state.rating !== null
    if (!isRated && !mayGive('rate', matter.view, matter.world)) return reply.redirect(matterBase(matter.view.id), 303)
    return show(hall, reply, 'rate', page(matter))
  })
  app.post('/my/cases/:id/rate', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    if (matter.view.state.rating !== null) return reply.redirect(`${matterBase(matter.view.id)}/rate`, 303)
    const { level = '', text = '' } = post.texts
    const reasons = post.all('reasons').filter((reason) => matter.world.definition.ratings.includes(reason))
    const given = Number(level) as 1 | 2 | 3 | 4 | 5
    const handled = /^[1-5]$/.test(level)
      ? await give(hall, matter, { type: 'rate', level: given, reasons, text: text.slice(0, 500) })
      : { ok: false as const, refusal: refusal('RATING_INVALID') }
    if (handled.ok) return reply.redirect(`${matterBase(matter.view.id)}/rate`, 303)
    if (handled.refusal.code !== 'RATING_INVALID') return sendProblem(reply, problemOfRefusal(handled.refusal))
    const path = level === '' ? 'level' : 'text'
    const faults = [{ path, message: textOfRefusal(handled.refusal).reason }]
    return show(hall, reply, 'rate', { ...page(matter), posted: { level, reasons, text }, faults }, { status: 422 })
  })
  app.get('/my/cases', PERSON, (_request, reply) => reply.redirect('/my', 308))
  app.get('/my/cases/:id/fulfil', options, (request, reply) =>
    isCaseId(request.params.id)
      ? reply.redirect(matterBase(request.params.id), 303)
      : sendProblem(reply, problemOfRefusal(refusal('CASE_NOT_FOUND'))),
  )
}
