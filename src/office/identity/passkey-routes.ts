// The addresses of passkeys: signing in with one, confirming with a fresh code, and one's own ways to sign in.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import { type Refused, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { AssertionSchema, actorOf, sessionOf, tokenOf } from './access.ts'
import { originOf } from './answer.ts'
import { safeNext } from './citizen-sign-in.ts'
import { giveSession } from './cookie.ts'
import { ID_PATTERN } from './desk.ts'
import { addPasskey, beginPasskey, factorsOf, newAuthenticator, removeAuthenticator, removePasskey } from './passkey.ts'
import { beginPasskeySignIn, signInWithPasskey } from './passkey-use.ts'
import type { Session } from './session.ts'
import type { StaffRouteOptions } from './staff-routes.ts'
import { confirmWithCode } from './staff-sign-in.ts'
import { totpAddress } from './totp.ts'

const OFFICER = { config: { policy: 'officer' } } as const
const PUBLIC = { config: { policy: 'public' } } as const
const tags = ['登录']
const strict = { additionalProperties: false } as const
const bytes = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength })
/** Nothing: what is asked stands in the address, the session and the signature. */
const Nothing = Type.Object({}, strict)
const ById = Type.Object({ id: Type.String({ pattern: ID_PATTERN }) })

export function registerPasskeys(app: Http, options: StaffRouteOptions): void {
  registerSignIn(app, options)
  registerConfirmation(app, options)
  registerOwn(app, options)
  registerAuthenticator(app, options)
}

function registerSignIn(app: Http, { desk, baseUrl }: StaffRouteOptions): void {
  app.post(
    '/api/staff/sign-in/passkey/challenge',
    { ...PUBLIC, schema: { summary: '通行密钥登录：领取一次性的质询', tags, body: Nothing } },
    async () => ({ challenge: await beginPasskeySignIn(desk) }),
  )
  const next = Type.Optional(Type.String({ maxLength: 500, description: '登录后打开的页面' }))
  const body = Type.Object({ assertion: AssertionSchema, next }, strict)
  app.post(
    '/api/staff/sign-in/passkey',
    { ...PUBLIC, schema: { summary: '用通行密钥登录', tags, body } },
    async (request, reply) => {
      const origin = { ...originOf(request), replaces: tokenOf(request) }
      const result = await signInWithPasskey(desk, request.body.assertion, origin)
      if ('problem' in result) return sendProblem(reply, result.problem)
      giveSession(reply, result.token, baseUrl.startsWith('https:'))
      return { next: request.body.next === undefined ? '/staff' : safeNext(request.body.next) }
    },
  )
}

/** The session behind a request, with what a passkey signed for it. */
async function signedSession(request: FastifyRequest): Promise<Session> {
  const session = (await sessionOf(request)) as Session
  return { ...session, actor: (await actorOf(request)) as Session['actor'] }
}

function registerConfirmation(app: Http, { desk }: StaffRouteOptions): void {
  const body = Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }, strict)
  app.post(
    '/api/staff/confirmation',
    { ...OFFICER, schema: { summary: '输入新的动态码，几分钟内的签批由本人确认', tags, body } },
    async (request, reply) => {
      const session = (await sessionOf(request)) as Session
      const result = await confirmWithCode(desk, { session, code: request.body.code }, originOf(request))
      if ('problem' in result) return sendProblem(reply, result.problem)
      return { until: result.until.toISOString() }
    },
  )
}

function registerOwn(app: Http, { desk }: StaffRouteOptions): void {
  app.get('/api/staff/factors', { ...OFFICER, schema: { summary: '我的登录方式', tags } }, async (request) => {
    const { actor, codeAt } = (await sessionOf(request)) as Session
    return { ...(await factorsOf(desk, actor.id)), isConfirmed: codeAt !== undefined }
  })
  app.post(
    '/api/staff/passkeys/options',
    { ...OFFICER, schema: { summary: '登记通行密钥：交给浏览器的参数', tags, body: Nothing } },
    async (request, reply) => {
      const begun = await beginPasskey(desk, await signedSession(request))
      return 'problem' in begun ? sendProblem(reply, begun.problem) : begun.options
    },
  )
  const made = Type.Object(
    {
      id: bytes(1400),
      clientDataJSON: bytes(4000),
      attestationObject: bytes(20_000),
      transports: Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 }),
    },
    strict,
  )
  const name = Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' })
  app.post(
    '/api/staff/passkeys',
    { ...OFFICER, schema: { summary: '登记一把通行密钥', tags, body: Type.Object({ name, made }, strict) } },
    async (request, reply) => {
      const added = await addPasskey(desk, (await sessionOf(request)) as Session, request.body)
      return 'problem' in added ? sendProblem(reply, added.problem) : reply.code(201).send(added)
    },
  )
  app.post(
    '/api/staff/passkeys/:id/remove',
    { ...OFFICER, schema: { summary: '移除一把通行密钥', tags, params: ById, body: Nothing } },
    async (request, reply) => {
      const result = await removePasskey(desk, await signedSession(request), request.params.id)
      return result ? sendProblem(reply, result.problem) : reply.code(204).send()
    },
  )
}

function registerAuthenticator(app: Http, { desk, issuerName }: StaffRouteOptions): void {
  app.post(
    '/api/staff/authenticator',
    { ...OFFICER, schema: { summary: '重新绑定验证器，地址只显示这一次', tags, body: Nothing } },
    async (request, reply) => {
      const session = await signedSession(request)
      const made: { readonly totpSecret: string } | Refused = await newAuthenticator(desk, session)
      if ('problem' in made) return sendProblem(reply, made.problem)
      return { authenticator: totpAddress(made.totpSecret, issuerName, session.login ?? '') }
    },
  )
  app.post(
    '/api/staff/authenticator/remove',
    { ...OFFICER, schema: { summary: '停用验证器，只用通行密钥', tags, body: Nothing } },
    async (request, reply) => {
      const result = await removeAuthenticator(desk, await signedSession(request))
      return result ? sendProblem(reply, result.problem) : reply.code(204).send()
    },
  )
}
