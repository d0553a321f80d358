// A proof of what a target has come to, where no record of the platform says it: a file with the figure it proves, handed in
// by one officer and accepted or refused by another. Where a proof stands is the fold of its events. Pure.
import type { QualityLevel } from './score.ts'

export type ProofEventType = 'uploaded' | 'accepted' | 'refused'

/** A file that was handed in, by the hash of its content. */
export interface ProofFile {
  /** Where it is kept. */
  readonly file: string
  readonly fileName: string
  readonly sha256: string
}

/** What a proof says: a figure in the unit of its target, or how far a target in words was achieved, in percent. */
export type ProofFinding = { readonly figure: string } | { readonly level: QualityLevel; readonly percent: number }

export interface ProofEvent {
  readonly seq: number
  readonly type: ProofEventType
  readonly at: string
  readonly officer: string
  readonly officerName: string
  readonly note: string
  /** Of an upload; a review repeats none. */
  readonly proof?: ProofFile & { readonly finding: ProofFinding }
}

export type ProofAct = 'upload' | 'accept' | 'refuse'
export type ProofStage = 'none' | 'waiting' | 'accepted' | 'refused'

const AFTER: Readonly<Record<ProofEventType, ProofStage>> = {
  uploaded: 'waiting',
  accepted: 'accepted',
  refused: 'refused',
}

/** Where the newest proof of a target stands. */
export function proofStage(history: readonly ProofEvent[]): ProofStage {
  const last = history.at(-1)
  return last ? AFTER[last.type] : 'none'
}

/** The proof that counts: the newest that was accepted, whatever waits behind it. */
export function acceptedProof(
  history: readonly ProofEvent[],
): { readonly upload: ProofEvent; readonly review: ProofEvent } | undefined {
  const at = history.findLastIndex(({ type }) => type === 'accepted')
  const upload = history.slice(0, Math.max(0, at)).findLast(({ type }) => type === 'uploaded')
  return upload && { upload, review: history[at]! }
}

const RULES = {
  upload: { role: 'bureau.author', event: 'uploaded' },
  accept: { role: 'bureau.finance', event: 'accepted' },
  refuse: { role: 'bureau.finance', event: 'refused' },
} as const satisfies Record<ProofAct, { role: string; event: ProofEventType }>

export type ProofRefusal =
  | { readonly code: 'PROOF_MOVED'; readonly by: ProofEvent | undefined }
  | { readonly code: 'PROOF_ROLE' | 'PROOF_STAGE' | 'PROOF_OWN' | 'PROOF_NOTE' }

/** Something somebody wants to do with a target's proof. */
export interface ProofStep {
  readonly act: ProofAct
  /** Number of the last event the officer saw; 0 before the first. */
  readonly seen: number
  readonly officer: string
  readonly roles: readonly string[]
  readonly note: string
}

/**
 * The event of a step, or why it may not be taken. Nobody reviews what they handed in; a refusal says why.
 * Refuses PROOF_ROLE, PROOF_MOVED, PROOF_STAGE, PROOF_OWN, PROOF_NOTE, in this order.
 */
export function decideProof(
  history: readonly ProofEvent[],
  { act, seen, officer, roles, note }: ProofStep,
): { readonly event: ProofEventType } | { readonly refusal: ProofRefusal } {
  const { role, event } = RULES[act]
  const last = history.at(-1)
  const isReview = act !== 'upload'
  if (!roles.includes(role)) return { refusal: { code: 'PROOF_ROLE' } }
  if ((last?.seq ?? 0) !== seen) return { refusal: { code: 'PROOF_MOVED', by: last } }
  if (isReview && proofStage(history) !== 'waiting') return { refusal: { code: 'PROOF_STAGE' } }
  if (isReview && last?.officer === officer) return { refusal: { code: 'PROOF_OWN' } }
  if (act === 'refuse' && note.trim() === '') return { refusal: { code: 'PROOF_NOTE' } }
  return { event }
}

/** What an officer could do now; for the buttons. */
export function proofActsFor(history: readonly ProofEvent[], officer: string, roles: readonly string[]): ProofAct[] {
  const seen = history.at(-1)?.seq ?? 0
  return (Object.keys(RULES) as ProofAct[]).filter(
    (act) => 'event' in decideProof(history, { act, seen, officer, roles, note: '…' }),
  )
}
