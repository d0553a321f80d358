// What shows that a list was frozen before anybody could know the numbers: a receipt of the freeze in a checkpoint that enough
// witnesses of the announcement cosigned by the moment of the freeze, each by its own clock. Called by the verifier, and by the
// desk of draws, which takes no number before it.

import type { Sha256 } from '#kernel/bytes.ts'
import { canonicalJson } from '#kernel/canonical.ts'
import { readTrust } from '#kernel/log/checkpoint.ts'
import type { Ed25519Verify } from '#kernel/log/note.ts'
import { examineReceipt } from '#kernel/log/receipt.ts'
import { integer, list, record, type Shape, where } from '#kernel/shape.ts'
import type { Bundle } from './message.ts'
import { type DrawReason, drawReason } from './reason.ts'

/** Whose cosignatures a draw waits for, as it was recorded with the announcement. Keys are verifier keys of signed notes. */
export interface WitnessPolicy {
  readonly log: string
  readonly witnesses: readonly string[]
  readonly quorum: number
}

/** The policy, and the receipt of the freeze (c2sp.org/tlog-proof) with its cosigned checkpoint, once there is one. */
export interface WitnessEvidence extends WitnessPolicy {
  readonly receipt?: string
}

const note = where('文字', (value) => typeof value === 'string' && value.length <= 20_000)

/** Shape of the evidence in a file. */
export const WITNESS: Shape = record({ log: note, witnesses: list(note, 1), quorum: integer(1), 'receipt?': note })

/** The policy of a log with these witnesses: more than half of them; null where there is none to ask. */
export const majorityOf = (log: string, witnesses: readonly string[]): WitnessPolicy | null =>
  witnesses.length === 0 ? null : { log, witnesses, quorum: Math.floor(witnesses.length / 2) + 1 }

/** Why it is not shown that the witnesses saw the freeze in time. Nothing to say while there is no freeze. */
export function witnessReasons(
  { announce, freeze }: Bundle,
  witness: WitnessEvidence | undefined,
  { hash, verify }: { readonly hash: Sha256; readonly verify?: Ed25519Verify },
): DrawReason[] {
  if (!witness || !announce || !freeze) return []
  const { receipt, quorum } = witness
  const trust = readTrust({ vkey: witness.log, witnesses: witness.witnesses }, hash)
  if (!trust.ok) return trust.reasons.map(({ text }) => drawReason('FREEZE_UNWITNESSED', text))
  if (receipt === undefined || verify === undefined) return [drawReason('FREEZE_UNWITNESSED', `0 / ${quorum}`)]
  const { reasons, witnessed, payload } = examineReceipt(receipt, { ...trust.value, quorum }, { hash, verify })
  if (reasons.length > 0) return reasons.map(({ text }) => drawReason('FREEZE_UNWITNESSED', text))
  if (!isOf(payload, announce.drawId, freeze)) return [drawReason('FREEZE_WITNESSED_OTHER')]
  const last = Date.parse(announce.freezeAt) / 1000
  const inTime = witnessed.filter(({ time }) => time <= last).length
  return inTime < quorum ? [drawReason('FREEZE_WITNESSED_LATE', `${inTime} / ${quorum}`)] : []
}

/** Whether what was recorded is this message of this draw. */
function isOf(payload: unknown, drawId: string, freeze: object): boolean {
  const { subject, kind, body } = (payload ?? {}) as Record<string, unknown>
  const isMessage = typeof body === 'object' && body !== null && canonicalJson(body) === canonicalJson(freeze)
  return subject === `draw:${drawId}` && kind === 'freeze' && isMessage
}
