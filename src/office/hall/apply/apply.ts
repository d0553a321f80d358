// Applying: one section a page, saved at every step, handed in once. A draft is the only state; pages can be left, opened
// twice and gone back to. Only the submission judges; everything before it advises.

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AnyList } from '#kernel/form/form.ts'
import { fieldAt } from '#kernel/form/form.ts'
import { addRow, type Posted, removeRow } from '#kernel/form/posted-form.ts'
import { type Advice, advise } from '#kernel/material/rule.ts'
import { refusal, textOfRefusal } from '#kernel/refusal.ts'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { lookUpFacts } from '#office/cases/handle-command.ts'
import { problemOfRefusal } from '#office/cases/routes.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { applicantOf, type Hall, PERSON, personOf, todayOf } from '../hall.ts'
import { show } from '../page.ts'
import {
  applyPage,
  askedKinds,
  checkPage,
  faultsOf,
  handedOf,
  materialsPage,
  newDraft,
  sectionPage,
  sectionPart,
  textsOfSection,
  villageGroups,
  withSection,
} from './apply-of.ts'
import { choicesFor } from './choices.ts'
import { collect, newKey, registerUploads } from './collect.ts'
import type { Draft, SavedDraft } from './draft.ts'
import { showHandover } from './elsewhere.ts'
import { chosenForm } from './offers.ts'
import { readPost } from './post.ts'
import { withKnown } from './prefill.ts'

const Service = Type.Object({ slug: Type.String({ maxLength: 64 }) })
/** What an offer was made by. */
const Chosen = Type.Object({ choose: Type.Optional(Type.String({ maxLength: 200 })) })
const ServiceSection = Type.Object({
  slug: Type.String({ maxLength: 64 }),
  section: Type.String({ pattern: '^[1-9][0-9]?$' }),
})

/** An application being written: whose, for what, and how far it is. */
interface Application {
  readonly person: string
  readonly definition: ServiceDefinition
  readonly fresh: () => Draft
  /** What the address it was come by chooses. */
  readonly chosen: Readonly<Record<string, string>>
  /** Null before the first save. */
  readonly saved: SavedDraft | null
  readonly draft: Draft
}

export function registerApply(app: Http, hall: Hall): void {
  registerSections(app, hall)
  registerMaterials(app, hall)
  registerCheck(app, hall)
}

