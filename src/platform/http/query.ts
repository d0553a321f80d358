// A query string knows only text; bodies are never coerced. This turns the text of fields whose schema says number or
// boolean into that, when it is written in exactly the canonical way, and leaves the judgement to the schema.

import type { RouteOptions } from 'fastify'

type Reader = (text: string) => unknown

const NUMBER: Reader = (text) => (/^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(text) ? Number(text) : text)
const BOOLEAN: Reader = (text) => (text === 'true' ? true : text === 'false' ? false : text)
const READERS: Record<string, Reader> = { integer: NUMBER, number: NUMBER, boolean: BOOLEAN }

/** Adds the reading of typed query fields to a route that has any. */
export function readTypedQuery(route: RouteOptions): void {
  const schema = route.schema?.querystring as { properties?: Record<string, { type?: string }> } | undefined
  const typed = Object.entries(schema?.properties ?? {}).flatMap(([name, { type }]) => {
    const read = READERS[type ?? '']
    return read ? [[name, read] as const] : []
  })
  if (typed.length === 0) return
  route.preValidation = [
    async (request) => {
      const query = request.query as Record<string, unknown>
      for (const [name, read] of typed) {
        const text = query[name]
        if (typeof text === 'string') query[name] = read(text)
      }
    },
    ...[route.preValidation ?? []].flat(),
  ]
}
