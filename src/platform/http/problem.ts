// How every failure looks from outside: RFC 9457 problem+json with a code, a remedy and field errors, or a readable
// page for a browser. The only place that maps a failure to a status; server.ts calls it, routes hand it their refusals.

import type { FastifyReply, FastifyRequest } from 'fastify'

export interface FieldError {
  /** JSON pointer into the body, `?name` for a query field, `:name` for a part of the path. */
  readonly path: string
  readonly code: string
  readonly message: string
}

export interface Problem {
  readonly status: number
  readonly code: string
  /** One sentence: what is wrong. */
  readonly title: string
  /** One sentence: what to do about it. */
  readonly remedy: string
  readonly detail?: string
  readonly errors?: readonly FieldError[]
  /** Seconds after which the same request may pass; sent as Retry-After. */
  readonly retryAfterSeconds?: number
}

/** What a use case answers when it may not be done. */
export interface Refused {
  readonly problem: Problem
}

/** What may be declined: code → status, what is wrong, what to do about it. */
export type ProblemTable<Code extends string = string> = Readonly<
  Record<Code, readonly [status: number, title: string, remedy: string]>
>

/** What a problem says beyond its line in a table. */
export interface ProblemMore {
  readonly detail?: string | undefined
  readonly errors?: readonly FieldError[] | undefined
  readonly retryAfterSeconds?: number | undefined
}

/** The problem of a code in a table; `more` adds detail, field errors or a waiting time. */
export function problemFrom<Code extends string>(
  table: ProblemTable<Code>,
  code: Code,
  { detail, errors, retryAfterSeconds }: ProblemMore = {},
): Problem {
  const [status, title, remedy] = table[code]
  return {
    ...{ status, code, title, remedy },
    ...(detail !== undefined && { detail }),
    ...(errors && { errors }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}

/** Failures of the machinery itself. Refusals of the business come with their own code and status from outside. */
const PROBLEMS = {
  MALFORMED_REQUEST: [400, '请求的格式无法识别。', '请刷新页面后重试；程序调用请检查网址、头和正文的写法。'],
  MALFORMED_JSON: [400, '请求正文不是完整的 JSON。', '请检查括号、引号和逗号，按 UTF-8 编码发送完整的 JSON。'],
  INVALID_INPUT: [400, '有内容填写得不对。', '请按每一项的提示改正后再提交。'],
  UNREADABLE_CHARACTER: [400, '内容里有无法保存的字符。', '请删除提示位置的控制字符或残缺字符后再提交。'],
  INVALID_CURSOR: [400, '翻页标记无效。', '请从第一页重新开始，翻页时原样使用上一页给出的标记。'],
  IDEMPOTENCY_KEY_MISSING: [
    400,
    '缺少 Idempotency-Key。',
    '请为每次提交带一个新的随机标记（8 到 64 位字母、数字、横线）。',
  ],
  IDEMPOTENCY_KEY_INVALID: [400, 'Idempotency-Key 的写法不对。', '请使用 8 到 64 位的字母、数字、横线或下划线。'],
  SIGN_IN_REQUIRED: [401, '请先登录。', '登录后再继续，已保存的内容不会丢失。'],
  NOT_ALLOWED: [403, '您没有办理这一步的权限。', '请换用有权限的账号，或联系本单位管理员。'],
  CROSS_SITE_REQUEST: [403, '请求来自别的网站，已拦下。', '请从本平台的页面操作。'],
  FORM_EXPIRED: [403, '页面停留过久，提交凭据已失效。', '请刷新页面后重新提交。'],
  NOT_FOUND: [404, '没有找到这个页面或内容。', '请检查网址，或从首页重新进入。'],
  METHOD_NOT_ALLOWED: [405, '这个地址不支持这种操作。', '请按接口文档 /openapi.json 使用允许的方法。'],
  NOT_ACCEPTABLE: [406, '无法提供要求的格式。', '请接受 JSON 或网页格式。'],
  REQUEST_TIMEOUT: [408, '请求发送得太慢，已中断。', '请检查网络后重试。'],
  PAYLOAD_TOO_LARGE: [413, '提交的内容太大。', '请缩小文件或分次提交。'],
  URI_TOO_LONG: [414, '网址太长。', '请减少查询条件后重试。'],
  UNSUPPORTED_MEDIA_TYPE: [415, '不支持这种内容格式。', '请用 application/json 或表单提交。'],
  HEADERS_TOO_LARGE: [431, '请求头太大。', '请清除本站的 Cookie 后重试。'],
  TOO_MANY_REQUESTS: [429, '操作太频繁。', '请稍候再试。'],
  INTERNAL_FAULT: [500, '系统出了差错，我们已经记录。', '请稍后重试；仍不行时请把编号告诉工作人员。'],
  SERVICE_UNAVAILABLE: [503, '系统暂时繁忙或正在维护。', '请稍后重试，已确认的提交不会丢失。'],
} as const satisfies ProblemTable

export type ProblemCode = keyof typeof PROBLEMS

/** Codes of the machinery, for the page that documents them. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[]

/** The problem of a code of the machinery; `more` adds detail, field errors or a waiting time. */
export function problemOf(code: ProblemCode, more?: ProblemMore): Problem {
  return problemFrom(PROBLEMS, code, more)
}

/** Draws the page a browser sees instead of problem+json. */
export type ProblemPage = (request: FastifyRequest, problem: Problem, reply: FastifyReply) => string | Promise<string>

/** Sends the problem as the asker can read it: a page to a browser that asked for one, else problem+json. */
export async function sendProblem(reply: FastifyReply, problem: Problem): Promise<FastifyReply> {
  const { request } = reply
  reply.code(problem.status).headers({ 'cache-control': 'no-store', 'x-request-id': request.id })
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', String(problem.retryAfterSeconds))
  const page = wantsPage(request) ? await drawPage(reply, problem) : undefined
  if (page !== undefined) return reply.type('text/html; charset=utf-8').send(page)
  return reply
    .type('application/problem+json; charset=utf-8')
    .serializer((text: string) => text)
    .send(problemJson(problem, request.id))
}

/** The problem+json text; `instance` is the id of the request, under which the log knows more. */
export function problemJson(problem: Problem, instance: string): string {
  const { status, code, title, remedy, detail, errors } = problem
  return JSON.stringify({ type: `urn:problem:${code}`, status, code, title, detail, remedy, instance, errors })
}

function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html') && request.server.problemPage !== undefined
}

/** A page that cannot be drawn must not hide the problem it should show. */
async function drawPage(reply: FastifyReply, problem: Problem): Promise<string | undefined> {
  const { request } = reply
  try {
    return await request.server.problemPage?.(request, problem, reply)
  } catch (error) {
    request.server.journal.error('problem page could not be drawn', { requestId: request.id, error })
    return undefined
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Set by the layer that draws pages; without it browsers get problem+json too. */
    problemPage: ProblemPage | undefined
  }
}
