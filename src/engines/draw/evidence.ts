// What a checker may know from outside the bundle, and what the transparency log says against it.
// The bundle alone proves that the arithmetic is right; only outside evidence proves that nobody computed it twice.
// Called by the verifier; the file form is read by `qinqing draw verify --evidence`.

import { hexOf, type Sha256 } from '#kernel/bytes.ts'
import { integer, list, oneOf, record, text } from '#kernel/shape.ts'
import { type BeaconEvidence, leadReasons } from './beacon.ts'
import {
  ANNOUNCE,
  type Announce,
  BEACON_NAME,
  BEACON_VALUE,
  type Bundle,
  hex32,
  instant,
  messageHash,
  REVEAL,
  type Read,
  type Role,
  readShape,
} from './message.ts'
import { type DrawReason, drawReason } from './reason.ts'
import { WITNESS, type WitnessEvidence } from './witnessed.ts'

/** The messages the log records, in the only order in which they can be made. */
const LOGGED = ['announce', 'freeze', 'beacon', 'result'] as const

/** A message as the log recorded it. `hash` is of the canonical message; `time` is the checkpoint's, UTC. */
export interface LoggedMessage {
  readonly message: (typeof LOGGED)[number]
  readonly hash: string
  readonly index: number
  readonly time: string
}

/** Each part makes the check stronger; none is needed to re-run the draw. */
export interface Evidence extends BeaconEvidence {
  /** Sealed copies opened by the escrow holders, as hex: used where the bundle lacks a secret. */
  readonly escrow?: Partial<Readonly<Record<Role, string>>>
  /** All announcements known for the project, from the log: shows a second draw. */
  readonly announcements?: readonly Announce[]
  /** What the log recorded of this draw: shows a bundle recomputed after the fact, however consistent in itself. */
  readonly log?: readonly LoggedMessage[]
  /** The witnesses asked for, and the receipt that shows when they saw the freeze; without a receipt it was not seen. */
  readonly witness?: WitnessEvidence
}

const EVIDENCE = record({
  'bulletin?': list(BEACON_VALUE),
  'unavailable?': list(BEACON_NAME),
  'drand?': list(record({ round: integer(1), signature: text('96 位小写十六进制', /^[0-9a-f]{96}$/) })),
  'escrow?': REVEAL,
  'announcements?': list(ANNOUNCE),
  'log?': list(record({ message: oneOf(...LOGGED), hash: hex32, index: integer(0), time: instant })),
  'witness?': WITNESS,
})

/** Reads an evidence file as strictly as a bundle. */
export const parseEvidence = (source: Uint8Array | string): Read<Evidence> => readShape<Evidence>(source, EVIDENCE)

/** What the log says against the bundle: another message, none, two, in the wrong order, or too late. */
export function logReasons(bundle: Bundle, log: readonly LoggedMessage[] | undefined, hash: Sha256): DrawReason[] {
  if (!log) return []
  const reasons = LOGGED.flatMap((part) => {
    const message = bundle[part]
    const records = log.filter((logged) => logged.message === part)
    if (message === undefined) return []
    if (records.length === 0) return [drawReason('LOG_MISSING', part, part)]
    if (records.length > 1) return [drawReason('LOG_REPEATED', part, part)]
    return records[0]!.hash === hexOf(messageHash(message, hash)) ? [] : [drawReason('LOG_DIFFERS', part, part)]
  })
  const indices = LOGGED.flatMap((part) => log.find((logged) => logged.message === part)?.index ?? [])
  if (indices.some((index, i) => i > 0 && index <= indices[i - 1]!)) reasons.push(drawReason('LOG_ORDER'))
  return [...reasons, ...timeReasons(bundle, log)]
}

function timeReasons({ announce }: Bundle, log: readonly LoggedMessage[]): DrawReason[] {
  if (!announce) return []
  const frozenAt = log.find((logged) => logged.message === 'freeze')?.time
  const isLate = frozenAt !== undefined && Date.parse(frozenAt) > Date.parse(announce.freezeAt)
  return [
    ...leadReasons(announce),
    ...(isLate ? [drawReason('FREEZE_LATE', `${frozenAt} > ${announce.freezeAt}`)] : []),
  ]
}
