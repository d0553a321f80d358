// The addresses of projects, for officers: the list, one project, its papers, what may be done with it. A firm has its own
// pages (office/hall).

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PlainDate } from '#kernel/calendar/plain-date.ts'
import { type Actor, asOfficer } from '#kernel/case/actor.ts'
import type { CabinetCommand } from '#kernel/project/act.ts'
import { projectPage, projectRow } from '#kernel/project/shown.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Answer, fileNode, give, hashOfFile, listProjects, openOne, type ProjectsDesk } from './projects.ts'
import { projectProblem } from './refusal.ts'

export interface ProjectRoutes {
  readonly desk: ProjectsDesk
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const OFFICER = { config: { policy: 'officer' } } as const
const tags = ['工程项目']
/** A project's code in an address. */
export const CODE = Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$' })
const Name = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,39}$' })
const Version = Type.Integer({ minimum: 1, maximum: 9999 })
const Day = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })
const Line = Type.String({ maxLength: 200 })
const Words = Type.String({ maxLength: 2000 })
const strict = { additionalProperties: false } as const

const ByCode = Type.Object({ code: CODE })
const ByNode = Type.Object({ code: CODE, node: Name })
const ByVersion = Type.Object({ code: CODE, paper: Name, version: Version })
const Handed = Type.Object(
  {
    paper: Name,
    file: Type.String({ minLength: 1, maxLength: 128 }),
    issuer: Line,
    number: Line,
    seal: Type.Union([Type.Object({ holder: Line, on: Day, until: Day }, strict), Type.Null()]),
    validUntil: Type.Union([Day, Type.Null()]),
    fields: Type.Record(Name, Type.Union([Type.String({ maxLength: 2000 }), Type.Number(), Type.Boolean()])),
  },
  strict,
)
const Command = Type.Union([
  Type.Object({ type: Type.Literal('take') }, strict),
  Type.Object({ type: Type.Literal('approve'), paper: Name, version: Version }, strict),
  Type.Object(
    {
      type: Type.Literal('return'),
      paper: Name,
      version: Version,
      remarks: Type.Array(Type.Object({ point: Name, reason: Words, arises: Type.Boolean() }, strict), {
        maxItems: 40,
      }),
    },
    strict,
  ),
  Type.Object({ type: Type.Literal('halt'), node: Name, reason: Words }, strict),
  Type.Object({ type: Type.Literal('resume'), node: Name }, strict),
  Type.Object(
    {
      type: Type.Literal('simulate'),
      node: Name,
      verdict: Type.Union([Type.Literal('agree'), Type.Literal('disagree')]),
      opinion: Words,
    },
    strict,
  ),
])

export function registerProjects(app: Http, { desk, actorOf }: ProjectRoutes): void {
  const officerOf = async (request: FastifyRequest) => asOfficer(await actorOf(request))
  /** The page as it is after what was done, or the problem. */
  const answer = async (reply: FastifyReply, actor: Actor, code: string, done: Answer<unknown>) => {
    if ('problem' in done) return sendProblem(reply, done.problem)
    const found = await openOne(desk, actor, code)
    return 'problem' in found ? sendProblem(reply, found.problem) : projectPage(found.value.around, actor)
  }
  app.get('/api/projects', { ...OFFICER, schema: { summary: '工程项目', tags } }, async (request) => ({
    items: (await listProjects(desk, await officerOf(request))).map(({ around }) => projectRow(around)),
  }))
  app.get(
    '/api/projects/:code',
    { ...OFFICER, schema: { summary: '一个工程项目：项目图、数据云柜、一致性', tags, params: ByCode } },
    async (request, reply) => answer(reply, await officerOf(request), request.params.code, { value: null }),
  )
  app.post(
    '/api/projects/:code/papers',
    { ...OFFICER, schema: { summary: '窗口代收一份材料进数据云柜', tags, params: ByCode, body: Handed } },
    async (request, reply) => {
      const officer = await officerOf(request)
      const { seal, validUntil, fields, ...handed } = request.body
      const hashed = await hashOfFile(desk, officer, handed.file)
      if ('problem' in hashed) return sendProblem(reply, hashed.problem)
      const command = { type: 'hand', ...handed, hash: hashed.value, seal, validUntil, fields } as CabinetCommand & {
        readonly validUntil: PlainDate | null
        readonly fields: Data
      }
      return answer(reply, officer, request.params.code, await give(desk, officer, request.params.code, command))
    },
  )
  app.post(
    '/api/projects/:code/commands',
    { ...OFFICER, schema: { summary: '预审、叫停、模拟审批', tags, params: ByCode, body: Command } },
    async (request, reply) => {
      const officer = await officerOf(request)
      const done = await give(desk, officer, request.params.code, request.body as CabinetCommand)
      return answer(reply, officer, request.params.code, done)
    },
  )
  app.post(
    '/api/projects/:code/nodes/:node/filing',
    { ...OFFICER, schema: { summary: '按企业的授权现在申报', tags, params: ByNode } },
    async (request, reply) => {
      const officer = await officerOf(request)
      const { code, node } = request.params
      return answer(reply, officer, code, await fileNode(desk, officer, code, node))
    },
  )
  app.get(
    '/api/projects/:code/papers/:paper/:version',
    { ...OFFICER, schema: { summary: '云柜里一份材料的一版', tags, params: ByVersion } },
    async (request, reply) => sendPaper(desk, await actorOf(request), request.params, reply),
  )
}

/** The content of one version of a paper, for whoever may see the project. */
export async function sendPaper(
  desk: ProjectsDesk,
  actor: Actor,
  { code, paper, version }: { readonly code: string; readonly paper: string; readonly version: number },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const found = await openOne(desk, actor, code)
  if ('problem' in found) return sendProblem(reply, found.problem)
  const { papers } = found.value.around.state.cabinet
  const file = (Object.hasOwn(papers, paper) ? papers[paper] : undefined)?.find((one) => one.version === version)?.file
  const content = file ? await desk.blobs.open(file) : undefined
  if (!content) return sendProblem(reply, projectProblem('PAPER_UNKNOWN'))
  // Pictures were drawn anew and may be shown; a PDF is opened by the reader's own program.
  const disposition = content.type === 'image/jpeg' ? 'inline' : `attachment; filename="${paper}-${version}.pdf"`
  return reply
    .type(content.type)
    .headers({ 'content-disposition': disposition, 'cache-control': 'private, max-age=300' })
    .send(content.content)
}
