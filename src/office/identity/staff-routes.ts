// The addresses at which staff sign in: password, code, a new password, and the one-time link that makes an account.

import { Type } from '@sinclair/typebox'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { sessionOf, tokenOf } from './access.ts'
import { isForm, originOf, refuse } from './answer.ts'
import { safeNext } from './citizen-sign-in.ts'
import { giveSession } from './cookie.ts'
import type { IdentityDesk } from './desk.ts'
import { acceptInvitation } from './invitation.ts'
import { changePassword } from './officer.ts'
import { signInWithCode, signInWithPassword } from './staff-sign-in.ts'
import { totpAddress } from './totp.ts'

export interface StaffRouteOptions {
  readonly desk: IdentityDesk
  readonly baseUrl: string
  /** Name shown in authenticator apps. */
  readonly issuerName: string
}

const config = { policy: 'public' } as const
const tags = ['登录']
const strict = { additionalProperties: false } as const
const Next = Type.Optional(Type.String({ maxLength: 500, description: '登录后打开的页面' }))
const SignedIn = Type.Object({ next: Type.String({ description: '接下来打开的页面，或 code 表示还要输入动态码' }) })

export function registerStaff(app: Http, options: StaffRouteOptions): void {
  registerPasswordStep(app, options)
  registerCodeStep(app, options)
  registerPasswordChange(app, options)
  registerInvitation(app, options)
}

function registerPasswordStep(app: Http, { desk, baseUrl }: StaffRouteOptions): void {
  const login = Type.String({ minLength: 1, maxLength: 64 })
  const body = Type.Object({ login, password: Type.String({ minLength: 1, maxLength: 256 }), next: Next }, strict)
  app.post(
    '/api/staff/sign-in',
    { config, schema: { summary: '工作人员登录第一步：账号和密码', tags, body, response: { 200: SignedIn } } },
    async (request, reply) => {
      const { next, ...given } = request.body
      const result = await signInWithPassword(desk, given, originOf(request))
      if ('problem' in result) return refuse(reply, result.problem, '/staff/sign-in', next)
      giveSession(reply, result.token, baseUrl.startsWith('https:'))
      const query = next === undefined ? '' : `?${new URLSearchParams({ next: safeNext(next) })}`
      return isForm(request) ? reply.redirect(`/staff/sign-in/code${query}`, 303) : { next: 'code' }
    },
  )
}

function registerCodeStep(app: Http, { desk, baseUrl }: StaffRouteOptions): void {
  const body = Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }), next: Next }, strict)
  app.post(
    '/api/staff/sign-in/code',
    { config, schema: { summary: '工作人员登录第二步：动态码', tags, body, response: { 200: SignedIn } } },
    async (request, reply) => {
      const { code, next } = request.body
      const session = await sessionOf(request)
      const result = await signInWithCode(desk, { token: tokenOf(request) ?? '', session, code }, originOf(request))
      if ('problem' in result) {
        const page = result.problem.code === 'FIRST_STEP_MISSING' ? '/staff/sign-in' : '/staff/sign-in/code'
        return refuse(reply, result.problem, page, next)
      }
      giveSession(reply, result.token, baseUrl.startsWith('https:'))
      const target = next === undefined ? '/staff' : safeNext(next)
      return isForm(request) ? reply.redirect(target, 303) : { next: target }
    },
  )
}

function registerPasswordChange(app: Http, { desk }: StaffRouteOptions): void {
  const password = Type.String({ minLength: 1, maxLength: 256 })
  app.post(
    '/api/staff/password',
    {
      config: { policy: 'officer' },
      schema: { summary: '更换自己的密码', tags, body: Type.Object({ present: password, next: password }, strict) },
    },
    async (request, reply) => {
      const { actor, tokenHash } = (await sessionOf(request))!
      const result = await changePassword(desk, { officer: actor.id, ...request.body, keepSession: tokenHash })
      if (result) return refuse(reply, result.problem, '/staff/password')
      return isForm(request) ? reply.redirect('/staff', 303) : reply.code(204).send()
    },
  )
}

function registerInvitation(app: Http, { desk, issuerName }: StaffRouteOptions): void {
  const body = Type.Object(
    {
      token: Type.String({ maxLength: 100 }),
      login: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9.-]{2,31}$' }),
      name: Type.String({ minLength: 2, maxLength: 50 }),
      password: Type.String({ maxLength: 256 }),
    },
    strict,
  )
  const made = Type.Object({ authenticator: Type.String({ description: '验证器应用的 otpauth 地址，只显示这一次' }) })
  app.post(
    '/api/staff/invitation',
    { config, schema: { summary: '用一次性链接建立账号', tags, body, response: { 200: made } } },
    async (request, reply) => {
      const result = await acceptInvitation(desk, request.body)
      if ('problem' in result) return sendProblem(reply, result.problem)
      return { authenticator: totpAddress(result.totpSecret, issuerName, request.body.login) }
    },
  )
}
