// Builds the HTTP server: every fence a request passes, in order, before a route sees it. Called by the composition root
// and by tests, which ask it without a port (`inject`). Routes are registered by the desks on what this returns.

import { randomBytes as systemRandom } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import type { Static, TSchema } from '@sinclair/typebox'
import fastify, {
  type ConnectionError,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyTypeProvider,
  type RawServerDefault,
} from 'fastify'
import type { Log } from '../log.ts'
import { refuseCrossSite } from './cross-site.ts'
import { problemFrom } from './failure.ts'
import { answerHealth, type HealthChecks } from './health.ts'
import { unreadableText } from './input-error.ts'
import { type ApiInfo, describeApi } from './openapi.ts'
import { type AccessControl, enforcePolicies, NOBODY, type RouteEntry } from './policy.ts'
import { type ProblemPage, problemJson, problemOf, sendProblem } from './problem.ts'
import { readTypedQuery } from './query.ts'
import { isLoopback, type RateLimit, rateLimiter, sourceOf } from './rate-limit.ts'
import { secureHeaders } from './security-headers.ts'

export interface HttpOptions {
  readonly log: Log
  readonly api: ApiInfo
  readonly access?: AccessControl
  readonly health?: HealthChecks
  /** Address under which the outside world knows this server, such as `https://example.gov.cn`. */
  readonly publicUrl?: string | undefined
  /** Proxies whose forwarded addresses are believed; none by default. */
  readonly trustProxy?: boolean | string | string[]
  readonly formTargets?: readonly string[]
  readonly sourceLimit?: RateLimit
  readonly accountLimit?: RateLimit
  readonly bodyLimitBytes?: number
  readonly random?: (size: number) => Buffer
  /** Milliseconds of a clock that does not go back. */
  readonly ticks?: () => number
}

/** Lets the types of TypeBox schemas reach the handlers. */
interface TypeBoxProvider extends FastifyTypeProvider {
  validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown
  serializer: this['schema'] extends TSchema ? Static<this['schema']> : unknown
}

export type Http = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxProvider
>

declare module 'fastify' {
  interface FastifyInstance {
    journal: Log
  }
}

const BODY_LIMIT = 256 * 1024

/** Generous to an office behind one address, tight for a flood. */
const SOURCE_LIMIT: RateLimit = { burst: 600, perSecond: 60 }
const ACCOUNT_LIMIT: RateLimit = { burst: 300, perSecond: 30 }

/** Builds the server, not listening yet. Throws when a route registered later has no policy. */
export async function buildHttp(options: HttpOptions): Promise<Http> {
  const { log, access = NOBODY, publicUrl, random = systemRandom } = options
  const app = fastify({
    logger: false,
    trustProxy: options.trustProxy ?? false,
    bodyLimit: options.bodyLimitBytes ?? BODY_LIMIT,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 256 },
    genReqId: () => random(9).toString('base64url'),
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        allErrors: true,
        useDefaults: true,
        discriminator: true,
      },
    },
    clientErrorHandler,
    frameworkErrors: (error, _request, reply) => {
      void sendProblem(reply as FastifyReply, problemFrom(error))
    },
  }).withTypeProvider<TypeBoxProvider>()

  app.decorate('journal', log)
  app.decorate('problemPage', undefined)
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: options.bodyLimitBytes ?? BODY_LIMIT })

  keepJournal(app)
  secureHeaders(app, { https: publicUrl?.startsWith('https:') ?? false, formTargets: options.formTargets ?? [] })
  limitSources(app, options)
  const routes = enforcePolicies(app, access)
  app.decorate('routeTable', routes)
  limitAccounts(app, access, options)
  refuseCrossSite(app, access, publicUrl === undefined ? undefined : new URL(publicUrl).origin)
  app.addHook('onRoute', readTypedQuery)
  app.addHook('preValidation', refuseUnreadable)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) => answerNotFound(request, reply, routes))

  await describeApi(app, options.api)
  answerHealth(app, options.health ?? {})
  return app
}

