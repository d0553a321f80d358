// Remembers how somebody wants to read, in a cookie that says nothing else.

import type { FastifyReply } from 'fastify'

const YEAR_SECONDS = 31_536_000

/** Keeps a choice on the device for a year. */
export function remember(reply: FastifyReply, name: string, value: string): void {
  reply.setCookie(name, value, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: true })
}
