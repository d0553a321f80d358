// The addresses of the log: checkpoint, key, tiles and entries for anyone, by the paths that tools of other makers expect
// (c2sp.org/tlog-tiles); recorded acts and their receipts for
// anyone; receipts of a case for who may see it. Registered by the composition root.

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import type { Actor } from '#kernel/case/actor.ts'
import type { LogSource } from '#kernel/log/fsck.ts'
import { formatVerifierKey, type VerifierKey } from '#kernel/log/note.ts'
import type { CaseReads } from '#office/cases/audience.ts'
import { sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { openActsOf, openingOfAct, SUBJECT } from './acts.ts'
import { publishedLog } from './published.ts'
import { type MadeReceipt, makeReceipt, receiptOf } from './receipts.ts'
import { refuseLog } from './refusal.ts'

export interface LogRouteOptions {
  readonly district: string
  readonly key: VerifierKey
  /** Connections under qinqing_public with `app.district` set. */
  readonly pool: Pool
  readonly reads: CaseReads
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>
}

const OPEN = { config: { policy: 'public' } } as const
const TAGS = ['公开日志']
const District = Type.Object({ district: Type.String({ pattern: '^[a-z0-9-]{1,32}$' }) })
const Text = 'text/plain; charset=utf-8'

/** What is written once never changes: caches may keep it for good. A checkpoint is new every moment. */
const FOR_GOOD = 'public, max-age=31536000, immutable'
const MOMENT = 'public, max-age=1'
const HOUR = 'public, max-age=3600'

export function registerLog(app: Http, options: LogRouteOptions): void {
  registerFiles(app, options, publishedLog(options.pool, options.district))
  registerActs(app, options)
  registerReceipts(app, options)
}

function registerFiles(app: Http, { district, key }: LogRouteOptions, source: LogSource): void {
  const serve = async (reply: FastifyReply, asked: { district: string; path: string; type: string; cache: string }) => {
    if (asked.district !== district) return sendProblem(reply, refuseLog('LOG_UNKNOWN'))
    const bytes = await source.read(asked.path)
    if (bytes === null) return sendProblem(reply, refuseLog('LOG_FILE_MISSING'))
    return reply.type(asked.type).header('cache-control', asked.cache).send(Buffer.from(bytes))
  }
  app.get(
    '/log/:district/checkpoint',
    { ...OPEN, schema: { summary: '签名的检查点', tags: TAGS, params: District } },
    (request, reply) => serve(reply, { ...request.params, path: 'checkpoint', type: Text, cache: MOMENT }),
  )
  const Tile = Type.Object({ ...District.properties, '*': Type.String({ maxLength: 64 }) })
  app.get(
    '/log/:district/tile/*',
    { ...OPEN, schema: { summary: '树块和记录（tlog-tiles）', tags: TAGS, params: Tile } },
    ({ params }, reply) => {
      const asked = { district: params.district, path: `tile/${params['*']}` }
      return serve(reply, { ...asked, type: 'application/octet-stream', cache: FOR_GOOD })
    },
  )
  app.get(
    '/log/:district/vkey',
    { ...OPEN, schema: { summary: '验证公钥', tags: TAGS, params: District } },
    async (request, reply) => {
      if (request.params.district !== district) return sendProblem(reply, refuseLog('LOG_UNKNOWN'))
      return reply
        .type(Text)
        .header('cache-control', HOUR)
        .send(`${formatVerifierKey(key)}\n`)
    },
  )
}

const Subject = Type.String({ pattern: SUBJECT })

function registerActs(app: Http, { district, pool }: LogRouteOptions): void {
  const Acts = Type.Object({ ...District.properties, subject: Subject })
  const Act = Type.Object({
    seq: Type.Integer(),
    kind: Type.String(),
    at: Type.String(),
    place: Type.Integer({ description: '在日志里的序号' }),
    body: Type.Unknown({ description: '原样的内容' }),
  })
  app.get(
    '/log/:district/acts/:subject',
    {
      ...OPEN,
      schema: {
        ...{ summary: '公开记录的行为', tags: TAGS, params: Acts },
        response: { 200: Type.Object({ items: Type.Array(Act) }) },
      },
    },
    async ({ params }, reply) => {
      if (params.district !== district) return sendProblem(reply, refuseLog('LOG_UNKNOWN'))
      const acts = await openActsOf(pool, district, params.subject)
      return { items: acts.map(({ seq, kind, at, place, body }) => ({ seq, kind, at, place, body })) }
    },
  )
  const One = Type.Object({ ...Acts.properties, seq: Seq })
  app.get(
    '/log/:district/acts/:subject/:seq',
    { ...OPEN, schema: { summary: '公开行为的回执（tlog-proof）', tags: TAGS, params: One } },
    async ({ params }, reply) => {
      if (params.district !== district) return sendProblem(reply, refuseLog('LOG_UNKNOWN'))
      const opening = await openingOfAct(pool, district, params.subject, Number(params.seq))
      if (opening === null) return sendProblem(reply, refuseLog('ACT_MISSING'))
      return sendReceipt(reply, await receiptOf({ pool, district }, { ...opening, name: params.seq }))
    },
  )
}

const Seq = Type.String({ pattern: '^[1-9]\\d{0,8}$' })

function registerReceipts(app: Http, options: LogRouteOptions): void {
  const Event = Type.Object({
    case: Type.String({ format: 'uuid' }),
    event: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  })
  app.get(
    '/log/:district/proof',
    {
      config: { policy: 'signed-in' },
      schema: { summary: '一步的回执（tlog-proof）', tags: TAGS, params: District, querystring: Event },
    },
    async (request, reply) => {
      if (request.params.district !== options.district) return sendProblem(reply, refuseLog('LOG_UNKNOWN'))
      const { case: caseId, event: seq } = request.query
      return sendReceipt(reply, await makeReceipt(options, await options.actorOf(request), { caseId, seq }))
    },
  )
  const Step = Type.Object({
    id: Type.String({ format: 'uuid' }),
    seq: Seq,
  })
  app.get(
    '/my/cases/:id/receipts/:seq',
    { config: { policy: 'person' }, schema: { summary: '下载一步的回执', tags: TAGS, params: Step } },
    async (request, reply) => {
      const { id: caseId, seq } = request.params
      const event = { caseId, seq: Number(seq) }
      return sendReceipt(reply, await makeReceipt(options, await options.actorOf(request), event))
    },
  )
}

/** A receipt as a file, or why there is none. */
function sendReceipt(reply: FastifyReply, made: MadeReceipt | 'waits' | null): FastifyReply | Promise<FastifyReply> {
  if (made === null) return sendProblem(reply, refuseLog('RECEIPT_MISSING'))
  if (made === 'waits') return sendProblem(reply, refuseLog('RECEIPT_NOT_YET'))
  return reply
    .type(Text)
    .headers({
      'cache-control': 'private, no-store',
      'content-disposition': `attachment; filename="${made.fileName}"`,
    })
    .send(made.text)
}
