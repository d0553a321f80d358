// The two cookies of this desk: the session, and the memo of a citizen on the way to the provider and back.

import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieName } from './access.ts'

const MEMO = 'sign-in-memo'
const MEMO_PATH = '/sign-in/callback'

/** Gives the browser its session. The server ends sessions; the cookie only lasts as long as the browser. */
export function giveSession(reply: FastifyReply, token: string, isHttps: boolean): void {
  reply.setCookie(cookieName(isHttps), token, { path: '/', httpOnly: true, secure: isHttps, sameSite: 'lax' })
}

/** Takes the session away, and what pages of it the browser may have kept. */
export function dropSession(reply: FastifyReply, isHttps: boolean): void {
  reply.clearCookie(cookieName(isHttps), { path: '/', httpOnly: true, secure: isHttps, sameSite: 'lax' })
  reply.header('clear-site-data', '"cache"')
}

export function giveMemo(reply: FastifyReply, memo: string, isHttps: boolean): void {
  const options = { path: MEMO_PATH, httpOnly: true, secure: isHttps, sameSite: 'lax', maxAge: 600 } as const
  reply.setCookie(MEMO, memo, options)
}

/** Takes the memo of a sign-in that was begun away. */
export function dropMemo(reply: FastifyReply): void {
  reply.clearCookie(MEMO, { path: MEMO_PATH })
}

/** Reads the memo and takes it away: it is good once. */
export function takeMemo(request: FastifyRequest, reply: FastifyReply): string {
  dropMemo(reply)
  return request.cookies[MEMO] ?? ''
}
