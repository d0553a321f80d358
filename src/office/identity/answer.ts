// How the routes of this desk answer: a script gets JSON or a problem, a plain form is sent on to a page.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Problem, sendProblem } from '#platform/http/problem.ts'
import { sourceOf } from '#platform/http/rate-limit.ts'
import { safeNext } from './citizen-sign-in.ts'
import type { Origin } from './staff-sign-in.ts'

/** Whether a plain form asks, which is answered by a redirect. */
export function isForm(request: FastifyRequest): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
}

/** Answers a refusal: a form goes back to its page, which finds the code in the query; a script gets the problem. */
export async function refuse(
  reply: FastifyReply,
  problem: Problem,
  page: string,
  next?: string,
): Promise<FastifyReply> {
  if (!isForm(reply.request)) return sendProblem(reply, problem)
  const query = new URLSearchParams({ problem: problem.code, ...(next !== undefined && { next: safeNext(next) }) })
  if (problem.retryAfterSeconds !== undefined) query.set('wait', String(problem.retryAfterSeconds))
  return reply.redirect(`${page}?${query}`, 303)
}

/** Where a request comes from, for the lock and the record of tries. */
export function originOf(request: FastifyRequest): Origin {
  return { source: sourceOf(request.ip), requestId: request.id }
}
