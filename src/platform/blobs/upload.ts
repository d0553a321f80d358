// Files on their way in, in pieces, over networks that break: begin, append at an offset, complete. What was acknowledged
// survives a restart. Pieces lie sealed on disk; nothing of an upload may be seen before it is complete and clean.

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

export interface Uploads {
  /** Refuses: FILE_EMPTY, FILE_TOO_LARGE, UPLOAD_QUOTA. */
  begin(owner: string, file: { readonly fileName: string; readonly bytes: number }): Promise<UploadState | FileRefused>
  /** Refuses: UPLOAD_UNKNOWN (also for another owner's), UPLOAD_OFFSET, FILE_TOO_LARGE. Durable when it resolves. */
  append(owner: string, id: string, offset: number, piece: Buffer): Promise<UploadState | FileRefused>
  find(owner: string, id: string): Promise<UploadState | FileRefused>
  /** Cleans the whole file and keeps it. Refuses: UPLOAD_UNKNOWN, UPLOAD_INCOMPLETE, and whatever cleaning refuses. */
  complete(owner: string, id: string): Promise<FinishedUpload | FileRefused>
  cancel(owner: string, id: string): Promise<void>
  /** Removes uploads past their time; returns how many. */
  sweep(): Promise<number>
}

/** Largest piece of one request, in bytes. */
export const MAX_PIECE_BYTES = 4 * 1024 * 1024
/** What one owner may have under way. */
const MOST_UPLOADS = 20
const MOST_BYTES = 5 * MAX_FILE_BYTES
const LIFETIME_MS = 24 * 60 * 60_000

interface Row {
  id: string
  bytes: string
  received: string
  data_key: Buffer
  file_name: Buffer
  blob: string | null
}

/** Opens the uploads of the vault's district. */
export function openUploads({ pool, vault, blobs, folder, now, random }: UploadOptions): Uploads {
  const { district } = vault
  const folderOf = (id: string): string => join(folder, id)
  const piecePath = (id: string, offset: number): string => join(folderOf(id), String(offset).padStart(9, '0'))
  const place = (id: string, part: string | number): Buffer => Buffer.from(`upload:${id}:${part}`)
  const keyOf = (row: Row) => vault.dataKey(row.data_key, `upload:${row.id}`)

  async function rowOf(owner: string, id: string, db: Pool | PoolClient = pool, lock = ''): Promise<Row | undefined> {
    if (!/^[0-9a-f-]{36}$/.test(id)) return undefined
    const { rows } = await db.query<Row>(
      `select id, bytes, received, data_key, file_name, blob from upload
       where district = $1 and id = $2 and owner = $3 and ends_at > $4 ${lock}`,
      [district, id, owner, now()],
    )
    return rows[0]
  }

  async function remove(id: string): Promise<void> {
    await pool.query('delete from upload where district = $1 and id = $2', [district, id])
    await rm(folderOf(id), { recursive: true, force: true })
  }

  /** Puts the pieces together, cleans and keeps them. Undefined when another request did so meanwhile. */
  async function keep(owner: string, row: Row): Promise<BlobRef | FileRefused | undefined> {
    const content = await piecesOf(row)
    if (!content) return undefined
    const clean = await cleanFile(content)
    if ('problem' in clean) {
      await remove(row.id)
      return clean
    }
    const ref = await blobs.put(owner, clean)
    await pool.query('update upload set blob = $3 where district = $1 and id = $2', [district, row.id, ref.name])
    await rm(folderOf(row.id), { recursive: true, force: true })
    return ref
  }

  async function piecesOf(row: Row): Promise<Buffer | undefined> {
    const pieces: Buffer[] = []
    try {
      for (let offset = 0; offset < Number(row.bytes); offset += pieces.at(-1)!.length) {
        const sealed = await readFile(piecePath(row.id, offset))
        pieces.push(open(keyOf(row), sealed, place(row.id, offset)))
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
    return Buffer.concat(pieces)
  }

  return {
    async begin(owner, { fileName, bytes }) {
      if (bytes <= 0) return refuseFile('FILE_EMPTY')
      if (bytes > MAX_FILE_BYTES) return refuseFile('FILE_TOO_LARGE')
      const id = uploadId(random)
      const { key, wrapped } = vault.newDataKey(`upload:${id}`)
      const name = seal(key, Buffer.from(fileName), place(id, 'name'), random)
      const begun = now()
      const ends = new Date(begun.getTime() + LIFETIME_MS)
      const rowCount = await inTransaction(pool, async (client) => {
        // Many at once must not pass the quota together: count and insert come after the lock, in a statement of their own.
        await client.query(`select pg_advisory_xact_lock(hashtextextended('upload ' || $1, 0))`, [owner])
        const inserted = await client.query(
          `insert into upload (district, id, owner, file_name, data_key, bytes, created_at, ends_at)
           select $1, $2, $3, $4, $5, $6::bigint, $7, $8 from (
             select count(*) as n, coalesce(sum(bytes), 0) as total from upload
             where district = $1 and owner = $3 and ends_at > $7 and blob is null) as open
           where open.n < $9 and open.total + $6::bigint <= $10`,
          [district, id, owner, name, wrapped, bytes, begun, ends, MOST_UPLOADS, MOST_BYTES],
        )
        return inserted.rowCount
      })
      return rowCount === 1 ? { id, bytes, received: 0 } : refuseFile('UPLOAD_QUOTA')
    },

    async append(owner, id, offset, piece) {
      return inTransaction(pool, async (client) => {
        const row = await rowOf(owner, id, client, 'for update')
        if (!row) return refuseFile('UPLOAD_UNKNOWN')
        const received = Number(row.received)
        if (offset !== received) return refuseFile('UPLOAD_OFFSET', `received ${received}`)
        if (piece.length > MAX_PIECE_BYTES || received + piece.length > Number(row.bytes)) {
          return refuseFile('FILE_TOO_LARGE')
        }
        if (piece.length > 0) {
          await writeDurably(piecePath(id, offset), seal(keyOf(row), piece, place(id, offset), random))
          await client.query('update upload set received = received + $3 where district = $1 and id = $2', [
            district,
            id,
            piece.length,
          ])
        }
        return { id, bytes: Number(row.bytes), received: received + piece.length }
      })
    },

    async find(owner, id) {
      const row = await rowOf(owner, id)
      return row ? { id, bytes: Number(row.bytes), received: Number(row.received) } : refuseFile('UPLOAD_UNKNOWN')
    },

    async complete(owner, id) {
      const row = await rowOf(owner, id)
      if (!row) return refuseFile('UPLOAD_UNKNOWN')
      if (row.received !== row.bytes) return refuseFile('UPLOAD_INCOMPLETE', `received ${row.received} of ${row.bytes}`)
      const ref = row.blob === null ? await keep(owner, row) : await blobs.find(row.blob)
      if (!ref) return refuseFile('UPLOAD_UNKNOWN')
      if ('problem' in ref) return ref
      const { name, type, bytes } = ref
      return { name, type, bytes, fileName: open(keyOf(row), row.file_name, place(id, 'name')).toString() }
    },

    async cancel(owner, id) {
      if (await rowOf(owner, id)) await remove(id)
    },

    async sweep() {
      const { rows } = await pool.query<{ id: string }>('select id from upload where district = $1 and ends_at <= $2', [
        district,
        now(),
      ])
      for (const { id } of rows) await remove(id)
      return rows.length
    },
  }
}

function uploadId(random: RandomBytes): string {
  return random(16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
