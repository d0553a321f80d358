// Files at rest: sealed on disk under a key of their own, known by a keyed hash of their owner and content. Deleting one
// deletes its key first, so that no copy of the file on disk or in a backup can be read any more.

import { createHmac } from 'node:crypto'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Pool } from 'pg'
import { open, type RandomBytes, seal } from '../vault/seal.ts'
import type { Vault } from '../vault/vault.ts'
import type { CleanFile } from './clean.ts'
import { writeDurably } from './durable.ts'

export interface BlobOptions {
  readonly pool: Pool
  readonly vault: Vault
  /** Folder of sealed files in the data folder. */
  readonly folder: string
  readonly now: () => Date
  readonly random: RandomBytes
}

/** A file as others refer to it. */
export interface BlobRef {
  readonly name: string
  readonly type: CleanFile['type']
  readonly bytes: number
}

export interface Blobs {
  /**
   * Keeps a file for its owner; the same file of the same owner is kept once. Returns when it is safe on disk and its
   * row is written, so a row that names it afterwards names something that is there.
   */
  put(owner: string, file: CleanFile): Promise<BlobRef>
  /** Whose it is, without reading the file. */
  find(name: string): Promise<(BlobRef & { readonly owner: string }) | undefined>
  /** The content. Undefined when there is no such file. Throws when it was changed on disk. */
  open(name: string): Promise<CleanFile | undefined>
  /** Deletes a file for good; an unknown name is no mistake. */
  delete(name: string): Promise<void>
  /** Removes files that lost their row, as a crash between file and row leaves them; returns how many. */
  sweep(): Promise<number>
}

interface Row {
  name: string
  owner: string
  type: CleanFile['type']
  bytes: string
  file: string
  data_key: Buffer
}

/** A file without a row may be one whose row is about to be written. */
const ORPHAN_MS = 60 * 60_000

/** Opens the files of the vault's district. */
export function openBlobs({ pool, vault, folder, now, random }: BlobOptions): Blobs {
  const { district } = vault
  const pathOf = (file: string): string => join(folder, file.slice(0, 2), file)
  const placeOf = (name: string): string => `blob:${name}`
  const nameKey = vault.keyFor('blob-name')

  async function rowOf(name: string): Promise<Row | undefined> {
    const { rows } = await pool.query<Row>(
      'select name, owner, type, bytes, file, data_key from blob where district = $1 and name = $2',
      [district, name],
    )
    return rows[0]
  }

  async function put(owner: string, { type, content }: CleanFile): Promise<BlobRef> {
    const name = createHmac('sha256', nameKey).update(`${owner}\0`).update(content).digest('base64url')
    const ref = { name, type, bytes: content.length }
    if (await rowOf(name)) return ref
    const { key, wrapped } = vault.newDataKey(placeOf(name))
    const file = random(16).toString('hex')
    await writeDurably(pathOf(file), seal(key, content, Buffer.from(placeOf(name)), random))
    const { rowCount } = await pool.query(
      `insert into blob (district, name, owner, type, bytes, file, data_key, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (district, name) do nothing`,
      [district, name, owner, type, content.length, file, wrapped, now()],
    )
    // The same file came in twice at once, and the other one was first.
    if (rowCount === 0) await rm(pathOf(file), { force: true })
    return ref
  }

  return {
    put,
    async find(name) {
      const row = await rowOf(name)
      return row && { name, owner: row.owner, type: row.type, bytes: Number(row.bytes) }
    },
    async open(name) {
      const row = await rowOf(name)
      if (!row) return undefined
      const sealed = await readFile(pathOf(row.file))
      const content = open(vault.dataKey(row.data_key, placeOf(name)), sealed, Buffer.from(placeOf(name)))
      return { type: row.type, content }
    },
    async delete(name) {
      const { rows } = await pool.query<{ file: string }>(
        'delete from blob where district = $1 and name = $2 returning file',
        [district, name],
      )
      if (rows[0]) await rm(pathOf(rows[0].file), { force: true })
    },
    async sweep() {
      const files = await filesOf(folder, now().getTime() - ORPHAN_MS)
      const { rows } = await pool.query<{ file: string }>(
        'select file from blob where district = $1 and file = any($2)',
        [district, files.map((path) => basename(path))],
      )
      const known = new Set(rows.map((row) => row.file))
      const orphans = files.filter((path) => !known.has(basename(path)))
      await Promise.all(orphans.map((path) => rm(path, { force: true })))
      return orphans.length
    },
  }
}

/** Files last written before a moment. */
async function filesOf(folder: string, before: number): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const isOld = await Promise.all(files.map(async (path) => (await stat(path)).mtimeMs < before))
  return files.filter((_, i) => isOld[i])
}
