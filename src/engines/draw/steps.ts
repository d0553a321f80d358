// The ceremony, one function a step: each checks all that came before, adds its message and never changes an earlier one.
// Called by `qinqing draw …` and the desk `markets`; the verifier does not trust it and re-derives everything.

import { hexOf, type Sha256 } from '#kernel/bytes.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { leadReasons } from './beacon.ts'
import { type Announce, type Beacon, type Bundle, messageHex, PROTOCOL, type Role } from './message.ts'
import { type DrawReason, drawReason } from './reason.ts'
import { bytesOfHex, commitOf, entrantsRoot } from './ticket.ts'
import { announceReasons, beaconReasons, type DrawDeps, drawOf, freezeReasons, revealReasons } from './verify.ts'
import { witnessReasons } from './witnessed.ts'

/** The bundle with the step's message and that message's hash, or every reason the step cannot be taken. */
export type Step =
  | { readonly ok: true; readonly bundle: Bundle; readonly hash: string }
  | { readonly ok: false; readonly reasons: readonly DrawReason[] }

/** The commitment a party hands in for the announcement. */
export const commitment = (role: Role, drawId: string, secret: string, hash: Sha256): string =>
  hexOf(commitOf(role, drawId, bytesOfHex(secret), hash))

/** M1: checks the announcement, also that no named beacon can be known within an hour of the freeze. */
export function takeAnnounce(bundle: Bundle, deps: DrawDeps): Step {
  const { announce } = bundle
  if (!announce) return missing('announce')
  const reasons = [...announceReasons(bundle, { ...deps, isRehearsal: true }), ...leadReasons(announce)]
  return finish(bundle, 'announce', announce, reasons, deps.hash)
}

/** M3: counts the entrants and commits to all of them. Refuses a repeated id, and TOO_FEW_ENTRANTS (流标). */
export function takeFreeze(bundle: Bundle, deps: DrawDeps): Step {
  const { announce, entrants } = bundle
  if (!announce) return missing('announce')
  if (!entrants) return missing('entrants')
  const freeze = {
    v: PROTOCOL,
    drawId: announce.drawId,
    announce: messageHex(announce, deps.hash),
    n: entrants.length,
    entrantsRoot: hexOf(entrantsRoot(entrants, deps.hash)),
  } as const
  return finish(bundle, 'freeze', freeze, freezeReasons({ announce, entrants, freeze }, deps.hash), deps.hash)
}

/**
 * M4: takes the public numbers, one text for each beacon announced and in that order (or for each fallback). Refuses while the
 * evidence names witnesses and does not show that they saw the freeze in time.
 */
export function takeBeacon(bundle: Bundle, values: readonly string[], deps: DrawDeps): Step {
  const { announce, freeze } = bundle
  if (!announce) return missing('announce')
  if (!freeze) return missing('freeze')
  const named = usesFallback(announce, deps) ? announce.fallback : announce.beacons
  if (values.length > named.length) {
    return { ok: false, reasons: [drawReason('BEACON_UNANNOUNCED', `${values.length} > ${named.length}`)] }
  }
  const beacon: Beacon = {
    v: PROTOCOL,
    drawId: announce.drawId,
    freeze: messageHex(freeze, deps.hash),
    values: values.map((value, i) => ({ ...named[i]!, value })),
  }
  const reasons = [
    ...freezeReasons(bundle, deps.hash),
    ...witnessReasons(bundle, deps.evidence?.witness, deps),
    ...beaconReasons({ ...bundle, beacon }, deps),
  ]
  return finish(bundle, 'beacon', beacon, reasons, deps.hash)
}

const usesFallback = (announce: Announce, { evidence }: DrawDeps): boolean =>
  announce.fallback.length > 0 &&
  announce.beacons.some((beacon) =>
    evidence?.unavailable?.some((other) => canonicalJson(beacon) === canonicalJson(other)),
  )

/** Adds the secrets of one or both parties, from their holders or from escrow; the beacon must be in already. */
export function takeReveal(bundle: Bundle, secrets: Partial<Record<Role, string>>, deps: DrawDeps): Step {
  if (!bundle.beacon) return missing('beacon')
  const reveal = { ...bundle.reveal, ...secrets }
  const isSame = Object.entries(bundle.reveal ?? {}).every(([role, secret]) => reveal[role as Role] === secret)
  const wrong = revealReasons({ ...bundle, reveal }, deps).filter(({ code }) => code !== 'SECRET_WITHHELD')
  const reasons = isSame ? wrong : [drawReason('MESSAGE_FINAL', 'reveal', 'reveal'), ...wrong]
  if (reasons.length > 0) return { ok: false, reasons }
  return { ok: true, bundle: { ...bundle, reveal }, hash: messageHex(reveal, deps.hash) }
}

/** M6: draws. Refuses while anything before it does not hold. */
export function takeResult(bundle: Bundle, deps: DrawDeps): Step {
  const { announce, beacon } = bundle
  const drawn = drawOf(bundle, deps)
  const before = [
    ...announceReasons(bundle, { ...deps, isRehearsal: true }),
    ...freezeReasons(bundle, deps.hash),
    ...beaconReasons(bundle, deps),
    ...revealReasons(bundle, deps),
  ]
  if (!announce || !beacon || drawn === null) {
    return before.length > 0 ? { ok: false, reasons: before } : missing(beacon ? 'entrants' : 'beacon')
  }
  const result = { v: PROTOCOL, drawId: announce.drawId, beacon: messageHex(beacon, deps.hash), ...drawn } as const
  return finish(bundle, 'result', result, before, deps.hash)
}

/** The published statement that a draw is void. */
export interface Void {
  readonly v: typeof PROTOCOL
  readonly drawId: string
  readonly announce: string
  readonly void: string
}

/** Voids a draw: only for a reason named in the announcement, and only before a public number is known. */
export function voidDraw(
  bundle: Bundle,
  reason: string,
  hash: Sha256,
): { ok: true; statement: Void } | { ok: false; reasons: DrawReason[] } {
  const { announce, beacon } = bundle
  if (!announce) return { ok: false, reasons: [drawReason('MESSAGE_MISSING', 'announce', 'announce')] }
  const reasons: DrawReason[] = []
  if (!announce.voidReasons.includes(reason)) reasons.push(drawReason('VOID_REASON_UNANNOUNCED', reason))
  if (beacon) reasons.push(drawReason('VOID_TOO_LATE'))
  if (reasons.length > 0) return { ok: false, reasons }
  return {
    ok: true,
    statement: { v: PROTOCOL, drawId: announce.drawId, announce: messageHex(announce, hash), void: reason },
  }
}

const missing = (part: 'announce' | 'entrants' | 'freeze' | 'beacon'): Step => ({
  ok: false,
  reasons: [drawReason('MESSAGE_MISSING', part, part === 'entrants' ? 'freeze' : part)],
})

/** A message once published stays: the same again is no change, another one is refused. */
function finish(
  bundle: Bundle,
  part: 'announce' | 'freeze' | 'beacon' | 'result',
  message: object,
  reasons: readonly DrawReason[],
  hash: Sha256,
): Step {
  const existing = bundle[part]
  const isFinal = existing !== undefined && canonicalJson(existing) !== canonicalJson(message)
  const all = isFinal ? [drawReason('MESSAGE_FINAL', part, part), ...reasons] : reasons
  if (all.length > 0) return { ok: false, reasons: all }
  return { ok: true, bundle: { ...bundle, [part]: message }, hash: messageHex(message, hash) }
}
