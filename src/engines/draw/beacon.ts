// Public numbers: how each kind is written, and whether the values read are the ones announced.
// It fetches nothing: bulletins and signatures come in as evidence. Called by the steps and the verifier.

import { equalBytes, parseHex, type Sha256 } from '#kernel/bytes.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import type { Announce, BeaconName, BeaconValue } from './message.ts'
import { type DrawReason, drawReason } from './reason.ts'

/** Checks a drand quicknet signature of a round (BLS on G1, unchained). Handed in: the engine knows no curve. */
export type VerifyQuicknet = (round: number, signature: Uint8Array) => boolean

/** Outside knowledge about the public numbers. */
export interface BeaconEvidence {
  /** Values transcribed from official bulletins by the checker. */
  readonly bulletin?: readonly BeaconValue[]
  /** Numbers that verifiably never appeared, so that the fallback may be used. */
  readonly unavailable?: readonly BeaconName[]
  /** drand signatures, 48 bytes as hex. */
  readonly drand?: readonly { readonly round: number; readonly signature: string }[]
}

/** Start and period of drand quicknet. Units: seconds. Source: chain 52db9ba7…e971, `/info`. */
const QUICKNET_GENESIS = 1_692_803_367
const QUICKNET_PERIOD = 3

/** Least time between the freeze and the moment a number can be known. */
export const FREEZE_LEAD_SECONDS = 3600

/** Name of a number for people: `cwl-kl8 2026056`. */
export const beaconText = (name: BeaconName): string => `${name.type} ${'round' in name ? name.round : name.issue}`

/** Reasons a value is not written as its kind demands. */
export function valueReasons(beacon: BeaconValue): DrawReason[] {
  const { type, value } = beacon
  if (/[０-９]/.test(value)) return [drawReason('BEACON_FULL_WIDTH', beaconText(beacon))]
  if (type === 'cwl-kl8') return kl8Reasons(beacon)
  const isWritten =
    type === 'drand-quicknet' ? /^[0-9a-f]{64}$/.test(value) : /^[^\p{Cc}\s][^\p{Cc}]*(?<!\s)$/u.test(value)
  const expected = type === 'drand-quicknet' ? '64 位小写十六进制' : '一行文字，首尾无空格'
  return isWritten ? [] : [drawReason('BEACON_FORMAT', `${beaconText(beacon)}，应为 ${expected}`)]
}

function kl8Reasons(beacon: BeaconValue): DrawReason[] {
  const numbers = beacon.value.split(' ')
  const isWritten = numbers.length === 20 && numbers.every((number) => /^(0[1-9]|[1-7][0-9]|80)$/.test(number))
  if (!isWritten || new Set(numbers).size !== 20) {
    return [drawReason('BEACON_FORMAT', `${beaconText(beacon)}，应为 20 个不同的两位数 01–80，一个空格分隔`)]
  }
  const isSorted = numbers.every((number, i) => i === 0 || numbers[i - 1]! < number)
  return isSorted ? [] : [drawReason('BEACON_UNSORTED', beaconText(beacon))]
}

/** Reasons the values are not those of the announcement: number by number, in its order, or the whole fallback. */
export function announcedReasons(
  announce: Announce,
  values: readonly BeaconValue[],
  evidence: BeaconEvidence,
): DrawReason[] {
  const named = matchReasons(announce.beacons, values)
  if (named.length === 0) return []
  const isFallback = announce.fallback.length > 0 && matchReasons(announce.fallback, values).length === 0
  if (!isFallback) return named
  const isUnavailable = announce.beacons.some((beacon) => evidence.unavailable?.some((other) => isSame(beacon, other)))
  return isUnavailable ? [] : [drawReason('FALLBACK_UNPROVEN', announce.beacons.map(beaconText).join('、'))]
}

function matchReasons(announced: readonly BeaconName[], values: readonly BeaconValue[]): DrawReason[] {
  const reasons = announced.flatMap((beacon, i) => {
    const value = values[i]
    if (value === undefined) return [drawReason('BEACON_MISSING', beaconText(beacon))]
    if (value.type !== beacon.type) return [drawReason('BEACON_UNANNOUNCED', beaconText(value))]
    if (!isSame(beacon, value))
      return [drawReason('BEACON_WRONG_ISSUE', `${beaconText(value)}，公告的是 ${beaconText(beacon)}`)]
    return []
  })
  const extra = values.slice(announced.length).map((value) => drawReason('BEACON_UNANNOUNCED', beaconText(value)))
  return [...reasons, ...extra]
}

const isSame = (a: BeaconName, b: BeaconName): boolean => canonicalJson(nameOf(a)) === canonicalJson(nameOf(b))

const nameOf = (beacon: BeaconName): BeaconName =>
  'round' in beacon ? { type: beacon.type, round: beacon.round } : { type: beacon.type, issue: beacon.issue }

/** Reasons the evidence speaks against the values: another number in the bulletin, a signature that does not hold. */
export function evidenceReasons(
  values: readonly BeaconValue[],
  evidence: BeaconEvidence,
  deps: { readonly hash: Sha256; readonly verifyQuicknet?: VerifyQuicknet },
): DrawReason[] {
  return values.flatMap((value) => {
    const published = evidence.bulletin?.find((other) => isSame(value, other))
    const differs = published !== undefined && published.value !== value.value
    const reasons = differs
      ? [drawReason('BEACON_BULLETIN_DIFFERS', `${beaconText(value)}，公报为 ${published.value}`)]
      : []
    return [...reasons, ...signatureReasons(value, evidence, deps)]
  })
}

function signatureReasons(
  beacon: BeaconValue,
  evidence: BeaconEvidence,
  deps: { readonly hash: Sha256; readonly verifyQuicknet?: VerifyQuicknet },
): DrawReason[] {
  if (beacon.type !== 'drand-quicknet' || !('round' in beacon)) return []
  const carried = evidence.drand?.find((one) => one.round === beacon.round)
  if (carried === undefined) return []
  const signature = parseHex(carried.signature)
  const value = parseHex(beacon.value)
  const holds =
    signature?.length === 48 &&
    value !== null &&
    equalBytes(deps.hash(signature), value) &&
    deps.verifyQuicknet?.(beacon.round, signature) === true
  return holds ? [] : [drawReason('BEACON_SIGNATURE_WRONG', beaconText(beacon))]
}

/**
 * Reasons a beacon whose time is fixed can be known too soon after the freeze.
 * Lottery issues have no fixed instant here: their draw time is in the bulletin.
 */
export function leadReasons(announce: Announce): DrawReason[] {
  const earliest = Date.parse(announce.freezeAt) / 1000 + FREEZE_LEAD_SECONDS
  return [...announce.beacons, ...announce.fallback].flatMap((beacon) => {
    if (beacon.type !== 'drand-quicknet' || !('round' in beacon)) return []
    const knownAt = QUICKNET_GENESIS + (beacon.round - 1) * QUICKNET_PERIOD
    return knownAt < earliest ? [drawReason('BEACON_TOO_SOON', beaconText(beacon))] : []
  })
}
