// The files the browser loads: read once, packed by the build or else when first asked for, served under names that change
// with their content, so that a browser never asks twice.

import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { Type } from '@sinclair/typebox'
import { problemOf, sendProblem } from '#platform/http/problem.ts'
import type { Http } from '#platform/http/server.ts'
import { PUBLIC } from './hall.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

const brotli = promisify(brotliCompress)
const PACK = {
  br: (plain: Buffer): Promise<Buffer> => brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: promisify<Buffer, Buffer>(gzip),
} as const
/** How the build names what it packed; sources of the moment, in development, are packed by nobody before. */
const ENDINGS = { br: '.br', gzip: '.gz' } as const
type Coding = keyof typeof PACK

interface Asset {
  readonly type: string
  readonly path: string
  readonly plain: Buffer
  /** As asked for so far: packing all of them took a quarter of a warm start. */
  readonly packed: Map<Coding, Promise<Buffer>>
}

const Name = Type.Object({ name: Type.String({ maxLength: 128 }) })

/** Serves the files of `folder` under /assets/. Cost: the folder stays in memory, some hundred kB. */
export async function registerAssets(app: Http, folder: string): Promise<void> {
  const assets = await readAssets(folder)
  app.get('/assets/:name', { ...PUBLIC, schema: { params: Name } }, async (request, reply) => {
    const asset = assets.get(request.params.name)
    if (!asset) return sendProblem(reply, problemOf('NOT_FOUND'))
    const accepts = String(request.headers['accept-encoding'] ?? '')
    const coding = /\bbr\b/.test(accepts) ? 'br' : /\bgzip\b/.test(accepts) ? 'gzip' : undefined
    if (coding) reply.header('content-encoding', coding)
    return reply
      .type(asset.type)
      .headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' })
      .send(coding ? await packedAs(coding, asset) : asset.plain)
  })
}

async function readAssets(folder: string): Promise<ReadonlyMap<string, Asset>> {
  const names = (await readdir(folder)).filter((name) => extname(name) in TYPES)
  return new Map(await Promise.all(names.map(async (name) => [name, await readAsset(folder, name)] as const)))
}

async function readAsset(folder: string, name: string): Promise<Asset> {
  const path = join(folder, name)
  return { type: TYPES[extname(name)]!, path, plain: await readFile(path), packed: new Map() }
}

function packedAs(coding: Coding, { path, plain, packed }: Asset): Promise<Buffer> {
  const bytes = packed.get(coding) ?? readFile(path + ENDINGS[coding]).catch(() => PACK[coding](plain))
  packed.set(coding, bytes)
  return bytes
}
