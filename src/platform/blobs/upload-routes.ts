// The addresses of resumable uploads. Who may upload, and who an uploader is, the layer above says when it registers them.

import { Type } from '@sinclair/typebox'
import type { FastifyRequest } from 'fastify'
import type { Policy } from '../http/policy.ts'
import { sendProblem } from '../http/problem.ts'
import type { Http } from '../http/server.ts'
import { MAX_PIECE_BYTES, type Uploads } from './upload.ts'

export interface UploadRouteOptions {
  readonly uploads: Uploads
  readonly policy: Policy
  /** The account a file will belong to. */
  ownerOf(request: FastifyRequest): Promise<string>
}

const ById = Type.Object({ id: Type.String({ pattern: '^[0-9a-f-]{36}$' }) })
const State = Type.Object({ id: Type.String(), bytes: Type.Integer(), received: Type.Integer() })
const Finished = Type.Object({
  name: Type.String(),
  type: Type.String(),
  bytes: Type.Integer(),
  fileName: Type.String(),
})
const Begin = Type.Object(
  { fileName: Type.String({ minLength: 1, maxLength: 200 }), bytes: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)
const AtOffset = Type.Object({ 'upload-offset': Type.String({ pattern: '^(0|[1-9]\\d{0,8})$' }) })

/** Registers begin, append, state, complete and cancel under /api/uploads, in a scope whose bodies may be bytes. */
export function registerUploads(app: Http, { uploads, policy, ownerOf }: UploadRouteOptions): void {
  const tags = ['上传']
  const config = { policy }
  app.register(async (plain) => {
    const scope = plain as Http
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: MAX_PIECE_BYTES },
      (_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void) => done(null, body),
    )
    scope.post(
      '/api/uploads',
      { config, schema: { summary: '开始上传一个文件', tags, body: Begin, response: { 201: State } } },
      async (request, reply) => {
        const result = await uploads.begin(await ownerOf(request), request.body)
        return 'problem' in result ? sendProblem(reply, result.problem) : reply.code(201).send(result)
      },
    )
    scope.patch(
      '/api/uploads/:id',
      {
        config,
        bodyLimit: MAX_PIECE_BYTES,
        schema: {
          summary: '从 Upload-Offset 处接着传一段字节',
          tags,
          params: ById,
          headers: AtOffset,
          response: { 200: State },
        },
      },
      async (request, reply) => {
        const piece = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const offset = Number(request.headers['upload-offset'])
        const result = await uploads.append(await ownerOf(request), request.params.id, offset, piece)
        return 'problem' in result ? sendProblem(reply, result.problem) : result
      },
    )
    scope.get(
      '/api/uploads/:id',
      { config, schema: { summary: '已传到哪里', tags, params: ById, response: { 200: State } } },
      async (request, reply) => {
        const result = await uploads.find(await ownerOf(request), request.params.id)
        return 'problem' in result ? sendProblem(reply, result.problem) : result
      },
    )
    scope.post(
      '/api/uploads/:id/complete',
      { config, schema: { summary: '传完了:检查并保存', tags, params: ById, response: { 200: Finished } } },
      async (request, reply) => {
        const result = await uploads.complete(await ownerOf(request), request.params.id)
        return 'problem' in result ? sendProblem(reply, result.problem) : result
      },
    )
    scope.delete(
      '/api/uploads/:id',
      { config, schema: { summary: '取消上传', tags, params: ById } },
      async (request, reply) => {
        await uploads.cancel(await ownerOf(request), request.params.id)
        return reply.code(204).send()
      },
    )
  })
}
