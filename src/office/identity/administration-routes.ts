// The addresses of the three administrations; each route belongs to exactly one of them.

import { Type } from '@sinclair/typebox'
import { ROLES } from '#kernel/unit/role.ts'
import { cursorOf, PAGE_QUERY, pageOf, parseCursor } from '#platform/http/cursor.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { disableOfficer, listOfficers, listTries, setPosts } from './administration.ts'
import { ID_PATTERN, type IdentityDesk } from './desk.ts'
import { invite } from './invitation.ts'

export interface AdministrationRouteOptions {
  readonly desk: IdentityDesk
  readonly baseUrl: string
}

const tags = ['管理']
const strict = { additionalProperties: false } as const
const ById = Type.Object({ id: Type.String({ pattern: ID_PATTERN }) })
const Duty = Type.Union([Type.Literal('system'), Type.Literal('security'), Type.Literal('audit'), Type.Null()])
const Role = Type.Union((Object.keys(ROLES) as (keyof typeof ROLES)[]).map((role) => Type.Literal(role)))
const Posts = Type.Array(Type.Object({ role: Role, unit: Type.String({ pattern: '^[\\w-]{1,40}$' }) }, strict), {
  maxItems: 300,
})
const Officer = Type.Object({
  id: Type.String(),
  login: Type.String(),
  name: Type.String(),
  state: Type.String(),
  duty: Duty,
  posts: Posts,
})
const Try = Type.Object({
  id: Type.Integer(),
  at: Type.String(),
  step: Type.String(),
  outcome: Type.String(),
  source: Type.String(),
  login: Type.Union([Type.String(), Type.Null()]),
})
const querystring = Type.Object(PAGE_QUERY, strict)

export function registerAdministration(app: Http, options: AdministrationRouteOptions): void {
  registerSystem(app, options)
  registerSecurity(app, options)
  registerAudit(app, options)
}

function registerSystem(app: Http, { desk, baseUrl }: AdministrationRouteOptions): void {
  const config = { policy: 'system-administrator' }
  const body = Type.Object({ duty: Duty }, strict)
  const link = Type.Object({ link: Type.String({ description: '一次性链接，三天内有效，只显示这一次' }) })
  app.post(
    '/api/administration/invitations',
    { config, schema: { summary: '邀请一位工作人员建立账号', tags, body, response: { 201: link } } },
    async (request, reply) => {
      const token = await invite(desk, { duty: request.body.duty, posts: [] })
      return reply.code(201).send({ link: `${baseUrl}/staff/invitation#${token}` })
    },
  )
  app.post(
    '/api/administration/officers/:id/disable',
    { config, schema: { summary: '停用账号，立即结束其全部会话', tags, params: ById } },
    async (request, reply) => {
      const result = await disableOfficer(desk, request.params.id)
      return result ? sendProblem(reply, result.problem) : reply.code(204).send()
    },
  )
}

function registerSecurity(app: Http, { desk }: AdministrationRouteOptions): void {
  const config = { policy: 'security-administrator' }
  app.get(
    '/api/administration/officers',
    { config, schema: { summary: '工作人员和岗位', tags, querystring, response: { 200: pageOf(Officer) } } },
    async (request, reply) => {
      const { cursor, limit = 20 } = request.query
      const start = cursor === undefined ? { position: '' } : parseCursor(Type.String(), cursor)
      if ('problem' in start) return sendProblem(reply, start.problem)
      const items = await listOfficers(desk, start.position, limit)
      return { items: [...items] as never, next: items.length < limit ? null : cursorOf(items.at(-1)!.login) }
    },
  )
  app.put(
    '/api/administration/officers/:id/posts',
    {
      config,
      schema: { summary: '授予岗位，替换原有岗位', tags, params: ById, body: Type.Object({ posts: Posts }, strict) },
    },
    async (request, reply) => {
      const result = await setPosts(desk, request.params.id, request.body.posts)
      return result ? sendProblem(reply, result.problem) : reply.code(204).send()
    },
  )
}

function registerAudit(app: Http, { desk }: AdministrationRouteOptions): void {
  app.get(
    '/api/administration/sign-in-attempts',
    {
      config: { policy: 'audit-administrator' },
      schema: { summary: '登录记录，最近的在前', tags, querystring, response: { 200: pageOf(Try) } },
    },
    async (request, reply) => {
      const { cursor, limit = 20 } = request.query
      const start =
        cursor === undefined ? { position: Number.MAX_SAFE_INTEGER } : parseCursor(Type.Integer({ minimum: 1 }), cursor)
      if ('problem' in start) return sendProblem(reply, start.problem)
      const items = await listTries(desk, start.position, limit)
      return { items, next: items.length < limit ? null : cursorOf(items.at(-1)!.id) }
    },
  )
}
