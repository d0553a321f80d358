// Who stands behind a request, and whether a route's policy lets them in. Routes of every desk ask `actorOf(request)`;
// the HTTP server asks the rest.

import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import type { FastifyRequest } from 'fastify'
import type { Actor } from '#kernel/case/actor.ts'
import type { PasskeySignature } from '#kernel/case/signed.ts'
import { ROLES } from '#kernel/unit/role.ts'
import type { AccessControl, Policy } from '#platform/http/policy.ts'
import { type Problem, problemOf, type Refused } from '#platform/http/problem.ts'
import { refused } from './refusal.ts'
import type { Duty, Session, SessionLookup } from './session.ts'
import type { Assertion } from './webauthn.ts'

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
    /** What the officer's passkey signed with this request. */
    signature: PasskeySignature | undefined
  }
  interface FastifyInstance {
    sessionLookup: SessionLookup
    sessionCookie: string
    readSignature: (officer: string, assertion: Assertion) => Promise<PasskeySignature | Refused>
    administratorsNeedPasskey: boolean
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
  if (session?.stage !== 'whole') return PUBLIC
  const { actor } = session
  if (actor.kind !== 'officer' || !request.signature) return actor
  return { ...actor, confirmation: { hasPasskey: true, ...actor.confirmation, passkey: request.signature } }
}

/** The header in which a passkey's signature travels: the assertion as JSON in base64url. */
const SIGNATURE_HEADER = 'passkey-signature'
const text = (maxLength: number) => Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength })
export const AssertionSchema = Type.Object(
  { id: text(1400), clientDataJSON: text(4000), authenticatorData: text(2000), signature: text(2000) },
  { additionalProperties: false },
)

/** Reads and checks the signature that came with a request of this officer, once; a bad one stops the request. */
async function readSigned(request: FastifyRequest, { actor }: Session): Promise<Problem | undefined> {
  const header = request.headers[SIGNATURE_HEADER]
  if (typeof header !== 'string' || actor.kind !== 'officer') return undefined
  const assertion = assertionIn(header)
  if (assertion === null) return refused('SIGNATURE_INVALID').problem
  const read = await request.server.readSignature(actor.id, assertion)
  if ('problem' in read) return read.problem
  request.signature = read
  return undefined
}

function assertionIn(header: string): Assertion | null {
  try {
    const found: unknown = JSON.parse(Buffer.from(header, 'base64url').toString())
    return Value.Check(AssertionSchema, found) ? found : null
  } catch {
    return null
  }
}

/** The policies of this desk, for `buildHttp({ access })`; they work once `registerIdentity` has been called. */
export const IDENTITY_ACCESS: AccessControl = {
  audiences: AUDIENCES,
  roles: Object.keys(ROLES),
  async admit(request, policy) {
    const session = await sessionOf(request)
    const { administratorsNeedPasskey } = request.server
    const problem =
      judge(session, policy, request.routeOptions.url ?? '', administratorsNeedPasskey) ??
      (await readSigned(request, session as Session))
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
  administratorsNeedPasskey = false,
): Problem | undefined {
  if (!session) return problemOf('SIGN_IN_REQUIRED')
  if (session.stage !== 'whole') return refused('SECOND_STEP_NEEDED').problem
  if (session.mustChangePassword && !OPEN_WITH_OLD_PASSWORD.has(route)) return refused('PASSWORD_EXPIRED').problem
  if (session.isMandateEnded && !OPEN_WITH_ENDED_MANDATE.has(route)) return refused('MANDATE_ENDED').problem
  if (!isInAudience(session, policy)) return problemOf('NOT_ALLOWED')
  const isOfThree = typeof policy === 'string' && Object.hasOwn(ADMINISTRATIONS, policy)
  const isUnfit = isOfThree && administratorsNeedPasskey && session.factor !== 'passkey'
  return isUnfit ? refused('PASSKEY_NEEDED').problem : undefined
}

function isInAudience({ actor, duty }: Session, policy: Exclude<Policy, 'public'>): boolean {
  if (policy === 'signed-in') return true
  if (typeof policy === 'object') {
    return actor.kind === 'officer' && actor.posts.some((post) => policy.roles.includes(post.role))
  }
  const administration = ADMINISTRATIONS[policy]
  return administration === undefined ? actor.kind === policy : duty === administration
}
