// Re-derives a whole draw from its published bundle and lists every reason it does not hold, step by step.
// Pure: hashes and curve checks come in. Called by `qinqing draw verify`, the public page and the desk `markets`.

import { hexOf, type Sha256 } from '#kernel/bytes.ts'
import type { Ed25519Verify } from '#kernel/log/note.ts'
import { announcedReasons, evidenceReasons, type VerifyQuicknet, valueReasons } from './beacon.ts'
import { type Evidence, logReasons } from './evidence.ts'
import { type Bundle, messageHash, parseBundle, ROLES } from './message.ts'
import { type DrawReason, drawReason } from './reason.ts'
import { bytesOfHex, commitOf, entrantsRoot, orderOf, seedOf } from './ticket.ts'
import { witnessReasons } from './witnessed.ts'

/** What the verifier needs besides the bundle. */
export interface DrawDeps {
  readonly hash: Sha256
  readonly verifyQuicknet?: VerifyQuicknet
  /** Checks signatures of the log and its witnesses. Without one nothing counts as witnessed. */
  readonly verify?: Ed25519Verify
  readonly evidence?: Evidence
  /** Accept a rehearsal as what it is; without this a rehearsal never verifies. */
  readonly isRehearsal?: boolean
}

/** The verdict: all reasons, and the draw as recomputed (null and empty where a part is missing). */
export interface DrawVerdict {
  readonly ok: boolean
  readonly reasons: readonly DrawReason[]
  readonly seed: string | null
  readonly winners: readonly string[]
  readonly reserves: readonly string[]
}

/** Verifies a bundle as published, with every reason it fails. Never throws on input. Cost: three hashes an entrant, one sort. */
export function verifyBundle(source: Uint8Array | string, deps: DrawDeps): DrawVerdict {
  const parsed = parseBundle(source)
  if (!parsed.ok) return { ok: false, reasons: parsed.reasons, seed: null, winners: [], reserves: [] }
  return verifyRead(parsed.value, deps)
}

/** The same for a bundle that was read already. */
export function verifyRead(bundle: Bundle, deps: DrawDeps): DrawVerdict {
  const drawn = drawOf(bundle, deps)
  const reasons = [
    ...missingReasons(bundle),
    ...announceReasons(bundle, deps),
    ...freezeReasons(bundle, deps.hash),
    ...beaconReasons(bundle, deps),
    ...revealReasons(bundle, deps),
    ...resultReasons(bundle, drawn, deps.hash),
    ...logReasons(bundle, deps.evidence?.log, deps.hash),
    ...witnessReasons(bundle, deps.evidence?.witness, deps),
  ]
  return { ok: reasons.length === 0, reasons, ...(drawn ?? { seed: null, winners: [], reserves: [] }) }
}

/** Seed, winners and alternates recomputed from the parts, or null while a part is missing. */
export function drawOf({ announce, entrants, freeze, beacon, reveal }: Bundle, { hash, evidence }: DrawDeps) {
  const secrets = { ...evidence?.escrow, ...reveal }
  if (!announce || !entrants || !freeze || !beacon || !secrets.operator || !secrets.notary) return null
  const parts = {
    announce: messageHash(announce, hash),
    freeze: messageHash(freeze, hash),
    beacon: messageHash(beacon, hash),
    operator: bytesOfHex(secrets.operator),
    notary: bytesOfHex(secrets.notary),
  }
  const seed = seedOf(parts, hash)
  const ids = entrants.map((entrant) => entrant.id)
  const order = orderOf(ids, seed, hash)
  const winners = order.slice(0, announce.k)
  return { seed: hexOf(seed), winners, reserves: order.slice(announce.k, announce.k + announce.reserve) }
}

/** A step whose part is not in the bundle yet. The secrets have a reason of their own. */
function missingReasons(bundle: Bundle): DrawReason[] {
  const parts = ['announce', 'entrants', 'freeze', 'beacon', 'result'] as const
  return parts
    .filter((part) => bundle[part] === undefined)
    .map((part) => drawReason('MESSAGE_MISSING', part, part === 'entrants' ? 'freeze' : part))
}

/** What is wrong with the announcement by itself and beside the project's other announcements. */
export function announceReasons({ announce }: Bundle, { hash, evidence, isRehearsal }: DrawDeps): DrawReason[] {
  if (!announce) return []
  const reasons: DrawReason[] = []
  if (announce.purpose === 'rehearsal' && !isRehearsal) reasons.push(drawReason('REHEARSAL', announce.drawId))
  if (announce.commits.operator === announce.commits.notary) reasons.push(drawReason('COMMIT_SAME'))
  const own = hexOf(messageHash(announce, hash))
  const others = evidence?.announcements?.filter(
    (other) =>
      other.purpose === 'formal' && other.project === announce.project && hexOf(messageHash(other, hash)) !== own,
  )
  if (announce.purpose === 'formal') {
    reasons.push(
      ...(others ?? []).map((other) => drawReason('SECOND_DRAW', `${announce.project}，另一次为 ${other.drawId}`)),
    )
  }
  return reasons
}