/** Sets the page browsers see for a problem; the layer that draws pages calls it once. */
export function setProblemPage(app: FastifyInstance, page: ProblemPage): void {
  app.problemPage = page
}

/**
 * Stops taking requests, lets those under way finish, and cuts what is left after `graceMs`.
 * Readers of the health page are told 503 from the first moment.
 */
export async function stopHttp(app: FastifyInstance, graceMs = 10_000): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), graceMs)
  await app.close().finally(() => clearTimeout(cut))
}

function keepJournal(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    app.journal.info('request', {
      requestId: request.id,
      method: request.method,
      // The pattern, not the address: addresses carry case numbers and search words.
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    })
  })
}

function limitSources(
  app: FastifyInstance,
  { sourceLimit = SOURCE_LIMIT, ticks = () => performance.now() }: HttpOptions,
): void {
  const limiter = rateLimiter(sourceLimit, ticks)
  app.addHook('onRequest', async (request, reply) => {
    // The loopback is this machine: its own programs, or a proxy that trustProxy does not name.
    if (isLoopback(request.ip)) return
    const retryAfterSeconds = limiter.take(sourceOf(request.ip))
    if (retryAfterSeconds > 0) return sendProblem(reply, problemOf('TOO_MANY_REQUESTS', { retryAfterSeconds }))
  })
}

function limitAccounts(
  app: FastifyInstance,
  access: AccessControl,
  { accountLimit = ACCOUNT_LIMIT, ticks = () => performance.now() }: HttpOptions,
): void {
  const limiter = rateLimiter(accountLimit, ticks)
  app.addHook('onRequest', async (request, reply) => {
    const account = access.accountOf(request)
    if (account === undefined || isLoopback(request.ip)) return
    const retryAfterSeconds = limiter.take(account)
    if (retryAfterSeconds > 0) return sendProblem(reply, problemOf('TOO_MANY_REQUESTS', { retryAfterSeconds }))
  })
}

async function refuseUnreadable(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const found =
    unreadableText(request.body) ?? unreadableText(request.query, '?') ?? unreadableText(request.params, ':')
  if (!found) return undefined
  const code = found.code === 'TOO_DEEP' ? 'INVALID_INPUT' : 'UNREADABLE_CHARACTER'
  return sendProblem(reply, problemOf(code, { errors: [found] }))
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const problem = problemFrom(error)
  if (problem.status >= 500) {
    request.server.journal.error('fault', {
      requestId: request.id,
      route: request.routeOptions.url ?? 'unknown',
      error,
    })
  }
  return sendProblem(reply, problem)
}

/** 405 with Allow when the address is known under other methods, else 404. */
function answerNotFound(
  request: FastifyRequest,
  reply: FastifyReply,
  routes: readonly RouteEntry[],
): Promise<FastifyReply> {
  const path = request.url.split('?')[0]!
  const allowed = routes.filter((route) => route.url !== '*' && matches(route.url, path)).map((route) => route.method)
  if (allowed.length === 0) return sendProblem(reply, problemOf('NOT_FOUND'))
  reply.header('allow', [...new Set(allowed)].join(', '))
  return sendProblem(reply, problemOf('METHOD_NOT_ALLOWED'))
}

/** Whether a path fits a route; `:name` stands for one segment, a trailing `*` for the rest (a bare `/*` fits nothing here). */
function matches(pattern: string, path: string): boolean {
  if (pattern === '/*') return false
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  const isOpen = wanted.at(-1) === '*'
  if (isOpen ? given.length < wanted.length : given.length !== wanted.length) return false
  return wanted.every((part, i) => part === '*' || part === given[i] || (part.startsWith(':') && given[i] !== ''))
}

/** Answers what is not even HTTP, on the bare socket. */
function clientErrorHandler(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const problem = problemFrom({ ...error, code: error.code, statusCode: 400 } as unknown as FastifyError)
  const body = problemJson(problem, 'none')
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.code}\r\ncontent-type: application/problem+json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}
