// What the proof commands (draw, seats, verify) share: node:crypto as the engines' hash, files in and out, reasons for people.
import * as crypto from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { canonicalJson } from '#kernel/canonical.ts'
import type { Reason } from '#kernel/reason.ts'
import { verifySm2 } from '#kernel/register/sm2.ts'
import type { VerifySignature } from '#kernel/register/verdict.ts'
import { type CommandIo, EXIT } from './command.ts'

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

/** Public key of drand quicknet, chain 52db9ba7…e971. */
const QUICKNET_KEY = Buffer.from(
  '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  'hex',
)

/** Checks a drand quicknet signature: BLS on G1 over SHA-256 of the round. Cost: about 0.4 s. */
export function verifyQuicknet(round: number, signature: Uint8Array): boolean {
  const scheme = bls12_381.shortSignatures
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(round))
  const point = scheme.hash(sha256(message), 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_')
  try {
    return scheme.verify(scheme.Signature.fromBytes(signature), point, QUICKNET_KEY)
  } catch {
    // Bytes that are no point of the curve are no signature.
    return false
  }
}

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
