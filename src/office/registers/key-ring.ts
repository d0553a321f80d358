// The keys a district signs certificates and lists with: made at first start, sealed under the district's key, kept in
// the data folder. Called by the composition root.

import { type KeyObject, randomUUID } from 'node:crypto'
import { link, mkdir, open as openFile, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hexOf } from '#kernel/bytes.ts'
import { NOTE_ED25519, type VerifierKey, verifierKey } from '#kernel/log/note.ts'
import type { Algorithm, Signer } from '#kernel/register/envelope.ts'
import type { IssuerKey } from '#kernel/register/issuer-list.ts'
import { sha256 } from '#platform/vault/ed25519.ts'
import { open, seal } from '#platform/vault/seal.ts'
import type { Vault } from '#platform/vault/vault.ts'
import { newPrivateKey, type SoftwareSigner, signerOf } from './signer.ts'

export interface KeyRing {
  /** Signs certificates. */
  readonly issuer: Signer
  /** Signs them a second time, by the national algorithm; absent unless chosen. */
  readonly second?: Signer
  /** Signs the lists, and nothing else: whoever checks trusts this one key. */
  readonly publisher: { readonly key: VerifierKey; sign(message: Uint8Array): Uint8Array }
  /** All keys that ever signed certificates, as the issuer list names them. */
  readonly issuerKeys: readonly IssuerKey[]
}

/** What a key is for. */
type Purpose = 'certificates' | 'lists'

interface StoredKey {
  readonly purpose: Purpose
  readonly algorithm: Algorithm
  /** POSIX seconds. */
  readonly from: number
  readonly until: number | null
  /** PKCS #8, sealed; base64. */
  readonly sealed: string
}

interface KeyFile {
  readonly v: 'register-keys/v1'
  readonly keys: readonly StoredKey[]
}

export interface KeyRingOptions {
  readonly file: string
  readonly vault: Vault
  readonly now: () => Date
  /** `SM2`: certificates get a second signature by the national algorithm, from software that is no certified module. */
  readonly second?: 'SM2' | undefined
}

/**
 * Opens the keys of the vault's district; makes those that are missing. A second signer that is no longer chosen keeps
 * its place in the issuer list, so that what it signed stays good.
 * Throws: when the file was changed, or sealed under another district's key.
 */
export async function openKeyRing({ file, vault, now, second }: KeyRingOptions): Promise<KeyRing> {
  const sealing = vault.keyFor('register-keys')
  const wanted = [
    ['certificates', 'EdDSA'],
    ['lists', 'EdDSA'],
    ...(second ? [['certificates', second] as const] : []),
  ] as const
  const at = Math.floor(now().getTime() / 1000)
  let { keys } =
    (await readKeys(file)) ??
    (await makeFile(
      file,
      wanted.map((one) => fresh(one, sealing, at)),
    ))
  const missing = wanted.filter((one) => !keys.some((key) => isUsable(key, one)))
  if (missing.length > 0) {
    keys = [...keys, ...missing.map((one) => fresh(one, sealing, at))]
    await replaceFile(file, keys)
  }
  const signerFor = (purpose: Purpose, algorithm: Algorithm): SoftwareSigner =>
    openKey(keys.findLast((key) => isUsable(key, [purpose, algorithm])) as StoredKey, sealing)
  const lists = signerFor('lists', 'EdDSA')
  return {
    issuer: signerFor('certificates', 'EdDSA'),
    ...(second && { second: signerFor('certificates', second) }),
    publisher: {
      key: verifierKey(`${vault.district}/registers`, NOTE_ED25519, lists.publicKey, sha256),
      sign: (message) => lists.sign(message),
    },
    issuerKeys: keys.filter(({ purpose }) => purpose === 'certificates').map((key) => publicPart(key, sealing)),
  }
}

const isUsable = (key: StoredKey, [purpose, algorithm]: readonly [Purpose, Algorithm]): boolean =>
  key.purpose === purpose && key.algorithm === algorithm && key.until === null

const placeOf = ({ purpose, algorithm, from }: Pick<StoredKey, 'purpose' | 'algorithm' | 'from'>): Buffer =>
  Buffer.from(`register-key:${purpose}:${algorithm}:${from}`)

function fresh([purpose, algorithm]: readonly [Purpose, Algorithm], sealing: KeyObject, from: number): StoredKey {
  const der = newPrivateKey(algorithm)
  const sealed = seal(sealing, der, placeOf({ purpose, algorithm, from })).toString('base64')
  der.fill(0)
  return { purpose, algorithm, from, until: null, sealed }
}

const openKey = (key: StoredKey, sealing: KeyObject): SoftwareSigner =>
  signerOf(key.algorithm, open(sealing, Buffer.from(key.sealed, 'base64'), placeOf(key)))

function publicPart(key: StoredKey, sealing: KeyObject): IssuerKey {
  const { kid, publicKey } = openKey(key, sealing)
  const { algorithm, from, until } = key
  return { kid: hexOf(kid), algorithm, publicKey: hexOf(publicKey), from, until }
}

async function readKeys(file: string): Promise<KeyFile | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const found = JSON.parse(text) as Partial<KeyFile>
  if (found.v !== 'register-keys/v1') throw new Error(`${file} holds no keys that this version can read`)
  return found as KeyFile
}

const textOf = (keys: readonly StoredKey[]): string =>
  `${JSON.stringify({ v: 'register-keys/v1', keys } satisfies KeyFile, null, 2)}\n`

/** Makes the file unless another process was faster; answers what then stands there. */
async function makeFile(file: string, keys: readonly StoredKey[]): Promise<KeyFile> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = await writeDraft(file, keys)
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
  return (await readKeys(file)) as KeyFile
}

async function replaceFile(file: string, keys: readonly StoredKey[]): Promise<void> {
  await rename(await writeDraft(file, keys), file)
}

async function writeDraft(file: string, keys: readonly StoredKey[]): Promise<string> {
  const draft = `${file}.${randomUUID()}`
  const handle = await openFile(draft, 'w', 0o600)
  try {
    await handle.writeFile(textOf(keys))
    await handle.sync()
  } finally {
    await handle.close()
  }
  return draft
}
