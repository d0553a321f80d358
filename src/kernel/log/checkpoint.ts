// Checkpoints (c2sp.org/tlog-checkpoint): a log's signed head, and the witnesses' timed cosignatures over it
// (c2sp.org/tlog-cosignature, Ed25519). Whom to trust is the caller's: a policy of keys and a quorum.
// Called by the sequencer and witnesses (to sign), by receipts, fsck and the verification pages (to verify).

import { base64Of, concatBytes, parseBase64, type Sha256, utf8 } from '../bytes.ts'
import type { Parsed } from '../reason.ts'
import type { TreeHead } from './merkle.ts'
import {
  type Ed25519Sign,
  type Ed25519Verify,
  type NoteSignature,
  parseNote,
  parseVerifierKey,
  type SignedNote,
  signaturesBy,
  type VerifierKey,
  verifyNote,
} from './note.ts'
import { type LogReason, type LogReasonCode, logReason } from './reason.ts'

/** A log's claim: so many leaves, this root. The origin is the log's name, e.g. `example.gov/log/350598`. */
export interface Checkpoint extends TreeHead {
  readonly origin: string
}

/** The note text of a checkpoint: origin, size, root. Throws on an origin of more than one line. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  if (origin === '' || /[\s+]/.test(origin)) throw new Error(`"${origin}" cannot be the origin of a log`)
  return `${origin}\n${size}\n${base64Of(root)}\n`
}

/**
 * Reads a checkpoint's note text. Refuses CHECKPOINT_SYNTAX: fewer than three lines, a size with leading zeros or of
 * 2^53 and more, a root that is not 32 bytes. Extension lines are allowed and ignored: no witness vouches for them.
 */
export function parseCheckpoint(text: string): Parsed<Checkpoint, LogReasonCode> {
  const [origin = '', sizeText = '', rootText = '', ...rest] = text.split('\n')
  const root = parseBase64(rootText)
  const size = /^(0|[1-9][0-9]{0,15})$/.test(sizeText) ? Number(sizeText) : Number.NaN
  const endsWell = rest.at(-1) === '' && rest.slice(0, -1).every((line) => line !== '')
  if (origin === '' || !Number.isSafeInteger(size) || root?.length !== 32 || !endsWell) {
    return { ok: false, reasons: [logReason('CHECKPOINT_SYNTAX')] }
  }
  return { ok: true, value: { origin, size, root } }
}

/** The bytes a witness signs: header, time, then the whole note text. Units: POSIX seconds. */
export const cosignedMessage = (text: string, time: number): Uint8Array => utf8(`cosignature/v1\ntime ${time}\n${text}`)

/** A witness's signature line over a checkpoint. Units: `time` in POSIX seconds, from the witness's own clock. */
export function cosign(text: string, time: number, key: VerifierKey, sign: Ed25519Sign): NoteSignature {
  const stamp = new Uint8Array(8)
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time))
  return { name: key.name, keyId: key.keyId, signature: concatBytes(stamp, sign(cosignedMessage(text, time))) }
}

/** A witness that verifiably saw the checkpoint, and when (POSIX seconds). */
export interface Witnessed {
  readonly name: string
  readonly time: number
}

/** Whom a verifier trusts: the log's own key, witnesses' cosignature keys, and how many of them must have signed. */
export interface TrustPolicy {
  readonly log: VerifierKey
  /** The origin expected; the log key's name when absent. */
  readonly origin?: string
  readonly witnesses: readonly VerifierKey[]
  readonly quorum: number
}

/** Keys as texts, as an operator publishes them or a person notes them down. */
export interface TrustTexts {
  /** The log's own key. */
  readonly vkey: string
  readonly witnesses: readonly string[]
}

/** The policy of key texts: the log must have signed; witnesses that also did are named. Refuses KEY_SYNTAX. */
export function readTrust({ vkey, witnesses }: TrustTexts, hash: Sha256): Parsed<TrustPolicy, LogReasonCode> {
  const log = parseVerifierKey(vkey.trim(), hash)
  if (!log.ok) return log
  const keys = witnesses.flatMap((text) => {
    const parsed = parseVerifierKey(text, hash)
    return parsed.ok ? [parsed.value] : []
  })
  return { ok: true, value: { log: log.value, witnesses: keys, quorum: 0 } }
}

/** What a verified checkpoint says; when not ok, what could be read and every reason against it. */
export interface CheckpointVerdict {
  readonly ok: boolean
  readonly checkpoint: Checkpoint | null
  readonly witnessed: readonly Witnessed[]
  readonly reasons: readonly LogReason[]
}

/** Verifies a cosigned checkpoint under a policy, with every reason it fails. Cost: one signature check per known key. */
export function verifyCheckpoint(source: string, policy: TrustPolicy, verify: Ed25519Verify): CheckpointVerdict {
  const note = parseNote(source)
  if (!note.ok) return { ok: false, checkpoint: null, witnessed: [], reasons: note.reasons }
  const parsed = parseCheckpoint(note.value.text)
  const reasons: LogReason[] = [...verifyNote(note.value, policy.log, verify)]
  if (!parsed.ok) reasons.push(...parsed.reasons)
  const origin = policy.origin ?? policy.log.name
  if (parsed.ok && parsed.value.origin !== origin) {
    reasons.push(logReason('ORIGIN_MISMATCH', `${parsed.value.origin} ≠ ${origin}`))
  }
  const seen = policy.witnesses.map((key) => cosignatureOf(note.value, key, verify))
  const witnessed = seen.flatMap((one) => (one.witnessed === null ? [] : [one.witnessed]))
  reasons.push(...seen.flatMap((one) => one.reasons))
  if (witnessed.length < policy.quorum) {
    reasons.push(logReason('WITNESS_QUORUM', `${witnessed.length} / ${policy.quorum}`))
  }
  return { ok: reasons.length === 0, checkpoint: parsed.ok ? parsed.value : null, witnessed, reasons }
}

// A missing cosignature is no reason by itself: the quorum decides. A wrong one from a known key is.
function cosignatureOf(note: SignedNote, key: VerifierKey, verify: Ed25519Verify) {
  const times = signaturesBy(note, key).map(({ signature }) => {
    const time = signature.length === 72 ? readTime(signature) : Number.NaN
    const holds =
      Number.isSafeInteger(time) && verify(key.publicKey, cosignedMessage(note.text, time), signature.slice(8))
    return holds ? time : null
  })
  if (times.includes(null)) return { witnessed: null, reasons: [logReason('SIGNATURE_WRONG', key.name)] }
  const [time] = times
  return { witnessed: time === undefined || time === null ? null : { name: key.name, time }, reasons: [] }
}

const readTime = (signature: Uint8Array): number =>
  Number(new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0))
