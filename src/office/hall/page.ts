// Sends pages: fills in what every page knows (who reads, how large the type is), renders and compresses.

import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { remember } from './choice.ts'
import type { Hall } from './hall.ts'
import { faceOf } from './kiosk/face.ts'
import { localeOf } from './language.ts'
import type { HallPages } from './pages.ts'
import type { PageContext } from './web.ts'

const SIZE_COOKIE = 'size'

/** Renders page `name` and sends it. */
export async function show<Name extends keyof HallPages>(
  hall: Hall,
  reply: FastifyReply,
  name: Name,
  props: HallPages[Name],
  { status = 200 }: { readonly status?: number } = {},
): Promise<FastifyReply> {
  const html = await hall.web.renderPage(name, props, await contextOf(hall, reply))
  return sendHtml(reply.code(status), html)
}

/** Sends a document as the browser can unpack it. */
export async function sendHtml(reply: FastifyReply, html: string): Promise<FastifyReply> {
  const { coding, body } = await packed(html, String(reply.request.headers['accept-encoding'] ?? ''))
  if (coding) reply.header('content-encoding', coding)
  return reply.type('text/html; charset=utf-8').header('vary', 'accept-encoding, accept-language, cookie').send(body)
}

const asBrotli = promisify(brotliCompress)
const asGzip = promisify(gzip)

async function packed(html: string, accepts: string): Promise<{ coding?: string; body: string | Buffer }> {
  if (/\bbr\b/.test(accepts)) {
    return { coding: 'br', body: await asBrotli(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) }
  }
  return /\bgzip\b/.test(accepts) ? { coding: 'gzip', body: await asGzip(html) } : { body: html }
}

/** What this page knows beside its own content. */
export async function contextOf(hall: Hall, reply: FastifyReply): Promise<PageContext> {
  const { request } = reply
  const actor = await hall.actorOf(request).catch(() => undefined)
  return {
    locale: localeOf(request, reply),
    here: request.url,
    large: isLarge(request, reply),
    demo: hall.demo,
    person: actor?.kind === 'person' ? { name: actor.name } : undefined,
    office: hall.office,
    formToken: await hall.formTokenOf(request).catch(() => undefined),
    styleNonce: reply.styleNonce,
    kiosk: await faceOf(hall, request).catch(() => undefined),
  }
}

/** 大字: chosen by `?size=`, remembered in a cookie that says nothing else. */
function isLarge(request: FastifyRequest, reply: FastifyReply): boolean {
  const { size } = (request.query ?? {}) as { readonly size?: unknown }
  if (size !== 'large' && size !== 'normal' && size !== 'standard') return request.cookies?.[SIZE_COOKIE] === 'large'
  remember(reply, SIZE_COOKIE, size === 'large' ? 'large' : 'normal')
  return size === 'large'
}
