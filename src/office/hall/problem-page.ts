// What a browser sees instead of an error: what happened and how to go on; for whoever is not signed in, the way to sign
// in and come back to where they were.

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '#platform/http/problem.ts'
import type { Hall } from './hall.ts'
import { contextOf } from './page.ts'
import type { HallPages } from './pages.ts'

/** The document for a problem. */
export async function problemPage(hall: Hall, reply: FastifyReply, problem: Problem): Promise<string> {
  const { request } = reply
  const context = await contextOf(hall, reply)
  if (problem.code === 'SIGN_IN_REQUIRED') {
    return hall.web.renderPage('sign-in', signInPage(hall, placeOf(request, hall.baseUrl), problem.title), context)
  }
  const { title, remedy, status } = problem
  const number = status >= 500 ? { number: request.id } : {}
  const props: HallPages['error'] = { title, remedy, ...number }
  return hall.web.renderPage('error', props, context)
}

/** The page of the ways to sign in. */
export function signInPage({ providers }: Hall, next: string, message: string | null): HallPages['sign-in'] {
  return {
    providers: providers.map(({ name, address }) => ({ name, action: address })),
    next,
    message,
    staff: '/console/sign-in',
  }
}

/** Where to go on after signing in: the page asked for, or the page from which something was posted. */
export function placeOf(request: Pick<FastifyRequest, 'method' | 'url' | 'headers'>, baseUrl: string): string {
  if (request.method === 'GET') return request.url
  const from = URL.parse(String(request.headers.referer ?? ''))
  return from && from.origin === new URL(baseUrl).origin ? from.pathname + from.search : '/my'
}