/** The application a request is about; undefined after the request was answered: no such service, or handed in already. */
async function applicationOf(
  hall: Hall,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Application | undefined> {
  const { slug } = request.params as { readonly slug: string }
  const definition = hall.desk.catalogue.current(slug)
  if (!definition || definition.applicant === 'office') {
    await sendProblem(reply, problemOfRefusal(refusal('SERVICE_NOT_FOUND', { service: slug })))
    return undefined
  }
  const applicant = await applicantOf(hall, { request, reply }, slug)
  if (!applicant) return undefined
  const { id } = applicant
  const known = await hall.knownOf(id)
  const saved = await hall.drafts.find(id, slug)
  if (saved?.submitted) {
    await reply.redirect(`/my/cases/${saved.submitted}/submitted`, 303)
    return undefined
  }
  const choose = (request.query as { readonly choose?: unknown }).choose
  const path = chosenPath(definition)
  const chosen = path !== undefined && typeof choose === 'string' ? { [path]: choose.slice(0, 200) } : {}
  const begun = newDraft(definition, '', known)
  const fresh = () => ({ ...begun, form: chosenForm(begun.form, chosen), key: newKey(hall) })
  return { person: id, definition, fresh, saved, chosen, draft: saved ?? fresh() }
}

/** The field that an address may fill in: what is offered, else the first that is chosen from a register. */
const chosenPath = ({ offered, form }: ServiceDefinition): string | undefined =>
  offered?.each ?? Object.keys(form).find((name) => form[name]?.kind === 'entry')

/** Applies a change to the draft; a draft that was handed in meanwhile stays as it is. */
function changeDraft(
  hall: Hall,
  { person, definition, fresh }: Application,
  change: (draft: Draft) => Draft,
): Promise<SavedDraft | null> {
  return hall.drafts.change(person, definition.slug, (found) => (found?.submitted ? found : change(found ?? fresh())))
}

async function adviceOn(hall: Hall, definition: ServiceDefinition, draft: Draft): Promise<Advice> {
  const { catalogue } = hall.desk
  const { facts } = await lookUpFacts(hall.desk, definition, draft.form)
  const application = { form: draft.form, materials: handedOf(draft.materials) }
  const isVillage = (code: string): boolean => catalogue.units.get(code)?.level === 'village'
  const isUnit = (code: string, level: string): boolean => catalogue.units.get(code)?.level === level
  return advise(definition, application, facts, { on: todayOf(hall), isVillage, isUnit })
}

function registerSections(app: Http, hall: Hall): void {
  app.get('/apply/:slug', { ...PERSON, schema: { params: Service, querystring: Chosen } }, async (request, reply) => {
    const applicant = await applicantOf(hall, { request, reply }, request.params.slug)
    if (!applicant) return reply
    // Who comes back to the beginning after handing in begins anew.
    await hall.drafts.change(applicant.id, request.params.slug, (found) => (found?.submitted ? null : found))
    const application = await applicationOf(hall, request, reply)
    if (!application) return reply
    const { definition, draft, saved, chosen } = application
    // Whoever comes by an offer or a public list finds it chosen, also in what they began before.
    const kept =
      Object.keys(chosen).length > 0
        ? await changeDraft(hall, application, (found) => ({ ...found, form: chosenForm(found.form, chosen) }))
        : saved
    const shown = kept ?? draft
    return show(
      hall,
      reply,
      'apply',
      applyPage(definition, shown, await adviceOn(hall, definition, shown), saved?.savedAt ?? null),
    )
  })
  app.get('/apply/:slug/:section', { ...PERSON, schema: { params: ServiceSection } }, async (request, reply) => {
    const application = await applicationOf(hall, request, reply)
    if (!application) return reply
    const { draft, definition } = application
    const section = Number(request.params.section)
    if (!definition.sections[section - 1]) return sendProblem(reply, problemOf('NOT_FOUND'))
    const isVisited = draft.visited.includes(sectionPart(section))
    const known = isVisited ? undefined : (await hall.knownOf(application.person))?.idNumber
    const form = await withKnown(hall, definition, draft.form, known)
    const faults = isVisited ? faultsOf(definition, await adviceOn(hall, definition, draft), section) : []
    return show(
      hall,
      reply,
      'apply-section',
      sectionPage(definition, {
        section,
        draft: { ...draft, form },
        faults,
        ...surroundings(hall),
        choices: await choicesFor(hall, definition.form),
      }),
    )
  })
  app.post('/apply/:slug/:section', { ...PERSON, schema: { params: ServiceSection } }, async (request, reply) => {
    const application = await applicationOf(hall, request, reply)
    if (!application) return reply
    const section = Number(request.params.section)
    if (!application.definition.sections[section - 1]) return sendProblem(reply, problemOf('NOT_FOUND'))
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    return saveSection(hall, application, { section, texts: post.texts, reply })
  })
  app.post('/apply/:slug/drop', { ...PERSON, schema: { params: Service } }, async (request, reply) => {
    const applicant = await applicantOf(hall, { request, reply }, request.params.slug)
    if (!applicant) return reply
    await hall.drafts.change(applicant.id, request.params.slug, () => null)
    return reply.redirect('/my', 303)
  })
}

async function saveSection(
  hall: Hall,
  application: Application,
  { section, texts, reply }: { readonly section: number; readonly texts: Posted; readonly reply: FastifyReply },
): Promise<unknown> {
  const { definition } = application
  const typed = textsOfSection(definition, section, withoutRow(texts))
  const draft = await changeDraft(hall, application, (found) => ({
    ...found,
    form: withSection(definition, found.form, section, typed),
    visited: [...new Set([...found.visited, sectionPart(section)])],
  }))
  if (!draft || draft.submitted) return reply.redirect(`/apply/${definition.slug}/check`, 303)
  if (texts.save === 'auto') return { savedAt: draft.savedAt }
  if (texts.elsewhere !== undefined) {
    return showHandover(hall, reply, { person: application.person, definition, part: String(section) })
  }
  const isRowChange = texts.add !== undefined || texts.remove !== undefined
  const faults = isRowChange ? [] : faultsOf(definition, await adviceOn(hall, definition, draft), section)
  if (!isRowChange && faults.length === 0) return reply.redirect(nextOf(definition, section), 303)
  const shown = texts.add === undefined ? typed : withRow(definition, typed, texts.add)
  const choices = await choicesFor(hall, definition.form)
  const page = sectionPage(definition, { section, draft, typed: shown, faults, choices, ...surroundings(hall) })
  return show(hall, reply, 'apply-section', page, { status: faults.length > 0 ? 422 : 200 })
}

const nextOf = ({ slug, sections }: ServiceDefinition, section: number): string =>
  `/apply/${slug}/${section < sections.length ? section + 1 : 'materials'}`

function withRow(definition: ServiceDefinition, texts: Posted, path: string): Posted {
  const list = fieldAt(definition.form, path)
  return list?.kind === 'list' ? addRow(list as AnyList, texts, path) : texts
}

/** The texts without the row that was taken away: `remove=members.2`. */
function withoutRow(texts: Posted): Posted {
  const [, path, row] = /^(.+)\.(\d{1,3})$/.exec(texts.remove ?? '') ?? []
  return path === undefined ? texts : removeRow(texts, path, Number(row))
}

const surroundings = (hall: Hall) => ({ villages: villageGroups(hall.desk.catalogue.units), today: todayOf(hall) })

function registerMaterials(app: Http, hall: Hall): void {
  const collectionOf = ({ person, definition, draft, fresh }: Application) => ({
    person,
    definition,
    fresh,
    name: definition.slug,
    kinds: askedKinds(definition, draft.form),
  })
  app.get('/apply/:slug/materials', { ...PERSON, schema: { params: Service } }, async (request, reply) => {
    const application = await applicationOf(hall, request, reply)
    if (!application) return reply
    return show(hall, reply, 'apply-materials', materialsPage(application.definition, application.draft))
  })
  app.post('/apply/:slug/materials', { ...PERSON, schema: { params: Service } }, async (request, reply) => {
    const application = await applicationOf(hall, request, reply)
    if (!application) return reply
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const { draft, faults } = await collect(hall, collectionOf(application), post)
    const { definition } = application
    const mayGoOn = post.texts.next !== undefined && Object.keys(faults).length === 0
    if (mayGoOn || !draft) return reply.redirect(`/apply/${definition.slug}/check`, 303)
    return show(hall, reply, 'apply-materials', materialsPage(definition, draft, faults))
  })
  registerUploads(app, hall, '/apply/:slug', async (request, reply) => {
    const application = await applicationOf(hall, request, reply)
    return application && collectionOf(application)
  })
}

function registerCheck(app: Http, hall: Hall): void {
  app.get('/apply/:slug/check', { ...PERSON, schema: { params: Service } }, async (request, reply) => {
    const application = await applicationOf(hall, request, reply)
    if (!application) return reply
    if (!application.saved) return reply.redirect(`/apply/${request.params.slug}`, 303)
    return showCheck(hall, application, reply)
  })
  app.post('/apply/:slug/check', { ...PERSON, schema: { params: Service } }, async (request, reply) => {
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const { key, agreed } = post.texts
    const application = await applicationOf(hall, request, reply)
    if (!application) return reply
    const { saved, definition } = application
    if (!saved || saved.key !== key) return toReceiptOf(hall, key ?? '', `/apply/${definition.slug}`, reply)
    if (agreed !== 'yes') {
      const refused = { reason: '还差一步：请勾选上面这句承诺', remedy: '勾选后再提交' }
      return showCheck(hall, application, reply, refused)
    }
    return submit(hall, { ...application, saved }, request, reply)
  })
}

/** A key that was used leads to what it did; a page of a draft that is gone leads to the beginning. */
async function toReceiptOf(hall: Hall, key: string, otherwise: string, reply: FastifyReply): Promise<FastifyReply> {
  const receipt = await hall.desk.store.findReceipt(key)
  return reply.redirect(receipt ? `/my/cases/${receipt.caseId}/submitted` : otherwise, 303)
}

async function submit(
  hall: Hall,
  { person, definition, saved }: Application & { readonly saved: SavedDraft },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { actor, id, name } = await personOf(hall, request)
  const handled = await hall.handle({
    key: saved.key,
    actor,
    to: { service: definition.slug },
    command: { type: 'submit', applicant: { id, name }, form: saved.form, materials: handedOf(saved.materials) },
  })
  if (!handled.ok) {
    if (handled.refusal.code === 'IDEMPOTENCY_KEY_REUSED') return toReceiptOf(hall, saved.key, '/my', reply)
    const application = { person, definition, saved, chosen: {}, draft: saved, fresh: () => saved }
    return showCheck(hall, application, reply, textOfRefusal(handled.refusal))
  }
  const { caseId } = handled.receipt
  // What was handed in lives in the case now; the draft only remembers which.
  await hall.drafts.change(person, definition.slug, () => ({
    key: saved.key,
    form: {},
    materials: [],
    visited: [],
    submitted: caseId,
  }))
  return reply.redirect(`/my/cases/${caseId}/submitted`, 303)
}

async function showCheck(
  hall: Hall,
  { definition, draft }: Application,
  reply: FastifyReply,
  refused?: { readonly reason: string; readonly remedy: string },
): Promise<FastifyReply> {
  const advice = await adviceOn(hall, definition, draft)
  const page = checkPage(definition, draft, { advice, ...surroundings(hall), refused })
  return show(hall, reply, 'apply-check', page, { status: refused ? 422 : 200 })
}
