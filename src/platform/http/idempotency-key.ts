// The key with which a caller may repeat a command safely: the same key gives the same receipt. What was done under a
// key is kept by the store of commands; here the key is only read.

import type { FastifyRequest } from 'fastify'
import { type Problem, problemOf } from './problem.ts'

const KEY = /^[\w-]{8,64}$/

/** Field of a form that carries the key, where no script can set a header. */
export const IDEMPOTENCY_FIELD = 'idempotencyKey'

/**
 * The key of a command, from the header `Idempotency-Key` or the form field.
 * Refuses: IDEMPOTENCY_KEY_MISSING, IDEMPOTENCY_KEY_INVALID (8–64 letters, digits, `-`, `_`).
 * Source: draft-ietf-httpapi-idempotency-key-header, which sends the key in quotes; both writings are read.
 */
export function idempotencyKeyOf(
  request: Pick<FastifyRequest, 'headers' | 'body'>,
): { readonly key: string } | { readonly problem: Problem } {
  const field = (request.body as Record<string, unknown> | null | undefined)?.[IDEMPOTENCY_FIELD]
  const given = request.headers['idempotency-key'] ?? field
  if (given === undefined || given === '') return { problem: problemOf('IDEMPOTENCY_KEY_MISSING') }
  const key = typeof given === 'string' ? given.replace(/^"(.*)"$/, '$1') : ''
  return KEY.test(key) ? { key } : { problem: problemOf('IDEMPOTENCY_KEY_INVALID') }
}
