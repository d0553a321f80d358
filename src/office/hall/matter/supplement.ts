// Handing in later: what a supplement asked for, and what a deferral promised. Only what was asked is open.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { textOfRefusal } from '#kernel/refusal.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { handedOf, villageGroups } from '../apply/apply-of.ts'
import { type Collection, collect, type FileFaults, registerUploads } from '../apply/collect.ts'
import type { DraftMaterial } from '../apply/draft.ts'
import { type Post, readPost } from '../apply/post.ts'
import { type Hall, PERSON, personOf } from '../hall.ts'
import { show } from '../page.ts'
import { CaseId, give, type Matter, matterOf } from './matter.ts'
import { matterBase } from './matter-of.ts'
import { askedTexts, kindsAsked, mendedForm, promisePage, refusedSupplement, supplementPage } from './supplement-of.ts'

export function registerSupplements(app: Http, hall: Hall): void {
  const options = { ...PERSON, schema: { params: CaseId } }
  app.get('/my/cases/:id/supplement', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    if (!isAsked(matter)) return reply.redirect(matterBase(matter.view.id), 303)
    return showSupplement(hall, matter, reply, { collected: await collectedOf(hall, matter, request), faults: [] })
  })
  app.post('/my/cases/:id/supplement', options, async (request, reply) => {
    const given = await collected(hall, request, reply, isAsked)
    return given ? answerSupplement(hall, given, reply) : reply
  })
  app.get('/my/cases/:id/promise', options, async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    if (!matter) return reply
    if (!matter.view.state.deferral) return reply.redirect(matterBase(matter.view.id), 303)
    const held = await collectedOf(hall, matter, request)
    return show(hall, reply, 'promise', promisePage(matter.view, matter.world, { collected: held, fault: null }))
  })
  app.post('/my/cases/:id/promise', options, async (request, reply) => {
    const given = await collected(hall, request, reply, ({ view }) => view.state.deferral !== null)
    return given ? answerPromise(hall, given, reply) : reply
  })
  registerUploads(app, hall, '/my/cases/:id', async (request, reply) => {
    const matter = await matterOf(hall, request, reply)
    return matter && collectionOf(hall, matter, request)
  })
}

const isAsked = ({ view }: Matter): boolean => !view.state.ended && view.state.supplement?.phase === 'open'

/** What may be collected for a case now: the asked materials of a supplement, or the promised ones. */
async function collectionOf(hall: Hall, { view, world }: Matter, request: FastifyRequest): Promise<Collection> {
  const { id } = await personOf(hall, request)
  const { supplement, deferral, form } = view.state
  const kinds = supplement?.phase === 'open' ? kindsAsked(supplement.asked) : (deferral?.materials ?? [])
  const fresh = () => ({ key: '', form, materials: [], visited: [], submitted: null })
  return {
    person: id,
    name: `case:${view.id}:${supplement?.phase === 'open' ? 'supplement' : 'promise'}`,
    definition: world.definition,
    kinds,
    fresh,
  }
}

async function collectedOf(hall: Hall, matter: Matter, request: FastifyRequest): Promise<readonly DraftMaterial[]> {
  const { person, name } = await collectionOf(hall, matter, request)
  return (await hall.drafts.find(person, name))?.materials ?? []
}

interface Given {
  readonly matter: Matter
  readonly post: Post
  readonly collection: Collection
  readonly materials: readonly DraftMaterial[]
  readonly faults: FileFaults
}

/** Reads a post and keeps its files; undefined after it was answered. */
async function collected(
  hall: Hall,
  request: FastifyRequest,
  reply: FastifyReply,
  isOpen: (matter: Matter) => boolean,
): Promise<Given | undefined> {
  const matter = await matterOf(hall, request, reply)
  if (!matter) return undefined
  const post = await readPost(request)
  if ('problem' in post) {
    await sendProblem(reply, post.problem)
    return undefined
  }
  if (!isOpen(matter)) {
    await reply.redirect(matterBase(matter.view.id), 303)
    return undefined
  }
  const collection = await collectionOf(hall, matter, request)
  const { draft, faults } = await collect(hall, collection, post)
  return { matter, post, collection, materials: draft?.materials ?? [], faults }
}

async function answerSupplement(
  hall: Hall,
  { matter, post, collection, materials, faults }: Given,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { view, world } = matter
  const asked = view.state.supplement?.asked ?? []
  const posted = askedTexts(asked, post.texts)
  const shown = { collected: materials, fileFaults: faults, posted }
  const isSending = post.texts.send !== undefined && Object.keys(faults).length === 0
  if (!isSending) return showSupplement(hall, matter, reply, { ...shown, faults: [] })
  const form = mendedForm(world.definition, view.state.form, asked, post.texts)
  const handled = await give(hall, matter, { type: 'supplement', form, materials: handedOf(materials) })
  if (handled.ok) return finish(hall, collection, view.id, reply)
  const refused = refusedSupplement(world.definition, asked, materials, handled.refusal)
  return showSupplement(hall, matter, reply, { ...shown, ...refused }, 422)
}

async function answerPromise(
  hall: Hall,
  { matter, post, collection, materials, faults }: Given,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const page = (fault: string | null) =>
    promisePage(matter.view, matter.world, { collected: materials, fileFaults: faults, fault })
  const isSending = post.texts.send !== undefined && Object.keys(faults).length === 0
  if (!isSending) return show(hall, reply, 'promise', page(null))
  const handled = await give(hall, matter, { type: 'keepDeferral', materials: handedOf(materials) })
  if (handled.ok) return finish(hall, collection, matter.view.id, reply)
  const { reason, remedy } = textOfRefusal(handled.refusal)
  return show(hall, reply, 'promise', page(`${reason}，${remedy}`), { status: 422 })
}

/** What was handed in lives in the case now. */
async function finish(
  hall: Hall,
  { person, name }: Collection,
  caseId: string,
  reply: FastifyReply,
): Promise<FastifyReply> {
  await hall.drafts.change(person, name, () => null)
  return reply.redirect(matterBase(caseId), 303)
}

function showSupplement(
  hall: Hall,
  { view, world }: Matter,
  reply: FastifyReply,
  typed: Omit<Parameters<typeof supplementPage>[2], 'villages'>,
  status = 200,
): Promise<FastifyReply> {
  const villages = villageGroups(hall.desk.catalogue.units)
  return show(hall, reply, 'supplement', supplementPage(view, world, { ...typed, villages }), { status })
}
