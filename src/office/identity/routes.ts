// The addresses of this desk: who am I, signing in and out. Every post answers a script with JSON and a plain form with
// a redirect. Registered by the composition root; the pages themselves belong to the web.

import { Type } from '@sinclair/typebox'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { cookieName, sessionOf, tokenOf } from './access.ts'
import { registerAdministration } from './administration-routes.ts'
import { isForm } from './answer.ts'
import { beginCitizenSignIn, finishCitizenSignIn, safeNext } from './citizen-sign-in.ts'
import { dropSession, giveMemo, giveSession, takeMemo } from './cookie.ts'
import { registerDelegationRoutes } from './delegation-routes.ts'
import type { IdentityDesk } from './desk.ts'
import { registerMandateRoutes } from './mandate-routes.ts'
import { endOtherSessions, ownSessions } from './own-sessions.ts'
import { registerPasskeys } from './passkey-routes.ts'
import { readSignature } from './passkey-use.ts'
import type { IdentityProvider } from './provider.ts'
import { endSession, type Session, sessionLookup } from './session.ts'
import { registerStaff } from './staff-routes.ts'

export interface IdentityRouteOptions {
  readonly desk: IdentityDesk
  readonly provider: IdentityProvider
  /** The address people type; https decides about the cookie, and citizens come back from the provider to it. */
  readonly baseUrl: string
  /** Name shown in authenticator apps. */
  readonly issuerName: string
}

const PUBLIC = { config: { policy: 'public' } } as const
/** Registers every route of the desk, and what `actorOf` needs, on a server built with IDENTITY_ACCESS. */
export function registerIdentity(app: Http, options: IdentityRouteOptions): void {
  app.decorateRequest('session', undefined)
  app.decorateRequest('account', undefined)
  app.decorateRequest('signature', undefined)
  app.decorate('readSignature', (officer, assertion) => readSignature(options.desk, officer, assertion))
  app.decorate('administratorsNeedPasskey', options.desk.rules.administratorsNeedPasskey)
  app.decorate('sessionLookup', sessionLookup(options.desk))
  app.decorate('sessionCookie', cookieName(options.baseUrl.startsWith('https:')))
  registerSession(app, options)
  registerOwnSessions(app, options)
  registerStaff(app, options)
  registerPasskeys(app, options)
  registerAdministration(app, options)
  registerCitizen(app, options)
  registerMandateRoutes(app, options.desk)
  registerDelegationRoutes(app, options.desk)
}

function registerSession(app: Http, { desk, baseUrl }: IdentityRouteOptions): void {
  const isHttps = baseUrl.startsWith('https:')
  app.get(
    '/api/session',
    { ...PUBLIC, schema: { summary: '我是谁：身份、岗位、正在为谁代办、表单凭据', tags: ['登录'] } },
    async (request) => describeSession(await sessionOf(request), desk.rules.asksCode),
  )
  app.post('/api/sign-out', { ...PUBLIC, schema: { summary: '退出登录', tags: ['登录'] } }, async (request, reply) => {
    const token = tokenOf(request)
    if (token !== undefined) await endSession(desk, token)
    dropSession(reply, isHttps)
    return isForm(request) ? reply.redirect('/', 303) : reply.code(204).send()
  })
}

/** Where somebody is signed in, for pages of officers; citizens' pages ask the same use cases. */
function registerOwnSessions(app: Http, { desk }: IdentityRouteOptions): void {
  const config = { policy: 'signed-in' } as const
  const tags = ['登录']
  app.get('/api/sessions', { config, schema: { summary: '我在哪里登录着', tags } }, async (request) => ({
    items: await ownSessions(desk, (await sessionOf(request)) as Session),
  }))
  app.post('/api/sessions/end-others', { config, schema: { summary: '退出其他所有地方', tags } }, async (request) => ({
    ended: await endOtherSessions(desk, (await sessionOf(request)) as Session),
  }))
}

/** What a page may know about its own session. */
function describeSession(session: Session | undefined, asksCode: boolean): Record<string, unknown> {
  if (!session) return { kind: 'public' }
  if (session.stage === 'password') return { kind: 'public', waitsForCode: true, formToken: session.formToken }
  const { actor, formToken, login, duty, isMandateEnded, mustChangePassword } = session
  return { ...actor, login, duty, formToken, isMandateEnded, mustChangePassword, asksCode }
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
