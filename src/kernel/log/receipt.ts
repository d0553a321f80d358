// A receipt (c2sp.org/tlog-proof): offline evidence that an entry stands in a log, with the cosigned checkpoint inside.
// Called when a step of a case is recorded (to write) and by whoever holds the file (to verify, without a network).

import { base64Of, parseBase64, type Sha256 } from '../bytes.ts'
import type { Parsed } from '../reason.ts'
import {
  type CheckpointVerdict,
  readTrust,
  type TrustPolicy,
  type TrustTexts,
  verifyCheckpoint,
  type Witnessed,
} from './checkpoint.ts'
import { readOpening } from './entry.ts'
import { leafHash, verifyInclusion } from './merkle.ts'
import { type Ed25519Verify, parseNote } from './note.ts'
import { type LogReason, type LogReasonCode, logReason } from './reason.ts'

/** The parts of a receipt. `extra` is unauthenticated context; `checkpoint` is the signed note as text. */
export interface Receipt {
  readonly index: number
  readonly proof: readonly Uint8Array[]
  readonly checkpoint: string
  readonly extra?: Uint8Array
}

const HEADER = 'c2sp.org/tlog-proof@v1'

/** No tree of fewer than 2^64 leaves needs a longer proof. */
const MAX_PROOF = 64

/** The receipt as the text file a person keeps. */
export function formatReceipt({ index, proof, checkpoint, extra }: Receipt): string {
  const lines = [HEADER, ...(extra === undefined ? [] : [`extra ${base64Of(extra)}`]), `index ${index}`]
  return `${[...lines, ...proof.map(base64Of)].join('\n')}\n\n${checkpoint}`
}

/** Reads a receipt; verifies nothing. Refuses RECEIPT_SYNTAX with the line at fault. */
export function parseReceipt(text: string): Parsed<Receipt, LogReasonCode> {
  const refuse = (detail: string) => ({ ok: false, reasons: [logReason('RECEIPT_SYNTAX', detail)] }) as const
  const split = text.indexOf('\n\n')
  if (split < 0) return refuse('没有检查点')
  const lines = text.slice(0, split).split('\n')
  if (lines.shift() !== HEADER) return refuse('第一行不是 ' + HEADER)
  const extraText = lines[0]?.startsWith('extra ') ? lines.shift()!.slice(6) : undefined
  const extra = extraText === undefined ? undefined : parseBase64(extraText)
  if (extra === null) return refuse('extra')
  const index = /^index (0|[1-9][0-9]{0,15})$/.exec(lines.shift() ?? '')?.[1]
  if (index === undefined || !Number.isSafeInteger(Number(index))) return refuse('index')
  const proof = lines.map(parseBase64)
  if (proof.length > MAX_PROOF || !proof.every((hash) => hash?.length === 32)) return refuse('哈希行')
  const receipt = { index: Number(index), proof: proof as Uint8Array[], checkpoint: text.slice(split + 2) }
  return { ok: true, value: extra === undefined ? receipt : { ...receipt, extra } }
}

/** What is asked of a receipt: that this entry is in the log, under this policy. */
export interface ReceiptQuestion {
  readonly entry: Uint8Array
  readonly policy: TrustPolicy
}

/** Verdict on a receipt: the checkpoint's, and where the entry stands. */
export interface ReceiptVerdict extends CheckpointVerdict {
  readonly index: number | null
}

/** Verifies a receipt offline, with every reason it fails. Cost: O(log size) hashes and one signature check per key. */
export function verifyReceipt(
  text: string,
  { entry, policy }: ReceiptQuestion,
  deps: { readonly hash: Sha256; readonly verify: Ed25519Verify },
): ReceiptVerdict {
  const receipt = parseReceipt(text)
  if (!receipt.ok) return { ok: false, index: null, checkpoint: null, witnessed: [], reasons: receipt.reasons }
  const { index, proof } = receipt.value
  const verdict = verifyCheckpoint(receipt.value.checkpoint, policy, deps.verify)
  const reasons: LogReason[] = [...verdict.reasons]
  if (verdict.checkpoint !== null) {
    const claim = { ...verdict.checkpoint, index, leaf: leafHash(entry, deps.hash) }
    reasons.push(...verifyInclusion(claim, proof, deps.hash))
  }
  return { ...verdict, ok: reasons.length === 0, index, reasons }
}

/** What a receipt that carries its event says, and whether that is so. Plain data, fit to be sent. */
export interface ReceiptFinding {
  readonly ok: boolean
  readonly reasons: readonly LogReason[]
  /** Place in the log, counted from 0. */
  readonly index: number | null
  /** The log's name, and how many entries it had when it signed. */
  readonly origin: string | null
  readonly size: number | null
  readonly witnessed: readonly Witnessed[]
  /** What was recorded, as the receipt tells it; null when it cannot be read. Believe it only when `ok`. */
  readonly payload: unknown
}

/**
 * Judges a receipt with the event inside it, as people hold them: every reason it fails, RECEIPT_EMPTY when it carries no
 * event. Called by the page, the command line and the server alike.
 */
export function examineReceipt(
  text: string,
  policy: TrustPolicy,
  deps: { readonly hash: Sha256; readonly verify: Ed25519Verify },
): ReceiptFinding {
  const receipt = parseReceipt(text)
  if (!receipt.ok) return unreadable(receipt.reasons)
  const { extra } = receipt.value
  const opening = extra === undefined ? null : readOpening(extra, deps.hash)
  if (opening === null) return unreadable([logReason('RECEIPT_EMPTY')])
  const { checkpoint, ...verdict } = verifyReceipt(text, { entry: opening.entry, policy }, deps)
  const { origin = null, size = null } = checkpoint ?? {}
  return { ...verdict, origin, size, payload: opening.payload }
}

const unreadable = (reasons: readonly LogReason[]): ReceiptFinding => ({
  ...{ ok: false, reasons, index: null, origin: null, size: null, witnessed: [], payload: null },
})

/** A checkpoint alone is signed by the log: found like a receipt that proves no event, `index` and `payload` null. */
export function examineCheckpoint(text: string, policy: TrustPolicy, verify: Ed25519Verify): ReceiptFinding {
  const { checkpoint, ...verdict } = verifyCheckpoint(text, policy, verify)
  const { origin = null, size = null } = checkpoint ?? {}
  return { ...verdict, index: null, origin, size, payload: null }
}

/** Whether a text is a checkpoint rather than a receipt, whatever either may be worth. */
const isCheckpoint = (text: string): boolean => !text.includes(HEADER) && parseNote(text).ok

/** A receipt, or a checkpoint, judged by keys as texts, as pages have them. A key that is none is a reason, too. */
export function examineWith(
  text: string,
  trust: TrustTexts,
  deps: { readonly hash: Sha256; readonly verify: Ed25519Verify },
): ReceiptFinding {
  const policy = readTrust(trust, deps.hash)
  if (!policy.ok) return unreadable(policy.reasons)
  return isCheckpoint(text)
    ? examineCheckpoint(text, policy.value, deps.verify)
    : examineReceipt(text, policy.value, deps)
}

/** A receipt as somebody pasted it: line breaks of any kind, blank space around it. */
export const tidyReceipt = (pasted: string): string => `${pasted.replace(/\r\n?/g, '\n').trim()}\n`
