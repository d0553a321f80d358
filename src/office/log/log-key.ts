// The key a log or a witness signs with: made once, kept in a file of its own that only the server may read, sealed by the
// vault where there is one. Its name is the name of the log (or witness) for good, whatever the settings say later.

import { readFile } from 'node:fs/promises'
import type { Sha256 } from '#kernel/bytes.ts'
import { type Ed25519Sign, type VerifierKey, verifierKey } from '#kernel/log/note.ts'
import { writeDurably } from '#platform/blobs/durable.ts'
import { sha256, signingKey } from '#platform/vault/ed25519.ts'

/** A named key that signs notes. */
export interface LogKey {
  readonly verifier: VerifierKey
  readonly sign: Ed25519Sign
}

/** What is done to the file's bytes on the way in and out; nothing for a witness, which has no vault. */
export interface Sealing {
  seal(bytes: Uint8Array): Uint8Array
  open(bytes: Uint8Array): Uint8Array
}

const UNSEALED: Sealing = { seal: (bytes) => bytes, open: (bytes) => bytes }

export interface LogKeySource {
  readonly file: string
  /** Name of the key, used when it is made: an origin such as `example.gov.cn/log/350598`. */
  readonly name: string
  /** Kind of signature; see note.ts. */
  readonly type: number
  readonly random: (size: number) => Uint8Array
  readonly sealing?: Sealing
  /** Whether a missing file may be made. A log that has signed before must not get a second key silently. */
  readonly mayMake: boolean
}

/** Throws: when the file does not open or hold a key, and when it is missing and may not be made. */
export async function openLogKey(source: LogKeySource): Promise<LogKey> {
  const { file, name, random, sealing = UNSEALED, mayMake } = source
  const stored = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (stored !== undefined) return parse(sealing.open(stored), source)
  if (!mayMake) {
    throw new Error(`${file} is gone, and this log has signed with it before: bring the file back from your backup`)
  }
  const secret = Buffer.from(JSON.stringify({ name, seed: Buffer.from(random(32)).toString('base64') }))
  await writeDurably(file, sealing.seal(secret))
  return parse(secret, source)
}

function parse(bytes: Uint8Array, { file, type }: LogKeySource, hash: Sha256 = sha256): LogKey {
  const { name, seed } = JSON.parse(Buffer.from(bytes).toString()) as { name?: unknown; seed?: unknown }
  if (typeof name !== 'string' || typeof seed !== 'string') throw new Error(`${file} holds no signing key`)
  const { publicKey, sign } = signingKey(Buffer.from(seed, 'base64'))
  return { verifier: verifierKey(name, type, publicKey, hash), sign }
}
