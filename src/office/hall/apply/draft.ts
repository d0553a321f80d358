// What a person has begun and not handed in: sealed under a key of its own, one a person and name, read and written under
// the citizen's database role. A draft carries the idempotency key of its submission, so that it is handed in once.

import type { Pool, PoolClient } from 'pg'
import type { HandedMaterial } from '#kernel/material/material.ts'
import type { Data } from '#kernel/service/evaluate.ts'
import { open, type RandomBytes, seal } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'

/** A material as collected so far; `upload` is the upload it came by, `at` when. */
export interface DraftMaterial extends HandedMaterial {
  readonly upload?: string
  readonly at?: string
}

export interface Draft {
  /** Key under which the submission is sent, however often. */
  readonly key: string
  readonly form: Data
  readonly materials: readonly DraftMaterial[]
  /** Parts that were saved at least once. */
  readonly visited: readonly string[]
  /** The case it became. */
  readonly submitted: string | null
}

export interface SavedDraft extends Draft {
  /** Instant of the last save. */
  readonly savedAt: string
}

export interface Drafts {
  find(person: string, name: string): Promise<SavedDraft | null>
  /** All drafts of a person, last saved first. */
  list(person: string): Promise<readonly (SavedDraft & { readonly name: string })[]>
  /** Reads, changes and writes in one piece: two tabs that save at once both count. Null deletes. */
  change(person: string, name: string, change: (draft: SavedDraft | null) => Draft | null): Promise<SavedDraft | null>
}

export interface DraftOptions {
  /** Connections of the citizens' role, with `app.district` set. */
  readonly pool: Pool
  readonly vault: Vault
  readonly now: () => Date
  readonly random: RandomBytes
}

interface Row {
  name: string
  saved_at: Date
  data_key: Buffer
  sealed: Buffer
}

const SELECT = 'select service as name, saved_at, data_key, sealed from draft where district = $1 and person = $2'

/** Opens the drafts of the vault's district. */
export function openDrafts({ pool, vault, now, random }: DraftOptions): Drafts {
  const { district } = vault
  const placeOf = (person: string, name: string): string => `draft:${person}:${name}`

  function read(person: string, row: Row): SavedDraft {
    const place = placeOf(person, row.name)
    const text = open(vault.dataKey(row.data_key, place), row.sealed, Buffer.from(place)).toString()
    return { ...(JSON.parse(text) as Draft), savedAt: row.saved_at.toISOString() }
  }

  async function find(client: PoolClient, person: string, name: string): Promise<SavedDraft | null> {
    const { rows } = await client.query<Row>(`${SELECT} and service = $3`, [district, person, name])
    return rows[0] ? read(person, rows[0]) : null
  }

  async function write(client: PoolClient, person: string, name: string, draft: Draft): Promise<SavedDraft> {
    const place = placeOf(person, name)
    const { key, wrapped } = vault.newDataKey(place)
    const savedAt = now()
    const content: Draft = {
      key: draft.key,
      form: draft.form,
      materials: draft.materials,
      visited: draft.visited,
      submitted: draft.submitted,
    }
    await client.query(
      `insert into draft (district, person, service, saved_at, data_key, sealed) values ($1, $2, $3, $4, $5, $6)
       on conflict (district, person, service) do update
         set saved_at = excluded.saved_at, data_key = excluded.data_key, sealed = excluded.sealed`,
      [
        district,
        person,
        name,
        savedAt,
        wrapped,
        seal(key, Buffer.from(JSON.stringify(content)), Buffer.from(place), random),
      ],
    )
    return { ...content, savedAt: savedAt.toISOString() }
  }

  return {
    find: (person, name) => asPerson(pool, person, (client) => find(client, person, name)),
    list: (person) =>
      asPerson(pool, person, async (client) => {
        const { rows } = await client.query<Row>(`${SELECT} order by saved_at desc`, [district, person])
        return rows.map((row) => ({ ...read(person, row), name: row.name }))
      }),
    change: (person, name, change) =>
      asPerson(pool, person, async (client) => {
        await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [placeOf(person, name)])
        const next = change(await find(client, person, name))
        if (next) return write(client, person, name, next)
        await client.query('delete from draft where district = $1 and person = $2 and service = $3', [
          district,
          person,
          name,
        ])
        return null
      }),
  }
}

/** Runs in one transaction in which row-level security shows this person's rows alone. */
export async function asPerson<T>(pool: Pool, person: string, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('app.person', $1, true)`, [person])
    const result = await run(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
