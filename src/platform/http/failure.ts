// Which problem a thrown error or a bad request becomes. Called by the edges of server.ts only; routes answer refusals
// themselves and never throw them.

import type { FastifyError } from 'fastify'
import { inputErrors } from './input-error.ts'
import { type Problem, type ProblemCode, problemOf } from './problem.ts'

const BY_CODE: Record<string, ProblemCode> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'MALFORMED_JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'MALFORMED_JSON',
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_MAX_PARAM_LENGTH: 'URI_TOO_LONG',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  // The database refuses or lost the connection, is starting, or is stopping (SQLSTATE classes 08, 53, 57).
  ECONNREFUSED: 'SERVICE_UNAVAILABLE',
  ECONNRESET: 'SERVICE_UNAVAILABLE',
  // No room left, on our disk or the database's.
  ENOSPC: 'SERVICE_UNAVAILABLE',
  '53100': 'SERVICE_UNAVAILABLE',
  '53300': 'SERVICE_UNAVAILABLE',
  '57P01': 'SERVICE_UNAVAILABLE',
  '57P02': 'SERVICE_UNAVAILABLE',
  '57P03': 'SERVICE_UNAVAILABLE',
}

const BY_STATUS: Record<number, ProblemCode> = {
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'URI_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
}

/** The problem of a thrown error. What is not known to be the caller's mistake is a fault of ours. */
export function problemFrom(error: FastifyError): Problem {
  if (error.validation) {
    return problemOf('INVALID_INPUT', { errors: inputErrors(error.validation, error.validationContext ?? 'body') })
  }
  const code = BY_CODE[error.code]
  if (code) return problemOf(code, code === 'SERVICE_UNAVAILABLE' ? { retryAfterSeconds: 2 } : {})
  const { statusCode } = error
  if (statusCode === undefined || statusCode < 400) return problemOf('INTERNAL_FAULT')
  return problemOf(BY_STATUS[statusCode] ?? (statusCode < 500 ? 'MALFORMED_REQUEST' : 'INTERNAL_FAULT'))
}
