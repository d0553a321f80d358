// A witness over HTTP (c2sp.org/tlog-witness): POST /add-checkpoint, and GET /vkey for whoever sets one up. It stands
// alone, with nothing of the platform but this: a second office can run it on a small machine.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { formatVerifierKey, type VerifierKey } from '#kernel/log/note.ts'
import type { Log } from '#platform/log.ts'
import type { WitnessDesk } from './witness-desk.ts'

/** 63 proof lines and a checkpoint with 100 signatures stay far below. */
const MAX_BODY_BYTES = 64 * 1024

export interface WitnessServerOptions {
  readonly desk: WitnessDesk
  readonly key: VerifierKey
  readonly log: Log
}

/** The server, not listening yet. */
export function witnessServer(options: WitnessServerOptions): Server {
  const server = createServer((request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      options.log.error('fault of the witness', { error })
      end(response, 500, 'INTERNAL_FAULT\n')
    })
  })
  server.requestTimeout = 10_000
  return server
}

async function answer(
  { desk, key }: WitnessServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url } = request
  if (method === 'GET' && url === '/vkey') return end(response, 200, `${formatVerifierKey(key)}\n`)
  if (url !== '/add-checkpoint') return end(response, 404, 'NOT_FOUND\n')
  if (method !== 'POST') return end(response, 405, 'METHOD_NOT_ALLOWED\n', { allow: 'POST' })
  const body = await bodyOf(request)
  if (body === null) return end(response, 413, 'PAYLOAD_TOO_LARGE\n', { connection: 'close' })
  const answered = await desk.add(body)
  const type = answered.status === 409 ? { 'content-type': 'text/x.tlog.size' } : {}
  return end(response, answered.status, answered.body, type)
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > MAX_BODY_BYTES) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function end(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers })
  response.end(body)
}
