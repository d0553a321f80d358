// The headers that keep a browser from being turned against its user. Set on every answer by server.ts.

import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'

export interface SecurityHeaderOptions {
  /** Whether the outside world reaches this server by https; only then is HSTS said. */
  readonly https: boolean
  /** Other origins that forms may lead to, such as the sign-in provider behind a form that redirects. */
  readonly formTargets?: readonly string[]
}

/** What a page may load: files of this origin only; scripts never inline, styles inline only with the nonce of the answer. */
function pagePolicy(nonce: string | undefined, formTargets: readonly string[]): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self'${nonce === undefined ? '' : ` 'nonce-${nonce}'`}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "frame-ancestors 'none'",
  ].join('; ')
}

/** What is not a page loads nothing and runs nothing, even when a browser is made to show it. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
} as const

declare module 'fastify' {
  interface FastifyReply {
    /** Nonce for `<style nonce>` in this answer; made when first asked for, and only then named in the policy. */
    styleNonce: string
  }
}

/** Adds the headers to every answer of the server. Answers are not cached unless their route says so. */
export function secureHeaders(app: FastifyInstance, { https, formTargets = [] }: SecurityHeaderOptions): void {
  const nonces = new WeakMap<FastifyReply, string>()
  app.decorateReply('styleNonce', {
    getter(this: FastifyReply): string {
      const nonce = nonces.get(this) ?? randomBytes(16).toString('base64url')
      nonces.set(this, nonce)
      return nonce
    },
  })
  app.addHook('onSend', async (_request, reply) => {
    const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html')
    reply.headers(ALWAYS)
    reply.header('content-security-policy', isPage ? pagePolicy(nonces.get(reply), formTargets) : DATA_POLICY)
    if (https) reply.header('strict-transport-security', 'max-age=31536000')
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}
