// The addresses of this desk: who am I, signing in and out. Every post answers a script with JSON and a plain form with
// a redirect. Registered by the composition root; the pages themselves belong to the web.

import { Type } from '@sinclair/typebox'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { sessionOf, tokenOf } from './access.ts'
import { isForm, originOf, refuse } from './answer.ts'
import { beginCitizenSignIn, finishCitizenSignIn, safeNext } from './citizen-sign-in.ts'
import { dropSession, giveMemo, giveSession, takeMemo } from './cookie.ts'
import type { IdentityDesk } from './desk.ts'
import { acceptInvitation } from './invitation.ts'
import { registerMandateRoutes } from './mandate-routes.ts'
import { changePassword } from './officer.ts'
import type { IdentityProvider } from './provider.ts'
import { endSession, type Session, sessionLookup } from './session.ts'
import { signInWithCode, signInWithPassword } from './staff-sign-in.ts'
import { totpAddress } from './totp.ts'

export interface IdentityRouteOptions {
  readonly desk: IdentityDesk
  readonly provider: IdentityProvider
  /** The address people type; https decides about the cookie, and citizens come back from the provider to it. */
  readonly baseUrl: string
  /** Name shown in authenticator apps. */
  readonly issuerName: string
}

const PUBLIC = { config: { policy: 'public' } } as const
const Next = Type.Optional(Type.String({ maxLength: 500 }))
const SignedIn = Type.Object({ next: Type.String({ description: '接下来打开的页面,或 code 表示还要输入动态码' }) })

/** Registers every route of the desk, and what `actorOf` needs, on a server built with IDENTITY_ACCESS. */
export function registerIdentity(app: Http, options: IdentityRouteOptions): void {
  app.decorateRequest('session', undefined)
  app.decorateRequest('account', undefined)
  app.decorate('sessionLookup', sessionLookup(options.desk))
  registerSession(app, options)
  registerStaff(app, options)
  registerInvitation(app, options)
  registerCitizen(app, options)
  registerMandateRoutes(app, options.desk)
}

function registerSession(app: Http, { desk, baseUrl }: IdentityRouteOptions): void {
  const isHttps = baseUrl.startsWith('https:')
  app.get(
    '/api/session',
    { ...PUBLIC, schema: { summary: '我是谁:身份、岗位、正在为谁代办、表单凭据', tags: ['登录'] } },
    async (request) => describeSession(await sessionOf(request)),
  )
  app.post('/api/sign-out', { ...PUBLIC, schema: { summary: '退出登录', tags: ['登录'] } }, async (request, reply) => {
    const token = tokenOf(request)
    if (token !== undefined) await endSession(desk, token)
    dropSession(reply, isHttps)
    return isForm(request) ? reply.redirect('/', 303) : reply.code(204).send()
  })
}

/** What a page may know about its own session. */
function describeSession(session: Session | undefined): Record<string, unknown> {
  if (!session) return { kind: 'public' }
  if (session.stage === 'password') return { kind: 'public', waitsForCode: true, formToken: session.formToken }
  const { actor, formToken, login, duty, isMandateEnded, mustChangePassword } = session
  return { ...actor, login, duty, formToken, isMandateEnded, mustChangePassword }
}

