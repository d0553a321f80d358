// A firm's own project: where it stands, what is asked of it, its papers handed in one by one, and the authorisation by which
// what is ready is filed by itself. Every page works without script.

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type PlainDate, parsePlainDate } from '#kernel/calendar/plain-date.ts'
import { decodeForm, encodeForm } from '#kernel/form/posted-form.ts'
import type { CabinetCommand } from '#kernel/project/act.ts'
import type { ProjectPage } from '#kernel/project/shown.ts'
import { cleanFile } from '#platform/blobs/clean.ts'
import { type Problem, problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Post, readPost } from '../apply/post.ts'
import { type Hall, PERSON, personOf } from '../hall.ts'
import { show } from '../page.ts'
import { fallsOf, type PaperData, problemData } from './project-of.ts'

const Code = Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$' })
const ByCode = { schema: { params: Type.Object({ code: Code }) } }
const ByPaper = {
  schema: { params: Type.Object({ code: Code, paper: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,39}$' }) }) },
}
type Params = { readonly code: string; readonly paper: string }

export function registerProjects(app: Http, hall: Hall): void {
  app.get('/my/projects', PERSON, async (request, reply) =>
    show(hall, reply, 'projects', { projects: await hall.projects.list(await hall.actorOf(request)) }),
  )
  app.get('/my/projects/:code', { ...PERSON, ...ByCode }, async (request, reply) => {
    const project = await projectOf(hall, request, reply)
    return project ? show(hall, reply, 'project', { project, refused: null }) : reply
  })
  app.post('/my/projects/:code', { ...PERSON, ...ByCode }, async (request, reply) => {
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const { code } = request.params as Params
    const refused = await act(hall, request, code, post)
    if (refused === null) return reply.redirect(`/my/projects/${code}`, 303)
    const project = await projectOf(hall, request, reply)
    return project
      ? show(hall, reply, 'project', { project, refused: problemData(refused) }, { status: refused.status })
      : reply
  })
  app.get('/my/projects/:code/papers/:paper', { ...PERSON, ...ByPaper }, async (request, reply) => {
    const page = await paperOf(hall, request, reply)
    return page ? show(hall, reply, 'project-paper', page) : reply
  })
  app.post('/my/projects/:code/papers/:paper', { ...PERSON, ...ByPaper }, async (request, reply) => {
    const post = await readPost(request)
    if ('problem' in post) return sendProblem(reply, post.problem)
    const page = await paperOf(hall, request, reply)
    if (!page) return reply
    const faults = await hand(hall, request, page, post)
    if (faults.length === 0) return reply.redirect(`/my/projects/${page.code}`, 303)
    return show(hall, reply, 'project-paper', { ...page, posted: post.texts, faults }, { status: 422 })
  })
}

async function projectOf(hall: Hall, request: FastifyRequest, reply: FastifyReply): Promise<ProjectPage | undefined> {
  const found = await hall.projects.one(await hall.actorOf(request), (request.params as Params).code)
  if ('value' in found) return found.value
  await sendProblem(reply, found.problem)
  return undefined
}

async function paperOf(hall: Hall, request: FastifyRequest, reply: FastifyReply): Promise<PaperData | undefined> {
  const project = await projectOf(hall, request, reply)
  if (!project) return undefined
  const paper = project.papers.find(({ name }) => name === (request.params as Params).paper)
  if (!paper) {
    await sendProblem(reply, problemOf('NOT_FOUND'))
    return undefined
  }
  const { fields } = paper.spec
  return {
    code: project.code,
    name: project.name,
    paper,
    fields,
    falls: fallsOf(project, paper.name),
    today: project.today,
    posted: encodeForm(fields, paper.version?.fields ?? {}),
    faults: [],
  }
}

/** What a button of the page asks for; a button that is none asks for nothing that exists. */
function act(hall: Hall, request: FastifyRequest, code: string, post: Post): Promise<Problem | null> {
  const { act: name = '', node = '', reason = '', until = '' } = post.texts
  const give = async (command: CabinetCommand) => hall.projects.give(await hall.actorOf(request), code, command)
  switch (name) {
    case 'file':
      return hall.actorOf(request).then((actor) => hall.projects.file(actor, code, node))
    case 'halt':
      return give({ type: 'halt', node, reason: reason.slice(0, 200) })
    case 'resume':
      return give({ type: 'resume', node })
    case 'authorise':
      return give({
        type: 'authorise',
        nodes: post.all('nodes').slice(0, 60),
        until: parsePlainDate(until) ?? ('' as PlainDate),
      })
    case 'revoke':
      return give({ type: 'revoke' })
    default:
      return Promise.resolve(problemOf('INVALID_INPUT'))
  }
}

type Fault = PaperData['faults'][number]

/** Keeps the file and hands the paper in; answers what is wrong, beside what it is wrong with. */
async function hand(
  hall: Hall,
  request: FastifyRequest,
  page: PaperData,
  { texts, files }: Post,
): Promise<readonly Fault[]> {
  const { actor, id } = await personOf(hall, request)
  const sent = files.find(({ field }) => field === 'paper.file')
  if (!sent) return [{ path: 'paper.file', message: '请选一个文件' }]
  const clean = await cleanFile(sent.content)
  if ('problem' in clean) return [{ path: 'paper.file', message: `${clean.problem.title}${clean.problem.remedy}` }]
  const line = (name: string) => (texts[`paper.${name}`] ?? '').trim().slice(0, 200)
  const day = (name: string) => parsePlainDate(line(name))
  const [on, until] = [day('sealOn'), day('sealUntil')]
  const { name: file } = await hall.blobs.put(id, clean)
  const refused = await hall.projects.hand(actor, page.code, {
    paper: page.paper.name,
    file,
    issuer: line('issuer'),
    number: line('number'),
    seal: line('holder') && on && until ? { holder: line('holder'), on, until } : null,
    validUntil: day('validUntil'),
    fields: decodeForm(page.fields, texts),
  })
  if (refused === null) return []
  const own = (refused.errors ?? []).map(({ path, message }) => ({ path: path.replace(/^fields\./, ''), message }))
  const message = [refused.title, refused.detail, refused.remedy].filter(Boolean).join('')
  return own.length > 0 ? own : [{ path: PLACES[refused.code] ?? 'paper.file', message }]
}

/** Where a refusal that is about no declared field is said. */
const PLACES: Readonly<Record<string, string>> = { PAPER_SEAL: 'paper.holder', PAPER_EXPIRED: 'paper.validUntil' }
