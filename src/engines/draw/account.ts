// Tells a draw from its bundle: what was announced, frozen, drawn, each message's hash, and every reason against it. One
// flat record that the server's page and the reader's browser both make, so that they can be laid side by side.

import { hexOf, type Sha256 } from '#kernel/bytes.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { type Announce, type BeaconValue, type Bundle, messageHex, parseBundle, type Role } from './message.ts'
import type { DrawReason } from './reason.ts'
import { bytesOfHex, entrantsRoot, orderOf, ticketer } from './ticket.ts'
import { type DrawDeps, drawOf, verifyRead } from './verify.ts'

/** The six messages of a ceremony, M1 to M6, in order. */
export const PARTS = ['announce', 'entrants', 'freeze', 'beacon', 'reveal', 'result'] as const
export type Part = (typeof PARTS)[number]

/** An id with its ticket; null while there is no seed. */
export interface Ticketed {
  readonly id: string
  readonly ticket: string | null
}

/** A draw as told to a reader. `winners` and `reserves` are the published ones; their tickets are worked out anew. */
export interface DrawAccount {
  readonly announce: Announce
  /** How many are on the list; null before there is one. */
  readonly n: number | null
  /** Hash of each message that is there; of the entrants their root. */
  readonly hashes: Partial<Readonly<Record<Part, string>>>
  readonly values: readonly BeaconValue[]
  readonly secrets: Partial<Readonly<Record<Role, string>>>
  /** As worked out anew, or null. */
  readonly seed: string | null
  readonly winners: readonly Ticketed[]
  readonly reserves: readonly Ticketed[]
  /** Whether the result is still to come; what is missing then is no reason against the draw. */
  readonly isOpen: boolean
  readonly reasons: readonly DrawReason[]
}

/** The account of a bundle; only reasons when it cannot be read or announces nothing. Cost: as `verifyBundle`. */
export function accountOf(
  source: Uint8Array | string,
  deps: DrawDeps,
): { readonly bundle: Bundle; readonly account: DrawAccount } | { readonly reasons: readonly DrawReason[] } {
  const parsed = parseBundle(source)
  if (!parsed.ok) return parsed
  const bundle = parsed.value
  const { reasons, seed } = verifyRead(bundle, deps)
  const { announce, entrants, result } = bundle
  if (!announce) return { reasons }
  const ticket = seed === null ? () => null : hexTicketer(seed, deps.hash)
  const ticketed = (ids: readonly string[] = []): Ticketed[] => ids.map((id) => ({ id, ticket: ticket(id) }))
  const isOpen = result === undefined
  const account: DrawAccount = {
    announce,
    n: entrants?.length ?? null,
    hashes: hashesOf(bundle, reasons, deps.hash),
    values: bundle.beacon?.values ?? [],
    secrets: bundle.reveal ?? {},
    seed,
    winners: ticketed(result?.winners),
    reserves: ticketed(result?.reserves),
    isOpen,
    reasons: isOpen ? reasons.filter((reason) => !isStillToCome(reason, bundle)) : reasons,
  }
  return { bundle, account }
}

const hexTicketer = (seed: string, hash: Sha256): ((id: string) => string) => {
  const ticket = ticketer(bytesOfHex(seed), hash)
  return (id) => hexOf(ticket(id))
}

function hashesOf(
  { entrants, ...messages }: Bundle,
  reasons: readonly DrawReason[],
  hash: Sha256,
): Partial<Record<Part, string>> {
  // The tree over all entrants is the dear part; a frozen root against which nothing was found is that root.
  const isFrozen = !reasons.some(({ code }) => code.startsWith('ENTRANT_'))
  const known = isFrozen ? messages.freeze?.entrantsRoot : undefined
  return {
    ...(entrants && entrants.length > 0 && { entrants: known ?? hexOf(entrantsRoot(entrants, hash)) }),
    ...Object.fromEntries(Object.entries(messages).map(([part, message]) => [part, messageHex(message, hash)])),
  }
}

/** What a draw that is not over cannot have yet: every part after the last one that is there. */
function isStillToCome({ code, step }: DrawReason, bundle: Bundle): boolean {
  const last = Math.max(...PARTS.map((part, at) => (bundle[part] === undefined ? -1 : at)))
  return (code === 'MESSAGE_MISSING' || code === 'SECRET_WITHHELD') && PARTS.indexOf(step as Part) > last
}

/** Where one entrant stands. `place` from 1, null before the draw; `last` is the last one who won or is an alternate. */
export interface Standing {
  readonly id: string
  readonly isListed: boolean
  readonly place: number | null
  readonly ticket: string | null
  readonly outcome: 'winner' | 'reserve' | 'neither' | 'waiting' | 'unlisted'
}

/** The standing of an id, in small letters too, worked out from the whole list. Cost: two hashes an entrant, one sort. */
export function standingOf(bundle: Bundle, typed: string, deps: DrawDeps): Standing {
  const ids = (bundle.entrants ?? []).map((entrant) => entrant.id)
  const id = ids.includes(typed) ? typed : typed.toUpperCase()
  if (!ids.includes(id)) return { id, isListed: false, place: null, ticket: null, outcome: 'unlisted' }
  const drawn = drawOf(bundle, deps)
  if (drawn === null) return { id, isListed: true, place: null, ticket: null, outcome: 'waiting' }
  const place = orderOf(ids, bytesOfHex(drawn.seed), deps.hash).indexOf(id) + 1
  const ticket = hexTicketer(drawn.seed, deps.hash)(id)
  const winners = drawn.winners.length
  const outcome = place <= winners ? 'winner' : place <= winners + drawn.reserves.length ? 'reserve' : 'neither'
  return { id, isListed: true, place, ticket, outcome }
}

/** The first place where two copies of a draw say different things; a side without anything there is null. */
export interface CopyDifference {
  readonly path: string
  readonly own: string | null
  readonly published: string | null
}

/**
 * Compares a copy that somebody kept with the published one. A copy from before the end may lack the later parts; what it
 * holds must be the same. The list may stand in any order.
 */
export function firstDifference(own: Bundle, published: Bundle): CopyDifference | null {
  for (const part of PARTS) {
    if (own[part] === undefined) continue
    const found = differenceAt(part, told(own, part), told(published, part))
    if (found) return found
  }
  return null
}

/** A part; entrants by their ids, so that one who was added or removed is named. */
const told = (bundle: Bundle, part: Part): unknown =>
  part === 'entrants' && bundle.entrants
    ? Object.fromEntries(bundle.entrants.map((entrant) => [entrant.id, entrant]))
    : bundle[part]

function differenceAt(path: string, own: unknown, published: unknown): CopyDifference | null {
  if (isTree(own) && isTree(published)) {
    for (const key of [...new Set([...Object.keys(own), ...Object.keys(published)])].sort()) {
      const found = differenceAt(`${path}.${key}`, own[key], published[key])
      if (found) return found
    }
    return null
  }
  const [left, right] = [textAt(own), textAt(published)]
  return left === right ? null : { path, own: left, published: right }
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const textAt = (value: unknown): string | null => {
  if (value === undefined) return null
  return typeof value === 'string' ? value : canonicalJson(value as object)
}
