// How people are named without their identity number: by its blind index under the district's key. The same person has
// the same id at the counter, on the phone and in an imported paper, and nobody without the key can count back.

import type { Vault } from '#platform/vault/vault.ts'

/** Look-up value of an identity number, 16 bytes. */
export function identityOf(vault: Vault, idNumber: string): Buffer {
  return vault.blindIndex('identity-number', idNumber)
}

/** The person with this identity number: its blind index, written as a UUID (RFC 9562 version 8, custom). */
export function personIdOf(vault: Vault, idNumber: string): string {
  return uuidText(identityOf(vault, idNumber), 0x80)
}

/** A random UUID (RFC 9562 version 4). */
export function randomUuid(random: (size: number) => Buffer): string {
  return uuidText(random(16), 0x40)
}

/**
 * The id of a new case: 48 bits of time, 74 of randomness (RFC 9562 version 7). Cases opened together lie together in
 * every index, so that a page of it is written once for many; nobody can guess an id.
 */
export function caseIdOf(now: Date, random: (size: number) => Buffer): string {
  const bytes = Buffer.from(random(16))
  bytes.writeUIntBE(now.getTime(), 0, 6)
  return uuidText(bytes, 0x70)
}

function uuidText(sixteen: Buffer, version: number): string {
  const bytes = Buffer.from(sixteen)
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | version
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
