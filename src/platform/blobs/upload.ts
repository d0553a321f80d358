// Files on their way in, in pieces, over networks that break: begin, append at an offset, complete. What was acknowledged
// survives a restart. Pieces lie sealed on disk; nothing of an upload may be seen before it is complete and clean.

import type { KeyObject } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '../postgres/transaction.ts'
import { open, type RandomBytes, seal } from '../vault/seal.ts'
import type { Vault } from '../vault/vault.ts'
import type { BlobRef, Blobs } from './blob.ts'
import { cleanFile, MAX_FILE_BYTES } from './clean.ts'
import { writeDurably } from './durable.ts'
import { type FileRefused, refuseFile } from './refusal.ts'

export interface UploadOptions {
  readonly pool: Pool
  readonly vault: Vault
  readonly blobs: Blobs
  /** Folder of unfinished uploads in the data folder. */
  readonly folder: string
  readonly now: () => Date
  readonly random: RandomBytes
}

export interface UploadState {
  readonly id: string
  readonly bytes: number
  /** Where the next piece begins. */
  readonly received: number
}

export interface FinishedUpload extends BlobRef {
  /** The name the owner gave the file, for showing only. */
  readonly fileName: string
}

/** Uploads of one district. An owner sees none but their own. */
export interface Uploads {
  /** Refuses: FILE_EMPTY, FILE_TOO_LARGE, UPLOAD_QUOTA. */
  begin(owner: string, file: { readonly fileName: string; readonly bytes: number }): Promise<UploadState | FileRefused>
  /** Refuses: UPLOAD_UNKNOWN (also for another owner's), UPLOAD_OFFSET, FILE_TOO_LARGE. Durable when it resolves. */
  append(owner: string, id: string, offset: number, piece: Buffer): Promise<UploadState | FileRefused>
  /** How far an upload is. Refuses: UPLOAD_UNKNOWN. */
  find(owner: string, id: string): Promise<UploadState | FileRefused>
  /**
   * Cleans the whole file and keeps it; asked again, it gives the same answer until the upload's time is over.
   * Refuses: UPLOAD_UNKNOWN, UPLOAD_INCOMPLETE, and whatever cleaning refuses, after which the upload is gone.
   */
  complete(owner: string, id: string): Promise<FinishedUpload | FileRefused>
  /** Forgets an upload; an unknown one is no mistake. */
  cancel(owner: string, id: string): Promise<void>
  /** Removes uploads past their time; returns how many. Run by a job. */
  sweep(): Promise<number>
}

/** Largest piece of one request, in bytes. */
export const MAX_PIECE_BYTES = 4 * 1024 * 1024
/** What one owner may have under way. */
const MOST_UPLOADS = 20
const MOST_BYTES = 5 * MAX_FILE_BYTES
const LIFETIME_MS = 24 * 60 * 60_000

/** Opens the uploads of the vault’s district. */
export function openUploads(store: UploadOptions): Uploads {
  return {
    begin: (owner, file) => begin(store, owner, file),
    append: (owner, id, offset, piece) => append(store, owner, { id, offset, piece }),
    find: (owner, id) => find(store, owner, id),
    complete: (owner, id) => complete(store, owner, id),
    cancel: (owner, id) => cancel(store, owner, id),
    sweep: () => sweep(store),
  }
}

async function begin(
  store: UploadOptions,
  owner: string,
  { fileName, bytes }: { readonly fileName: string; readonly bytes: number },
): Promise<UploadState | FileRefused> {
  if (bytes <= 0) return refuseFile('FILE_EMPTY')
  if (bytes > MAX_FILE_BYTES) return refuseFile('FILE_TOO_LARGE')
  const { district } = store.vault
  const id = newUploadId(store.random)
  const { key, wrapped } = store.vault.newDataKey(keyPlace(id))
  const name = seal(key, Buffer.from(fileName), placeOf(id, 'name'), store.random)
  const begun = store.now()
  const ends = new Date(begun.getTime() + LIFETIME_MS)
  const isWithinQuota = await inTransaction(store.pool, async (client) => {
    // Many at once must not pass the quota together: count and insert come after the lock, in a statement of their own.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('upload ' || $1, 0))`, [owner])
    const { rowCount } = await client.query(
      `insert into upload (district, id, owner, file_name, data_key, bytes, created_at, ends_at)
       select $1, $2, $3, $4, $5, $6::bigint, $7, $8 from (
         select count(*) as n, coalesce(sum(bytes), 0) as total from upload
         where district = $1 and owner = $3 and ends_at > $7 and blob is null) as open
       where open.n < $9 and open.total + $6::bigint <= $10`,
      [district, id, owner, name, wrapped, bytes, begun, ends, MOST_UPLOADS, MOST_BYTES],
    )
    return rowCount === 1
  })
  return isWithinQuota ? { id, bytes, received: 0 } : refuseFile('UPLOAD_QUOTA')
}