function registerStaff(app: Http, { desk, baseUrl }: IdentityRouteOptions): void {
  const isHttps = baseUrl.startsWith('https:')
  const Password = Type.Object(
    {
      login: Type.String({ minLength: 1, maxLength: 64 }),
      password: Type.String({ minLength: 1, maxLength: 256 }),
      next: Next,
    },
    { additionalProperties: false },
  )
  app.post(
    '/api/staff/sign-in',
    {
      ...PUBLIC,
      schema: { summary: '工作人员登录第一步:账号和密码', tags: ['登录'], body: Password, response: { 200: SignedIn } },
    },
    async (request, reply) => {
      const { next, ...given } = request.body
      const result = await signInWithPassword(desk, given, originOf(request))
      if ('problem' in result) return refuse(reply, result.problem, '/staff/sign-in', next)
      giveSession(reply, result.token, isHttps)
      const query = next === undefined ? '' : `?${new URLSearchParams({ next: safeNext(next) })}`
      return isForm(request) ? reply.redirect(`/staff/sign-in/code${query}`, 303) : { next: 'code' }
    },
  )
  const Code = Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }), next: Next }, { additionalProperties: false })
  app.post(
    '/api/staff/sign-in/code',
    {
      ...PUBLIC,
      schema: { summary: '工作人员登录第二步:动态码', tags: ['登录'], body: Code, response: { 200: SignedIn } },
    },
    async (request, reply) => {
      const { code, next } = request.body
      const session = await sessionOf(request)
      const result = await signInWithCode(desk, { token: tokenOf(request) ?? '', session, code }, originOf(request))
      if ('problem' in result) {
        const page = result.problem.code === 'FIRST_STEP_MISSING' ? '/staff/sign-in' : '/staff/sign-in/code'
        return refuse(reply, result.problem, page, next)
      }
      giveSession(reply, result.token, isHttps)
      const target = next === undefined ? '/staff' : safeNext(next)
      return isForm(request) ? reply.redirect(target, 303) : { next: target }
    },
  )
  const Change = Type.Object(
    { present: Type.String({ maxLength: 256 }), next: Type.String({ maxLength: 256 }) },
    { additionalProperties: false },
  )
  app.post(
    '/api/staff/password',
    { config: { policy: 'officer' }, schema: { summary: '更换自己的密码', tags: ['登录'], body: Change } },
    async (request, reply) => {
      const { actor, tokenHash } = (await sessionOf(request))!
      const result = await changePassword(desk, { officer: actor.id, ...request.body, keepSession: tokenHash })
      if (result) return refuse(reply, result.problem, '/staff/password')
      return isForm(request) ? reply.redirect('/staff', 303) : reply.code(204).send()
    },
  )
}

function registerInvitation(app: Http, { desk, issuerName }: IdentityRouteOptions): void {
  const Accept = Type.Object(
    {
      token: Type.String({ maxLength: 100 }),
      login: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9.-]{2,31}$' }),
      name: Type.String({ minLength: 2, maxLength: 50 }),
      password: Type.String({ maxLength: 256 }),
    },
    { additionalProperties: false },
  )
  const Made = Type.Object({
    authenticator: Type.String({ description: '验证器应用扫描的 otpauth 地址,只显示这一次' }),
  })
  app.post(
    '/api/staff/invitation',
    { ...PUBLIC, schema: { summary: '用一次性链接建立账号', tags: ['登录'], body: Accept, response: { 200: Made } } },
    async (request, reply) => {
      const result = await acceptInvitation(desk, request.body)
      if ('problem' in result) return sendProblem(reply, result.problem)
      return { authenticator: totpAddress(result.totpSecret, issuerName, request.body.login) }
    },
  )
}

function registerCitizen(app: Http, { desk, provider, baseUrl }: IdentityRouteOptions): void {
  const isHttps = baseUrl.startsWith('https:')
  const query = Type.Object({ next: Type.Optional(Type.String()) })
  app.get('/sign-in', { ...PUBLIC, schema: { querystring: query } }, async (request, reply) => {
    const next = safeNext(request.query.next)
    const begun = await beginCitizenSignIn(desk, provider, { next, redirectUri: `${baseUrl}/sign-in/callback` })
    if ('problem' in begun) return sendProblem(reply, begun.problem)
    giveMemo(reply, begun.memo, isHttps)
    return reply.redirect(begun.address.href, 303)
  })
  app.get('/sign-in/callback', PUBLIC, async (request, reply) => {
    const memo = takeMemo(request, reply)
    const query = new URL(request.url, baseUrl).search
    const result = await finishCitizenSignIn(desk, provider, { memo, query, replaces: tokenOf(request) })
    if ('problem' in result) return sendProblem(reply, result.problem)
    giveSession(reply, result.token, isHttps)
    return reply.redirect(result.next, 303)
  })
}
