// The master key: it wraps district keys and does nothing else. Here it lies in a file or the environment; a hardware
// module replaces it by implementing the same two functions. Opened once at start by vault.ts.

import { createSecretKey, type KeyObject, randomBytes as systemRandom } from 'node:crypto'
import { link, lstat, mkdir, open as openFile, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { open, type RandomBytes, seal } from './seal.ts'

/** Who holds the master key. A key wrapped for one `place` unwraps for no other. */
export interface MasterKey {
  wrap(key: KeyObject, place: string): Promise<Buffer>
  unwrap(wrapped: Uint8Array, place: string): Promise<KeyObject>
}

export interface MasterKeySource {
  /** The key file, made at first start with mode 0600 when it does not stand there. */
  readonly file: string
  /** 32 bytes in base64, for production where the environment hands the key in; then the file is neither read nor made. */
  readonly base64?: string | undefined
  readonly random?: RandomBytes
}

/** Throws: when the key is not 32 bytes, is an obvious sample, or its file may be read by others. */
export async function openMasterKey({ file, base64, random = systemRandom }: MasterKeySource): Promise<MasterKey> {
  const bytes = parseKey(base64 ?? (await readOrMake(file, random)), base64 === undefined ? file : 'the environment')
  const master = createSecretKey(bytes)
  bytes.fill(0)
  return {
    wrap: async (key, place) => seal(master, key.export(), Buffer.from(place), random),
    unwrap: async (wrapped, place) => createSecretKey(open(master, wrapped, Buffer.from(place))),
  }
}

function parseKey(text: string, where: string): Buffer {
  const bytes = Buffer.from(text.trim(), 'base64')
  if (bytes.length !== 32) throw new Error(`the master key of ${where} must be 32 bytes in base64, not ${bytes.length}`)
  if (new Set(bytes).size < 8) throw new Error(`the master key of ${where} is a sample; make one of random bytes`)
  return bytes
}

async function readOrMake(file: string, random: RandomBytes): Promise<string> {
  const existing = await lstat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!existing) await makeKeyFile(file, random)
  else if ((existing.mode & 0o077) !== 0) throw new Error(`${file} may be read by others; run: chmod 600 ${file}`)
  return readFile(file, 'utf8')
}

/** Writes a whole file first and links it into place, so that two processes starting together end with one key. */
async function makeKeyFile(file: string, random: RandomBytes): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${random(8).toString('hex')}`
  const handle = await openFile(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${random(32).toString('base64')}\n`)
    await handle.sync()
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await handle.close()
    await rm(draft)
  }
}
