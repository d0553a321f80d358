// The addresses of uploads: in pieces for a script, in one form post without one. Who may upload, who an uploader is and
// where a form goes on to, the layer above says when it registers them.

import multipart from '@fastify/multipart'
import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Policy } from '../http/policy.ts'
import { sendProblem } from '../http/problem.ts'
import type { Http } from '../http/server.ts'
import type { Blobs } from './blob.ts'
import { cleanFile, MAX_FILE_BYTES } from './clean.ts'
import { type FileRefused, refuseFile } from './refusal.ts'
import { type FinishedUpload, MAX_PIECE_BYTES, type Uploads } from './upload.ts'

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
const tags = ['上传']

/** Registers begin, append, state, complete and cancel under /api/uploads, in a scope whose bodies may be bytes. */
export function registerUploads(app: Http, options: UploadRouteOptions): void {
  app.register(async (plain) => {
    const scope = plain as Http
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: MAX_PIECE_BYTES },
      (_request: FastifyRequest, body: Buffer, done: (error: null, body: Buffer) => void) => done(null, body),
    )
    registerSending(scope, options)
    registerState(scope, options)
  })
}

function registerSending(scope: Http, { uploads, policy, ownerOf }: UploadRouteOptions): void {
  const config = { policy }
  scope.post(
    '/api/uploads',
    { config, schema: { summary: '开始上传一个文件', tags, body: Begin, response: { 201: State } } },
    async (request, reply) => {
      const result = await uploads.begin(await ownerOf(request), request.body)
      return 'problem' in result ? sendProblem(reply, result.problem) : reply.code(201).send(result)
    },
  )
  const schema = { summary: '从 Upload-Offset 处接着传一段字节', tags, params: ById, headers: AtOffset }
  scope.patch(
    '/api/uploads/:id',
    { config, bodyLimit: MAX_PIECE_BYTES, schema: { ...schema, response: { 200: State } } },
    async (request, reply) => {
      const piece = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const offset = Number(request.headers['upload-offset'])
      const result = await uploads.append(await ownerOf(request), request.params.id, offset, piece)
      return 'problem' in result ? sendProblem(reply, result.problem) : result
    },
  )
}

function registerState(scope: Http, { uploads, policy, ownerOf }: UploadRouteOptions): void {
  const config = { policy }
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
    { config, schema: { summary: '传完了：检查并保存', tags, params: ById, response: { 200: Finished } } },
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
}

/** What a form without script handed in: the kept file, and the other fields of the form. */
export interface FormFile {
  readonly file: FinishedUpload | FileRefused
  readonly fields: Readonly<Record<string, string>>
}

export interface FormUploadOptions extends Omit<UploadRouteOptions, 'uploads'> {
  readonly blobs: Blobs
  readonly url: string
  answer(request: FastifyRequest, reply: FastifyReply, form: FormFile): Promise<unknown>
}

/** Registers an address for a plain `multipart/form-data` post with one file; `answer` decides where the browser goes. */
export function registerFormUpload(app: Http, { blobs, policy, ownerOf, url, answer }: FormUploadOptions): void {
  app.register(async (scope) => {
    const limits = { fileSize: MAX_FILE_BYTES, files: 1, fields: 20, fieldSize: 10_000, parts: 21 }
    await scope.register(multipart, { limits, throwFileSizeLimit: false })
    const bodyLimit = MAX_FILE_BYTES + 512 * 1024
    scope.post(url, { config: { policy }, bodyLimit, schema: { hide: true } }, async (request, reply) => {
      const fields: Record<string, string> = {}
      let file: FinishedUpload | FileRefused = refuseFile('FILE_EMPTY')
      for await (const part of request.parts()) {
        if (part.type === 'field') {
          fields[part.fieldname] = String(part.value)
          continue
        }
        const content = await part.toBuffer()
        const clean = part.file.truncated ? refuseFile('FILE_TOO_LARGE') : await cleanFile(content)
        file =
          'problem' in clean
            ? clean
            : { ...(await blobs.put(await ownerOf(request), clean)), fileName: part.filename.slice(0, 200) }
      }
      return answer(request, reply, { file, fields })
    })
  })
}
