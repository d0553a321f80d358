// Collects materials into a draft: files of a plain form, files sent in parts by the page's script, and the word that a
// paper will be brought. Used by applications, supplements and promises alike; what may be collected the caller says.

import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServiceDefinition } from '#kernel/service/declaration.ts'
import { cleanFile } from '#platform/blobs/clean.ts'
import { MAX_PIECE_BYTES } from '#platform/blobs/upload.ts'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { type Hall, PERSON } from '../hall.ts'
import type { Draft, DraftMaterial, SavedDraft } from './draft.ts'
import type { Post } from './post.ts'

/** Where materials are collected, and which. */
export interface Collection {
  readonly person: string
  /** Name of the draft. */
  readonly name: string
  readonly definition: ServiceDefinition
  readonly kinds: readonly string[]
  /** The draft to begin with when there is none. */
  readonly fresh: () => Draft
}

export type FileFaults = Readonly<Record<string, { readonly message: string; readonly remedy: string }>>

/** Takes in what a form posted: files, papers, and files taken back. Refused files are told by kind; the rest is kept. */
export async function collect(
  hall: Hall,
  collection: Collection,
  post: Post,
): Promise<{ draft: SavedDraft | null; faults: FileFaults }> {
  const { person, name, fresh } = collection
  const { added, faults } = await keepFiles(hall, collection, post)
  const draft = await hall.drafts.change(person, name, (found) => {
    const base = found ?? fresh()
    const { drop } = post.texts
    const kept = base.materials.filter((one) => drop === undefined || (one.file !== drop && one.upload !== drop))
    return {
      ...base,
      materials: withPapers(collection, [...kept, ...added], post),
      visited: [...new Set([...base.visited, 'materials'])],
    }
  })
  return { draft, faults }
}

async function keepFiles(hall: Hall, { person, definition, kinds }: Collection, post: Post) {
  const added: DraftMaterial[] = []
  const faults: Record<string, { message: string; remedy: string }> = {}
  for (const { field, content } of post.files) {
    const kind = field.replace(/^file\./, '')
    if (!kinds.includes(kind) || !definition.materials[kind]?.from.includes('upload')) continue
    const clean = await cleanFile(content)
    if ('problem' in clean) faults[kind] = { message: clean.problem.title, remedy: clean.problem.remedy }
    else
      added.push({
        kind,
        origin: 'upload',
        file: (await hall.blobs.put(person, clean)).name,
        at: hall.desk.now().toISOString(),
      })
  }
  return { added, faults }
}

/** A ticked box says that the paper comes; an unticked one takes it back. */
export function withPapers(
  { definition, kinds }: Pick<Collection, 'definition' | 'kinds'>,
  materials: readonly DraftMaterial[],
  post: Post,
): DraftMaterial[] {
  const promised = kinds.filter(
    (kind) => post.texts[`paper.${kind}`] === 'yes' && definition.materials[kind]?.from.includes('paper'),
  )
  const others = materials.filter(({ kind, origin }) => origin !== 'paper' || !kinds.includes(kind))
  return [...others, ...promised.map((kind): DraftMaterial => ({ kind, origin: 'paper' }))]
}

const Begin = Type.Object({
  material: Type.String({ maxLength: 64 }),
  name: Type.String({ maxLength: 300 }),
  bytes: Type.Integer({ minimum: 0 }),
  type: Type.String({ maxLength: 100 }),
})

/**
 * Registers the addresses at which a page's script sends files: `POST base/files`, then parts by `PATCH base/files/ID`.
 * `collectionOf` answers what may be collected there, or undefined after it has refused.
 */
export function registerUploads(
  app: Http,
  hall: Hall,
  base: string,
  collectionOf: (request: FastifyRequest, reply: FastifyReply) => Promise<Collection | undefined>,
): void {
  app.post(`${base}/files`, { ...PERSON, schema: { body: Begin } }, async (request, reply) => {
    const collection = await collectionOf(request, reply)
    if (!collection) return reply
    const { material, bytes } = request.body
    const isAsked =
      collection.kinds.includes(material) && collection.definition.materials[material]?.from.includes('upload')
    if (!isAsked) return sendProblem(reply, problemOf('NOT_FOUND'))
    // We name files after what they are; the name they had on the phone is not kept.
    const begun = await hall.uploads.begin(collection.person, { fileName: material, bytes })
    return 'problem' in begun ? sendProblem(reply, begun.problem) : { id: begun.id }
  })
  const options = { ...PERSON, bodyLimit: MAX_PIECE_BYTES }
  app.patch(`${base}/files/:upload`, options, async (request, reply) => {
    const collection = await collectionOf(request, reply)
    if (!collection) return reply
    return appendPart(hall, collection, request, reply)
  })
}

async function appendPart(
  hall: Hall,
  collection: Collection,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { upload } = request.params as { readonly upload: string }
  const offset = Number(request.headers['upload-offset'])
  if (!Number.isSafeInteger(offset) || offset < 0 || !Buffer.isBuffer(request.body)) {
    return sendProblem(reply, problemOf('MALFORMED_REQUEST'))
  }
  const { person, name, fresh } = collection
  const appended = await hall.uploads.append(person, upload, offset, request.body)
  // A part that came before and whose answer was lost: the sender learns where it really is and goes on.
  const isRepeated = 'problem' in appended && appended.problem.code === 'UPLOAD_OFFSET'
  const state = isRepeated ? await hall.uploads.find(person, upload) : appended
  if ('problem' in state) return sendProblem(reply, state.problem)
  if (state.received < state.bytes) return { offset: state.received }
  const done = await hall.uploads.complete(person, upload)
  if ('problem' in done) return sendProblem(reply, done.problem)
  const material: DraftMaterial = {
    kind: done.fileName,
    origin: 'upload',
    file: done.name,
    upload,
    at: hall.desk.now().toISOString(),
  }
  await hall.drafts.change(person, name, (found) => {
    const base = found ?? fresh()
    const others = base.materials.filter((one) => one.upload !== upload)
    return { ...base, materials: [...others, material], visited: [...new Set([...base.visited, 'materials'])] }
  })
  return { offset: state.received }
}

/** A fresh idempotency key. */
export const newKey = (hall: Hall): string => hall.desk.random(18).toString('base64url')
