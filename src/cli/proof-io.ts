// What the proof commands (draw, seats, verify) share: node:crypto as the engines' hash, files in and out, reasons for people.
import * as crypto from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { quicknetVerifier } from '#engines/draw/quicknet.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import type { Reason } from '#kernel/reason.ts'
import { verifySm2 } from '#kernel/register/sm2.ts'
import type { VerifySignature } from '#kernel/register/verdict.ts'
import { type CommandIo, EXIT, UsageError } from './command.ts'

/** SHA-256 by node:crypto, as the engines ask for it. */
export const sha256 = (bytes: Uint8Array): Uint8Array => crypto.hash('sha256', bytes, 'buffer')

/** The bytes in front of a raw Ed25519 key in its SubjectPublicKeyInfo. Source: RFC 8410. */
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex')

/** Ed25519 by node:crypto over raw keys of 32 bytes. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const key = crypto.createPublicKey({ key: Buffer.concat([ED25519_SPKI, publicKey]), format: 'der', type: 'spki' })
  return crypto.verify(null, message, key, signature)
}

/** A certificate's signature by its algorithm. */
export const verifySignature: VerifySignature = (algorithm, publicKey, message, signature) =>
  algorithm === 'SM2' ? verifySm2(publicKey, message, signature) : verifyEd25519(publicKey, message, signature)

/** Checks a drand quicknet signature. */
export const verifyQuicknet = quicknetVerifier(sha256)

/** The bytes of a file named on the command line. */
export async function readInput(path: string, io: CommandIo): Promise<Uint8Array> {
  try {
    return await readFile(resolve(io.cwd, path))
  } catch (cause) {
    throw new Error(`cannot read ${path}`, { cause })
  }
}

/** Writes a file whole or not at all: a power cut never leaves half a bundle. */
export async function writeOutput(path: string, text: string, io: CommandIo): Promise<void> {
  const target = resolve(io.cwd, path)
  await writeFile(`${target}.part`, text)
  await rename(`${target}.part`, target)
}

/** Writes a new file that only its owner may read; what must not be lost is never overwritten. */
export async function writePrivate(path: string, text: string, io: CommandIo): Promise<void> {
  try {
    await writeFile(resolve(io.cwd, path), text, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    if ((cause as { code?: string }).code !== 'EEXIST') throw new Error(`cannot write ${path}`, { cause })
    throw new UsageError(`${path} exists; it is never overwritten`)
  }
}

/** Canonical JSON and a line break: the same value gives the same bytes. */
export const jsonLine = (value: unknown): string => `${canonicalJson(value)}\n`

/** Reasons for a person, one a line. */
export const reasonLines = (reasons: readonly (Reason & { readonly step?: string })[]): string =>
  reasons.map(({ code, step, text }) => `  ✗ ${step === undefined ? '' : `[${step}] `}${text} (${code})\n`).join('')

/** Reports a refusal: as JSON on stdout when asked, else for a person on stderr. */
export function refuse(reasons: readonly Reason[], asJson: boolean, io: CommandIo): number {
  if (asJson) io.stdout.write(jsonLine({ ok: false, reasons }))
  else io.stderr.write(reasonLines(reasons))
  return EXIT.unverified
}
