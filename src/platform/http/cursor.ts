// Paging by cursor: a page names where the next one starts. The cursor is opaque to callers but holds no secret and no
// right, since every page checks rights anew; so it is plain base64url JSON, checked by schema when it comes back.

import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { type Problem, problemOf } from './problem.ts'

const MAX_CURSOR_LENGTH = 512

/** Query fields of every paged list; spread into the schema of its query string. */
export const PAGE_QUERY = {
  cursor: Type.Optional(Type.String({ maxLength: MAX_CURSOR_LENGTH, description: '上一页给出的翻页标记' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20, description: '每页条数' })),
}

/** Shape of one page of `item`; `next` is null on the last page. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })
}

/** The position of the last row shown, as text for a URL. */
export function cursorOf(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** Reads a cursor back. Refuses with INVALID_CURSOR whatever is not base64url JSON of the schema. */
export function parseCursor<T extends TSchema>(
  schema: T,
  text: string,
): { readonly position: Static<T> } | { readonly problem: Problem } {
  const invalid = { problem: problemOf('INVALID_CURSOR') }
  if (text.length > MAX_CURSOR_LENGTH || !/^[\w-]+$/.test(text)) return invalid
  try {
    const position: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Value.Check(schema, position) ? { position } : invalid
  } catch {
    return invalid
  }
}
