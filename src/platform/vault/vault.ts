// The keys of one district: the master key wraps the district key, the district key wraps a data key for each case or
// person, and a data key seals content. Deleting a wrapped data key deletes its content for good. Used by every store.

import { createSecretKey, hkdfSync, type KeyObject, randomBytes as systemRandom } from 'node:crypto'
import type { Pool } from 'pg'
import type { MasterKey } from './master-key.ts'
import { blindIndex, open, type RandomBytes, seal } from './seal.ts'

/** A data key in use, and the wrapped form that is stored beside what it seals. */
export interface DataKey {
  readonly key: KeyObject
  readonly wrapped: Buffer
}

export interface Vault {
  readonly district: string
  /** Makes a data key for `place` (such as `case:…`). Cost: 6 µs. */
  newDataKey(place: string): DataKey
  /** Unwraps a data key. Throws when it was wrapped for another place or district. Cost: 1 µs when met lately, else 5 µs. */
  dataKey(wrapped: Uint8Array, place: string): KeyObject
  /** Look-up value of `value` in this district; see seal.ts. */
  blindIndex(kind: string, value: string): Buffer
  /** A key of its own for a purpose of the platform (names of blobs, cursors); the same at every start. */
  keyFor(purpose: string): KeyObject
}

export interface VaultOptions {
  readonly master: MasterKey
  readonly district: string
  /** Most unwrapped data keys held in memory. */
  readonly recentKeys?: number
  readonly random?: RandomBytes
}

/**
 * Opens the vault of a district whose key stands in table `district_key`, making the key at first start.
 * The master key is asked once, here: a slow hardware module does not slow the main path.
 */
export async function openVault(pool: Pick<Pool, 'query'>, options: VaultOptions): Promise<Vault> {
  const { master, district, random = systemRandom } = options
  const place = `district:${district}`
  const read = async (): Promise<Buffer | undefined> => {
    const { rows } = await pool.query<{ wrapped: Buffer }>('select wrapped from district_key where district = $1', [
      district,
    ])
    return rows[0]?.wrapped
  }
  let wrapped = await read()
  if (!wrapped) {
    const fresh = await master.wrap(createSecretKey(random(32)), place)
    await pool.query('insert into district_key (district, wrapped) values ($1, $2) on conflict do nothing', [
      district,
      fresh,
    ])
    wrapped = await read()
  }
  if (!wrapped) throw new Error(`the key of district ${district} could not be stored`)
  return vaultOf(await master.unwrap(wrapped, place), options)
}

/** The vault over a district key already at hand; stores and tests use openVault. */
export function vaultOf(districtKey: KeyObject, options: Omit<VaultOptions, 'master'>): Vault {
  const { district, recentKeys = 4096, random = systemRandom } = options
  const keyFor = (purpose: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', districtKey, Buffer.from(district), purpose, 32)))
  const wrapKey = keyFor('wrap')
  const indexKey = keyFor('blind-index')
  const recent = new Map<string, KeyObject>()

  function remember(name: string, key: KeyObject): KeyObject {
    recent.delete(name)
    recent.set(name, key)
    if (recent.size > recentKeys) recent.delete(recent.keys().next().value as string)
    return key
  }

  return {
    district,
    keyFor,
    blindIndex: (kind, value) => blindIndex(indexKey, kind, value),
    newDataKey(place) {
      const bytes = random(32)
      const key = createSecretKey(bytes)
      const wrapped = seal(wrapKey, bytes, Buffer.from(place), random)
      bytes.fill(0)
      return { key, wrapped }
    },
    dataKey(wrapped, place) {
      const name = `${place}\0${Buffer.from(wrapped).toString('latin1')}`
      return remember(name, recent.get(name) ?? createSecretKey(open(wrapKey, wrapped, Buffer.from(place))))
    },
  }
}
