// Keeps other web sites from acting in a signed-in browser. Three fences: the origin the browser states, SameSite=Lax
// cookies, and for forms, which any site may post, a token that only our own page knows. Called by server.ts.

import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AccessControl } from './policy.ts'
import { type Problem, problemOf, sendProblem } from './problem.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** Field of a form, or header of a script, that carries the token of the session. */
export const FORM_TOKEN_FIELD = '_csrf'
export const FORM_TOKEN_HEADER = 'x-csrf-token'

/**
 * What the browser says about where an unsafe request comes from. `unknown` when it says nothing, which browsers since
 * 2020 do not do: then it is a program or an old web view.
 */
export function originOf(request: Pick<FastifyRequest, 'headers'>, ownOrigin?: string): 'own' | 'other' | 'unknown' {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? 'own' : 'other'
  const origin = request.headers.origin
  if (origin === undefined) return 'unknown'
  const stated = URL.canParse(origin) ? new URL(origin) : undefined
  const isOwn = ownOrigin === undefined ? stated?.host === request.headers.host : stated?.origin === ownOrigin
  return isOwn ? 'own' : 'other'
}

/** What a page of any site can send by a plain form, or nothing at all. Other types need a preflight, which is never granted. */
const FORM_TYPES = /^($|application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i

/** Refuses unsafe requests of other sites, and form posts of a signed-in browser without the token of its session. */
export function refuseCrossSite(app: FastifyInstance, access: AccessControl, ownOrigin?: string): void {
  app.addHook('onRequest', async (request, reply) => {
    if (SAFE_METHODS.has(request.method)) return
    if (originOf(request, ownOrigin) === 'other') return sendProblem(reply, problemOf('CROSS_SITE_REQUEST'))
  })
  app.addHook('preValidation', async (request, reply) => {
    // A plain form can send GET and POST only.
    if (request.method !== 'POST' || request.is404) return
    const problem = await judgeForm(request, access, ownOrigin)
    if (problem) return sendProblem(reply, problem)
  })
}

async function judgeForm(
  request: FastifyRequest,
  access: AccessControl,
  ownOrigin?: string,
): Promise<Problem | undefined> {
  const type = request.headers['content-type'] ?? ''
  if (!FORM_TYPES.test(type)) return undefined
  const isOwn = originOf(request, ownOrigin) === 'own'
  // The body of a multipart form is a stream not read yet: there the stated origin alone must do.
  if (isOwn && type.startsWith('multipart/')) return undefined
  const given = takeToken(request)
  const expected = await access.formTokenOf(request)
  if (expected !== undefined) return isSame(given, expected) ? undefined : problemOf('FORM_EXPIRED')
  return isOwn ? undefined : problemOf('CROSS_SITE_REQUEST')
}

/** Takes the token out of the body, so that schemas of forms need not name it. */
function takeToken(request: FastifyRequest): string {
  const header = request.headers[FORM_TOKEN_HEADER]
  if (typeof header === 'string') return header
  const body = request.body as Record<string, unknown> | null | undefined
  if (typeof body !== 'object' || body === null) return ''
  const token = body[FORM_TOKEN_FIELD]
  delete body[FORM_TOKEN_FIELD]
  return typeof token === 'string' ? token : ''
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
