// Reads what a form posted, plain or with files, into one shape: texts by name, and files. Used by every posted page.

import '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { Posted } from '#kernel/form/posted-form.ts'
import { MAX_FILE_BYTES } from '#platform/blobs/clean.ts'
import { unreadableText } from '#platform/http/input-error.ts'
import { type Problem, problemOf } from '#platform/http/problem.ts'

export interface PostedFile {
  readonly field: string
  readonly content: Buffer
}

export interface Post {
  readonly texts: Posted
  /** Every value of a name that may stand several times. */
  all(name: string): readonly string[]
  readonly files: readonly PostedFile[]
}

/** Limits of one post with files. */
export const FORM_LIMITS = {
  fileSize: MAX_FILE_BYTES,
  files: 10,
  fields: 500,
  fieldSize: 64 * 1024,
  parts: 510,
} as const

/** The body of a form. Refuses what is no form and what no text may hold; limits throw as the machinery's 413. */
export async function readPost(request: FastifyRequest): Promise<Post | { readonly problem: Problem }> {
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/')) return readParts(request)
  const { body } = request
  if (body === undefined || body === null) return postOf([], [])
  // JSON and bytes have values that are no texts.
  if (!type.startsWith('application/x-www-form-urlencoded')) return { problem: problemOf('UNSUPPORTED_MEDIA_TYPE') }
  return postOf(Object.entries(body as Record<string, string | string[]>), [])
}

async function readParts(request: FastifyRequest): Promise<Post | { readonly problem: Problem }> {
  const texts: [string, string][] = []
  const files: PostedFile[] = []
  try {
    for await (const part of request.parts({ limits: FORM_LIMITS })) {
      if (part.type === 'field') texts.push([part.fieldname, String(part.value ?? '')])
      else {
        const content = await part.toBuffer()
        // A file input left alone sends an empty file.
        if (content.length > 0) files.push({ field: part.fieldname, content })
      }
    }
  } catch (error) {
    // Limits know their status; what the parser cannot read is without one.
    if ((error as { statusCode?: number }).statusCode !== undefined) throw error
    return { problem: problemOf('MALFORMED_REQUEST') }
  }
  const unreadable = unreadableText(Object.fromEntries(texts))
  if (unreadable) return { problem: problemOf('UNREADABLE_CHARACTER', { errors: [unreadable] }) }
  return postOf(texts, files)
}

/** A post from names and values; a name that stands several times keeps its last value among the texts. */
export function postOf(
  entries: readonly (readonly [string, string | readonly string[]])[],
  files: readonly PostedFile[],
): Post {
  const values = new Map<string, string[]>()
  for (const [name, value] of entries) {
    if (name === '_csrf') continue
    values.set(name, [...(values.get(name) ?? []), ...[value].flat().map(String)])
  }
  return {
    texts: Object.fromEntries([...values].map(([name, all]) => [name, all.at(-1) ?? ''])),
    all: (name) => values.get(name) ?? [],
    files,
  }
}
