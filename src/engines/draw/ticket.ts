// The arithmetic of fairdraw/v1: commitments, the entrants' root, the seed, the tickets and their order.
// Pure formulas, each a line of the protocol; called by the steps and, independently, by the verifier.

import { compareBytes, compareUtf8, concatBytes, parseHex, type Sha256, utf8 } from '#kernel/bytes.ts'
import { leafHash, treeRoot } from '#kernel/log/merkle.ts'
import type { Entrant, Role } from './message.ts'

/** What a party publishes before the freeze: SHA-256("fairdraw/v1/commit\n" || role || "\n" || drawId || "\n" || secret). */
export const commitOf = (role: Role, drawId: string, secret: Uint8Array, hash: Sha256): Uint8Array =>
  hash(concatBytes(utf8(`fairdraw/v1/commit\n${role}\n${drawId}\n`), secret))

/** Root of the entrants: RFC 6962 tree over their leaves, sorted by the bytes of the id. */
export function entrantsRoot(entrants: readonly Entrant[], hash: Sha256): Uint8Array {
  const sorted = [...entrants].sort((a, b) => compareUtf8(a.id, b.id))
  return treeRoot(
    sorted.map((entrant) => leafHash(entrantLeaf(entrant), hash)),
    hash,
  )
}

// id, or id || "\n" || r as hex: an id has no line break, so the two never meet.
const entrantLeaf = ({ id, r }: Entrant): Uint8Array => utf8(r === undefined ? id : `${id}\n${r}`)

/** All that the seed is made of. */
export interface SeedParts {
  readonly announce: Uint8Array
  readonly freeze: Uint8Array
  readonly beacon: Uint8Array
  readonly operator: Uint8Array
  readonly notary: Uint8Array
}

/** SHA-256("fairdraw/v1/seed\n" || h1 || h3 || h4 || s_operator || s_notary). */
export const seedOf = (parts: SeedParts, hash: Sha256): Uint8Array =>
  hash(
    concatBytes(utf8('fairdraw/v1/seed\n'), parts.announce, parts.freeze, parts.beacon, parts.operator, parts.notary),
  )

/** A ticket function for a seed: HMAC-SHA-256(seed, "fairdraw/v1/ticket\n" || id). Cost: two hashes a ticket. */
export function ticketer(seed: Uint8Array, hash: Sha256): (id: string) => Uint8Array {
  const inner = new Uint8Array(64).fill(0x36)
  const outer = new Uint8Array(64).fill(0x5c)
  for (const [i, byte] of seed.entries()) {
    inner[i]! ^= byte
    outer[i]! ^= byte
  }
  return (id) => hash(concatBytes(outer, hash(concatBytes(inner, utf8(`fairdraw/v1/ticket\n${id}`)))))
}

/** Ids in the order of their tickets, smallest first. Any order of the input gives the same output. */
export function orderOf(ids: readonly string[], seed: Uint8Array, hash: Sha256): string[] {
  const ticket = ticketer(seed, hash)
  const drawn = ids.map((id) => ({ id, ticket: ticket(id) }))
  return drawn.sort((a, b) => compareBytes(a.ticket, b.ticket)).map(({ id }) => id)
}

/** Bytes of a field that the shape has already found to be hex. */
export const bytesOfHex = (hex: string): Uint8Array => parseHex(hex)!
