// Slows down what strangers may do without a name: guessing codes, objecting. By source, beside the server's own limits.

import type { FastifyRequest } from 'fastify'
import { type Problem, problemOf } from '#platform/http/problem.ts'
import { isLoopback, type RateLimit, rateLimiter, sourceOf } from '#platform/http/rate-limit.ts'

/** Counts a request; answers why it must wait, if it must. Requests of this machine itself are not counted. */
export function slowed(limit: RateLimit): (request: Pick<FastifyRequest, 'ip'>) => Problem | undefined {
  const limiter = rateLimiter(limit, () => performance.now())
  return ({ ip }) => {
    const retryAfterSeconds = isLoopback(ip) ? 0 : limiter.take(sourceOf(ip))
    return retryAfterSeconds > 0 ? problemOf('TOO_MANY_REQUESTS', { retryAfterSeconds }) : undefined
  }
}