async function append(
  store: UploadOptions,
  owner: string,
  { id, offset, piece }: { readonly id: string; readonly offset: number; readonly piece: Buffer },
): Promise<UploadState | FileRefused> {
  return inTransaction(store.pool, async (client) => {
    const row = await rowOf(store, owner, id, client)
    if (!row) return refuseFile('UPLOAD_UNKNOWN')
    const state = stateOf(row)
    if (offset !== state.received) return refuseFile('UPLOAD_OFFSET', `received ${state.received}`)
    const received = offset + piece.length
    if (piece.length > MAX_PIECE_BYTES || received > state.bytes) return refuseFile('FILE_TOO_LARGE')
    if (piece.length === 0) return state
    const sealed = seal(keyOf(store, row), piece, placeOf(id, offset), store.random)
    await writeDurably(piecePath(store, id, offset), sealed)
    await client.query('update upload set received = $3 where district = $1 and id = $2', [
      store.vault.district,
      id,
      received,
    ])
    return { ...state, received }
  })
}

async function find(store: UploadOptions, owner: string, id: string): Promise<UploadState | FileRefused> {
  const row = await rowOf(store, owner, id)
  return row ? stateOf(row) : refuseFile('UPLOAD_UNKNOWN')
}

async function complete(store: UploadOptions, owner: string, id: string): Promise<FinishedUpload | FileRefused> {
  const row = await rowOf(store, owner, id)
  if (!row) return refuseFile('UPLOAD_UNKNOWN')
  if (row.received !== row.bytes) return refuseFile('UPLOAD_INCOMPLETE', `received ${row.received} of ${row.bytes}`)
  const ref = row.blob === null ? await keep(store, owner, row) : await store.blobs.find(row.blob)
  if (!ref) return refuseFile('UPLOAD_UNKNOWN')
  if ('problem' in ref) return ref
  const { name, type, bytes } = ref
  return { name, type, bytes, fileName: open(keyOf(store, row), row.file_name, placeOf(id, 'name')).toString() }
}

async function cancel(store: UploadOptions, owner: string, id: string): Promise<void> {
  if (await rowOf(store, owner, id)) await remove(store, id)
}

async function sweep(store: UploadOptions): Promise<number> {
  const { rows } = await store.pool.query<{ id: string }>(
    'select id from upload where district = $1 and ends_at <= $2',
    [store.vault.district, store.now()],
  )
  for (const { id } of rows) await remove(store, id)
  return rows.length
}

interface Row {
  id: string
  bytes: string
  received: string
  data_key: Buffer
  file_name: Buffer
  blob: string | null
}

/** The owner's upload while its time lasts; given a client, locked until the end of its transaction. */
async function rowOf(
  { pool, vault, now }: UploadOptions,
  owner: string,
  id: string,
  client?: PoolClient,
): Promise<Row | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined
  const { rows } = await (client ?? pool).query<Row>(
    `select id, bytes, received, data_key, file_name, blob from upload
     where district = $1 and id = $2 and owner = $3 and ends_at > $4 ${client ? 'for update' : ''}`,
    [vault.district, id, owner, now()],
  )
  return rows[0]
}

/** Puts the pieces together, cleans and keeps them. Undefined when another request did so meanwhile. */
async function keep(store: UploadOptions, owner: string, row: Row): Promise<BlobRef | FileRefused | undefined> {
  const content = await readPieces(store, row)
  if (!content) return undefined
  const clean = await cleanFile(content)
  if ('problem' in clean) {
    await remove(store, row.id)
    return clean
  }
  const ref = await store.blobs.put(owner, clean)
  await store.pool.query('update upload set blob = $3 where district = $1 and id = $2', [
    store.vault.district,
    row.id,
    ref.name,
  ])
  await rm(folderOf(store, row.id), { recursive: true, force: true })
  return ref
}

async function readPieces(store: UploadOptions, row: Row): Promise<Buffer | undefined> {
  const pieces: Buffer[] = []
  try {
    for (let offset = 0; offset < Number(row.bytes); offset += pieces.at(-1)!.length) {
      const sealed = await readFile(piecePath(store, row.id, offset))
      pieces.push(open(keyOf(store, row), sealed, placeOf(row.id, offset)))
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  return Buffer.concat(pieces)
}

async function remove(store: UploadOptions, id: string): Promise<void> {
  await store.pool.query('delete from upload where district = $1 and id = $2', [store.vault.district, id])
  await rm(folderOf(store, id), { recursive: true, force: true })
}

function stateOf({ id, bytes, received }: Row): UploadState {
  return { id, bytes: Number(bytes), received: Number(received) }
}

function keyOf({ vault }: UploadOptions, row: Row): KeyObject {
  return vault.dataKey(row.data_key, keyPlace(row.id))
}

function keyPlace(id: string): string {
  return `upload:${id}`
}

function placeOf(id: string, part: string | number): Buffer {
  return Buffer.from(`upload:${id}:${part}`)
}

function folderOf({ folder }: UploadOptions, id: string): string {
  return join(folder, id)
}

function piecePath(store: UploadOptions, id: string, offset: number): string {
  return join(folderOf(store, id), String(offset).padStart(9, '0'))
}

function newUploadId(random: RandomBytes): string {
  return random(16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
