// Who stands behind a request, and whether a route's policy lets them in. Routes of every desk ask `actorOf(request)`;
// the HTTP server asks the rest.

import type { FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/case/actor.ts'
import { ROLES } from '#kernel/unit/role.ts'
import type { AccessControl, Policy } from '#platform/http/policy.ts'
import { type Problem, problemOf } from '#platform/http/problem.ts'
import { refused } from './refusal.ts'
import type { Duty, Session, SessionLookup } from './session.ts'

/** Holders of one of the three administrations; nobody holds two. */
const ADMINISTRATIONS: Record<string, Duty> = {
  'system-administrator': 'system',
  'security-administrator': 'security',
  'audit-administrator': 'audit',
}

/** `person` and `officer` are who they say; `signed-in` is either. */
export const AUDIENCES = ['person', 'officer', 'signed-in', ...Object.keys(ADMINISTRATIONS)] as const

export const PUBLIC: Actor = { kind: 'public', id: 'public', name: '访客' }

/** Routes an officer whose password has run out may still call. */
const OPEN_WITH_OLD_PASSWORD = new Set(['/api/staff/password'])
/** Routes a person may call whose chosen mandate has ended: looking at mandates, and choosing another. */
const OPEN_WITH_ENDED_MANDATE = new Set(['/api/session/acting-for', '/api/mandates'])

declare module 'fastify' {
  interface FastifyRequest {
    /** Session behind the request, looked up once when first asked for. */
    session: Promise<Session | undefined> | undefined
    /** Filled when a policy has let the request in. */
    account: string | undefined
  }
  interface FastifyInstance {
    sessionLookup: SessionLookup
    sessionCookie: string
  }
}

/** Name of the session cookie; under https the browser itself then refuses it from other hosts and over http. */
export function cookieName(isHttps: boolean): string {
  return isHttps ? '__Host-session' : 'session'
}

/** The token in the request's cookie. Under https no other name is read: a neighbouring host could have set that one. */
export function tokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[request.server.sessionCookie]
}

/** The session behind a request, half or whole, or undefined. Cost: one look-up a request, none without a cookie. */
export function sessionOf(request: FastifyRequest): Promise<Session | undefined> {
  const token = tokenOf(request)
  request.session ??= token === undefined ? Promise.resolve(undefined) : request.server.sessionLookup(token)
  return request.session
}

/** Who acts: the person or officer behind a whole session, else the public. */
export async function actorOf(request: FastifyRequest): Promise<Actor> {
  const session = await sessionOf(request)
  return session?.stage === 'whole' ? session.actor : PUBLIC
}

/** The policies of this desk, for `buildHttp({ access })`; they work once `registerIdentity` has been called. */
export const IDENTITY_ACCESS: AccessControl = {
  audiences: AUDIENCES,
  roles: Object.keys(ROLES),
  async admit(request, policy) {
    const session = await sessionOf(request)
    const problem = judge(session, policy, request.routeOptions.url ?? '')
    if (!problem) request.account = session?.actor.id
    return problem
  },
  accountOf: (request) => request.account,
  formTokenOf: async (request) => (await sessionOf(request))?.formToken,
}

/** Why a session may not use a route of the policy, or undefined when it may. */
export function judge(
  session: Session | undefined,
  policy: Exclude<Policy, 'public'>,
  route: string,
): Problem | undefined {
  if (!session) return problemOf('SIGN_IN_REQUIRED')
  if (session.stage !== 'whole') return refused('SECOND_STEP_NEEDED').problem
  if (session.mustChangePassword && !OPEN_WITH_OLD_PASSWORD.has(route)) return refused('PASSWORD_EXPIRED').problem
  if (session.isMandateEnded && !OPEN_WITH_ENDED_MANDATE.has(route)) return refused('MANDATE_ENDED').problem
  return isInAudience(session, policy) ? undefined : problemOf('NOT_ALLOWED')
}

function isInAudience({ actor, duty }: Session, policy: Exclude<Policy, 'public'>): boolean {
  if (policy === 'signed-in') return true
  if (typeof policy === 'object') {
    return actor.kind === 'officer' && actor.posts.some((post) => policy.roles.includes(post.role))
  }
  const administration = ADMINISTRATIONS[policy]
  return administration === undefined ? actor.kind === policy : duty === administration
}