/** What is wrong with the frozen list. */
export function freezeReasons({ announce, entrants, freeze }: Bundle, hash: Sha256): DrawReason[] {
  const reasons: DrawReason[] = []
  const seen = new Set<string>()
  for (const { id } of entrants ?? []) {
    if (seen.has(id)) reasons.push(drawReason('ENTRANT_DUPLICATE', id))
    seen.add(id)
  }
  const count = freeze?.n ?? entrants?.length
  if (announce && count !== undefined && count < announce.minimum) {
    reasons.push(drawReason('TOO_FEW_ENTRANTS', `${count} < ${announce.minimum}`))
  }
  if (announce && freeze)
    reasons.push(...chainReasons(announce, freeze, freeze.announce, 'ANNOUNCE_HASH_MISMATCH', hash))
  if (!entrants || !freeze) return reasons
  if (entrants.length > freeze.n) reasons.push(drawReason('ENTRANT_ADDED', `${entrants.length} > ${freeze.n}`))
  else if (entrants.length < freeze.n) reasons.push(drawReason('ENTRANT_REMOVED', `${entrants.length} < ${freeze.n}`))
  else if (hexOf(entrantsRoot(entrants, hash)) !== freeze.entrantsRoot) reasons.push(drawReason('ENTRANT_CHANGED'))
  return reasons
}

/** A message must quote the hash of the one before it, and belong to the same draw. */
function chainReasons(
  before: { readonly drawId: string },
  message: { readonly drawId: string },
  quoted: string,
  code: 'ANNOUNCE_HASH_MISMATCH' | 'FREEZE_HASH_MISMATCH' | 'BEACON_HASH_MISMATCH',
  hash: Sha256,
): DrawReason[] {
  const chain = drawReason(code)
  const reasons = hexOf(messageHash(before, hash)) === quoted ? [] : [chain]
  if (before.drawId === message.drawId) return reasons
  return [...reasons, drawReason('DRAW_ID_MISMATCH', `${message.drawId} ≠ ${before.drawId}`, chain.step)]
}

/** What is wrong with the public numbers. */
export function beaconReasons({ announce, freeze, beacon }: Bundle, deps: DrawDeps): DrawReason[] {
  if (!beacon) return []
  const evidence = deps.evidence ?? {}
  return [
    ...(freeze ? chainReasons(freeze, beacon, beacon.freeze, 'FREEZE_HASH_MISMATCH', deps.hash) : []),
    ...(announce ? announcedReasons(announce, beacon.values, evidence) : []),
    ...beacon.values.flatMap(valueReasons),
    ...evidenceReasons(beacon.values, evidence, deps),
  ]
}

/** What is wrong with the secrets. */
export function revealReasons(
  { announce, entrants, freeze, reveal }: Bundle,
  { hash, evidence }: DrawDeps,
): DrawReason[] {
  if (!announce) return []
  const count = freeze?.n ?? entrants?.length ?? announce.minimum
  if (reveal && Object.keys(reveal).length > 0 && count < announce.minimum) return [drawReason('REVEALED_WHEN_FAILED')]
  return ROLES.flatMap((role) => {
    const secret = reveal?.[role] ?? evidence?.escrow?.[role]
    if (secret === undefined) return [drawReason('SECRET_WITHHELD', role)]
    const opened = hexOf(commitOf(role, announce.drawId, bytesOfHex(secret), hash))
    return opened === announce.commits[role] ? [] : [drawReason('SECRET_WRONG', role)]
  })
}

function resultReasons({ beacon, result }: Bundle, drawn: ReturnType<typeof drawOf>, hash: Sha256): DrawReason[] {
  if (!result) return []
  const reasons = beacon ? chainReasons(beacon, result, result.beacon, 'BEACON_HASH_MISMATCH', hash) : []
  if (drawn === null) return reasons
  if (result.seed !== drawn.seed) reasons.push(drawReason('SEED_MISMATCH', drawn.seed))
  if (!isSameList(result.winners, drawn.winners))
    reasons.push(drawReason('WINNERS_MISMATCH', firstDifference(result.winners, drawn.winners)))
  if (!isSameList(result.reserves, drawn.reserves))
    reasons.push(drawReason('RESERVES_MISMATCH', firstDifference(result.reserves, drawn.reserves)))
  return reasons
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, i) => id === b[i])

function firstDifference(published: readonly string[], computed: readonly string[]): string {
  const at = computed.findIndex((id, i) => id !== published[i])
  const place = at < 0 ? computed.length : at
  return `第 ${place + 1} 位，公布 ${published[place] ?? '无'}，应为 ${computed[place] ?? '无'}`
}
